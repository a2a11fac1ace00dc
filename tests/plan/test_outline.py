"""What all pages have: the site's own texts, the ways into it, the head."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.config import Config, Features, Licence
from site_builder.core.document import Body, Level
from site_builder.plan.outline import DESCRIPTION_LENGTH, shorten

BARE = Config(title="测试案例库")


def test_a_site_shows_its_settings_and_the_ways_into_it(make) -> None:
    config = Config(
        title="测试案例库",
        description="一个测试用的库。",
        organisation="市总工会",
        contact="mailto:a@example.org",
        text_licence=Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        verification=(("baidu-site-verification", "x"),),
        icp="京ICP备1号",
        public_security="京公网安备1号",
        features=Features(feeds=False),
    )

    outline = make.outline(pages=[make.page("about"), make.page("help")], config=config)

    assert outline.site == {
        "title": "测试案例库",
        "description": "一个测试用的库。",
        "language": "zh-CN",
        "organisation": "市总工会",
        "contact": "mailto:a@example.org",
        "nav": [
            {"title": "案例", "url": "cases/"},
            {"title": "地区", "url": "regions/"},
            {"title": "关键词", "url": "keywords/"},
            {"title": "统计", "url": "insights/"},
            {"title": "页面 about", "url": "about/"},
            {"title": "页面 help", "url": "help/"},
        ],
        "text_licence": {
            "name": "CC BY 4.0",
            "url": "https://creativecommons.org/licenses/by/4.0/",
        },
        "data_licence": {"name": "", "url": ""},
        "icp": "京ICP备1号",
        "public_security": "京公网安备1号",
        "verification": [["baidu-site-verification", "x"]],
        "feeds": False,
        "data": True,
    }


def test_the_texts_of_the_site_are_in_its_language(make) -> None:
    outline = make.outline(translate={"首页": "Home", "案例": "Cases"}.get)

    assert outline.home_crumb == {"title": "Home", "url": ""}
    assert outline.cases_crumb == {"title": "Cases", "url": "cases/"}


def test_a_head_holds_absolute_addresses_where_the_site_has_one(make) -> None:
    config = Config(title="库", description="库的说明。", base_url="https://example.org/gh/")
    feed = {"title": "江苏省", "url": "regions/jiangsu/feed.xml"}

    head = make.outline(config=config).head(
        "江苏省", "regions/jiangsu/", image="images/a.png", feed=feed, json_ld={"@graph": []}
    )

    assert head == {
        "title": "江苏省",
        "description": "库的说明。",
        "canonical": "https://example.org/gh/regions/jiangsu/",
        "kind": "website",
        "image": "https://example.org/gh/images/a.png",
        "feed": feed,
        "noindex": False,
        "json_ld": {"@graph": []},
    }


def test_without_a_base_url_nothing_is_absolute(make) -> None:
    head = make.outline(config=BARE).head("案例", "cases/a/", image="images/a.png")

    assert (head["canonical"], head["image"]) == ("", "")


def test_a_page_that_is_not_to_be_found_has_no_canonical_address(make) -> None:
    head = make.outline().head("没有", "404.html", noindex=True)

    assert (head["canonical"], head["noindex"]) == ("", True)


def test_a_head_names_no_feed_when_feeds_are_off(make) -> None:
    outline = make.outline(config=Config(title="库", features=Features(feeds=False)))

    assert outline.head("库", "", feed={"title": "库", "url": "feed.xml"})["feed"] is None


def test_a_body_is_replaced_where_links_had_to_be_left_out(make) -> None:
    outline = make.outline(bodies={"content/cases/a.md": "<p>没有链接</p>"})

    linked, plain = Body("<p><a>链接</a></p>"), Body("<p>原样</p>")
    assert outline.body("content/cases/a.md", linked, first=True) == "<p>没有链接</p>"
    assert outline.body("content/cases/b.md", plain, first=True) == "<p>原样</p>"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("短句。", "短句。"),
        ("  两  行\n文字 ", "两 行 文字"),
        ("甲" * 70 + "。" + "乙" * 80, "甲" * 70 + "。"),
        ("甲" * 60 + "。" + "乙" * 80, "甲" * 60 + "。"),
        ("甲" * 20 + "。" + "乙" * 130, "甲" * 20 + "。" + "乙" * 98 + "…"),
        ("甲" * 120, "甲" * 120),
        ("甲" * 121, "甲" * 119 + "…"),
    ],
)
def test_a_description_is_cut_at_the_end_of_a_sentence_where_one_is_near(text, short) -> None:
    assert shorten(text) == short


@given(st.text(alphabet="甲。！ \n…", max_size=400))
def test_a_description_is_never_too_long_and_never_loses_its_beginning(text: str) -> None:
    short = shorten(text)

    assert len(short) <= DESCRIPTION_LENGTH
    assert " ".join(text.split()).startswith(short.removesuffix("…"))


def test_an_outline_can_be_handed_to_another_process(make) -> None:
    outline = make.outline(make.case("a", level=Level.CITY), make.case("b"))
    before = (
        outline.site,
        outline.listings,
        outline.neighbourhood.related(outline.library.cases[0]),
    )

    copy = pickle.loads(pickle.dumps(outline))

    assert (
        copy.site,
        copy.listings,
        copy.neighbourhood.related(copy.library.cases[0]),
    ) == before
