"""The postings of all segments, put together and dealt out to files by the hash of the term."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from site_builder.search.codec import document_set, short_digest, term_hashes, varint
from site_builder.search.lists import PLAIN, RICE, number_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from site_builder.search.codec import Files
    from site_builder.search.segments import Segment

    Shards = dict[str, int | str]
    """What the entry says of a set of shards."""

HASH_BITS = 32
POSTINGS_SHARD = 4096
"""Bytes of a shard of postings, about: each term of a query costs a reader so much on top."""
OFFSETS_SHARD = 32768
"""Offsets are needed rarely, so that fewer files are worth more than fewer bytes."""
SHARDS = {"postings": POSTINGS_SHARD, "offsets": OFFSETS_SHARD}
OWN_FILE = {"postings": 2048}
"""Bytes of a list from which on, in a large library, it has a file of its own: those who look for
another term of its shard need not fetch it."""
MOST_BITS = 16
BLOCK_BITS = 6
MOST_BITS_IN_ENTRY = {"postings": 8, "offsets": 5}
"""What every reader fetches first has the names of so many shards; of others those of blocks."""
NO_FILE = "00000000"


class Postings:
    """Lists by term, made longer by one segment after the other."""

    def __init__(self) -> None:
        self.slots = 0
        self.documents = 0
        self.offsets: dict[str, bytearray] = defaultdict(bytearray)
        self._places: dict[str, bytearray] = defaultdict(bytearray)
        self._last: dict[str, int] = {}
        self._holders: dict[str, list[NDArray[np.int64]]] = defaultdict(list)

    def add(self, segment: Segment) -> None:
        """Add the segment that follows."""
        base, last = self.slots, self._last
        gaps, offsets = segment.gaps, segment.offsets
        gap_start = offset_start = 0
        for term, first, final, gap_end, offset_end in zip(
            segment.terms,
            segment.first,
            segment.last,
            segment.gap_ends,
            segment.offset_ends,
            strict=True,
        ):
            found = self._places[term]
            found += varint(base + first - last.get(term, 0))
            found += gaps[gap_start:gap_end]
            self.offsets[term] += offsets[offset_start:offset_end]
            last[term] = base + final
            gap_start, offset_start = gap_end, offset_end
        self._add_singles(segment)
        self.slots += segment.slots
        self.documents += segment.documents

    def _add_singles(self, segment: Segment) -> None:
        numbers = np.frombuffer(segment.holders, "<u2").astype(np.int64) + self.documents
        start = 0
        for character, end in zip(segment.singles, segment.holder_ends, strict=True):
            self._holders[character].append(numbers[start:end])
            start = end

    def lists(self) -> Iterator[tuple[str, bytes]]:
        """Yield the lists of terms, then the sets of single characters, each with its form."""
        yield from number_lists(self._places)
        for character, numbers in self._holders.items():
            yield character, PLAIN + document_set(np.concatenate(numbers), self.documents)


def shard_bits(kind: str, total: int) -> int:
    """Return the bits of a term's hash that number its shard, for lists of so many bytes.

    Where half of the bytes lie in files of their own, half as many shards will do.
    """
    bits = min(max(total // SHARDS[kind], 1).bit_length() - 1, MOST_BITS)
    return bits - (kind in OWN_FILE and bits > MOST_BITS_IN_ENTRY[kind] + 1)


def has_own_file(kind: str, bits: int, body: bytes) -> bool:
    """Return whether a list has a file of its own."""
    return bits > MOST_BITS_IN_ENTRY[kind] and len(body) > OWN_FILE.get(kind, len(body))


def shard_files(kind: str, lists: Mapping[str, bytes]) -> Files[Shards]:
    """Yield the files of a set of shards; return what the entry says of it."""
    total = sum(map(len, lists.values()))
    bits = shard_bits(kind, total)
    terms = sorted(lists)
    hashes = term_hashes(terms)
    own = {
        each
        for term, each in zip(terms, hashes, strict=True)
        if has_own_file(kind, bits, lists[term])
    }
    dealt: dict[str, list[str]] = defaultdict(list)
    for term, each in zip(terms, hashes, strict=True):
        dealt[f"{each:08x}" if each in own else f"{each >> HASH_BITS - bits:x}"].append(term)
    names: dict[str, str] = {}
    for place in sorted(dealt):
        content = shard_bytes((term, lists[term]) for term in dealt[place])
        names[place] = short_digest(content)
        yield f"{kind}/{place}-{names[place]}.bin", content
    shards = [names.get(f"{shard:x}", NO_FILE) for shard in range(1 << bits)]
    if bits <= MOST_BITS_IN_ENTRY[kind]:
        return {"bits": bits, "bytes": total, "names": packed_names(shards)}
    owners: dict[int, list[str]] = defaultdict(list)
    for each in sorted(own):
        owners[each >> HASH_BITS - bits >> BLOCK_BITS].append(f"{each:08x}{names[f'{each:08x}']}")
    blocks: list[str] = []
    for start in range(0, len(shards), 1 << BLOCK_BITS):
        inside = shards[start : start + (1 << BLOCK_BITS)]
        inside += [NO_FILE] * ((1 << BLOCK_BITS) - len(inside))
        content = bytes.fromhex("".join((*inside, *owners[start >> BLOCK_BITS])))
        blocks.append(short_digest(content))
        yield f"{kind}/names-{start >> BLOCK_BITS:x}-{blocks[-1]}.bin", content
    return {"bits": bits, "bytes": total, "blocks": packed_names(blocks)}


def shard_bytes(lists: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a shard: its dictionary, then its lists."""
    heads: list[bytes] = []
    bodies: list[bytes] = []
    for term, body in lists:
        name = term.encode()
        head = varint(len(body) - 1 << 1 | (body[:1] == RICE))
        heads += (varint(len(name)), name, head)
        bodies.append(body[1:])
    return b"".join((varint(len(bodies)), *heads, *bodies))


def packed_names(names: Iterable[str]) -> str:
    """Return digests of files as the entry has them."""
    return b64encode(bytes.fromhex("".join(names))).decode()
