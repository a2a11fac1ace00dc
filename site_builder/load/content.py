"""The bytes of a library's files, and their digests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.fingerprint import digest, digest_of_file
from site_builder.core.messages import msg
from site_builder.load.decode import MAX_DOCUMENT

if TYPE_CHECKING:
    from pathlib import Path

    Kind = Literal["case", "page"]

READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)  # Windows would turn its line ends into ours
USUAL = 64 * 1024
"""Bytes that are read at once; nearly all documents are shorter."""


def read_content(root: Path, path: str, report: Report) -> bytes | None:
    """Read one file of the library, not further than a document may be long, or report why not."""
    try:
        return read_bytes(f"{root}/{path}", MAX_DOCUMENT + 1)
    except OSError as error:
        report_unreadable(path, error, report)
        return None


def report_unreadable(path: str, error: OSError, report: Report) -> None:
    """Report why a file cannot be read."""
    report.error(
        Code.UNREADABLE,
        Location(path),
        msg("这个文件读不出来：{reason}。", reason=error.strerror or type(error).__name__),
        msg("请看看文件是否被别的程序占用、有没有读取权限。"),
    )


def read_bytes(path: str, most: int) -> bytes:
    """Return the first bytes of a file; raises OSError.

    A build that changes nothing spends most of its time here; a file object costs half as much
    again.
    """
    file = os.open(path, READ)
    try:
        content = os.read(file, USUAL)
        while len(content) < most and (more := os.read(file, USUAL)):
            content += more
    finally:
        os.close(file)
    return content[:most]


def digest_document(kind: Kind, path: str, content: bytes) -> str:
    """Return the digest of all that a document is made from."""
    return digest(f"{kind}\0{path}\0".encode("utf-8", "surrogateescape") + content)


def digest_file(file: Path) -> str:
    """Return the digest of a file of any length; raises OSError."""
    with file.open("rb") as opened:
        return digest_of_file(opened)
