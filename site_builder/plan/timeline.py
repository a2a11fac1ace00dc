"""Cases over time: bars for months, or for years where the time is long."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from site_builder.core.insight_views import BarView, TimelineView
from site_builder.core.messages import msg
from site_builder.plan.index_pages import year_title, year_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.plan.outline import Outline

MOST_MONTHS = 36
MOST_YEARS = 30
"""Years before are put together: a chart of a century would say nothing of today."""
NUMBERED, NAMED = 12, 6
"""Up to so many bars each has its number, and its name; of more, the highest, and three."""
TOP, HEIGHT = 26, 130
"""Pixels above the highest bar, and its height."""


def timeline(outline: Outline) -> TimelineView:
    """Return the cases over time; there is at least one."""
    dates = [case.facts.date for case in outline.library.cases]
    months = Counter((date.year, date.month) for date in dates if date.month is not None)
    first = min(date.year * 12 + (date.month or 1) - 1 for date in dates)
    last = max(date.year * 12 + (date.month or 1) - 1 for date in dates)
    if months and last - first < MOST_MONTHS:
        marks = [each.year * 12 + (each.month or 1) - 1 for each in dates if each.month]
        span = [divmod(each, 12) for each in range(min(marks), max(marks) + 1)]
        rows = [
            (month_title(outline, year, month + 1), "", months[year, month + 1])
            for year, month in span
        ]
        return chart("month", rows, len(dates) - months.total())
    return chart("year", list(year_rows(outline, Counter(date.year for date in dates))), 0)


def year_rows(outline: Outline, years: Counter[int]) -> Iterator[tuple[str, str, int]]:
    """Yield the years with their pages and numbers; those long ago together."""
    last = max(years)
    start = max(min(years), last - MOST_YEARS + 1)
    before = sum(count for year, count in years.items() if year < start)
    if before:
        yield outline.text(msg("{year}年以前", year=start)), "", before
    for year in range(start, last + 1):
        yield year_title(outline, year), year_url(year) if years[year] else "", years[year]


def month_title(outline: Outline, year: int, month: int) -> str:
    """Return a month in words."""
    return outline.text(msg("{year}年{month}月", year=year, month=month))


def chart(unit: str, rows: list[tuple[str, str, int]], undated: int) -> TimelineView:
    """Return the bars of rows: title, page and number of each."""
    most = max(count for _title, _url, count in rows)
    highest = next(place for place, row in enumerate(rows) if row[2] == most)
    bars = [bar(rows, place, most, highest) for place in range(len(rows))]
    return TimelineView(
        unit=unit, bars=bars, most=bars[highest], undated=undated, base=TOP + HEIGHT
    )


def bar(rows: list[tuple[str, str, int]], place: int, most: int, highest: int) -> BarView:
    """Return the bar at a place."""
    title, url, count = rows[place]
    room = 100 / len(rows)
    height = max(HEIGHT * count // most, 2 if count else 0)
    middle = room * (place + 0.5)
    width = min(room * 0.72, 8)
    anchor, anchor_x = "", middle
    if len(rows) <= NAMED:
        anchor = "middle"
    elif place in (0, len(rows) - 1):
        anchor = "end" if place else "start"
        anchor_x = 100 if place else 0
    elif place == len(rows) // 2:
        anchor = "middle"
    return BarView(
        title=title,
        url=url,
        count=count,
        x=percent(middle - width / 2),
        width=percent(width),
        y=TOP + HEIGHT - height,
        height=height,
        middle=percent(middle),
        numbered=count > 0 and (len(rows) <= NUMBERED or place == highest),
        anchor=anchor,
        anchor_x=percent(anchor_x),
    )


def percent(value: float) -> str:
    """Return a part of the width."""
    return f"{value:.2f}%"
