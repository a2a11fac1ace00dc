"""Terms by years: what a list is about, and since when."""

from __future__ import annotations

from site_builder.core.dates import PartialDate
from site_builder.plan.listing_pages import plan_listing_pages
from site_builder.plan.strips import MOST_ROWS, MOST_YEARS, Row, strip_view


def keywords_of(case):
    return [keyword.slug for keyword in case.keywords]


def rows_of(*slugs):
    return [Row(slug, {"title": slug, "url": f"keywords/{slug}/", "count": 1}) for slug in slugs]


def strip(cases, *slugs):
    return strip_view(cases, keywords_of, rows_of(*slugs), lambda term, year: f"{term}/{year}")


def cases_of(make, *years):
    return [
        make.case(f"c{number}", keywords=[0], date=PartialDate(year))
        for number, year in enumerate(years)
    ]


def test_years_run_from_the_oldest_and_a_zero_leads_nowhere(make):
    cases = cases_of(make, 2024, 2024, 2022, 2023)
    [slug] = {slug for case in cases for slug in keywords_of(case)}
    other = make.case("other", keywords=[1], date=PartialDate(2023))
    found = strip([*cases, other], slug, "none")

    assert found["years"] == ["2022", "2023", "2024"]
    assert found["rows"][0] == {
        "title": slug,
        "url": f"keywords/{slug}/",
        "cells": [
            {"count": 1, "url": f"{slug}/2022"},
            {"count": 1, "url": f"{slug}/2023"},
            {"count": 2, "url": f"{slug}/2024"},
        ],
    }
    assert found["rows"][1]["cells"] == [{"count": 0, "url": ""}] * 3


def test_few_cases_or_one_year_are_seen_at_a_glance(make):
    assert strip(cases_of(make, 2022, 2023, 2024), "a") is None
    assert strip(cases_of(make, 2023, 2023, 2023, 2023), "a") is None
    assert strip(cases_of(make, 2021, 2022, 2023, 2024)) is None
    assert strip([], "a") is None


def test_a_strip_is_bounded_and_keeps_the_newest_years(make):
    found = strip(cases_of(make, *range(1990, 2024)), *map(str, range(20)))

    assert len(found["rows"]) == MOST_ROWS
    assert found["years"] == [str(year) for year in range(2024 - MOST_YEARS, 2024)]


def test_a_region_and_a_keyword_lead_on_to_the_search_by_year(make):
    outline = make.outline(
        *[
            make.case(
                f"c{year}", keywords=[0], date=PartialDate(year), regions=["jiangsu/yancheng"]
            )
            for year in (2021, 2022, 2023, 2024)
        ]
    )
    pages = {page.output: page for page in plan_listing_pages(outline)}
    region = pages["regions/jiangsu/yancheng/index.html"].view()["region"]["strip"]
    keyword = pages["keywords/zhigong-zhijia/index.html"].view()["keyword"]["strip"]

    assert region["rows"][0]["title"] == "职工之家"
    assert region["rows"][0]["cells"][0] == {
        "count": 1,
        "url": "search/?region=jiangsu/yancheng"
        "&keyword=%E8%81%8C%E5%B7%A5%E4%B9%8B%E5%AE%B6&year=2021",
    }
    assert keyword["rows"][0]["title"] == "江苏"
    assert keyword["rows"][0]["cells"][3] == {
        "count": 1,
        "url": "search/?region=jiangsu&keyword=%E8%81%8C%E5%B7%A5%E4%B9%8B%E5%AE%B6&year=2024",
    }
