"""The cases before and after each case in the lists of its place and of its first keyword."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from site_builder.core.document import Case

    Rows = Sequence[tuple[str, int, int]]
    """Of Beside, or of what JSON gives back for them: few of many may be asked for."""

NOBODY = -1


class Beside(NamedTuple):
    """The positions of the cases beside one in a list, or NOBODY."""

    term: str
    """A region's path, or / and a keyword's slug."""
    newer: int
    older: int


def find_neighbours(cases: Sequence[Case]) -> dict[str, Rows]:
    """Return by case id what lies beside each case, given newest first, in its two lists.

    The list of its place is that of the deepest region with another case. One look at every case
    finds all: to search the lists for each would take longer, the longer they are.
    """
    counts = Counter(term for case in cases for term in terms_of(case))
    chosen = [tuple(chosen_terms(case, counts)) for case in cases]
    newer: list[dict[str, int]] = []
    older: list[dict[str, int]] = [{} for _case in cases]
    last: dict[str, int] = {}
    for position, case in enumerate(cases):
        newer.append({term: last.get(term, NOBODY) for term in chosen[position]})
        for term in terms_of(case):
            if term in last:
                older[last[term]][term] = position
            last[term] = position
    return {
        case.id: tuple(
            Beside(term, newer[position][term], older[position].get(term, NOBODY))
            for term in chosen[position]
        )
        for position, case in enumerate(cases)
    }


def terms_of(case: Case) -> Iterator[str]:
    """Yield what lists a case, each once: its regions, all that lie above them, its keywords."""
    paths = dict.fromkeys(path for region in case.regions for path in line_of(region.path))
    yield from paths
    for keyword in case.keywords:
        yield f"/{keyword.slug}"


def line_of(path: str) -> Iterator[str]:
    """Yield the paths from a region up to its province."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def chosen_terms(case: Case, counts: Mapping[str, int]) -> Iterator[str]:
    """Yield the terms whose lists lead on from a case: one of its place, one of its keywords."""
    places = line_of(case.region.path)
    keywords = (f"/{keyword.slug}" for keyword in case.keywords)
    for terms in (places, keywords):
        found = next((term for term in terms if counts[term] > 1), None)
        if found is not None:
            yield found
