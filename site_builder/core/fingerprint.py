"""Digests: what bytes and views are, in a few characters."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from io import BufferedReader

MODULUS = 1 << 128
DIGEST_SIZE = 16
"""Bytes; 128 bits keep accidental clashes out of reach for any library."""
HEX_SIZE = 2 * DIGEST_SIZE
"""Hexadecimal characters of as many bytes."""


def digest(content: bytes) -> str:
    """Return the first half of the SHA-256 digest (FIPS 180-4) of bytes, in hexadecimal."""
    return first_half(hashlib.sha256(content))


def digest_of_file(file: BufferedReader) -> str:
    """Return the same digest of all that an open file has, of any length."""
    return first_half(hashlib.file_digest(file, hashlib.sha256))


def first_half(found: hashlib._Hash) -> str:
    """Return what of SHA-256 is a digest here; for those who feed it bit by bit."""
    return found.hexdigest()[:HEX_SIZE]


def raw_digest(content: bytes) -> bytes:
    """Return the same digest as 16 bytes."""
    return hashlib.sha256(content).digest()[:DIGEST_SIZE]


def text_digest(text: str) -> str:
    """Return the digest of a text; of a long one it takes a fraction of the time of mark_of."""
    return digest(text.encode("utf-8", "surrogatepass"))


def mark_of(value: object) -> str:
    """Return the digest of plain data, good within one version of Python.

    Mappings must be made in one order, or equal ones have two marks: that costs time, no more.
    """
    return digest(repr(value).encode("utf-8", "surrogatepass"))


def sum_of(marks: Iterable[str]) -> str:
    """Return one mark for many whose order does not matter.

    One of them can be exchanged without knowing the others: see exchanged.
    """
    return f"{sum(int(mark, 16) for mark in marks) % MODULUS:032x}"


def exchanged(total: str, old: str, new: str) -> str:
    """Return a sum of marks with one of them exchanged."""
    return f"{(int(total, 16) - int(old, 16) + int(new, 16)) % MODULUS:032x}"
