"""Which cases belong beside a case, and why."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from site_builder.core.document import Case, Keyword
    from site_builder.core.region import Region, Regions

MOST = 5
"""Related cases shown."""
STRETCH = 200
"""Cases of one term that are looked at: the work stays in proportion to the library."""
SHORTLIST = 40
"""Candidates that are compared in full."""
SAME_PROVINCE = 0.5
SAME_CITY = 0.5
"""On top of the province."""
SAME_LEVEL = 0.25
REPEATED_PROVINCE = 0.6
"""What a further case from a province already shown is worth, so that the list spreads."""


@dataclass(frozen=True, slots=True)
class Related:
    """A related case and what it shares."""

    case: Case
    chosen: bool
    """Whether its editor chose it."""
    keywords: tuple[Keyword, ...]
    region: Region | None
    """The deepest region that both lie in."""
    same_level: bool


class Neighbourhood:
    """Finds related cases: by rare shared keywords first, then by place and level.

    A keyword counts by its inverse document frequency (Spärck Jones 1972), so that two cases of a
    rare keyword are nearer than two of one that everybody uses.
    """

    def __init__(self, cases: Sequence[Case], regions: Regions) -> None:
        self._cases = cases
        self._regions = regions
        self._positions = {case.id: position for position, case in enumerate(cases)}
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for position, case in enumerate(cases):
            for term, _weight in self._terms(case):
                self._holders[term].append(position)

    def related(self, case: Case) -> tuple[Related, ...]:
        """Return the cases beside a case: those its editor chose, then the nearest."""
        here = self._positions[case.id]
        chosen = dict.fromkeys(
            self._positions[each] for each in case.facts.related if each in self._positions
        )
        chosen.pop(here, None)
        scores = self._scores(case, here)
        for each in (here, *chosen):
            scores.pop(each, None)
        nearest = shortlist(scores, here)
        for each in nearest:
            scores[each] += SAME_LEVEL * (self._cases[each].level is case.level)
        spread = self._spread({each: scores[each] for each in nearest}, here, MOST - len(chosen))
        return (
            *(self._compare(case, each, chosen=True) for each in chosen),
            *(self._compare(case, each, chosen=False) for each in spread),
        )

    def _terms(self, case: Case) -> Iterator[tuple[str, float]]:
        """Yield what a case can share with others: keywords, province, city; and what it counts."""
        for keyword in case.keywords:
            holders = len(self._holders[keyword.slug])
            yield keyword.slug, 1 + math.log(len(self._cases) / holders) if holders else 0.0
        province, slash, below = case.region.path.partition("/")
        yield f"{province}/", SAME_PROVINCE
        if slash:
            yield f"{province}/{below.partition('/')[0]}", SAME_CITY

    def _scores(self, case: Case, here: int) -> dict[int, float]:
        """Return how near the candidates are, by position; all that share a term, if not many."""
        scores: defaultdict[int, float] = defaultdict(float)
        for term, weight in self._terms(case):
            holders = self._holders[term]
            if len(holders) > STRETCH:
                start = max(0, bisect_left(holders, here) - STRETCH // 2)
                holders = holders[start : start + STRETCH]
            for each in holders:
                scores[each] += weight
        return scores

    def _spread(self, scores: dict[int, float], here: int, most: int) -> list[int]:
        """Return the nearest cases, each further one of a province counting for less."""
        shown: list[int] = []
        seen: defaultdict[str, int] = defaultdict(int)
        provinces = {each: self._cases[each].region.path.partition("/")[0] for each in scores}
        while scores and len(shown) < most:
            best = min(
                scores,
                key=lambda each: (
                    -scores[each] * REPEATED_PROVINCE ** seen[provinces[each]],
                    abs(each - here),
                    each,
                ),
            )
            del scores[best]
            seen[provinces[best]] += 1
            shown.append(best)
        return shown

    def _compare(self, case: Case, position: int, *, chosen: bool) -> Related:
        """Return what a case shares with the case of a position."""
        other = self._cases[position]
        theirs = set(other.keywords)
        return Related(
            case=other,
            chosen=chosen,
            keywords=tuple(keyword for keyword in case.keywords if keyword in theirs),
            region=shared_region(case.region, other.region, self._regions),
            same_level=case.level is other.level,
        )


def shortlist(scores: dict[int, float], here: int) -> list[int]:
    """Return the positions of the highest scores; of equal ones those nearest to here."""
    least = nlargest(SHORTLIST, scores.values())[-1] if len(scores) > SHORTLIST else 0.0
    good = [each for each, score in scores.items() if score >= least]
    return sorted(good, key=lambda each: (-scores[each], abs(each - here), each))[:SHORTLIST]


def shared_region(one: Region, other: Region, regions: Regions) -> Region | None:
    """Return the deepest region that holds both."""
    shared: Region | None = None
    mine = (*regions.ancestors(one), one)
    theirs = (*regions.ancestors(other), other)
    for here, there in zip(mine, theirs, strict=False):
        if here.path != there.path:
            break
        shared = here
    return shared
