"""What is known of each document besides its text: places, dates, sections, facets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from site_builder.core.document import Level
from site_builder.search.codec import RICE_GAPS, document_set, varint, varints
from site_builder.search.lists import rice
from site_builder.search.passages import SLOT_STEP

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from site_builder.core.document import Case, Keyword
    from site_builder.search.passages import Text


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


def facets_column(cases: Sequence[Case], vocabulary: Iterable[Keyword]) -> bytes:
    """Return the documents of each keyword, and the year and the level of each document."""
    keywords: dict[str, list[int]] = {keyword.name: [] for keyword in vocabulary}
    for number, case in enumerate(cases):
        for keyword in case.keywords:
            keywords[keyword.name].append(number)
    return several(keywords, len(cases)) + years_and_levels(cases)


def several(values: Mapping[str, Sequence[int]], documents: int) -> bytes:
    """Return the values of a facet of which documents have several, with the documents of each."""
    used = {name: large_set(found, documents) for name, found in values.items() if found}
    lengths = (varint(len(found)) for found in used.values())
    heads = (named(name) + length for name, length in zip(used, lengths, strict=True))
    return b"".join((varint(len(used)), *heads, *used.values()))


def large_set(numbers: Sequence[int], documents: int) -> bytes:
    """Return a set of documents, in the code of Rice too: it takes longer and is for few sets."""
    gaps = np.diff(np.array(numbers), prepend=-1) - 1
    coded = bytes((RICE_GAPS,)) + rice(gaps, np.array([len(gaps)]))[0]
    return min(document_set(numbers, documents), coded, key=len)


def years_and_levels(cases: Sequence[Case]) -> bytes:
    """Return the years and the levels, then one number for both of each document."""
    years = [f"{case.facts.date.year:04d}" for case in cases]
    levels = [case.level.value for case in cases]
    names = sorted(set(years), reverse=True), [each.value for each in Level if each.value in levels]
    year, level = ({name: at for at, name in enumerate(each)} for each in names)
    heads = (varint(len(each)) + b"".join(map(named, each)) for each in names)
    both = (year[a] * len(level) + level[b] for a, b in zip(years, levels, strict=True))
    return b"".join((*heads, varints(both)))


def named(name: str) -> bytes:
    """Return a name with its length."""
    content = name.encode()
    return varint(len(content)) + content
