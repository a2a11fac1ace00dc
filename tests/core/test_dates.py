"""Dates keep the precision in which they were written."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.dates import PartialDate


@pytest.mark.parametrize(
    ("date", "iso", "chinese"),
    [
        (PartialDate(2023, 3, 8), "2023-03-08", "2023年3月8日"),
        (PartialDate(2023, 12), "2023-12", "2023年12月"),
        (PartialDate(2023), "2023", "2023年"),
    ],
)
def test_a_date_is_shown_as_precisely_as_it_was_written(
    date: PartialDate, iso: str, chinese: str
) -> None:
    assert (date.iso, date.chinese) == (iso, chinese)


@pytest.mark.parametrize(
    ("date", "day"),
    [
        (PartialDate(2023, 3, 28), datetime.date(2023, 3, 28)),
        (PartialDate(2023, 3), datetime.date(2023, 3, 1)),
        (PartialDate(2023), datetime.date(2023, 1, 1)),
    ],
)
def test_the_first_day_is_the_earliest_that_a_date_may_mean(
    date: PartialDate, day: datetime.date
) -> None:
    assert date.first_day == day


def test_a_vaguer_date_comes_before_the_ones_it_contains() -> None:
    dates = [
        PartialDate(2023, 1, 1),
        PartialDate(2023, 1),
        PartialDate(2023),
        PartialDate(2022, 12),
    ]

    ordered = sorted(dates, key=lambda date: date.sort_key)

    assert [date.iso for date in ordered] == ["2022-12", "2023", "2023-01", "2023-01-01"]


@given(st.dates(), st.dates())
def test_days_are_ordered_as_the_calendar_orders_them(
    one: datetime.date, other: datetime.date
) -> None:
    def key(day: datetime.date) -> tuple[int, int, int]:
        return PartialDate(day.year, day.month, day.day).sort_key

    assert (key(one) < key(other)) == (one < other)
    assert PartialDate(one.year, one.month, one.day).iso == one.isoformat()
