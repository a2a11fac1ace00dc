"""Lists of cases: all, by region, by keyword, by year."""

from __future__ import annotations

import pytest

from site_builder.core.config import Config
from site_builder.core.dates import PartialDate
from site_builder.plan.listing_pages import plan_listing_pages


def pages_of(outline) -> dict[str, object]:
    return {page.output: page for page in plan_listing_pages(outline)}


@pytest.fixture
def outline(make):
    return make.outline(
        make.case("new", keywords=[0, 1], date=PartialDate(2024, 5), regions=["jiangsu/nanjing"]),
        make.case("a", keywords=[0, 2], regions=["jiangsu/yancheng/yandu", "zhejiang/hangzhou"]),
        make.case("b", keywords=[0, 1], regions=["jiangsu/yancheng"]),
        make.case("china", keywords=[2], date=PartialDate(2019), regions=["national"]),
    )


@pytest.mark.parametrize(
    ("total", "outputs"),
    [
        (0, {"cases/index.html"}),
        (1, {"cases/index.html"}),
        (20, {"cases/index.html"}),
        (21, {"cases/index.html", "cases/page/2/index.html"}),
        (400, {"cases/index.html", *(f"cases/page/{n}/index.html" for n in range(2, 21))}),
    ],
)
def test_the_list_of_all_cases_has_a_page_for_every_twenty(make, total, outputs) -> None:
    outline = make.outline(*(make.case(f"a{number:03d}") for number in range(total)))

    pages = pages_of(outline)

    assert {output for output in pages if output.startswith("cases/")} == outputs
    shown = [
        card["id"]
        for output in sorted(outputs, key=lambda name: (len(name), name))
        for card in pages[output].view()["listing"]["cards"]
    ]
    assert shown == [f"a{number:03d}" for number in range(total)]


def test_a_further_page_says_which_it_is(make) -> None:
    outline = make.outline(*(make.case(f"a{number:02d}") for number in range(21)))

    first = pages_of(outline)["regions/jiangsu/index.html"].view()
    second = pages_of(outline)["regions/jiangsu/page/2/index.html"].view()

    assert (first["head"]["title"], first["head"]["canonical"]) == (
        "江苏省",
        "https://example.org/regions/jiangsu/",
    )
    assert (second["head"]["title"], second["head"]["canonical"]) == (
        "江苏省（第2页）",
        "https://example.org/regions/jiangsu/page/2/",
    )
    assert second["listing"]["title"] == "江苏省"
    assert second["listing"]["total"] == 21
    assert [card["id"] for card in second["listing"]["cards"]] == ["a20"]
    assert second["head"]["feed"] == {"title": "江苏省", "url": "regions/jiangsu/feed.xml"}


def test_all_cases_are_shown_with_their_years(outline) -> None:
    view = pages_of(outline)["cases/index.html"].view()

    assert [card["id"] for card in view["listing"]["cards"]] == ["new", "a", "b", "china"]
    assert view["years"] == [
        {"title": "2024年", "url": "years/2024/", "count": 1},
        {"title": "2023年", "url": "years/2023/", "count": 2},
        {"title": "2019年", "url": "years/2019/", "count": 1},
    ]
    assert view["crumbs"] == [{"title": "首页", "url": ""}]
    assert view["head"]["description"] == "全部4个案例，按时间排列。"


def test_a_region_shows_what_is_below_it_and_what_its_cases_are_about(outline) -> None:
    view = pages_of(outline)["regions/jiangsu/index.html"].view()

    assert [card["id"] for card in view["listing"]["cards"]] == ["new", "a", "b"]
    assert view["region"] == {
        "title": "江苏省",
        "short": "江苏",
        "children": [
            {"title": "南京", "url": "regions/jiangsu/nanjing/", "count": 1},
            {"title": "盐城", "url": "regions/jiangsu/yancheng/", "count": 2},
        ],
        "keywords": [
            {"title": "职工之家", "url": "keywords/zhigong-zhijia/", "count": 3},
            {"title": "劳模工匠", "url": "keywords/laomo-gongjiang/", "count": 2},
            {"title": "普惠服务", "url": "keywords/puhui-fuwu/", "count": 1},
        ],
        "years": [
            {"title": "2024年", "url": "years/2024/", "count": 1},
            {"title": "2023年", "url": "years/2023/", "count": 2},
        ],
        "strip": None,
    }
    assert view["head"]["description"] == "江苏省的工会创新案例，共3个。"


def test_a_region_leads_back_to_those_above_it(outline) -> None:
    view = pages_of(outline)["regions/jiangsu/yancheng/yandu/index.html"].view()

    assert view["crumbs"] == [
        {"title": "首页", "url": ""},
        {"title": "地区", "url": "regions/"},
        {"title": "江苏", "url": "regions/jiangsu/"},
        {"title": "盐城", "url": "regions/jiangsu/yancheng/"},
    ]
    assert view["head"]["description"] == "江苏省盐城市盐都区的工会创新案例，共1个。"
    assert view["region"]["children"] == []


