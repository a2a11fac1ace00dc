"""The page of statistics: regions by keywords, time, what goes together, and what is missing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from site_builder.core.document import Level
from site_builder.core.insight_views import (
    CellView,
    InsightsView,
    MatrixView,
    PairView,
    RowView,
    StepView,
)
from site_builder.core.messages import msg
from site_builder.core.views import CountView, LinkView
from site_builder.plan.index_pages import NATIONAL, index_view
from site_builder.plan.tallies import count_all, never_together, often_together
from site_builder.plan.timeline import timeline
from site_builder.plan.views import keyword_link, region_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from site_builder.plan.outline import Outline
    from site_builder.plan.tallies import Meeting, Tallies

MOST_COLUMNS = 16
MOST_PAIRS = 15
MOST_GAPS = 12
STEPS: tuple[int, ...] = (1, 2, 5, 10, 20)
"""Where the steps of colour begin in a library of few cases; further on, 50 and 100, in others."""


def insights_view(outline: Outline) -> Mapping[str, object]:
    """Return the page of statistics; its part is None while there is no case."""
    description = msg("案例在各地区、各关键词和各年份的分布，以及还缺哪些案例。")
    cases = outline.library.cases
    return {
        **index_view(outline, outline.insights_crumb, description),
        "insights": insights(outline, count_all(cases)) if cases else None,
    }


def insights(outline: Outline, tallies: Tallies) -> InsightsView:
    """Return all tables of the page."""
    total, keywords = tallies.total, tallies.keywords
    provinces = {path: n for path, n in tallies.provinces.items() if path != NATIONAL}
    by_province = never_together(provinces, keywords, tallies.by_province, total, MOST_GAPS)
    by_level = never_together(tallies.levels, keywords, tallies.by_level, total, MOST_GAPS)
    together = often_together(tallies, MOST_PAIRS)
    links = {keyword.slug: keyword_link(keyword) for keyword in outline.vocabulary}
    regions = {path: region_link(outline, path) for path in tallies.provinces}
    levels = {level.value: LinkView(title=level.value, url="") for level in Level}
    return InsightsView(
        total=total,
        matrix=matrix(outline, tallies, links),
        timeline=timeline(outline),
        pairs=[pair(links, links, each) for each in together],
        without=[each.short for each in outline.regions.provinces() if each.path not in provinces],
        region_gaps=[pair(regions, links, each) for each in by_province],
        level_gaps=[pair(levels, links, each) for each in by_level],
    )


def matrix(outline: Outline, tallies: Tallies, links: Mapping[str, LinkView]) -> MatrixView:
    """Return the regions that have cases, in official order, by the most frequent keywords."""
    columns = sorted(tallies.keywords, key=lambda slug: (-tallies.keywords[slug], slug))
    shown = columns[:MOST_COLUMNS]
    regions = sorted(map(outline.regions.at, tallies.provinces), key=lambda each: each.order)
    counts = [[tallies.by_province[region.path, slug] for slug in shown] for region in regions]
    limits = steps(max((count for row in counts for count in row), default=0))
    rows = [
        RowView(
            title=region.short,
            url=region_url(region),
            cells=[
                cell(region.path, links[slug]["title"], count, limits)
                for slug, count in zip(shown, row, strict=True)
            ],
            total=tallies.provinces[region.path],
        )
        for region, row in zip(regions, counts, strict=True)
    ]
    return MatrixView(
        columns=[CountView(**links[slug], count=tallies.keywords[slug]) for slug in shown],
        rows=rows,
        others=len(columns) - len(shown),
        legend=legend(outline, limits),
    )


def cell(path: str, keyword: str, count: int, limits: Sequence[int]) -> CellView:
    """Return the number of cases with a region and a keyword, and the search that lists them."""
    query = urlencode({"region": path, "keyword": keyword})
    url = f"search/?{query}" if count else ""
    return CellView(count=count, url=url, heat=sum(count >= limit for limit in limits))


def steps(most: int) -> Sequence[int]:
    """Return where the steps of colour begin, of which the highest number reaches the last."""
    limits = STEPS
    while most >= (following := 10 * limits[-3]):
        limits = (*limits[1:], following)
    return (1, *limits[1:])


def legend(outline: Outline, limits: Sequence[int]) -> list[StepView]:
    """Return which numbers each step of colour stands for."""
    ranges = [(start, end - 1) for start, end in pairwise(limits)]
    between = [f"{start}–{end}" if end > start else f"{start}" for start, end in ranges]
    texts = ["0", *between, outline.text(msg("{n}以上", n=limits[-1]))]
    return [StepView(heat=heat, text=text) for heat, text in enumerate(texts)]


def pair(
    ones: Mapping[str, LinkView], others: Mapping[str, LinkView], meeting: Meeting
) -> PairView:
    """Return two terms with their titles."""
    return PairView(
        one=ones[meeting.one],
        other=others[meeting.other],
        count=meeting.count,
        expected=meeting.expected,
    )


def region_link(outline: Outline, path: str) -> LinkView:
    """Return a region as a link."""
    region = outline.regions.at(path)
    return LinkView(title=region.short, url=region_url(region))
