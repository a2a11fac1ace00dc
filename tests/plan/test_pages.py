"""Every page of the site, and what stands on it."""

from __future__ import annotations

from collections import Counter

import pytest

from site_builder.core.config import Config, Features, MapStyle
from site_builder.core.document import Body, Picture
from site_builder.plan.pages import MOST_NEWEST, plan_pages

SCHEMA = {"type": "object"}


@pytest.fixture
def outline(make):
    return make.outline(
        make.case("b", regions=["jiangsu/yancheng/yandu"], aliases=["old-b", "/2019/b.html"]),
        make.case("a", keywords=[1], aliases=["old-a", "/cases/old-a/", "old-a"]),
        make.case("c", regions=["national"], keywords=[], organisation="全国总工会"),
        pages=[make.page("about", description="这个库是什么。")],
    )


def pages_of(outline) -> dict[str, object]:
    return {page.output: page for page in plan_pages(outline, SCHEMA)}


def test_a_library_becomes_exactly_these_pages(outline) -> None:
    pages = [(page.output, page.template) for page in plan_pages(outline, SCHEMA)]

    assert sorted(pages) == [
        ("2019/b.html", "redirect.html"),
        ("404.html", "404.html"),
        ("about/index.html", "page.html"),
        ("accessibility/index.html", "accessibility.html"),
        ("cases/a/index.html", "case.html"),
        ("cases/b/index.html", "case.html"),
        ("cases/c/index.html", "case.html"),
        ("cases/index.html", "cases.html"),
        ("cases/old-a/index.html", "redirect.html"),
        ("cases/old-b/index.html", "redirect.html"),
        ("compare/index.html", "compare.html"),
        ("data/case.schema.json", "data:json"),
        ("data/cases.csv", "data:csv"),
        ("data/cases.json", "data:json"),
        ("feed.json", "data:json"),
        ("feed.xml", "feed.xml"),
        ("index.html", "home.html"),
        ("insights/index.html", "insights.html"),
        ("keywords/index.html", "keywords.html"),
        ("keywords/laomo-gongjiang/feed.xml", "feed.xml"),
        ("keywords/laomo-gongjiang/index.html", "keyword.html"),
        ("keywords/zhigong-zhijia/feed.xml", "feed.xml"),
        ("keywords/zhigong-zhijia/index.html", "keyword.html"),
        ("regions/index.html", "regions.html"),
        ("regions/jiangsu/feed.xml", "feed.xml"),
        ("regions/jiangsu/index.html", "region.html"),
        ("regions/jiangsu/yancheng/feed.xml", "feed.xml"),
        ("regions/jiangsu/yancheng/index.html", "region.html"),
        ("regions/jiangsu/yancheng/yandu/feed.xml", "feed.xml"),
        ("regions/jiangsu/yancheng/yandu/index.html", "region.html"),
        ("regions/national/feed.xml", "feed.xml"),
        ("regions/national/index.html", "region.html"),
        ("search/index.html", "search.html"),
        ("years/2023/index.html", "year.html"),
    ]


def test_no_two_pages_have_one_output(outline) -> None:
    outputs = Counter(page.output for page in plan_pages(outline, SCHEMA))

    assert [output for output, count in outputs.items() if count > 1] == []


def test_an_empty_library_is_a_whole_site(make) -> None:
    outputs = {page.output for page in plan_pages(make.outline(), SCHEMA)}

    assert outputs == {
        "404.html",
        "accessibility/index.html",
        "cases/index.html",
        "compare/index.html",
        "data/case.schema.json",
        "data/cases.csv",
        "data/cases.json",
        "feed.json",
        "feed.xml",
        "index.html",
        "insights/index.html",
        "keywords/index.html",
        "regions/index.html",
        "search/index.html",
    }


def test_feeds_and_data_can_be_switched_off(make) -> None:
    config = Config(title="库", features=Features(feeds=False, data=False))

    outputs = pages_of(make.outline(make.case(), config=config))

    assert [output for output in outputs if "feed" in output or output.startswith("data/")] == []


def test_every_view_can_be_made_twice_and_is_the_same_both_times(outline) -> None:
    for page in plan_pages(outline, SCHEMA):
        assert page.view() == page.view()


def test_the_home_page_counts_what_the_library_holds(outline, make) -> None:
    view = pages_of(outline)["index.html"].view()

    assert view["home"]["totals"] == {
        "cases": 3,
        "provinces": 1,
        "keywords": 2,
    }
    assert [card["id"] for card in view["home"]["newest"]] == ["a", "b", "c"]
    assert [(each["title"], each["count"]) for each in view["home"]["keywords"]] == [
        ("劳模工匠", 1),
        ("职工之家", 1),
    ]
    assert [each["count"] for each in view["home"]["provinces"]] == [0, 2, 0, 0]
    assert view["home"]["national"] == {
        "title": "全国",
        "url": "regions/national/",
        "count": 1,
    }
    assert view["crumbs"] == []


