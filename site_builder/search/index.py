"""The search index of a library: all its files, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import digest
from site_builder.search import columns
from site_builder.search.codec import ENTRY, short_digest
from site_builder.search.documents import GROUP, document_bytes, group_files
from site_builder.search.passages import case_text
from site_builder.search.segments import Folding, segment
from site_builder.search.shards import (
    OFFSETS_SHARD,
    POSTINGS_SHARD,
    Postings,
    packed_names,
    shard_files,
)
from site_builder.search.suggest import Title, suggestion_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from site_builder.core.document import Case, Keyword
    from site_builder.core.region import Region, Regions
    from site_builder.search.codec import Files
    from site_builder.search.readings import Syllables
    from site_builder.search.suggest import Name

FOLDER = "search/"
"""Where the index lies on the site, beside the page that searches."""
FORMAT = 1
SEGMENT = 256
"""Documents of a segment, on average."""
MOST_DOCUMENTS = 4 * SEGMENT


@dataclass(frozen=True, slots=True)
class Source:
    """What an index is made from."""

    cases: Sequence[Case]
    """Newest first."""
    regions: Regions
    vocabulary: Sequence[Keyword]
    variants: Mapping[str, str]
    """Simplified characters by traditional ones."""
    slug: Callable[[Region], str]
    """The last part of a region's path, marked between syllables where it is pinyin."""
    names: Sequence[Name]
    """Regions and keywords for suggestions."""
    syllables: Syllables
    """The readings of Han characters."""


@dataclass(slots=True)
class Gathered:
    """What is known after all documents were read."""

    postings: Postings = field(default_factory=Postings)
    groups: list[str] = field(default_factory=list)
    slots: bytearray = field(default_factory=bytearray)
    sections: bytearray = field(default_factory=bytearray)
    total_slots: int = 0


def index_files(source: Source) -> Files[None]:
    """Yield the path below FOLDER and the content of each file of the index, the entry last."""
    cases = columns.in_order(source.cases)
    gathered = Gathered()
    yield from document_files(cases, source, gathered)
    sets: dict[str, object] = {}
    for kind, lists, size in (
        ("postings", dict(gathered.postings.lists()), POSTINGS_SHARD),
        ("offsets", gathered.postings.offsets, OFFSETS_SHARD),
    ):
        sets[kind] = yield from shard_files(kind, lists, size)
    names: dict[str, str] = {}
    for name, content in single_files(cases, source, gathered):
        stem, _dot, suffix = name.partition(".")
        names[stem] = short_digest(content)
        yield f"{stem}-{names[stem]}.{suffix}", content
    titles = [Title(case.id, case.facts.title, case.facts.practice) for case in source.cases]
    names |= yield from suggestion_files(source.names, titles, source.variants, source.syllables)
    entry = {
        "format": FORMAT,
        "documents": len(cases),
        "slots": gathered.total_slots,
        "average": round(gathered.total_slots / max(1, len(cases)), 2),
        **sets,
        "groups": packed_names(gathered.groups),
        "files": names,
    }
    yield ENTRY, columns.plain_json(entry)


def document_files(cases: Sequence[Case], source: Source, gathered: Gathered) -> Files[None]:
    """Yield the files of all documents, and gather what they hold."""
    folding = Folding(str.maketrans(dict(source.variants)))
    group: list[bytes] = []
    waiting: list[list[str]] = []
    for number, case in enumerate(cases):
        text = case_text(case, source.regions)
        gathered.slots += columns.slots_of(text)
        gathered.sections += columns.sections_of(text)
        gathered.total_slots += text.slots
        group.append(document_bytes(case, text, source.regions))
        waiting.append(text.in_slots)
        last = number == len(cases) - 1
        if last or len(group) == GROUP:
            name = yield from group_files(number + 1 - len(group), group)
            gathered.groups.append(name)
            group = []
        if last or ends_segment(case.id, len(waiting)):
            gathered.postings.add(segment(waiting, folding))
            waiting = []


def ends_segment(id_: str, documents: int) -> bool:
    """Return whether a segment ends with a document.

    The id decides, not the number, so that a new case changes one segment and not all behind it.
    """
    return documents >= MOST_DOCUMENTS or int(digest(id_.encode())[:8], 16) % SEGMENT == 0


def single_files(cases: Sequence[Case], source: Source, gathered: Gathered) -> Files[None]:
    """Yield name and content of the files of which there is one each."""
    variants = ["".join(source.variants), "".join(source.variants.values())]
    yield "slots.bin", bytes(gathered.slots)
    yield "sections.bin", bytes(gathered.sections)
    yield "dates.bin", columns.dates_column(cases)
    yield "facets.bin", columns.facets_column(cases, source.vocabulary)
    yield "regions.json", columns.regions_column(cases, source.regions, source.slug)
    yield "variants.json", columns.plain_json(variants)
