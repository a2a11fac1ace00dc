"""Every term lists its cases, newest first, each once."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.dates import PartialDate
from site_builder.plan.listings import (
    count_keywords,
    count_provinces,
    count_years,
    newest_first,
    plan_listings,
)

PATHS = (
    "beijing/chaoyang",
    "hubei/xiantao",
    "jiangsu",
    "jiangsu/nanjing",
    "jiangsu/yancheng",
    "jiangsu/yancheng/gaoxinqu",
    "jiangsu/yancheng/yandu",
    "national",
    "zhejiang/hangzhou",
)


def ids(cases) -> list[str]:
    return [case.id for case in cases]


def test_a_region_lists_its_own_cases_and_all_below_it(make, country) -> None:
    cases = [
        make.case("yandu", regions=["jiangsu/yancheng/yandu"]),
        make.case("yancheng", regions=["jiangsu/yancheng"]),
        make.case("gaoxinqu", regions=["jiangsu/yancheng/gaoxinqu"]),
        make.case("nanjing", regions=["jiangsu/nanjing"]),
    ]

    by_region = plan_listings(cases, country).by_region

    assert {path: ids(listed) for path, listed in by_region.items()} == {
        "jiangsu": ["yandu", "yancheng", "gaoxinqu", "nanjing"],
        "jiangsu/nanjing": ["nanjing"],
        "jiangsu/yancheng": ["yandu", "yancheng", "gaoxinqu"],
        "jiangsu/yancheng/gaoxinqu": ["gaoxinqu"],
        "jiangsu/yancheng/yandu": ["yandu"],
    }


def test_a_case_of_several_regions_is_listed_once_in_what_is_above_them(make, country) -> None:
    case = make.case(regions=["jiangsu/yancheng/yandu", "jiangsu/yancheng", "jiangsu/nanjing"])

    by_region = plan_listings([case], country).by_region

    assert {path: len(listed) for path, listed in by_region.items()} == {
        "jiangsu": 1,
        "jiangsu/nanjing": 1,
        "jiangsu/yancheng": 1,
        "jiangsu/yancheng/yandu": 1,
    }


def test_a_case_of_the_whole_country_is_in_no_province(make, country) -> None:
    listings = plan_listings([make.case(regions=["national"])], country)

    assert list(listings.by_region) == ["national"]


def test_keywords_and_years_have_lists_only_when_they_have_cases(make, country) -> None:
    cases = [
        make.case("b", keywords=[0, 1], date=PartialDate(2024)),
        make.case("a", keywords=[1], date=PartialDate(2022, 5)),
    ]

    listings = plan_listings(cases, country)

    assert {slug: ids(listed) for slug, listed in listings.by_keyword.items()} == {
        "zhigong-zhijia": ["b"],
        "laomo-gongjiang": ["b", "a"],
    }
    assert {year: ids(listed) for year, listed in listings.by_year.items()} == {
        2024: ["b"],
        2022: ["a"],
    }


@given(
    st.lists(st.lists(st.sampled_from(PATHS), min_size=1, max_size=3, unique=True), max_size=8),
)
def test_no_list_holds_a_case_twice_and_each_holds_what_its_children_hold(
    make, country, places: list[list[str]]
) -> None:
    cases = [make.case(f"a{number}", regions=each) for number, each in enumerate(places)]

    by_region = plan_listings(cases, country).by_region

    for path, listed in by_region.items():
        below = [case for case in cases if any(is_in(place.path, path) for place in case.regions)]
        assert ids(listed) == ids(below)


def is_in(place: str, path: str) -> bool:
    return place == path or place.startswith(f"{path}/")


def test_cases_are_ordered_by_date_newest_first_then_by_id(make) -> None:
    dates = {
        "d": PartialDate(2023, 3, 28),
        "b": PartialDate(2023, 3, 28),
        "year": PartialDate(2023),
        "month": PartialDate(2023, 3),
        "new": PartialDate(2024),
    }
    cases = [make.case(id_, date=date) for id_, date in dates.items()]
    random.Random(3).shuffle(cases)

    assert ids(newest_first(cases)) == ["new", "b", "d", "month", "year"]


def test_counts_come_most_frequent_first_and_newest_first(make, country) -> None:
    cases = [
        make.case("a", keywords=[0, 1], date=PartialDate(2022)),
        make.case("b", keywords=[1], date=PartialDate(2023), regions=["national"]),
        make.case("c", keywords=[2], date=PartialDate(2023), regions=["beijing/chaoyang"]),
        make.case("d", keywords=[], regions=["jiangsu/nanjing", "jiangsu/yancheng", "beijing"]),
    ]

    assert [(keyword.name, count) for keyword, count in count_keywords(cases)] == [
        ("劳模工匠", 2),
        ("普惠服务", 1),
        ("职工之家", 1),
    ]
    assert count_years(cases) == [(2023, 3), (2022, 1)]
    assert [(region.name, count) for region, count in count_provinces(cases, country)] == [
        ("全国", 1),
        ("北京市", 2),
        ("江苏省", 2),
    ]
