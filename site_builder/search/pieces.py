"""A segment is cut by the hashes of its terms, so that no process need hold all lists at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from site_builder.search.codec import HASH_BITS, term_hashes
from site_builder.search.segments import END

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from site_builder.search.lists import Numbers
    from site_builder.search.segments import Segment

    Value = TypeVar("Value", bound=np.generic)

RANGES = 64
"""Pieces of a segment: each has the terms of one range of hashes."""


class Piece(NamedTuple):
    """What a segment has of a range's terms, in few objects: a large library has many pieces."""

    terms: bytes
    """In UTF-8, with END between them."""
    rows: bytes
    """Of all terms the first slots, the last slots, the sizes of gaps, those of offsets."""
    gaps: bytes
    offsets: bytes
    singles: bytes
    """As terms."""
    counts: bytes
    """How many documents hold each of them."""
    holders: bytes
    """As a segment has them."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The postings of some documents in a row, cut up."""

    documents: int
    slots: int
    pieces: list[Piece]


def cut_up(segment: Segment) -> Pieces:
    """Return a segment in pieces, one for each range."""
    order, bounds = by_range(segment.terms)
    gaps, offsets = sizes_of(segment.gap_ends), sizes_of(segment.offset_ends)
    rows = np.array([segment.first, segment.last, gaps, offsets], "<u4")[:, order]
    single_order, single_bounds = by_range(segment.singles)
    counts = sizes_of(segment.holder_ends)
    columns = zip(
        cut_terms(segment.terms, order, bounds),
        (rows[:, start:end].tobytes() for start, end in pairwise(bounds)),
        cut_lists(np.frombuffer(segment.gaps, np.uint8), gaps, order, bounds),
        cut_lists(np.frombuffer(segment.offsets, np.uint8), offsets, order, bounds),
        cut_terms(segment.singles, single_order, single_bounds),
        (counts[at].astype("<u4").tobytes() for at in np.split(single_order, single_bounds[1:-1])),
        cut_lists(np.frombuffer(segment.holders, "<u2"), counts, single_order, single_bounds),
        strict=True,
    )
    return Pieces(segment.documents, segment.slots, [Piece(*each) for each in columns])


def by_range(terms: Sequence[str]) -> tuple[Numbers, list[int]]:
    """Return terms, by their places, in the order of their ranges, and where each range begins."""
    ranges = np.array(term_hashes(terms), np.int64) * RANGES >> HASH_BITS
    order = np.argsort(ranges, kind="stable")
    return order, np.searchsorted(ranges[order], np.arange(RANGES + 1)).tolist()


def sizes_of(ends: Sequence[int]) -> Numbers:
    """Return how large lists are that end there."""
    bounds = np.array([0, *ends], np.int64)
    return bounds[1:] - bounds[:-1]


def cut_terms(terms: Sequence[str], order: Numbers, bounds: Sequence[int]) -> Iterator[bytes]:
    """Yield the terms of each range."""
    ordered = [terms[at] for at in order.tolist()]
    return (END.join(ordered[start:end]).encode() for start, end in pairwise(bounds))


def cut_lists(
    values: NDArray[Any], sizes: Numbers, order: Numbers, bounds: Sequence[int]
) -> Iterator[bytes]:
    """Yield the lists of each range, one behind the other."""
    values = rearranged(values, sizes, order)
    ends = np.cumsum(np.append(0, sizes[order]))[bounds].tolist()
    return (values[start:end].tobytes() for start, end in pairwise(ends))


def rearranged(values: NDArray[Value], sizes: Numbers, order: Numbers) -> NDArray[Value]:
    """Return lists of such sizes, which stand one behind the other, in another order."""
    # Places in 32 bits are made three times as fast as in 64, for memory is what takes the time.
    sizes = sizes.astype(np.min_scalar_type(-len(values) - 1))
    ends = np.cumsum(sizes, dtype=sizes.dtype)[order]
    sizes = sizes[order]
    places = np.repeat(ends - np.cumsum(sizes, dtype=sizes.dtype), sizes)
    places += np.arange(len(places), dtype=sizes.dtype)
    return values[places]
