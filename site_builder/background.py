"""A process beside the preview that looks at files and builds, so that no reader waits for it."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import traceback
from multiprocessing import get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection


class Background:
    """Does one thing after the other in a process of its own."""

    def __init__(self) -> None:
        """Start the process; do so before there are threads and sockets that it would inherit."""
        fork = sys.platform == "linux"
        context = get_context("fork") if fork else get_context("spawn")
        self._ours, theirs = context.Pipe()
        # Not a daemon: those may not start the processes that read and render.
        self._process = context.Process(target=work, args=(theirs, self._ours))
        self._process.start()
        theirs.close()

    def ask(self, task: Callable[..., object], *arguments: object) -> None:
        """Have something done; whoever asks takes the answer before asking again."""
        self._ours.send((task, arguments))

    def answer(self) -> object:
        """Wait for what came of it, and return it: what was returned, or what was raised."""
        found: object = self._ours.recv()
        return found

    def listen(self, tell: Callable[[object], object]) -> None:
        """Hand on every answer, from a thread; waiting for a pipe in a loop is not for Windows."""
        threading.Thread(target=self._hand_on, args=(tell,), daemon=True).start()

    def _hand_on(self, tell: Callable[[object], object]) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                tell(self.answer())

    def stop(self) -> None:
        """End the process at once, whatever it does: a build may be killed at any moment."""
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._ours.close()


def work(connection: Connection, parents: Connection) -> None:
    """Do what is asked until nobody asks any more."""
    parents.close()  # else the end of the preview could not be seen here
    if hasattr(os, "setpgrp"):
        os.setpgrp()  # Ctrl+C is for the preview, which then ends this with all its children
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            task, arguments = connection.recv()
            try:
                answer = task(*arguments)
            except Exception as error:  # noqa: BLE001 - raised again by whoever takes the answer
                error.add_note(traceback.format_exc())
                answer = error
            connection.send(answer)
