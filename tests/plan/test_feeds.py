"""Feeds that readers' programs accept, with ids that stay; the sitemap and robots.txt."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from site_builder.core.config import Config, Crawlers
from site_builder.core.dates import PartialDate
from site_builder.core.document import Picture
from site_builder.core.site import Page
from site_builder.plan.feeds import (
    MOST_URLS,
    NEWEST,
    changed,
    listed_urls,
    moment,
    plan_feeds,
    plan_sitemap,
    published,
)
from site_builder.render.data import json_parts
from site_builder.render.templates import Templates

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BARE = Config(title="测试案例库")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture(scope="module")
def templates(repository: Path) -> Templates:
    names = ("feed.xml", "sitemap.xml", "sitemap_index.xml", "robots.txt")
    return Templates(
        {name: (repository / "templates" / name).read_text("utf-8") for name in names}, {}
    )


@pytest.fixture
def feeds():
    """Returns the feeds of an outline by their output."""

    def plan(outline) -> dict[str, Page]:
        return {page.output: page for page in plan_feeds(outline)}

    return plan


@pytest.fixture
def atom(templates, feeds):
    """Returns a rendered Atom feed as XML."""

    def render(outline, output: str = "feed.xml") -> ET.Element:
        page = feeds(outline)[output]
        return ET.fromstring(templates.render(page.template, page.view(), ""))

    return render


def texts(element: ET.Element, path: str) -> list[str | None]:
    return [each.text for each in element.findall(path.replace("a:", ATOM))]


def check_atom(feed: ET.Element) -> None:
    """Assert what RFC 4287 asks of every feed and entry."""
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}author/{ATOM}name"), "entries inherit it"
    ids = [*texts(feed, "a:id"), *texts(feed, "a:entry/a:id")]
    assert len(ids) == len(set(ids))
    assert all(urlsplit(each or "").scheme for each in ids)
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
            assert element.findtext(ATOM + name)
        stamp = datetime.datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "")
        assert stamp.tzinfo is not None
        links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))
        assert ("alternate", "text/html") in links
    assert ("self", "application/atom+xml") in [
        (link.get("rel"), link.get("type")) for link in feed.findall(f"{ATOM}link")
    ]


def test_the_feed_of_the_site_is_valid_and_whole(make, atom) -> None:
    config = Config(
        title="测试案例库",
        description="描述 & <说明>",
        base_url="https://example.org/gh/",
        organisation="市总工会",
    )
    case = make.case("yizhan", title="驿站 <一> & 二", keywords=[0, 1], updated=day("2024-05-06"))

    feed = atom(make.outline(case, config=config))

    check_atom(feed)
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert {child.tag.removeprefix(ATOM): child.text for child in feed if child.text} == {
        "id": "https://example.org/gh/",
        "title": "测试案例库",
        "subtitle": "描述 & <说明>",
        "updated": "2024-05-06T00:00:00+08:00",
        "author": "\n",
        "entry": "\n",
    }
    assert [(link.get("rel"), link.get("href")) for link in feed.findall(f"{ATOM}link")] == [
        ("self", "https://example.org/gh/feed.xml"),
        ("alternate", "https://example.org/gh/"),
    ]
    assert texts(feed, "a:author/a:name") == ["市总工会"]
    assert {child.tag.removeprefix(ATOM): child.text for child in entry if child.text} == {
        "id": "https://example.org/gh/cases/yizhan/",
        "title": "驿站 <一> & 二",
        "published": "2023-03-28T00:00:00+08:00",
        "updated": "2024-05-06T00:00:00+08:00",
        "summary": "市总工会在沿街单位设立驿站。",
    }
    assert [each.get("term") for each in entry.findall(f"{ATOM}category")] == [
        "职工之家",
        "劳模工匠",
    ]


@pytest.mark.parametrize("config", [BARE, Config(title="库", base_url="https://example.org/")])
def test_every_region_and_keyword_with_cases_has_a_feed(make, atom, feeds, config) -> None:
    outline = make.outline(
        make.case("a", regions=["jiangsu/yancheng/yandu"], keywords=[0]),
        make.case("b", regions=["national"], keywords=[1]),
        config=config,
    )

    found = feeds(outline)

    assert sorted(found) == [
        "feed.json",
        "feed.xml",
        "keywords/laomo-gongjiang/feed.xml",
        "keywords/zhigong-zhijia/feed.xml",
        "regions/jiangsu/feed.xml",
        "regions/jiangsu/yancheng/feed.xml",
        "regions/jiangsu/yancheng/yandu/feed.xml",
        "regions/national/feed.xml",
    ]
    rendered = {name: atom(outline, name) for name in found if name.endswith(".xml")}
    for feed in rendered.values():
        check_atom(feed)
    ids = [feed.findtext(f"{ATOM}id") for feed in rendered.values()]
    assert len(set(ids)) == len(rendered)
    yandu = rendered["regions/jiangsu/yancheng/yandu/feed.xml"]
    assert texts(yandu, "a:title") == [f"江苏省盐城市盐都区 · {config.title}"]
    assert texts(yandu, "a:entry/a:title") == ["案例 a"]
    assert texts(rendered["keywords/laomo-gongjiang/feed.xml"], "a:title") == [
        f"劳模工匠 · {config.title}"
    ]


def test_an_empty_library_has_an_empty_valid_feed(make, atom) -> None:
    feed = atom(make.outline())

    check_atom(feed)
    assert texts(feed, "a:updated") == ["1970-01-01T00:00:00+08:00"]
    assert texts(feed, "a:entry") == []


def test_a_case_keeps_its_id_when_it_is_revised(make, atom) -> None:
    for config in (BARE, Config(title="测试案例库", base_url="https://example.org/")):
        before = atom(make.outline(make.case("a"), config=config))
        after = atom(
            make.outline(make.case("a", title="改", updated=day("2025-01-01")), config=config)
        )

        assert texts(before, "a:entry/a:id") == texts(after, "a:entry/a:id")
        assert texts(before, "a:entry/a:updated") != texts(after, "a:entry/a:updated")


def test_without_a_base_url_ids_are_uuids_that_follow_from_the_library(make, atom) -> None:
    feed = atom(make.outline(make.case("a"), config=BARE))

    assert texts(feed, "a:id") == ["urn:uuid:154f727f-24dd-5d5d-a4c3-5d29507d0c6e"]
    assert texts(feed, "a:entry/a:id") == ["urn:uuid:4a9f95a2-b77f-523a-a5cb-1eb5b3e37c2e"]


@pytest.mark.parametrize(
    ("facts", "came", "shown"),
    [
        ({"date": PartialDate(2023, 3)}, "2023-03-01", "2023-03-01"),
        ({"publish": day("2023-05-01")}, "2023-05-01", "2023-05-01"),
        ({"updated": day("2024-01-02")}, "2023-03-28", "2024-01-02"),
        (
            {"publish": day("2023-05-01"), "updated": day("2024-01-02")},
            "2023-05-01",
            "2024-01-02",
        ),
        (
            {"publish": day("2024-05-01"), "updated": day("2024-01-02")},
            "2024-05-01",
            "2024-05-01",
        ),
    ],
)
def test_a_case_is_new_when_it_appears_and_again_when_it_is_revised(
    make, facts, came, shown
) -> None:
    case = make.case(**facts)

    assert (published(case), changed(case)) == (day(came), day(shown))


def test_a_feed_holds_the_newest_by_change(make, atom) -> None:
    cases = [make.case(f"a{n:02d}", date=PartialDate(2023, 1, 1 + n % 28)) for n in range(60)]
    revised = make.case("revised", date=PartialDate(2001), updated=day("2024-01-01"))

    feed = atom(make.outline(*cases, revised))

    titles = texts(feed, "a:entry/a:title")
    assert len(titles) == NEWEST == 50
    assert titles[:4] == ["案例 revised", "案例 a27", "案例 a55", "案例 a26"]
    stamps = texts(feed, "a:entry/a:updated")
    assert stamps == sorted(stamps, reverse=True)
    assert texts(feed, "a:updated") == stamps[:1]


@pytest.mark.parametrize(
    ("timezone", "date", "stamp"),
    [
        ("Asia/Shanghai", "2024-06-01", "2024-06-01T00:00:00+08:00"),
        ("Asia/Urumqi", "2024-06-01", "2024-06-01T00:00:00+06:00"),
        ("Asia/Shanghai", "1988-07-01", "1988-07-01T00:00:00+09:00"),
        ("Asia/Shanghai", "1900-06-01", "1900-05-31T15:54:17+00:00"),
        ("UTC", "2024-06-01", "2024-06-01T00:00:00+00:00"),
    ],
)
def test_a_day_begins_in_the_sites_time_zone(timezone, date, stamp) -> None:
    assert moment(Config(title="库", timezone=timezone), day(date)) == stamp


def test_the_json_feed_follows_its_specification(make, feeds) -> None:
    config = Config(
        title="库", description="说明。", base_url="https://example.org/", organisation="总会"
    )
    image = Picture("a b.png", "content/images/a b.png", "驿站")
    outline = make.outline(
        make.case("a", image=image, updated=day("2024-05-06")), make.case("b"), config=config
    )

    page = feeds(outline)["feed.json"]

    assert page.template == "data:json"
    assert json.loads("".join(json_parts(page.view()))) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "库",
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feed.json",
        "description": "说明。",
        "language": "zh-CN",
        "authors": [{"name": "总会"}],
        "items": [
            {
                "id": "https://example.org/cases/a/",
                "url": "https://example.org/cases/a/",
                "title": "案例 a",
                "content_text": "市总工会在沿街单位设立驿站。",
                "summary": "市总工会在沿街单位设立驿站。",
                "date_published": "2023-03-28T00:00:00+08:00",
                "date_modified": "2024-05-06T00:00:00+08:00",
                "tags": ["职工之家"],
                "image": "https://example.org/images/a%20b.png",
            },
            {
                "id": "https://example.org/cases/b/",
                "url": "https://example.org/cases/b/",
                "title": "案例 b",
                "content_text": "市总工会在沿街单位设立驿站。",
                "summary": "市总工会在沿街单位设立驿站。",
                "date_published": "2023-03-28T00:00:00+08:00",
                "date_modified": "2023-03-28T00:00:00+08:00",
                "tags": ["职工之家"],
            },
        ],
    }


def test_atom_and_json_feed_name_the_same_entries(make, atom, feeds) -> None:
    for config in (BARE, Config(title="库", base_url="https://example.org/a/")):
        outline = make.outline(*(make.case(f"a{n}") for n in range(5)), config=config)

        items = feeds(outline)["feed.json"].view()["items"]

        assert [item["id"] for item in items] == texts(atom(outline), "a:entry/a:id")


def sitemap(templates, page: Page) -> list[tuple[str | None, str | None]]:
    root = ET.fromstring(templates.render(page.template, page.view(), ""))
    return [(each.findtext(f"{SITEMAP}loc"), each.findtext(f"{SITEMAP}lastmod")) for each in root]


def test_the_sitemap_lists_places_with_the_days_of_change(make, templates) -> None:
    outline = make.outline(
        make.case("a", updated=day("2024-05-06")),
        make.case("b", publish=day("2024-06-01"), updated=day("2024-05-06")),
        make.case("c"),
        make.case("d", date=PartialDate(2023, 10)),
    )

    pages = list(plan_sitemap(outline, ["cases/c/", "", "cases/a/", "cases/b/", "cases/d/"]))

    assert [(page.output, page.template) for page in pages] == [
        ("sitemap.xml", "sitemap.xml"),
        ("robots.txt", "robots.txt"),
    ]
    assert sitemap(templates, pages[0]) == [
        ("https://example.org/", None),
        ("https://example.org/cases/a/", "2024-05-06"),
        ("https://example.org/cases/b/", "2024-06-01"),
        ("https://example.org/cases/c/", "2023-03-28"),
        ("https://example.org/cases/d/", "2023-10"),
    ]


def test_a_sitemap_above_fifty_thousand_places_is_split(make, templates) -> None:
    urls = [f"cases/a{number:05d}/" for number in range(MOST_URLS + 1)]

    pages = list(plan_sitemap(make.outline(), reversed(urls)))

    assert [(page.output, page.template) for page in pages] == [
        ("sitemap.xml", "sitemap_index.xml"),
        ("sitemap-1.xml", "sitemap.xml"),
        ("sitemap-2.xml", "sitemap.xml"),
        ("robots.txt", "robots.txt"),
    ]
    assert sitemap(templates, pages[0]) == [
        ("https://example.org/sitemap-1.xml", None),
        ("https://example.org/sitemap-2.xml", None),
    ]
    assert len(pages[1].view()["entries"]) == MOST_URLS == 50_000
    assert sitemap(templates, pages[2]) == [(f"https://example.org/cases/a{MOST_URLS}/", None)]


def test_fifty_thousand_places_still_fit_into_one_sitemap(make) -> None:
    pages = plan_sitemap(make.outline(), (f"cases/a{number}/" for number in range(MOST_URLS)))

    assert [page.output for page in pages] == ["sitemap.xml", "robots.txt"]


@pytest.mark.parametrize(
    ("config", "robots"),
    [
        (
            Config(title="库", base_url="https://example.org/gh/"),
            ["User-agent: *", "Disallow:", "", "Sitemap: https://example.org/gh/sitemap.xml"],
        ),
        (BARE, ["User-agent: *", "Disallow:"]),
    ],
)
def test_without_a_base_url_there_is_no_sitemap(make, templates, config, robots) -> None:
    pages = {
        page.output: page for page in plan_sitemap(make.outline(config=config), ["", "cases/"])
    }

    assert ("sitemap.xml" in pages) == bool(config.base_url)
    page = pages["robots.txt"]
    text = templates.render(page.template, page.view(), "")
    assert text.split("\n")[:-1] == robots


def test_robots_are_told_what_the_settings_allow(make, templates) -> None:
    def robots(crawlers: Crawlers) -> str:
        outline = make.outline(config=Config(title="库", crawlers=crawlers))
        (page,) = plan_sitemap(outline, [])
        return templates.render(page.template, page.view(), "")

    no_training = robots(Crawlers(training=False))
    nothing = robots(Crawlers(search=False, training=False))

    assert no_training.startswith("User-agent: *\nDisallow:\n\nUser-agent: GPTBot\n")
    assert no_training.endswith("User-agent: Bytespider\nDisallow: /\n")
    assert nothing.startswith("User-agent: *\nDisallow: /\n")
    assert "GPTBot" not in nothing


def test_only_pages_for_readers_are_in_the_sitemap() -> None:
    def page(output: str, template: str) -> Page:
        return Page(output, template, dict)

    urls = listed_urls([
        page("index.html", "home.html"),
        page("cases/a/index.html", "case.html"),
        page("cases/old/index.html", "redirect.html"),
        page("2019/a.html", "redirect.html"),
        page("404.html", "404.html"),
        page("feed.xml", "feed.xml"),
        page("data/cases.json", "data:json"),
    ])  # fmt: skip

    assert list(urls) == ["", "cases/a/"]


def test_a_feed_names_no_day_of_publication_that_is_not_known(make, atom) -> None:
    feed = atom(make.outline(make.case("a", date=PartialDate(2023, 4))))

    assert feed.find(f"{ATOM}entry/{ATOM}published") is None
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "2023-04-01T00:00:00+08:00"
