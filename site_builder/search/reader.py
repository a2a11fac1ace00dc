"""Reads the index back: which documents hold a phrase."""

from __future__ import annotations

import json
from base64 import b64decode
from functools import reduce
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from site_builder.search.codec import BITS, DIGEST, ENTRY, GAPS, HASH_BITS, term_hash
from site_builder.search.lists import PLAIN, RICE, list_numbers, number_array
from site_builder.search.passages import SLOT_STEP
from site_builder.search.shards import BLOCK_BITS, NO_FILE
from site_builder.search.tokens import canonical, singles, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from site_builder.search.lists import Numbers

ROOM = 1 << 20
"""Added to offsets, so that what is subtracted from them does not reach into the slot before."""

MOST_HELD = 1 << 25
"""Bytes of lists that are remembered, about: phrases have many terms in common."""


class Reader:
    """A reader of docs/search_format.md in Python, beside the one in JavaScript."""

    def __init__(self, load: Callable[[str], bytes], variants: Mapping[int, str]) -> None:
        """Take a function that returns the content of a path below search/."""
        self._load = load
        self._variants = variants
        self.entry: dict[str, Any] = json.loads(load(ENTRY))
        slots = number_array(load(f"slots-{self.entry['files']['slots']}.bin"))
        self.first_slots = np.append(0, np.cumsum(slots * SLOT_STEP))
        self._files: dict[str, dict[str, bytes]] = {}
        self._held = 0
        self._blocks: dict[str, bytes] = {}

    def documents(self, phrase: str) -> list[int]:
        """Return the numbers of the documents that hold a phrase, rising."""
        text = canonical(phrase, self._variants)
        if len(text) == 1 and singles(text):
            return members(self._list("postings", text)[1:])
        lists = [
            (self._list("postings", term), self._list("offsets", term), at)
            for term, at in terms(text)
        ]
        if not lists:
            return []
        # One after the other, for a long one has millions of places; the shortest first.
        found = sorted(lists, key=lambda each: len(each[0]))
        together = reduce(common, (places(slots, offsets) - at for slots, offsets, at in found))
        numbers = np.searchsorted(self.first_slots, together >> HASH_BITS, "right") - 1
        firsts = np.flatnonzero(np.diff(numbers, prepend=-1))
        documents: list[int] = numbers[firsts].tolist()
        return documents

    def _list(self, kind: str, term: str) -> bytes:
        """Return a term's list with its form before it; empty when no document has it."""
        path = self.path(kind, self.place(kind, term))
        if path not in self._files:
            found = self.lists(path)
            self._held += sum(map(len, found.values()))
            if self._held > MOST_HELD:
                self._files.clear()
                self._held = 0
            self._files[path] = found
        return self._files[path].get(term, b"")

    def place(self, kind: str, term: str) -> str:
        """Return the place of a term: the number of its shard, or the hash of a file of its own."""
        found = term_hash(term)
        shard: int = found >> HASH_BITS - self.entry[kind]["bits"]
        own = f"{found:08x}"
        if "blocks" in self.entry[kind] and own in own_files(self._block(kind, shard)):
            return own
        return f"{shard:x}"

    def lists(self, path: str) -> dict[str, bytes]:
        """Return the lists of a file."""
        return dict(read_shard(self._load(path))) if path else {}

    def path(self, kind: str, place: str) -> str:
        """Return the path of a place; empty when it was not written."""
        names = self.entry[kind].get("names")
        if names is not None:
            found = digest_at(b64decode(names), int(place, 16))
        elif len(place) == DIGEST:
            shard = int(place, 16) >> HASH_BITS - self.entry[kind]["bits"]
            found = own_files(self._block(kind, shard))[place]
        else:
            shard = int(place, 16)
            found = digest_at(self._block(kind, shard), shard % (1 << BLOCK_BITS))
        return "" if found == NO_FILE else f"{kind}/{place}-{found}.bin"

    def _block(self, kind: str, shard: int) -> bytes:
        """Return the file with the names of a shard and those beside it."""
        path = self.names_path(kind, shard >> BLOCK_BITS)
        if path not in self._blocks:
            self._blocks[path] = self._load(path)
        return self._blocks[path]

    def names_path(self, kind: str, block: int) -> str:
        """Return the path of the file with the names of a block of shards."""
        found = digest_at(b64decode(self.entry[kind]["blocks"]), block)
        return f"{kind}/names-{block:x}-{found}.bin"


def places(slots: bytes, offsets: bytes) -> Numbers:
    """Return where a term stands: its slot, and in the lower bits its offset there."""
    found: Numbers = np.cumsum(list_numbers(slots)) << HASH_BITS
    return found + ROOM + list_numbers(offsets)


def members(content: bytes) -> list[int]:
    """Return the documents of a set."""
    if not content:
        return []
    form, rest = content[0], content[1:]
    if form == BITS:
        bits = np.unpackbits(np.frombuffer(rest, np.uint8), bitorder="little")
        return [int(each) for each in np.flatnonzero(bits)]
    if form == GAPS:
        return [place - 1 for place in accumulate(each + 1 for each in numbers(rest))]
    ends = list(accumulate(numbers(rest)))
    return [each for at in range(0, len(ends), 2) for each in range(ends[at], ends[at + 1])]


def common(some: Numbers, more: Numbers) -> Numbers:
    """Return the numbers of one rising list that are in another one too."""
    if not len(more):
        return more
    at = np.minimum(np.searchsorted(more, some), len(more) - 1)
    shared: Numbers = some[more[at] == some]
    return shared


def own_files(block: bytes) -> dict[str, str]:
    """Return the digests of the files that single terms have, by the hashes of these."""
    rest = block[(1 << BLOCK_BITS) * DIGEST // 2 :].hex()
    pairs = range(0, len(rest), 2 * DIGEST)
    return {rest[at : at + DIGEST]: rest[at + DIGEST : at + 2 * DIGEST] for at in pairs}


def digest_at(names: bytes, place: int) -> str:
    """Return one of the digests that stand one behind the other."""
    return names[place * DIGEST // 2 : (place + 1) * DIGEST // 2].hex()


def numbers(content: bytes) -> Iterator[int]:
    """Yield the varints of a list."""
    number = shift = 0
    for byte in content:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0


def read_shard(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the terms of a shard with their lists, each with its form before it."""
    place = 0

    def number() -> int:
        nonlocal place
        if content[place] < 0x80:
            place += 1
            return content[place - 1]
        end = place
        while content[end] >= 0x80:
            end += 1
        start, place = place, end + 1
        return next(numbers(content[start : end + 1]))

    heads: list[tuple[str, int]] = []
    for _ in range(number()):
        length = number()
        place += length
        heads.append((content[place - length : place].decode(), number()))
    for term, head in heads:
        length = head >> 1
        yield term, (RICE if head & 1 else PLAIN) + content[place : place + length]
        place += length
