"""How many cases each region, keyword and level has, and how many any two of them share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.core.document import Case


@dataclass(frozen=True, slots=True)
class Tallies:
    """Numbers of cases; provinces and the whole country by path, keywords by slug."""

    provinces: Counter[str] = field(default_factory=Counter)
    keywords: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    by_province: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By province and keyword."""
    by_level: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By level and keyword."""
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By two keywords, in the order of their slugs."""

    @property
    def total(self) -> int:
        """All cases: each has one level."""
        return self.levels.total()


def count_all(cases: Iterable[Case]) -> Tallies:
    """Count everything in one pass over the cases."""
    tallies = Tallies()
    for case in cases:
        slugs = sorted(keyword.slug for keyword in case.keywords)
        provinces = {region.path.partition("/")[0] for region in case.regions}
        level = case.level.value
        tallies.keywords.update(slugs)
        tallies.provinces.update(provinces)
        tallies.levels[level] += 1
        for slug in slugs:
            tallies.by_level[level, slug] += 1
            for province in provinces:
                tallies.by_province[province, slug] += 1
        tallies.pairs.update(combinations(slugs, 2))
    return tallies


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """Two terms, the cases that have both, and those that each has; in the order of surprise."""

    surprise: int
    """Cases there are less than chance would give, times all cases: no fraction, no rounding."""
    one: str
    other: str
    count: int
    expected: str


def meeting(one: str, other: str, count: int, chance: int, total: int) -> Meeting:
    """Return two terms; chance is the product of their numbers, which total divides."""
    tenths = (20 * chance + total) // (2 * total)
    return Meeting(count * total - chance, one, other, count, f"{tenths // 10}.{tenths % 10}")


def often_together(tallies: Tallies, most: int) -> list[Meeting]:
    """Return the keywords that meet more often than chance would have it, by how much more."""
    counts, total = tallies.keywords, tallies.total
    found = (
        meeting(one, other, count, counts[one] * counts[other], total)
        for (one, other), count in tallies.pairs.items()
        if count > 1
    )
    more = (each for each in found if each.surprise > 0)
    return sorted(more, key=lambda each: (-each.surprise, each.one, each.other))[:most]


def never_together(
    tops: Mapping[str, int],
    keywords: Mapping[str, int],
    both: Mapping[tuple[str, str], int],
    total: int,
    most: int,
) -> list[Meeting]:
    """Return the terms that never meet though chance alone would give one case, most amiss first.

    Chance is that a keyword were spread over all regions, or levels, as all cases are.
    """
    found = (
        meeting(top, keyword, 0, tops[top] * keywords[keyword], total)
        for top in tops
        for keyword in keywords
        if (top, keyword) not in both and tops[top] * keywords[keyword] >= total
    )
    return sorted(found)[:most]
