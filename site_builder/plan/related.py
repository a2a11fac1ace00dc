"""Which cases belong beside a case, and why."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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

    def __init__(
        self,
        cases: Sequence[Case],
        regions: Regions,
        found: dict[str, tuple[int, ...]] | None = None,
    ) -> None:
        """Take the cases, and by case id the positions that are known already."""
        self._cases = cases
        self._regions = regions
        self._positions = {case.id: position for position, case in enumerate(cases)}
        self.found = {} if found is None else found

    @cached_property
    def mark(self) -> str:
        """The digest of all that decides which cases belong together."""
        return mark_of([
            [case.id, case.level.value, case.region.path, case.facts.related]
            + [keyword.slug for keyword in case.keywords]
            for case in self._cases
        ])  # fmt: skip

    @cached_property
    def _holders(self) -> Mapping[str, Sequence[int]]:
        """The positions of the cases of each term."""
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for position, case in enumerate(self._cases):
            for term in terms_of(case):
                holders[term].append(position)
        return holders

    def related(self, case: Case) -> tuple[Related, ...]:
        """Return the cases beside a case: those its editor chose, then the nearest."""
        return tuple(
            self._compare(case, other, chosen=chosen) for other, chosen in self.beside(case)
        )

    def beside(self, case: Case) -> Iterator[tuple[Case, bool]]:
        """Yield the same cases without comparing them, and whether the editor chose each."""
        if case.id not in self.found:
            self.found[case.id] = self._find(case)
        chosen = self._chosen(case)
        for each in self.found[case.id]:
            yield self._cases[each], each in chosen

    def _chosen(self, case: Case) -> dict[int, None]:
        """Return the positions of the cases that an editor chose, in that order."""
        here = self._positions[case.id]
        chosen = dict.fromkeys(
            self._positions[each] for each in case.facts.related if each in self._positions
        )
        chosen.pop(here, None)
        return chosen

    def _find(self, case: Case) -> tuple[int, ...]:
        """Return the positions of the cases beside a case."""
        here, chosen = self._positions[case.id], self._chosen(case)
        scores = self._scores(case, here)
        for each in (here, *chosen):
            scores.pop(each, None)
        nearest = shortlist(scores, here)
        for each in nearest:
            scores[each] += SAME_LEVEL * (self._cases[each].level is case.level)
        spread = self._spread({each: scores[each] for each in nearest}, here, MOST - len(chosen))
        return (*chosen, *spread)

    def _weight(self, term: str) -> float:
        """Return what it counts that two cases share a term."""
        _, slash, city = term.partition("/")
        if not slash:
            return 1 + math.log(len(self._cases) / len(self._holders[term]))
        return SAME_CITY if city else SAME_PROVINCE

    def _scores(self, case: Case, here: int) -> dict[int, float]:
        """Return how near the candidates are, by position; all that share a term, if not many."""
        scores: defaultdict[int, float] = defaultdict(float)
        for term in terms_of(case):
            holders, weight = self._holders[term], self._weight(term)
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

    def _compare(self, case: Case, other: Case, *, chosen: bool) -> Related:
        """Return what a case shares with another."""
        theirs = set(other.keywords)
        return Related(
            case=other,
            chosen=chosen,
            keywords=tuple(keyword for keyword in case.keywords if keyword in theirs),
            region=shared_region(case.region, other.region, self._regions),
            same_level=case.level is other.level,
        )


def terms_of(case: Case) -> Iterator[str]:
    """Yield what a case can share with others: keywords, its province/ and its province/city."""
    for keyword in case.keywords:
        yield keyword.slug
    province, slash, below = case.region.path.partition("/")
    yield f"{province}/"
    if slash:
        yield f"{province}/{below.partition('/')[0]}"


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
