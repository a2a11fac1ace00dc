"""Numbers, sets of documents and names of files as bytes; docs/search_format.md says how."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from site_builder.core.fingerprint import digest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from numpy.typing import NDArray

    Result = TypeVar("Result")
    Files = Generator[tuple[str, bytes], None, Result]
    """Paths below search/ with their contents, and what is known when all were written."""

ENTRY = "entry.json"
"""The one file whose name does not change."""
DIGEST = 8
"""Hexadecimal digits of a digest in a file's name."""
GAPS, BITS, RUNS, RICE_GAPS = range(4)
"""Forms of a set of documents."""
HASH_BITS = 32
HASH_START = 2166136261
HASH_PRIME = 16777619
HASH_MIX = ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1))
MASK = 0xFFFFFFFF


def varint(number: int) -> bytes:
    """Return an unsigned number as LEB128."""
    if number < 0x80:
        return bytes((number,))
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def varints(numbers: Iterable[int]) -> bytes:
    """Return unsigned numbers as LEB128, one after the other."""
    return b"".join(map(varint, numbers))


def pack(numbers: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return many unsigned numbers as LEB128, and where the bytes of each end."""
    widest = max(1, -(-int(numbers.max(initial=0)).bit_length() // 7))
    width = np.ones(len(numbers), np.uint8)
    for place in range(1, widest):
        width += numbers >= 1 << 7 * place
    ends = np.cumsum(width, dtype=np.int64)
    if widest == 1:
        return numbers.astype(np.uint8), ends
    starts = ends - width
    packed = np.empty(int(ends[-1]), np.uint8)
    packed[starts] = numbers & 0x7F | (width > 1).astype(np.uint8) << 7
    for place in range(1, widest):
        at = np.flatnonzero(width > place)
        more = (width[at] > place + 1).astype(np.uint8) << 7
        packed[starts[at] + place] = numbers[at] >> 7 * place & 0x7F | more
    return packed, ends


def document_set(numbers: Sequence[int] | NDArray[np.int64], documents: int) -> bytes:
    """Return a set of documents, given in rising order, in its shortest form."""
    if not len(numbers):
        return bytes((GAPS,))
    found = np.asarray(numbers, np.int64)
    gaps = np.diff(found, prepend=-1) - 1
    forms = [bytes((GAPS,)) + pack(gaps)[0].tobytes()]
    present = np.zeros(documents, np.uint8)
    present[found] = 1
    forms.append(bytes((BITS,)) + np.packbits(present, bitorder="little").tobytes())
    breaks = np.flatnonzero(gaps)
    starts = found[breaks] if breaks.size and breaks[0] == 0 else np.append(found[0], found[breaks])
    ends = np.append(found[breaks[breaks > 0] - 1], found[-1]) + 1
    turns = np.column_stack((starts - np.append(0, ends[:-1]), ends - starts)).ravel()
    forms.append(bytes((RUNS,)) + pack(turns)[0].tobytes())
    return min(forms, key=len)


def term_hashes(terms: Sequence[str]) -> list[int]:
    """Return the hashes of terms: FNV-1a over code points, mixed as in MurmurHash3."""
    hashes = np.full(len(terms), HASH_START, np.uint64)
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    points = np.frombuffer("".join(terms).encode("utf-32-le"), np.uint32).astype(np.uint64)
    starts = np.cumsum(lengths) - lengths
    for place in range(int(lengths.max(initial=0))):
        has = np.flatnonzero(lengths > place)
        hashes[has] = (hashes[has] ^ points[starts[has] + place]) * np.uint64(HASH_PRIME) & MASK
    for shift, factor in HASH_MIX:
        hashes ^= hashes >> np.uint64(shift)
        hashes = hashes * np.uint64(factor) & np.uint64(MASK)
    found: list[int] = hashes.tolist()
    return found


def term_hash(term: str) -> int:
    """Return the hash of one term; as term_hashes, which is slower for so few."""
    number = HASH_START
    for character in term:
        number = (number ^ ord(character)) * HASH_PRIME & MASK
    for shift, factor in HASH_MIX:
        number = (number ^ number >> shift) * factor & MASK
    return number


def plain_json(value: object) -> bytes:
    """Return data as compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def short_digest(content: bytes) -> str:
    """Return the digest of a file as its name carries it."""
    return digest(content)[:DIGEST]
