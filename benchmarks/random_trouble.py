"""What happens to builds: writes that fail, kills at any moment, full disks, other builds."""

from __future__ import annotations

import os
import signal
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from site_builder import publishing, rendering
from site_builder.write.publish import stage
from site_builder.write.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager


@contextmanager
def at_write(after: int, happen: Callable[[], None]) -> Iterator[None]:
    """Let something happen instead of each write, rename and removal after so many."""
    left = after

    def failing(original: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **more: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                happen()
            return original(*given, **more)

        return call

    with (
        patch.object(rendering, "stage", failing(stage)),
        patch.object(publishing, "stage", failing(stage)),
        patch.object(Path, "replace", failing(Path.replace)),
        patch.object(Path, "unlink", failing(Path.unlink)),
        patch.object(Store, "put_many", failing(Store.put_many)),
    ):
        yield


@contextmanager
def file_limit(most: int) -> Iterator[None]:
    """Have the system refuse to write files longer than this, in the middle of a write."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    yield


def kill_this() -> None:
    """End this process as kill -9 does."""
    os.kill(os.getpid(), signal.SIGKILL)


def beside(task: Callable[[], object], trouble: AbstractContextManager[None]) -> int:
    """Do something in a process of its own that has some trouble; return its number."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            os.setpgrp()
            with trouble:
                task()
        os._exit(0)
    return child


def in_process(task: Callable[[], object], trouble: AbstractContextManager[None]) -> None:
    """Do something in a process of its own that has some trouble, and wait for its end."""
    if hasattr(os, "fork"):
        os.waitpid(beside(task, trouble), 0)


def killed_after(
    seconds: float,
    task: Callable[[], object],
    trouble: AbstractContextManager[None],
    *,
    alone: bool,
) -> None:
    """Do something in a process that is killed after so many seconds, alone or with its own."""
    if not hasattr(os, "fork"):
        return
    child = beside(task, trouble)
    time.sleep(seconds)
    with suppress(ProcessLookupError, PermissionError):
        if alone:
            os.kill(child, signal.SIGKILL)
        else:
            os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)


def once(happen: Callable[[], None]) -> Callable[[], None]:
    """Return what lets something happen the first time that it is called."""
    waiting = [happen]

    def call() -> None:
        if waiting:
            waiting.pop()()

    return call
