"""The postings of all segments, put together for one range of terms after the other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from site_builder.search.codec import document_set, pack
from site_builder.search.lists import PLAIN, number_lists
from site_builder.search.pieces import RANGES, Piece, rearranged
from site_builder.search.segments import END
from site_builder.search.shards import SHARDS, shard_bits, shard_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from site_builder.search.codec import Files
    from site_builder.search.lists import Numbers
    from site_builder.search.pieces import Pieces
    from site_builder.search.shards import Shards
    from site_builder.search.spool import Place, Spool

    Bytes = NDArray[np.uint8]
    Lists = dict[str, bytes]
    """By term, each with its form before it."""

AT_ONCE = 1 << 22
"""Bytes of pieces that are put together at once, about."""


class Placed(NamedTuple):
    """A piece, and how much of the library lies before its segment."""

    documents: int
    slots: int
    piece: Piece


class Grouped(NamedTuple):
    """What several pieces say of the same terms."""

    terms: list[str]
    order: Numbers
    """All places of the first term among those of the pieces, then of the second, and so on."""
    ends: Numbers
    """Where each term's places end."""


class Postings:
    """Lists by term, made longer by one segment after the other; they lie in a spool."""

    def __init__(self, spool: Spool) -> None:
        self.slots = 0
        self.documents = 0
        self._spool = spool
        self._segments: list[tuple[int, int, list[Place]]] = []

    def add(self, pieces: Pieces) -> None:
        """Add the segment that follows."""
        places = [self._spool.put(piece) for piece in pieces.pieces]
        self._segments.append((self.documents, self.slots, places))
        self.slots += pieces.slots
        self.documents += pieces.documents

    def lists(self) -> Iterator[tuple[Lists, Lists]]:
        """Yield the lists of postings and of offsets of one group of terms after the other."""
        step = RANGES
        while step > 1 and step * self._spool.size > RANGES * AT_ONCE:
            step //= 2
        starts = range(0, RANGES if self._segments else 0, step)
        return (together(self._placed(start, start + step), self.documents) for start in starts)

    def _placed(self, start: int, end: int) -> list[Placed]:
        """Return the pieces of some ranges."""
        return [
            Placed(documents, slots, Piece(*self._spool.get(place)))
            for documents, slots, places in self._segments
            for place in places[start:end]
        ]

    def files(self) -> Files[dict[str, Shards]]:
        """Yield the shards of postings and of offsets; return what the entry says of each.

        How many there are the bytes of all lists tell, so that these are put aside until then.
        """
        totals = dict.fromkeys(SHARDS, 0)
        aside: dict[str, list[Place]] = {kind: [] for kind in SHARDS}
        for group in self.lists():
            for kind, lists in zip(SHARDS, group, strict=True):
                totals[kind] += sum(map(len, lists.values()))
                aside[kind].append(self._put(lists))
        shards: dict[str, Shards] = {}
        for kind, total in totals.items():
            groups = self._whole(aside[kind], shard_bits(kind, total))
            shards[kind] = yield from shard_files(kind, total, groups)
        return shards

    def _put(self, lists: Lists) -> Place:
        sizes = np.fromiter(map(len, lists.values()), "<u4", len(lists))
        return self._spool.put(
            (END.join(lists).encode(), sizes.tobytes(), b"".join(lists.values()))
        )

    def _whole(self, places: Sequence[Place], bits: int) -> Iterator[Lists]:
        """Yield lists that were put aside; where shards are fewer than groups, several as one."""
        step = max(1, len(places) >> bits)
        for start in range(0, len(places), step):
            lists: Lists = {}
            for place in places[start : start + step]:
                terms, sizes, bodies = self._spool.get(place)
                ends = np.cumsum(np.frombuffer(sizes, "<u4"), dtype=np.int64)
                lists |= zip(split_terms(terms), parts(bodies, ends), strict=True)
            yield lists


def together(found: Sequence[Placed], documents: int) -> tuple[Lists, Lists]:
    """Return the lists of postings and of offsets of what some pieces have."""
    pieces = [each.piece for each in found]
    groups = grouped(piece.terms for piece in pieces)
    rows = [np.frombuffer(each.rows, "<u4").reshape(4, -1).astype(np.int64) for each in pieces]
    for row, each in zip(rows, found, strict=True):
        row[:2] += each.slots
    first, last, gap_sizes, offset_sizes = np.concatenate(rows, axis=1)
    before = np.roll(last[groups.order], 1)
    before[np.append(0, groups.ends)[:-1]] = 0
    # The first slots, coded, stand before the gaps of all pieces, and are taken by turns with them.
    firsts, first_ends = pack(first[groups.order] - before)
    content = np.concatenate((firsts, joined(piece.gaps for piece in pieces)))
    sizes = np.concatenate((np.diff(first_ends, prepend=0), gap_sizes))
    by_turns = np.column_stack((np.arange(len(first)), len(first) + groups.order)).ravel()
    places = coded(content, sizes, by_turns, 2 * groups.ends)
    offsets = coded(joined(piece.offsets for piece in pieces), offset_sizes, *groups[1:])
    postings = dict(zip(groups.terms, places, strict=True)) | dict(holders(found, documents))
    return postings, dict(zip(groups.terms, offsets, strict=True))


def grouped(contents: Iterable[bytes]) -> Grouped:
    """Return which terms some pieces have, and where."""
    found = [term for content in contents for term in split_terms(content)]
    terms = list(dict.fromkeys(found))
    number = {term: at for at, term in enumerate(terms)}
    numbers = np.fromiter(map(number.__getitem__, found), np.int64, len(found))
    order = np.argsort(numbers, kind="stable")
    return Grouped(terms, order, np.cumsum(np.bincount(numbers, minlength=len(terms))))


def holders(found: Sequence[Placed], documents: int) -> Iterator[tuple[str, bytes]]:
    """Yield the sets of documents of single characters, each with its form."""
    groups = grouped(each.piece.singles for each in found)
    counts = np.concatenate([np.frombuffer(each.piece.counts, "<u4") for each in found])
    numbers = np.concatenate(
        [np.frombuffer(each.piece.holders, "<u2") + np.uint32(each.documents) for each in found]
    )
    sizes = counts.astype(np.int64)
    numbers = rearranged(numbers, sizes, groups.order)
    ends = np.cumsum(np.append(0, sizes[groups.order]))[np.append(0, groups.ends)].tolist()
    for character, (start, end) in zip(groups.terms, pairwise(ends), strict=True):
        yield character, PLAIN + document_set(numbers[start:end], documents)


def coded(values: Bytes, sizes: Numbers, order: Numbers, ends: Numbers) -> Iterator[bytes]:
    """Yield lists in their shortest forms, each of the pieces in this order up to its end."""
    content = rearranged(values, sizes, order).tobytes()
    return number_lists(content, np.cumsum(sizes[order])[ends - 1])


def joined(contents: Iterable[bytes]) -> Bytes:
    """Return bytes one behind the other."""
    return np.frombuffer(b"".join(contents), np.uint8)


def parts(content: bytes, ends: Numbers) -> Iterator[bytes]:
    """Yield what ends there."""
    return (content[start:end] for start, end in pairwise([0, *ends.tolist()]))


def split_terms(content: bytes) -> list[str]:
    """Return terms that stand one behind the other."""
    return content.decode().split(END) if content else []
