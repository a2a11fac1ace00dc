"""Lists of numbers in the shorter of two forms, coded and read for many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from site_builder.search.codec import pack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

PLAIN, RICE = b"\0", b"\1"
"""What stands before a list that is held in memory; in a shard, a bit beside its length."""
LOW_BITS = 5
"""Bits of a list's head that say how many lower bits of its numbers stand apart."""
WORD = 64
BATCH = 1 << 16
"""Bytes of lists that are coded together: so much stays in a processor's cache."""


def number_lists(content: bytes, ends: Numbers, batch: int = BATCH) -> Iterator[bytes]:
    """Yield lists of varints, which end there, in their shortest forms."""
    start = first = 0
    while first < len(ends):
        behind = int(np.searchsorted(ends, start + batch)) + 1
        inside = ends[first:behind]
        yield from shortest(content[start : int(inside[-1])], inside - start)
        start, first = int(inside[-1]), behind


def number_list(numbers: Numbers) -> bytes:
    """Return one list, with its form before it."""
    content = pack(numbers)[0].tobytes()
    return next(shortest(content, np.array([len(content)])))


def shortest(content: bytes, ends: Numbers) -> Iterator[bytes]:
    """Yield lists of varints in their shortest forms; varints, where these are no longer."""
    counts = np.diff(np.cumsum(np.frombuffer(content, np.uint8) < 0x80)[ends - 1], prepend=0)
    coded, coded_ends = rice(number_array(content), counts)
    start = coded_start = 0
    for end, coded_end in zip(ends.tolist(), coded_ends.tolist(), strict=True):
        shorter = coded_end - coded_start < end - start
        yield RICE + coded[coded_start:coded_end] if shorter else PLAIN + content[start:end]
        start, coded_start = end, coded_end


def rice(numbers: Numbers, counts: Numbers) -> tuple[bytes, Numbers]:
    """Return lists of so many numbers each in the code of Rice, and where each ends."""
    firsts = np.cumsum(counts) - counts
    sums = np.add.reduceat(numbers, firsts)
    low = low_bits(sums, counts)
    each_low = np.repeat(low, counts)
    high = numbers >> each_low
    high_sums = np.add.reduceat(high, firsts)
    heads, head_ends = pack(counts << LOW_BITS | low)
    head_sizes = np.diff(head_ends, prepend=0)
    low_sizes = counts * low + 7 >> 3
    sizes = head_sizes + low_sizes + (high_sums + counts + 7 >> 3)
    ends = np.cumsum(sizes)
    starts = ends - sizes
    low_starts = 8 * (starts + head_sizes)
    words = np.zeros(int(ends[-1]) * 8 // WORD + 2, np.uint64)
    at = np.repeat(low_starts - firsts * low, counts) + np.arange(len(numbers)) * each_low
    put(words, at, numbers - (high << each_low), each_low)
    content = words.astype("<u8", copy=False).view(np.uint8)[: int(ends[-1])]
    before = low_starts + 8 * low_sizes - (np.cumsum(high_sums) - high_sums) - firsts - 1
    marks = np.zeros(8 * len(content), np.bool_)
    marks[np.repeat(before, counts) + np.cumsum(high + 1)] = True
    content |= np.packbits(marks, bitorder="little")
    content[np.repeat(starts - head_ends + head_sizes, head_sizes) + np.arange(len(heads))] = heads
    return content.tobytes(), ends


def low_bits(sums: Numbers, counts: Numbers) -> Numbers:
    """Return how many lower bits stand apart: as many as 0.96 times the mean has, less one."""
    halves = sums * 246 // (256 * counts)
    return np.searchsorted(1 << np.arange(1, 32), halves, "right")


def put(words: NDArray[np.uint64], at: Numbers, values: Numbers, width: Numbers) -> None:
    """Write values, lowest bit first, from the bits on that are given in rising order."""
    word, shift = at >> 6, at & WORD - 1
    content = values.view(np.uint64)
    firsts = np.flatnonzero(np.diff(word, prepend=-1))
    words[word[firsts]] |= np.add.reduceat(content << shift.view(np.uint64), firsts)
    over = np.flatnonzero(shift + width > WORD)
    words[word[over] + 1] |= content[over] >> (WORD - shift[over]).view(np.uint64)


def list_numbers(content: bytes) -> Numbers:
    """Return the numbers of a list that has its form before it; none where there is no list."""
    return from_rice(content[1:]) if content[:1] == RICE else number_array(content[1:])


def from_rice(content: bytes) -> Numbers:
    """Return the numbers of a list in the code of Rice."""
    head_size = next(place for place, byte in enumerate(content, 1) if byte < 0x80)
    head = int(number_array(content[:head_size])[0])
    count, low = head >> LOW_BITS, head & (1 << LOW_BITS) - 1
    low_size = count * low + 7 >> 3
    data = np.frombuffer(content, np.uint8)
    bits = np.unpackbits(data[head_size : head_size + low_size], bitorder="little")
    lower = np.zeros(count, np.int64)
    for place in range(low):
        lower |= bits[place : count * low : low].astype(np.int64) << place
    marks = np.flatnonzero(np.unpackbits(data[head_size + low_size :], bitorder="little"))
    numbers: Numbers = np.diff(marks, prepend=-1) - 1 << low | lower
    return numbers


def number_array(content: bytes) -> Numbers:
    """Return varints, all at once."""
    data = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(data < 0x80)
    numbers = data[ends].astype(np.int64)
    longer = np.flatnonzero(np.diff(ends, prepend=-1) > 1)
    at = ends[longer]
    while len(longer):
        at = at - 1
        numbers[longer] = numbers[longer] << 7 | data[at] & 0x7F
        more = (at > 0) & (data[np.maximum(at - 1, 0)] >= 0x80)
        longer, at = longer[more], at[more]
    return numbers
