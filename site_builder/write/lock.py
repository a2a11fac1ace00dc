"""One build at a time for each output folder."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import digest
from site_builder.write.store import CACHE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 300.0
"""Seconds that a build waits for another one."""


class BusyError(Exception):
    """Another build of the same output folder has not ended in time."""


@contextlib.contextmanager
def build_lock(root: Path, output: Path, on_wait: Callable[[], None] | None) -> Iterator[bool]:
    """Hold the lock of an output folder, and tell whether another build had it first.

    Raises BusyError when it cannot be had.

    The lock lies in the library's cache folder, not in the output folder, which a build with
    errors must not touch. The operating system frees it when a process dies.
    """
    from filelock import FileLock, Timeout  # a build that changes nothing needs no lock

    lock = FileLock(lock_path(root, output))
    waited = False
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waited = True
        if on_wait is not None:
            on_wait()
        try:
            lock.acquire(timeout=PATIENCE)
        except Timeout as error:
            raise BusyError(str(output)) from error
    try:
        yield waited
    finally:
        lock.release()


def lock_path(root: Path, output: Path) -> Path:
    """Return the lock of an output folder; where the library is read-only, a temporary file."""
    name = f"build-{digest(str(output.resolve()).encode())}.lock"
    folder = root / CACHE
    try:
        folder.mkdir(exist_ok=True)
        (folder / name).touch()
    except OSError:
        return Path(tempfile.gettempdir()) / f"site-builder-{name}"
    return folder / name
