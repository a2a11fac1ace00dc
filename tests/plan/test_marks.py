"""What a page is made from changes whenever its view does, and hardly ever without it."""

from __future__ import annotations

import datetime
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.core.config import Config, Crawlers, Features, Licence, MapStyle
from site_builder.core.dates import PartialDate
from site_builder.core.diagnostics import Location
from site_builder.core.document import (
    SECTIONS,
    Actor,
    Body,
    Facts,
    Figure,
    Heading,
    Keyword,
    Level,
    Picture,
    Source,
)
from site_builder.core.fingerprint import mark_of
from site_builder.core.photos import Photo
from site_builder.core.region import Region
from site_builder.plan.feeds import listed_urls, plan_sitemap
from site_builder.plan.outdated import inputs_of
from site_builder.plan.pages import plan_pages

AT = Location("content/cases/a.md", 9, 9, 9)
BODY = Body(
    "<p>甲</p>",
    (Heading(2, "a", "甲", AT),),
    text=tuple((section, "正文。") for section in SECTIONS),
)
FACTS = {
    "title": "另一个标题",
    "date": PartialDate(2024, 5),
    "regions": ("盐城",),
    "keywords": ("爱心驿站",),
    "organisation": "另一个单位",
    "actor": Actor.SCHOOL,
    "summary": "另一份摘要。",
    "sources": (Source("新华日报"),),
    "practice": "一个做法",
    "figures": (Figure("驿站", "12", "家"),),
    "partners": ("一家企业",),
    "draft": True,
    "publish": datetime.date(2025, 1, 1),
    "expire": datetime.date(2027, 1, 1),
    "updated": datetime.date(2025, 2, 2),
    "aliases": ("old",),
    "related": ("c",),
    "image": Picture("a.png", "content/images/a.png", "图", location=AT),
    "level": Level.NATIONAL,
}
UNSEEN = {"regions", "keywords", "draft", "expire", "level", "aliases"}
"""Facts whose change alone no page shows: they are looked up, or decide what is published."""
DATA = {"data/cases.csv", "data/cases.json"}
"""They show fewer facts than they are made from; they are two pages."""
BODIES = {
    "html": "<p>乙</p>",
    "headings": (Heading(2, "b", "乙", AT),),
    "links": (),
    "images": (Picture("a.png"),),
    "text": (("成效", "另一段。"),),
}
SETTINGS = {
    "title": "另一个库",
    "description": "另一个简介",
    "base_url": "https://other.example/",
    "language": "en",
    "timezone": "America/New_York",
    "organisation": "主办单位",
    "contact": "mailto:a@example.org",
    "text_licence": Licence("CC BY", "https://example.org/by"),
    "data_licence": Licence("CC0", "https://example.org/zero"),
    "crawlers": Crawlers(training=False),
    "verification": (("name", "content"),),
    "icp": "京ICP备1号",
    "public_security": "京公网安备1号",
    "map_style": MapStyle.LIST,
    "map_approval": "GS(2026)1号",
    "features": Features(feeds=False),
}
WORDS = {"name": "另一个词", "slug": "other", "aliases": ("别名",), "description": "说明。"}
REGION = {"code": "999999", "name": "别处市", "short": "别处", "names": ("江苏省", "别处市")}


def made_from(outline):
    """Return the inputs and the digest of the view of every page."""
    pages = list(plan_pages(outline, {}))
    pages += plan_sitemap(outline, listed_urls(pages))
    common = outline.common_inputs
    return {page.output: ({**common, **inputs_of(page)}, mark_of(page.view())) for page in pages}


def differences(one, other):
    """Return the pages whose view changed, and those whose inputs did."""
    old, new = made_from(one), made_from(other)
    both = old.keys() & new.keys()
    return (
        {name for name in both if old[name][1] != new[name][1]},
        {name for name in both if old[name][0] != new[name][0]},
    )


@pytest.fixture(scope="session")
def library(make):
    """A function that makes a library of five cases, of which the first is changed."""

    def outline(changed=None, config=None, every=lambda case: case, **more):
        first = make.case("a", body=BODY, keywords=(0, 1), regions=("jiangsu/yancheng", "beijing"))
        cases = [
            changed(first) if changed else first,
            make.case("b", date=PartialDate(2023, 3, 27), related=("a",), aliases=("alt",)),
            make.case("c", date=PartialDate(2023, 3, 29), regions=("jiangsu/yancheng/yandu",)),
            make.case("d", date=PartialDate(2022), keywords=(1,), regions=("national",)),
            make.case("e", date=PartialDate(2022), keywords=(1, 2), regions=("hubei/xiantao",)),
        ]
        return make.outline(*map(every, cases), pages=[make.page("about")], config=config, **more)

    return outline


def with_facts(**facts):
    return lambda case: replace(
        case, document=replace(case.document, facts=replace(case.facts, **facts))
    )


def with_body(**parts):
    return lambda case: replace(
        case, document=replace(case.document, body=replace(case.document.body, **parts))
    )


def test_every_fact_is_tried():
    """A new fact has to be tried here: is it a part of what pages are made from?"""
    assert FACTS.keys() == {each.name for each in fields(Facts)}
    assert BODIES.keys() == {each.name for each in fields(Body)}
    assert SETTINGS.keys() == {each.name for each in fields(Config)}
    assert WORDS.keys() == {each.name for each in fields(Keyword)}


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_that_changes_a_view_changes_what_it_is_made_from(library, name):
    views, inputs = differences(library(), library(with_facts(**{name: FACTS[name]})))

    assert views <= inputs <= views | DATA
    assert (views == set()) == (name in UNSEEN)


