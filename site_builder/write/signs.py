"""Whether a file of ours is the very one that we left: asked of its inode, without reading it."""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

UNKNOWN = ""
"""The sign of a file that has to be read."""
CAN_TELL = os.name == "posix"
"""Windows keeps no time of change that programs cannot set."""
TICK, TICKS = 0.002, 25
"""Seconds to wait for the file system's clock, and how often; some clocks tick every second."""


def sign_of(path: str) -> str:
    """Return the sign of a file: its inode, when that last changed, its length.

    POSIX sets the time of change whenever a file is written, renamed, linked or given other times
    or rights, and offers no way to set it back. It is asked only of files that we wrote.
    """
    try:
        found = os.stat(path)  # noqa: PTH116 - once for every page: pathlib is slower
    except (OSError, ValueError):
        return UNKNOWN
    return sign_from(found)


def sign_from(found: os.stat_result) -> str:
    """Return the sign of a file from what the system says of it."""
    if not CAN_TELL or not stat.S_ISREG(found.st_mode):
        return UNKNOWN
    return f"{found.st_ino}.{found.st_ctime_ns}.{found.st_size}"


def changed_at(sign: str) -> int:
    """Return the time of change in a sign, in nanoseconds of the file system's clock."""
    return int(sign.split(".")[1]) if sign else 0


def clock(folder: Path) -> int:
    """Return the time of the file system that a folder of ours lies in."""
    os.utime(folder)
    return folder.stat().st_ctime_ns


def next_tick(folder: Path) -> int:
    """Return the time after the clock has gone on, or after a short wait.

    A change within one tick of the clock could not be told from the one before.
    """
    start = now = clock(folder)
    for _ in range(TICKS):
        if now > start:
            break
        time.sleep(TICK)
        now = clock(folder)
    return now


def settled(sign: str, now: int) -> str:
    """Return a sign that was taken at this time or later, if every later change will change it."""
    return sign if changed_at(sign) < now else UNKNOWN
