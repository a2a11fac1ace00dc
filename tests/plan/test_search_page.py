"""The search page as the server makes it: what it offers before, and without, its script."""

from __future__ import annotations

from site_builder.plan.search_page import compare_view, provinces_of, search_view


def test_the_search_page_leads_on_by_keywords_and_regions(make) -> None:
    outline = make.outline(
        make.case("a", keywords=[1], regions=["zhejiang/hangzhou"]),
        make.case("b", keywords=[0, 1], regions=["jiangsu/yancheng/yandu"]),
        make.case("c", keywords=[], regions=["national"]),
    )

    view = search_view(outline)

    assert view["keywords"] == [
        {"title": "劳模工匠", "url": "keywords/laomo-gongjiang/", "count": 2},
        {"title": "职工之家", "url": "keywords/zhigong-zhijia/", "count": 1},
    ]
    assert view["regions"] == [
        {"title": "全国", "url": "regions/national/", "count": 1},
        {"title": "江苏", "url": "regions/jiangsu/", "count": 1},
        {"title": "浙江", "url": "regions/zhejiang/", "count": 1},
    ]


def test_every_section_of_the_national_form_can_be_searched_alone(make) -> None:
    assert search_view(make.outline())["sections"] == ["针对问题", "主要做法", "成效", "经验启示"]


def test_every_search_is_one_page_to_search_engines_and_it_lies_below_the_home_page(make) -> None:
    view = search_view(make.outline(make.case()))

    assert view["head"]["title"] == "搜索"
    assert view["head"]["noindex"] is False
    assert view["head"]["canonical"] == "https://example.org/search/"
    assert view["crumbs"] == [{"title": "首页", "url": ""}]


def test_the_page_that_compares_is_one_for_all_and_not_indexed(make) -> None:
    view = compare_view(make.outline(make.case()))

    assert view["sections"] == ["针对问题", "主要做法", "成效", "经验启示"]
    assert (view["head"]["title"], view["head"]["noindex"], view["head"]["canonical"]) == (
        "案例对比",
        True,
        "",
    )
    assert view["crumbs"] == [{"title": "首页", "url": ""}]


def test_provinces_without_cases_are_left_out(make) -> None:
    assert provinces_of(make.outline()) == []
