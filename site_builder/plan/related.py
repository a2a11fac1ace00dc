"""Which cases belong beside a case, and why."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from site_builder.core.document import Level
from site_builder.core.fingerprint import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

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
FURTHER = [REPEATED_PROVINCE**already for already in range(MOST)]


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
        ids: Sequence[str] = (),
    ) -> None:
        """Take the cases, by case id the positions that are known already, and all ids if known."""
        self._cases = cases
        self._regions = regions
        self._ids = ids
        self.found = {} if found is None else found

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        """The position of each case."""
        ids = self._ids or [case.id for case in self._cases]
        return {id_: position for position, id_ in enumerate(ids)}

    @cached_property
    def mark(self) -> str:
        """The digest of all that decides which cases belong together or lie beside each other."""
        return mark_of([
            [case.id, case.level.value, case.facts.related]
            + [[region.path for region in case.regions]]
            + [keyword.slug for keyword in case.keywords]
            for case in self._cases
        ])  # fmt: skip

    @cached_property
    def _provinces(self) -> Sequence[str]:
        """The province of each case."""
        return [case.region.path.partition("/")[0] for case in self._cases]

    @cached_property
    def _holders(self) -> Mapping[str, NDArray[np.int64]]:
        """The positions of the cases of each term, rising."""
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for position, case in enumerate(self._cases):
            for term in terms_of(case):
                holders[term].append(position)
        return {term: np.array(positions) for term, positions in holders.items()}

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
        found, worth = self._shortlist(case, here, [here, *chosen])
        worth = worth + SAME_LEVEL * (self._levels[found] == self._levels[here])
        order = ranking(found, worth, here)
        found, worth = found[order], worth[order]
        ranked = zip((-worth).tolist(), abs(found - here).tolist(), found.tolist(), strict=True)
        return (*chosen, *self._spread(list(ranked), MOST - len(chosen)))

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        """What it counts that two cases share a term."""
        total = len(self._cases)
        return {term: weight_of(term, total, len(each)) for term, each in self._holders.items()}

    def _window(self, term: str, here: int) -> tuple[float, NDArray[np.int64]]:
        """Return what sharing a term counts, and which of its holders are looked at."""
        holders = self._holders[term]
        if len(holders) > STRETCH:
            start = max(0, int(holders.searchsorted(here)) - STRETCH // 2)
            holders = holders[start : start + STRETCH]
        return self._weights[term], holders

    @cached_property
    def _scores(self) -> NDArray[np.float64]:
        """A score for each case, all nought between two uses."""
        return np.zeros(len(self._cases))

    @cached_property
    def _levels(self) -> NDArray[np.uint8]:
        """The level of each case, as a number."""
        numbers = {level: number for number, level in enumerate(Level)}
        return np.array([numbers[case.level] for case in self._cases], np.uint8)

    def _shortlist(
        self, case: Case, here: int, without: list[int]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the positions with the highest scores, and these; of equal ones the nearest."""
        windows = [self._window(term, here) for term in terms_of(case)]
        scores = self._scores
        for weight, holders in windows:
            scores[holders] += weight
        scores[without] = 0
        gathered: list[NDArray[np.float64]] = []
        for _weight, holders in windows:
            gathered.append(scores[holders])
            scores[holders] = 0  # so that each has its score once only
        found = np.concatenate([holders for _weight, holders in windows])
        worth = np.concatenate(gathered)
        least = np.partition(worth, -SHORTLIST)[-SHORTLIST] if len(worth) > SHORTLIST else 0
        good = np.flatnonzero((worth >= least) & (worth > 0))
        found, worth = found[good], worth[good]
        order = ranking(found, worth, here)[:SHORTLIST]
        return found[order], worth[order]

    def _spread(self, ranked: Sequence[tuple[float, int, int]], most: int) -> list[int]:
        """Return the nearest cases, each further one of a province counting for less.

        Given are their scores, the highest first, as costs below nought, how far off they are, and
        their positions.
        """
        shown: list[int] = []
        seen: Counter[str] = Counter()
        while len(shown) < min(most, len(ranked)):
            best = (0.0, 0, 0)
            for cost, distance, each in ranked:
                if cost > best[0]:
                    break  # nor are those behind it nearer: no one counts for more than it scores
                if each not in shown:
                    worth = FURTHER[seen[self._provinces[each]]]
                    best = min(best, (cost * worth, distance, each))
            seen[self._provinces[best[2]]] += 1
            shown.append(best[2])
        return shown

    def _compare(self, case: Case, other: Case, *, chosen: bool) -> Related:
        """Return what a case shares with another."""
        theirs = {keyword.slug for keyword in other.keywords}
        return Related(
            case=other,
            chosen=chosen,
            keywords=tuple(keyword for keyword in case.keywords if keyword.slug in theirs),
            region=shared_region(case.region, other.region, self._regions),
            same_level=case.level is other.level,
        )


def ranking(found: NDArray[np.int64], worth: NDArray[np.float64], here: int) -> NDArray[np.int64]:
    """Return the order of positions: the best first, of equal ones the nearest to here."""
    return np.lexsort((found, abs(found - here), -worth))


def terms_of(case: Case) -> Iterator[str]:
    """Yield what a case can share with others: keywords, its province/ and its province/city."""
    for keyword in case.keywords:
        yield keyword.slug
    province, slash, below = case.region.path.partition("/")
    yield f"{province}/"
    if slash:
        yield f"{province}/{below.partition('/')[0]}"


def weight_of(term: str, cases: int, holders: int) -> float:
    """Return what it counts that two cases share a term, which so many of all cases have."""
    _, slash, city = term.partition("/")
    if not slash:
        return 1 + math.log(cases / holders)
    return SAME_CITY if city else SAME_PROVINCE


def shared_region(one: Region, other: Region, regions: Regions) -> Region | None:
    """Return the deepest region that holds both."""
    mine, theirs = one.path.split("/"), other.path.split("/")
    depth = 0
    while mine[depth:] and mine[depth:][:1] == theirs[depth:][:1]:
        depth += 1
    return regions.at("/".join(mine[:depth])) if depth else None
