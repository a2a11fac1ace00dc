"""What the page of statistics shows: tables of counts, and bars over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from site_builder.core.views import CountView, LinkView


class CellView(TypedDict):
    """How many cases a region has with a keyword, and the search that lists them."""

    count: int
    url: str
    """Empty where there are none."""
    heat: int
    """The step of its colour, 0 to 5."""


class RowView(TypedDict):
    """A region's line of the matrix."""

    title: str
    url: str
    cells: list[CellView]
    total: int


class StepView(TypedDict):
    """A step of colour, and which numbers have it."""

    heat: int
    text: str


class MatrixView(TypedDict):
    """Regions by keywords."""

    columns: list[CountView]
    """The keywords with most cases, the most frequent first."""
    rows: list[RowView]
    others: int
    """How many keywords have no column."""
    legend: list[StepView]


class BarView(TypedDict):
    """A month or a year; places across are per cents of the width, those down are pixels."""

    title: str
    url: str
    """Empty for months, which have no page."""
    count: int
    x: str
    width: str
    y: int
    height: int
    middle: str
    numbered: bool
    """Whether the number stands above it."""
    anchor: str
    """Where its name is held, start, middle or end; empty for those without a name."""
    anchor_x: str


class TimelineView(TypedDict):
    """Cases over time."""

    unit: str
    """month or year."""
    bars: list[BarView]
    most: BarView
    """The first of the highest."""
    undated: int
    """Cases of which only the year is known, and so left out of months."""
    base: int
    """Where the bars stand."""


class PairView(TypedDict):
    """Two terms that meet in cases; or in none, though they might."""

    one: LinkView
    other: LinkView
    """Levels have no page: their url is empty."""
    count: int
    expected: str
    """The cases there would be, were it left to chance; one decimal."""


class InsightsView(TypedDict):
    """The page of statistics."""

    total: int
    matrix: MatrixView
    timeline: TimelineView
    pairs: list[PairView]
    without: list[str]
    """Provinces that have no case at all."""
    region_gaps: list[PairView]
    level_gaps: list[PairView]