def test_a_keyword_shows_its_provinces_its_years_and_what_stands_beside_it(outline) -> None:
    view = pages_of(outline)["keywords/zhigong-zhijia/index.html"].view()

    assert view["keyword"] == {
        "title": "职工之家",
        "description": "职工歇脚的地方。",
        "aliases": ["爱心驿站"],
        "regions": [
            {"title": "江苏", "url": "regions/jiangsu/", "count": 3},
            {"title": "浙江", "url": "regions/zhejiang/", "count": 1},
        ],
        "years": [
            {"title": "2024年", "url": "years/2024/", "count": 1},
            {"title": "2023年", "url": "years/2023/", "count": 2},
        ],
        "near": [
            {"title": "劳模工匠", "url": "keywords/laomo-gongjiang/", "count": 2},
            {"title": "普惠服务", "url": "keywords/puhui-fuwu/", "count": 1},
        ],
        "strip": None,
    }
    assert view["crumbs"] == [{"title": "首页", "url": ""}, {"title": "关键词", "url": "keywords/"}]
    assert view["head"]["feed"] == {
        "title": "职工之家",
        "url": "keywords/zhigong-zhijia/feed.xml",
    }
    assert view["head"]["description"] == "关键词“职工之家”的案例，共3个。"


def test_a_year_lists_its_cases_and_leads_to_the_other_years(outline) -> None:
    view = pages_of(outline)["years/2019/index.html"].view()

    assert [card["id"] for card in view["listing"]["cards"]] == ["china"]
    assert view["listing"]["title"] == "2019年"
    assert [each["title"] for each in view["years"]] == ["2024年", "2023年", "2019年"]
    assert view["crumbs"] == [{"title": "首页", "url": ""}, {"title": "案例", "url": "cases/"}]
    assert view["head"]["feed"] is None


def test_the_regions_page_shows_provinces_with_cases_and_what_lies_below(outline) -> None:
    view = pages_of(outline)["regions/index.html"].view()

    assert view["provinces"] == [
        {
            "title": "江苏省",
            "short": "江苏",
            "code": "32",
            "url": "regions/jiangsu/",
            "count": 3,
            "children": [
                {"title": "南京", "url": "regions/jiangsu/nanjing/", "count": 1},
                {"title": "盐城", "url": "regions/jiangsu/yancheng/", "count": 2},
            ],
        },
        {
            "title": "浙江省",
            "short": "浙江",
            "code": "33",
            "url": "regions/zhejiang/",
            "count": 1,
            "children": [{"title": "杭州", "url": "regions/zhejiang/hangzhou/", "count": 1}],
        },
    ]
    assert view["national"] == {"title": "全国", "url": "regions/national/", "count": 1}


def test_the_keywords_page_keeps_the_vocabularys_order(outline) -> None:
    view = pages_of(outline)["keywords/index.html"].view()

    assert view["keywords"] == [
        {
            "title": "职工之家",
            "url": "keywords/zhigong-zhijia/",
            "count": 3,
            "description": "职工歇脚的地方。",
        },
        {
            "title": "劳模工匠",
            "url": "keywords/laomo-gongjiang/",
            "count": 2,
            "description": "",
        },
        {"title": "普惠服务", "url": "keywords/puhui-fuwu/", "count": 2, "description": ""},
    ]


def test_an_empty_library_has_empty_lists(make) -> None:
    pages = pages_of(make.outline())

    assert pages["regions/index.html"].view()["provinces"] == []
    assert pages["regions/index.html"].view()["national"] is None
    assert pages["keywords/index.html"].view()["keywords"] == []
    assert pages["cases/index.html"].view()["listing"]["total"] == 0


def test_programs_learn_what_a_page_lists(outline) -> None:
    graph = pages_of(outline)["years/2024/index.html"].view()["head"]["json_ld"]["@graph"]

    assert graph[0]["mainEntity"] == {
        "@type": "ItemList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": 1,
                "name": "案例 new",
                "url": "https://example.org/cases/new/",
            }
        ],
    }
    assert [crumb["item"] for crumb in graph[1]["itemListElement"]] == [
        "https://example.org/",
        "https://example.org/cases/",
        "https://example.org/years/2024/",
    ]


def test_every_count_is_the_length_of_the_list_it_leads_to(outline) -> None:
    pages = pages_of(outline)
    counts: dict[str, set[int]] = {}

    def look(value: object) -> None:
        if isinstance(value, dict):
            if "count" in value and value["url"]:
                counts.setdefault(value["url"], set()).add(value["count"])
            for each in value.values():
                look(each)
        elif isinstance(value, list):
            for each in value:
                look(each)

    for output in ("regions/index.html", "keywords/index.html", "cases/index.html"):
        look(pages[output].view())

    assert counts == {url: {pages[f"{url}index.html"].view()["listing"]["total"]} for url in counts}
    assert len(counts) == 12


def test_a_site_in_another_language_says_so_in_its_lists(make) -> None:
    texts = {"{year}年": "{year}", "全部案例": "All cases", "首页": "Home"}
    outline = make.outline(
        make.case(),
        config=Config(title="Library", language="en"),
        translate=lambda text: texts.get(text, text),
    )

    view = pages_of(outline)["cases/index.html"].view()

    assert view["listing"]["title"] == "All cases"
    assert [each["title"] for each in view["years"]] == ["2023"]
