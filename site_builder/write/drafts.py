"""Files and folders are made with as few questions to the system as can be."""

from __future__ import annotations

import os

BINARY: int = getattr(os, "O_BINARY", 0)
"""Windows would write each line's end as two bytes."""


def make_folder(folder: str) -> None:
    """Make a folder, and those above it that are missing; most are made just now or not at all."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - once for every page: pathlib is slower
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def write_file(path: str, content: bytes) -> None:
    """Write a file; open() would ask the system three things more."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)