def test_the_home_page_shows_the_newest_cases_only(make) -> None:
    outline = make.outline(*(make.case(f"a{number}") for number in range(MOST_NEWEST + 3)))

    view = pages_of(outline)["index.html"].view()

    assert len(view["home"]["newest"]) == MOST_NEWEST
    assert view["home"]["national"] is None


def test_the_home_page_offers_the_provinces_as_the_settings_say(make) -> None:
    config = Config(title="库", map_style=MapStyle.LIST, map_approval="GS(2024)1号")

    home = pages_of(make.outline(config=config))["index.html"].view()["home"]

    assert (home["map_style"], home["map_approval"]) == ("list", "GS(2024)1号")


def test_a_summary_is_escaped_and_holds_its_numbers_to_their_units(make) -> None:
    outline = make.outline(make.case("a", summary="“A&B”<b>有12万人</b>"))

    assert pages_of(outline)["cases/a/index.html"].view()["summary"] == (
        '“A&amp;B”&lt;b&gt;有<span class="quantity">12万人</span>&lt;/b&gt;'
    )


def test_a_case_page_leads_back_through_its_place(outline) -> None:
    view = pages_of(outline)["cases/b/index.html"].view()

    assert view["crumbs"] == [
        {"title": "首页", "url": ""},
        {"title": "地区", "url": "regions/"},
        {"title": "江苏", "url": "regions/jiangsu/"},
        {"title": "盐城", "url": "regions/jiangsu/yancheng/"},
        {"title": "盐都", "url": "regions/jiangsu/yancheng/yandu/"},
    ]
    assert [each["kind"] for each in view["around"]] == ["all", "region"]
    assert [each["card"]["id"] for each in view["related"]] == ["a"]
    assert (view["head"]["kind"], view["head"]["canonical"]) == (
        "article",
        "https://example.org/cases/b/",
    )
    assert [thing["@type"] for thing in view["head"]["json_ld"]["@graph"]] == [
        "Article",
        "BreadcrumbList",
    ]


def test_the_image_of_a_case_is_offered_to_those_who_share_it(make) -> None:
    image = Picture("a 1.png", "content/images/a 1.png", "驿站")

    view = pages_of(make.outline(make.case("a", image=image)))["cases/a/index.html"].view()

    assert view["case"]["image"]["url"] == "images/a%201.png"
    assert view["head"]["image"] == "https://example.org/images/a%201.png"


def test_pages_show_the_body_without_links_to_what_is_withheld(make) -> None:
    outline = make.outline(
        make.case("a", body=Body('<a href="../b/">乙</a>')),
        pages=[make.page("about", Body('<a href="../cases/b/">乙</a>'))],
        bodies={"content/cases/a.md": "乙", "content/pages/about.md": "只有乙"},
    )

    pages = pages_of(outline)

    assert pages["cases/a/index.html"].view()["case"]["body"] == "乙"
    assert pages["about/index.html"].view()["page"]["body"] == "只有乙"


def test_a_page_of_the_editors_has_its_own_title_and_contents(outline, make) -> None:
    body = make.body(("来历", "正文。"), html="<h2>来历</h2>")
    page = make.page("about", body, description="这个库是什么。")

    view = pages_of(make.outline(pages=[page]))["about/index.html"].view()

    assert view["page"] == {
        "title": "页面 about",
        "body": "<h2>来历</h2>",
        "contents": [{"title": "来历", "url": "#来历"}],
    }
    assert view["crumbs"] == [{"title": "首页", "url": ""}]
    assert view["head"]["description"] == "这个库是什么。"


def test_an_old_address_leads_to_the_case_and_is_not_indexed(outline) -> None:
    for output in ("cases/old-b/index.html", "2019/b.html"):
        view = pages_of(outline)[output].view()

        assert view["redirect"] == {"title": "案例 b", "url": "cases/b/"}
        assert (view["head"]["canonical"], view["head"]["noindex"]) == (
            "https://example.org/cases/b/",
            True,
        )


def test_the_page_for_what_does_not_exist_offers_ways_on(outline) -> None:
    view = pages_of(outline)["404.html"].view()

    assert view["provinces"] == [{"title": "江苏", "url": "regions/jiangsu/", "count": 2}]
    assert [each["title"] for each in view["keywords"]] == ["劳模工匠", "职工之家"]
    assert (view["head"]["title"], view["head"]["noindex"]) == ("没有这个页面", True)


def test_the_schema_is_published_as_it_is(outline) -> None:
    assert pages_of(outline)["data/case.schema.json"].view() is SCHEMA
