"""Where only the texts of a few documents changed, the files of the index that these touch."""

from __future__ import annotations

from base64 import b64decode
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from site_builder.search.changed_shards import CannotSpliceError, ChangedShards, renamed
from site_builder.search.codec import ENTRY, document_set, plain_json, short_digest
from site_builder.search.columns import sections_of
from site_builder.search.documents import document_bytes
from site_builder.search.lists import PLAIN, list_numbers, number_array, number_list
from site_builder.search.parts import group_name
from site_builder.search.reader import Reader, digest_at, members
from site_builder.search.segments import segment
from site_builder.search.shards import SHARDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from site_builder.core.document import Case
    from site_builder.core.region import Regions
    from site_builder.search.changed_shards import Load
    from site_builder.search.codec import Files
    from site_builder.search.lists import Numbers
    from site_builder.search.passages import Text
    from site_builder.search.segments import Folding, Segment


class Exchange(NamedTuple):
    """A document whose text changed; all else that is known of it is the same."""

    number: int
    case: Case
    """As it is now."""
    old: Text
    new: Text


class Stretch(NamedTuple):
    """What a document has in the list of a term now, instead of all between two slots."""

    start: int
    end: int
    slots: Numbers
    offsets: Numbers


@dataclass(frozen=True, slots=True)
class Changes:
    """What changes in the lists of terms."""

    stretches: dict[str, list[Stretch]] = field(default_factory=lambda: defaultdict(list))
    holders: dict[str, dict[int, bool]] = field(default_factory=lambda: defaultdict(dict))
    """By Han character: documents, and whether they have it now."""


def spliced_files(
    load: Load,
    exchanges: Iterable[Exchange],
    regions: Regions,
    folding: Folding,
    gone: set[str],
) -> Files[None]:
    """Yield the files of an index that changed, the entry last; add the paths they replace to gone.

    What comes out is what index_files would write. Raises CannotSpliceError, before any file, when
    a document takes another number of slots or the lists another number of shards.
    """
    exchanges = sorted(exchanges, key=lambda each: each.number)
    if any(each.old.slots != each.new.slots for each in exchanges):
        raise CannotSpliceError
    reader = Reader(load, {})
    entry = reader.entry
    postings, offsets = (ChangedShards(kind, reader) for kind in SHARDS)
    changes = find_changes(exchanges, reader.first_slots, folding)
    for term, stretches in changes.stretches.items():
        change_places(term, stretches, postings, offsets)
    for character, holders in changes.holders.items():
        change_holders(character, holders, postings, entry["documents"])
    for shards in (postings, offsets):
        shards.check()
    for shards in (postings, offsets):
        entry[shards.kind] = yield from shards.files(load, gone)
    entry["groups"] = yield from group_files(load, entry, exchanges, regions, gone)
    entry["files"]["sections"] = yield from section_file(load, entry, exchanges, gone)
    yield ENTRY, plain_json(entry)


def find_changes(exchanges: Iterable[Exchange], first_slots: Numbers, folding: Folding) -> Changes:
    """Return what changes in the lists of terms."""
    changes = Changes()
    for number, _case, old, new in exchanges:
        start, end = first_slots[number : number + 2].tolist()
        before, after = (segment([text.in_slots], folding) for text in (old, new))
        was, now = dict(lists_of(before)), dict(lists_of(after))
        for term in was.keys() | now.keys():
            if was.get(term) != now.get(term):
                changes.stretches[term].append(stretch(start, end, now.get(term)))
        for character in set(before.singles) ^ set(after.singles):
            changes.holders[character][number] = character in after.singles
    return changes


def lists_of(found: Segment) -> Iterator[tuple[str, tuple[int, bytes, bytes]]]:
    """Yield the terms of a segment, each with its first slot, the gaps behind it and offsets."""
    gap_start = offset_start = 0
    for term, first, gap_end, offset_end in zip(
        found.terms, found.first, found.gap_ends, found.offset_ends, strict=True
    ):
        yield term, (first, found.gaps[gap_start:gap_end], found.offsets[offset_start:offset_end])
        gap_start, offset_start = gap_end, offset_end


def stretch(start: int, end: int, now: tuple[int, bytes, bytes] | None) -> Stretch:
    """Return what a document has now in a list, its slots counted from the library's first."""
    if now is None:
        return Stretch(start, end, number_array(b""), number_array(b""))
    first, gaps, offsets = now
    slots = start + first + np.cumsum(np.append(0, number_array(gaps)))
    return Stretch(start, end, slots, number_array(offsets))


def change_places(
    term: str, stretches: Iterable[Stretch], postings: ChangedShards, offsets: ChangedShards
) -> None:
    """Exchange what documents have in the lists of a term."""
    slots, places = np.cumsum(list_numbers(postings[term])), list_numbers(offsets[term])
    for each in stretches:
        start, end = np.searchsorted(slots, (each.start, each.end))
        slots = np.concatenate((slots[:start], each.slots, slots[end:]))
        places = np.concatenate((places[:start], each.offsets, places[end:]))
    postings[term] = number_list(np.diff(slots, prepend=0)) if len(slots) else b""
    offsets[term] = number_list(places) if len(places) else b""


def change_holders(
    character: str, holders: Mapping[int, bool], postings: ChangedShards, documents: int
) -> None:
    """Exchange which documents have a character."""
    before = dict.fromkeys(members(postings[character][1:]), True)
    now = sorted(number for number, holds in (before | dict(holders)).items() if holds)
    postings[character] = PLAIN + document_set(now, documents) if now else b""


def group_files(
    load: Load,
    entry: Mapping[str, Any],
    exchanges: Iterable[Exchange],
    regions: Regions,
    gone: set[str],
) -> Files[str]:
    """Yield the files of the groups of documents that changed; return the names of all groups."""
    firsts = [0, *accumulate(entry["sizes"])]
    groups: dict[int, dict[int, bytes]] = defaultdict(dict)
    for number, case, _old, new in exchanges:
        group = bisect_right(firsts, number) - 1
        groups[group][number - firsts[group]] = document_bytes(case, new, regions)
    names: dict[int, str] = {}
    for group, inside in groups.items():
        old = digest_at(b64decode(entry["groups"]), group)
        paths = [f"documents/{old}/{place}.bin" for place in range(entry["sizes"][group])]
        documents = [inside.get(place) or load(path) for place, path in enumerate(paths)]
        names[group] = group_name(documents)
        gone.update(paths)
        for place, content in enumerate(documents):
            yield f"documents/{names[group]}/{place}.bin", content
    return renamed(entry["groups"], names)


def section_file(
    load: Load, entry: Mapping[str, Any], exchanges: Iterable[Exchange], gone: set[str]
) -> Files[str]:
    """Yield the file with the sections of all documents; return its digest."""
    path = f"sections-{entry['files']['sections']}.bin"
    rows = section_rows(load(path))
    for number, _case, _old, new in exchanges:
        rows[number] = sections_of(new)
    content = b"".join(rows)
    gone.add(path)
    name = short_digest(content)
    yield f"sections-{name}.bin", content
    return name


def section_rows(content: bytes) -> list[bytes]:
    """Return what a file with sections has of each document."""
    found = number_array(content).tolist()
    ends = [0, *(np.flatnonzero(np.frombuffer(content, np.uint8) < 0x80) + 1).tolist()]
    rows: list[bytes] = []
    at = 0
    while at < len(found):
        behind = at + 1 + 2 * found[at]
        rows.append(content[ends[at] : ends[behind]])
        at = behind
    return rows
