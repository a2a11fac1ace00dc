"""The tree of the regions that have documents, for counting and naming them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from site_builder.search.codec import plain_json, short_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from site_builder.core.document import Case
    from site_builder.core.region import Region, Regions
    from site_builder.search.codec import Files

MOST_ROWS = 128
"""Regions that one file names: less than 2 KB with gzip."""


class Row(NamedTuple):
    """A region."""

    depth: int
    name: str
    """The short one, unless a region beside it has the same."""
    slug: str
    own: int
    """How many documents have it as their first region: the next ones in their order."""
    others: list[int]
    """Numbers of further documents."""


def region_files(
    cases: Sequence[Case], regions: Regions, slug: Callable[[Region], str]
) -> Files[str]:
    """Yield the files of the tree; return the digest of the first.

    Of a large tree that has only the provinces, and each of them has a file of its own with all
    below it.
    """
    rows = list(region_rows(cases, regions, slug))
    if len(rows) <= MOST_ROWS:
        content = plain_json(rows)
    else:
        short: list[object] = []
        for tree in trees(rows):
            own = plain_json(tree)
            place = tree[0].slug.replace("'", "")
            yield f"regions/{place}-{short_digest(own)}.json", own
            short.append((*together(tree), short_digest(own)))
        content = plain_json(short)
    yield f"regions-{short_digest(content)}.json", content
    return short_digest(content)


def region_rows(
    cases: Sequence[Case], regions: Regions, slug: Callable[[Region], str]
) -> Iterator[Row]:
    """Yield the regions that have documents, in official order, and those they lie in."""
    own: dict[str, int] = defaultdict(int)
    others: dict[str, list[int]] = defaultdict(list)
    places: dict[str, Region] = {}
    for number, case in enumerate(cases):
        own[case.region.path] += 1
        for region in case.regions:
            places.update((each.path, each) for each in (region, *regions.ancestors(region)))
            if region is not case.region:
                others[region.path].append(number)
    siblings = Counter((above(path), each.short) for path, each in places.items())
    for path, each in sorted(places.items(), key=lambda item: item[1].order):
        name = each.short if siblings[above(path), each.short] == 1 else each.name
        yield Row(len(regions.ancestors(each)), name, slug(each), own[path], others[path])


def above(path: str) -> str:
    """Return the path of the region in which one lies."""
    return path.rpartition("/")[0]


def trees(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield each province with all that lies in it."""
    tree: list[Row] = []
    for row in rows:
        if row.depth == 0 and tree:
            yield tree
            tree = []
        tree.append(row)
    yield tree


def together(tree: Sequence[Row]) -> Row:
    """Return a province with the documents of all that lies in it."""
    others = sorted({number for row in tree for number in row.others})
    return tree[0]._replace(own=sum(row.own for row in tree), others=others)
