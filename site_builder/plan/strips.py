"""How the cases of a list spread over its most frequent terms and the years."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from site_builder.core.views import StripCellView, StripRowView, StripView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from site_builder.core.document import Case
    from site_builder.core.views import CountView

MOST_ROWS = 6
MOST_YEARS = 10
"""The newest; what is older is in the list all the same."""
LEAST_CASES = 4
"""Fewer are seen at a glance in the list itself."""


class Row(NamedTuple):
    """A term that gets a row."""

    key: str
    """By which the cases name it."""
    link: CountView


def strip_view(
    cases: Sequence[Case],
    terms: Callable[[Case], Iterable[str]],
    rows: Sequence[Row],
    url: Callable[[str, str], str],
) -> StripView | None:
    """Return the counts of rows by years, the oldest first; None where there is little to see.

    Each term of a case is counted once; url leads from a term and a year to their cases.
    """
    found = {case.facts.date.year for case in cases}
    years = [f"{year:04d}" for year in sorted(found)[-MOST_YEARS:]]
    if len(cases) < LEAST_CASES or len(years) < 2 or not rows:
        return None
    counts = Counter(
        (term, f"{case.facts.date.year:04d}") for case in cases for term in {*terms(case)}
    )
    return StripView(
        years=years,
        rows=[
            StripRowView(
                title=row.link["title"],
                url=row.link["url"],
                cells=[
                    StripCellView(
                        count=counts[row.key, year],
                        url=url(row.key, year) if counts[row.key, year] else "",
                    )
                    for year in years
                ],
            )
            for row in rows[:MOST_ROWS]
        ],
    )
