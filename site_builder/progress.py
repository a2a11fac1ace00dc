"""How far a long build has come: a bar on a terminal, a line for each phase elsewhere."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from typing import TYPE_CHECKING

from site_builder.core.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TextIO

    from site_builder.core.messages import Message, Translate

MANY = 1000
"""Things from which on a phase is worth a line."""
LATE = 0.5
"""Seconds after which a build is worth a bar."""
BETWEEN = 0.1
"""Seconds between two drawings."""
WIDTH = 24
"""Characters of the bar."""
CLEAR = "\r\033[K"


class Progress:
    """Says nothing; what others say is theirs."""

    def begin(self, phase: Message, total: int) -> None:
        """Begin a phase that has so many things to do."""

    def at(self, done: int) -> None:
        """Tell how many of them are done."""

    def end(self) -> None:
        """End the last phase."""

    @contextlib.contextmanager
    def following(self, counts: Sequence[int]) -> Iterator[None]:
        """Tell again and again what these counts come to, which other processes raise.

        That takes a thread; start processes before.
        """
        self.at(sum(counts))
        yield


SILENT = Progress()


class Lines(Progress):
    """A line for each phase with many things to do."""

    def __init__(self, stream: TextIO, translate: Translate) -> None:
        self._stream = stream
        self._translate = translate

    def begin(self, phase: Message, total: int) -> None:
        """Tell of a phase."""
        if total >= MANY:
            text = msg("{phase}：共 {total}……", phase=phase, total=total)
            print(text.show(self._translate), file=self._stream, flush=True)


class Bar(Progress):
    """A bar that is drawn again and again in one line, once the build has taken a while."""

    def __init__(self, handle: int, translate: Translate) -> None:
        """Take the file descriptor of the terminal.

        It is written to without Python's streams: a lock of theirs might be held in a thread while
        a process is forked.
        """
        self._handle = handle
        self._translate = translate
        self._start = time.monotonic()
        self._phase = msg("读取文档")
        self._begun = self._start
        self._total = 0
        self._drawn = 0.0
        """When; 0 while nothing is to be seen."""

    def begin(self, phase: Message, total: int) -> None:
        """Draw the bar of a phase from its beginning."""
        self._phase, self._total, self._begun = phase, total, time.monotonic()
        self.at(0)

    def at(self, done: int) -> None:
        """Draw the bar if it is time."""
        now = time.monotonic()
        if now - self._start < LATE or now - self._drawn < BETWEEN:
            return
        self._drawn = now
        self._write(CLEAR + self.text(done, now - self._begun))

    def text(self, done: int, seconds: float) -> str:
        """Return the bar of the present phase."""
        filled = WIDTH * min(done, self._total) // max(self._total, 1)
        rate = round(done / seconds) if seconds > BETWEEN else 0
        shown = msg(
            "{phase} {bar} {done}/{total}，每秒 {rate}",
            phase=self._phase,
            bar="█" * filled + "░" * (WIDTH - filled),
            done=done,
            total=self._total,
            rate=rate,
        )
        return shown.show(self._translate)

    def end(self) -> None:
        """Leave nothing of the bar behind."""
        if self._drawn:
            self._write(CLEAR)
        self._drawn = 0.0

    @contextlib.contextmanager
    def following(self, counts: Sequence[int]) -> Iterator[None]:
        """Draw what these counts come to until this ends."""
        ended = threading.Event()

        def draw() -> None:
            while not ended.wait(BETWEEN):
                self.at(sum(counts))

        thread = threading.Thread(target=draw, daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            os.write(self._handle, text.encode("utf-8", "replace"))


def progress_on(
    stream: TextIO, translate: Translate, environment: Mapping[str, str] = os.environ
) -> Progress:
    """Return how to show progress on a stream."""
    if not stream.isatty() or "CI" in environment or environment.get("TERM") == "dumb":
        return Lines(stream, translate)
    return Bar(stream.fileno(), translate)
