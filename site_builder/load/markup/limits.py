"""Stops a conversion that takes too long, whatever thread or system it runs on."""

from __future__ import annotations

import ctypes
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


REPEAT = 0.2
"""Seconds until a block that goes on in spite of the first error is stopped again."""


class OutOfTimeError(Exception):
    """The time is up."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError inside the block when it takes longer than so many seconds.

    Where the system has a timer for it, that is the processor's time, so that a busy machine
    finds no other documents slow; regular expressions look at its signal, too.
    """
    in_main_thread = threading.current_thread() is threading.main_thread()
    with _signal(seconds) if in_main_thread and hasattr(signal, "setitimer") else _watch(seconds):
        yield


@contextmanager
def _signal(seconds: float) -> Iterator[None]:
    is_open = True

    def stop(_signal: int, _frame: object) -> None:
        if is_open:
            raise OutOfTimeError

    handler = signal.signal(signal.SIGPROF, stop)
    # Again and again: an error that is raised while Python runs a finaliser or a callback of the
    # garbage collector is dropped there.
    timer = signal.setitimer(signal.ITIMER_PROF, seconds, REPEAT)
    try:
        try:
            yield
        finally:
            is_open = False
    finally:
        signal.setitimer(signal.ITIMER_PROF, *timer)
        signal.signal(signal.SIGPROF, handler)


@contextmanager
def _watch(seconds: float) -> Iterator[None]:
    """Do without signals: another thread raises the error here, between two steps of Python."""
    thread = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    done = threading.Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            raise_in(thread, ctypes.py_object(OutOfTimeError))
            wait = REPEAT

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        late = False
        while watcher.is_alive() or not done.is_set():
            try:
                done.set()
                watcher.join()
            except OutOfTimeError:  # it was on its way already; the watcher must end all the same
                late = True
        if late:
            raise OutOfTimeError
