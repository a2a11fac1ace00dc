"""Text files have smaller twins beside them, which servers send as they are: .gz and .br."""

from __future__ import annotations

import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TEXTS = frozenset({".bin", ".css", ".csv", ".html", ".js", ".json", ".svg", ".txt", ".xml"})
"""Suffixes of files that may get smaller; .bin are those of the search index."""
GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
"""No name, no time, no system: the standard library writes down which system it ran on."""
GZIP_LEVEL, BROTLI_QUALITY = 9, 10
"""Brotli's last step takes three times as long and saves a fiftieth."""


def gzipped(content: bytes) -> bytes:
    """Return a gzip file of a content and nothing else."""
    packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    sums = zlib.crc32(content).to_bytes(4, "little") + len(content).to_bytes(4, "little")
    return GZIP_HEAD + packer.compress(content) + packer.flush() + sums


def brotlied(content: bytes) -> bytes:
    """Return a Brotli stream of a content."""
    return bytes(brotli.compress(content, quality=BROTLI_QUALITY))


TWINS: Mapping[str, Callable[[bytes], bytes]] = {".gz": gzipped, ".br": brotlied}
"""How twins are made, by what is put behind a file's name."""


def may_have_twins(name: str) -> bool:
    """Return whether a file is of a kind that gets smaller."""
    return PurePosixPath(name).suffix in TEXTS
