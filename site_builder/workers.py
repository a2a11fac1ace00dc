"""Processes that share the work, behind the standard executor interface."""

from __future__ import annotations

import contextlib
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableSequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from site_builder.core.messages import Message

    Elsewhere = Callable[[Callable[[], object] | None], AbstractContextManager[Executor]]
    """Holds an executor of other machines, each of which calls start first."""

WORTH_SHARING = 150
"""Documents or pages below which starting processes costs more than it saves."""


def default_jobs() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class ClusterError(Exception):
    """A cluster cannot do the work."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def counters(jobs: int, elsewhere: Elsewhere | None = None) -> MutableSequence[int]:
    """Return a count for each of so many processes that start later: they raise it, we read it.

    Other machines count for themselves.
    """
    if jobs <= 1 or elsewhere is not None:
        return [0] * max(jobs, 1)
    from multiprocessing.sharedctypes import RawArray

    return cast("MutableSequence[int]", RawArray("q", jobs))


@contextlib.contextmanager
def workers(
    jobs: int,
    amount: int,
    start: Callable[[], object] | None = None,
    elsewhere: Elsewhere | None = None,
) -> Iterator[Executor | None]:
    """Hold an executor of some processes, or None where the amount of work is not worth it.

    Each process calls start first; started afresh, it gets a copy of it.
    """
    if (jobs <= 1 and elsewhere is None) or amount < WORTH_SHARING:
        yield None
        return
    if elsewhere is not None:
        with elsewhere(start) as executor:
            yield executor
        return
    import multiprocessing  # a build that changes nothing starts faster without
    from concurrent.futures import ProcessPoolExecutor

    # A forked worker shares what is loaded already; elsewhere (macOS, Windows) forking is unsafe
    # or unknown, and workers start afresh.
    method = "fork" if sys.platform == "linux" else "spawn"
    begin = partial(start_process, start)
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context(method), begin)
    with pool:
        yield pool


def start_process(start: Callable[[], object] | None) -> None:
    """Begin the work of a process, which ends when the one that started it does, however that ends.

    One that outlived a killed build would wait for ever, and until then write among the pages of
    the build that follows.
    """
    import threading

    threading.Thread(target=end_with_parent, daemon=True).start()
    if start is not None:
        start()


def end_with_parent() -> None:
    """Wait until the process that started this one has gone, then go at once."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