@pytest.mark.parametrize("name", BODIES)
def test_a_part_of_a_body_that_changes_a_view_changes_what_it_is_made_from(library, name):
    views, inputs = differences(library(), library(with_body(**{name: BODIES[name]})))

    assert views == inputs
    assert views == {
        "html": {"cases/a/index.html"},
        "headings": {"cases/a/index.html"},
        "text": {"data/cases.json"},
    }.get(name, set())


@pytest.mark.parametrize(
    "change",
    [
        {"regions": ("jiangsu/yancheng/yandu",)},
        {"regions": ("beijing", "jiangsu/yancheng")},
        {"keywords": (2,)},
        {"keywords": (1, 0)},
        {"level": Level.PROVINCE},
    ],
    ids=str,
)
def test_what_a_name_means_is_a_part_of_what_pages_are_made_from(library, make, change):
    def changed(case):
        new = {}
        if "regions" in change:
            new["regions"] = tuple(make.country.at(path) for path in change["regions"])
        if "keywords" in change:
            new["keywords"] = tuple(make.keywords[number] for number in change["keywords"])
        return replace(case, **{**change, **new})

    views, inputs = differences(library(), library(changed))

    assert views <= inputs
    assert views


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_changes_a_view_changes_what_it_is_made_from(library, name):
    config = Config(title="测试案例库", base_url="https://example.org/")
    views, inputs = differences(
        library(config=config), library(config=replace(config, **{name: SETTINGS[name]}))
    )

    assert views <= inputs
    if name in {"crawlers", "timezone"}:
        assert views == inputs, "few pages show it, so it is not a part of all"


@pytest.mark.parametrize("name", WORDS)
def test_a_keyword_that_changes_a_view_changes_what_it_is_made_from(library, make, name):
    word = replace(make.keywords[0], **{name: WORDS[name]})

    def renamed(case):
        words = [word if each is make.keywords[0] else each for each in case.keywords]
        return replace(case, keywords=tuple(words))

    words = (word, *make.keywords[1:])
    views, inputs = differences(library(), library(every=renamed, vocabulary=words))

    assert views <= inputs
    assert name != "name" or views


@pytest.mark.parametrize("name", REGION)
def test_a_region_that_changes_a_view_changes_what_it_is_made_from(library, make, name):
    """So does one that a library's own regions.yaml names otherwise."""
    region = replace(make.country.at("jiangsu/yancheng"), **{name: REGION[name]})
    country = replace(make.country, by_path=make.country.by_path | {region.path: region})

    def moved(case):
        return replace(case, regions=(region, *case.regions[1:]))

    assert isinstance(region, Region)
    views, inputs = differences(library(), library(moved, regions=country))

    assert views <= inputs
    assert views


def test_a_body_without_its_dead_links_is_another_body(library):
    shown = {"content/cases/a.md": "<p>甲乙</p>"}
    views, inputs = differences(library(), library(bodies=shown))

    assert views == inputs == {"cases/a/index.html"}


@pytest.mark.parametrize(
    "photo",
    [None, Photo("2", 800, 600), Photo("1", 800, 601), Photo("1", 800, 600, (800,))],
    ids=str,
)
@pytest.mark.parametrize("where", ["body", "front matter"])
def test_an_image_that_changes_a_view_changes_what_it_is_made_from(library, photo, where):
    picture = FACTS["image"]
    html = '<p><img src="../../images/a.png"></p>'
    change = with_facts(image=picture)
    if where == "body":
        change = with_body(html=html, images=(picture,))
    known = {picture.file: Photo("1", 800, 600)}
    views, inputs = differences(
        library(change, photos=known),
        library(change, photos={picture.file: photo} if photo else {}),
    )

    assert views <= inputs == {"cases/a/index.html"}
    assert views or photo == Photo("2", 800, 600)


def test_which_of_two_images_is_known_is_a_part_of_what_a_page_is_made_from(library):
    first, second = FACTS["image"], replace(FACTS["image"], src="/images/b.png", file="b.png")
    html = '<p><img src="../../images/a.png"><img src="../../images/b.png"></p>'
    change = with_body(html=html, images=(first, second))
    photo = Photo("1", 800, 600)
    _views, inputs = differences(
        library(change, photos={first.file: photo}), library(change, photos={second.file: photo})
    )

    assert inputs == {"cases/a/index.html"}


def test_the_language_of_texts_is_a_part_of_all_pages(library):
    config = Config(title="测试案例库", base_url="https://example.org/", language="en")
    views, inputs = differences(
        library(), library(config=config, translate=lambda text: f"·{text}")
    )

    assert views <= inputs


def test_a_marked_body_is_marked_alike_by_whom_it_was_kept():
    from site_builder.core.kept_body import KeptBody

    kept = KeptBody((), (), (), (BODY.html_mark, BODY.text_mark), None)

    assert (kept.html_mark, kept.text_mark) == (BODY.html_mark, BODY.text_mark)


CASES = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from((PartialDate(2022), PartialDate(2022, 1), PartialDate(2023, 3, 28))),
        st.lists(st.integers(0, 2), min_size=1, max_size=3, unique=True),
        st.sampled_from(("jiangsu", "jiangsu/yancheng", "beijing", "national")),
        st.sampled_from(("标题", "题目")),
    ),
    min_size=18,
    max_size=45,
    unique_by=lambda case: case[0],
)


@settings(max_examples=20)
@given(CASES, CASES)
def test_between_any_two_libraries_no_page_changes_unnoticed(make, one, other):
    def outline(rows):
        return make.outline(
            *(
                make.case(
                    f"c{number}", date=date, keywords=keywords, regions=(region,), title=title
                )
                for number, date, keywords, region, title in rows
            )
        )

    views, inputs = differences(outline(one), outline(other))

    assert views == inputs
