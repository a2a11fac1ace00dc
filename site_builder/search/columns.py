"""What is known of each document besides its text: places, dates, sections, facets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from site_builder.core.document import Level
from site_builder.search.codec import document_set, varint, varints
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
    years = [f"{case.facts.date.year:04d}" for case in cases]
    levels = [case.level.value for case in cases]
    return b"".join(
        (
            several(keywords, len(cases)),
            single(years, sorted(set(years), reverse=True)),
            single(levels, [level.value for level in Level if level.value in levels]),
        )
    )


def several(values: Mapping[str, Sequence[int]], documents: int) -> bytes:
    """Return the values of a facet of which documents have several, with the documents of each."""
    used = {name: document_set(found, documents) for name, found in values.items() if found}
    lengths = (varint(len(found)) for found in used.values())
    heads = (named(name) + length for name, length in zip(used, lengths, strict=True))
    return b"".join((varint(len(used)), *heads, *used.values()))


def single(values: Sequence[str], names: Sequence[str]) -> bytes:
    """Return the values of a facet of which each document has one, by their numbers."""
    numbers = {name: number for number, name in enumerate(names)}
    heads = map(named, names)
    return b"".join((varint(len(names)), *heads, varints(numbers[value] for value in values)))


def named(name: str) -> bytes:
    """Return a name with its length."""
    content = name.encode()
    return varint(len(content)) + content
