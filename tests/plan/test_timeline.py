"""Bars over time: months, years where the time is long, and where each stands."""

from __future__ import annotations

import pytest

from site_builder.core.dates import PartialDate
from site_builder.plan.timeline import MOST_YEARS, chart, timeline


def outline_of(make, *dates):
    return make.outline(*(make.case(f"c{n}", date=date) for n, date in enumerate(dates)))


def numbers(view):
    return [(bar["title"], bar["count"]) for bar in view["bars"]]


def test_one_case_is_one_bar(make):
    view = timeline(outline_of(make, PartialDate(2023, 3, 28)))

    bar = {
        "title": "2023年3月",
        "url": "",
        "count": 1,
        "x": "46.00%",
        "width": "8.00%",
        "y": 26,
        "height": 130,
        "middle": "50.00%",
        "numbered": True,
        "anchor": "middle",
        "anchor_x": "50.00%",
    }
    assert view == {"unit": "month", "bars": [bar], "most": bar, "undated": 0, "base": 156}


def test_months_without_cases_have_their_place_and_cases_without_a_month_are_told(make):
    dates = [
        PartialDate(2022, 11),
        PartialDate(2023, 2, 1),
        PartialDate(2022, 11),
        PartialDate(2023),
    ]

    view = timeline(outline_of(make, *dates))

    assert numbers(view) == [
        ("2022年11月", 2),
        ("2022年12月", 0),
        ("2023年1月", 0),
        ("2023年2月", 1),
    ]
    assert (view["unit"], view["undated"], view["most"]["title"]) == ("month", 1, "2022年11月")
    assert [bar["height"] for bar in view["bars"]] == [130, 0, 0, 65]


@pytest.mark.parametrize(
    ("last", "unit"), [(PartialDate(2023, 12), "month"), (PartialDate(2024, 1), "year")]
)
def test_up_to_three_years_are_shown_by_month(make, last, unit):
    assert timeline(outline_of(make, PartialDate(2021, 1), last))["unit"] == unit


def test_years_alone_are_shown_as_years(make):
    view = timeline(outline_of(make, PartialDate(2021), PartialDate(2023)))

    assert numbers(view) == [("2021年", 1), ("2022年", 0), ("2023年", 1)]
    assert [bar["url"] for bar in view["bars"]] == ["years/2021/", "", "years/2023/"]


def test_years_long_ago_are_put_together(make):
    dates = [PartialDate(1949), PartialDate(1988, 5), PartialDate(2020), PartialDate(2020)]

    view = timeline(outline_of(make, *dates))

    assert numbers(view)[:2] == [("1991年以前", 2), ("1991年", 0)]
    assert numbers(view)[-1] == ("2020年", 2)
    assert len(view["bars"]) == MOST_YEARS + 1
    assert view["most"]["title"] == "1991年以前"


def test_of_many_bars_three_have_a_name_and_the_highest_a_number():
    view = chart("year", [(str(n), "", 9 if n == 4 else 1) for n in range(20)], 0)

    named = [
        (bar["title"], bar["anchor"], bar["anchor_x"]) for bar in view["bars"] if bar["anchor"]
    ]
    assert named == [
        ("0", "start", "0.00%"),
        ("10", "middle", "52.50%"),
        ("19", "end", "100.00%"),
    ]
    assert [bar["title"] for bar in view["bars"] if bar["numbered"]] == ["4"]


def test_the_least_bar_can_be_seen():
    view = chart("year", [("a", "", 1), ("b", "", 1000)], 0)

    assert [(bar["y"], bar["height"]) for bar in view["bars"]] == [(154, 2), (26, 130)]
