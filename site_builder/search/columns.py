"""What is known of each document besides its text: places, dates, sections, facets."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from site_builder.core.document import Level
from site_builder.search.codec import document_set, varint, varints
from site_builder.search.passages import SLOT_STEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from site_builder.core.document import Case, Keyword
    from site_builder.core.region import Region, Regions
    from site_builder.search.passages import Text


def plain_json(value: object) -> bytes:
    """Return data as compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def in_order(cases: Iterable[Case]) -> list[Case]:
    """Return cases, given newest first, in the order of their numbers: by their first region."""
    return sorted(cases, key=lambda case: case.region.order)


def slots_of(text: Text) -> bytes:
    """Return how many slots a document takes."""
    return varint(text.slots // SLOT_STEP)


def dates_column(cases: Iterable[Case]) -> bytes:
    """Return each document's date as YYYYMMDD."""
    keys = (case.facts.date.sort_key for case in cases)
    return np.array([y * 10000 + m * 100 + d for y, m, d in keys], "<u4").tobytes()


def sections_of(text: Text) -> bytes:
    """Return the sections of a document in its order, each with its number of passages."""
    runs = [(section.number, len(section.passages)) for section in text.sections]
    return varints([len(runs), *(each for run in runs for each in run)])


def regions_column(cases: Sequence[Case], regions: Regions, slug: Callable[[Region], str]) -> bytes:
    """Return the tree of the regions that have documents; slug names one below its parent."""
    own: dict[str, int] = defaultdict(int)
    others: dict[str, list[int]] = defaultdict(list)
    places: dict[str, Region] = {}
    for number, case in enumerate(cases):
        own[case.region.path] += 1
        for region in case.regions:
            places.update((each.path, each) for each in (region, *regions.ancestors(region)))
            if region is not case.region:
                others[region.path].append(number)
    return plain_json(
        [
            [len(regions.ancestors(each)), each.name, slug(each), own[each.path], others[each.path]]
            for each in sorted(places.values(), key=lambda region: region.order)
        ]
    )


def facets_column(cases: Sequence[Case], vocabulary: Iterable[Keyword]) -> bytes:
    """Return the documents of each keyword, year and level."""
    keywords: dict[str, list[int]] = {keyword.name: [] for keyword in vocabulary}
    years: dict[str, list[int]] = defaultdict(list)
    levels: dict[str, list[int]] = {level.value: [] for level in Level}
    for number, case in enumerate(cases):
        for keyword in case.keywords:
            keywords[keyword.name].append(number)
        years[f"{case.facts.date.year:04d}"].append(number)
        levels[case.level.value].append(number)
    parts = (keywords, dict(sorted(years.items(), reverse=True)), levels)
    return b"".join(facet(part, len(cases)) for part in parts)


def facet(values: Mapping[str, Sequence[int]], documents: int) -> bytes:
    """Return the values of a facet with their documents, those that have none left out."""
    used = {
        name.encode(): document_set(found, documents) for name, found in values.items() if found
    }
    heads = b"".join(varint(len(n)) + n + varint(len(found)) for n, found in used.items())
    return varint(len(used)) + heads + b"".join(used.values())
