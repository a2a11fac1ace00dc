"""The last good site of a library, and the newest pages of documents that are being edited."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from site_builder.build import Options, Outcome, build_site
from site_builder.core.fingerprint import mark_of
from site_builder.core.messages import msg
from site_builder.glance import Glance, take_glance
from site_builder.load.scan import is_clutter
from site_builder.write.store import CACHE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from site_builder.background import Background
    from site_builder.console import Console

WATCHED = ("content", "templates")
QUIET = 0.15
"""Seconds between two looks at the files; a change is built when a look finds no further."""
SELDOM = 2.0
"""Seconds between two looks when nobody has told of a change."""
SHARE = 20
"""How many times as long as a look the time between two of them is at least."""


class Built(NamedTuple):
    """A build that ended."""

    mark: str
    """Of the files just before."""
    outcome: Outcome


@dataclass
class Preview:
    """Shows the page of an edited document at once, and the whole site when it is built."""

    root: Path
    address: str
    console: Console
    background: Background
    reload: Callable[[], None]
    """Has the browsers fetch their pages again."""
    later: Callable[[float, Callable[[], None]], object]
    """Calls something after so many seconds."""
    outcome: Outcome | None = None
    pages: dict[str, bytes] = field(default_factory=dict)
    """By output path: pages that are newer than the site."""
    glance: Glance | None = None
    busy: bool = False
    """Whether the background has something to do."""
    again: bool = False
    """Whether to look again when it has done it."""
    built: str = ""
    """The mark of the files that were built last."""
    seen: str = ""
    """The mark of the files at the last look."""
    older: dict[str, bytes] = field(default_factory=dict)
    """The pages as they were when the running build began."""
    seldom: float = SELDOM
    asked: float = 0.0
    """When the background was asked last."""
    due: float = 0.0
    """When to look again even if nobody tells of a change."""

    @property
    def folder(self) -> Path:
        """Where the preview lies."""
        return self.root / CACHE / "preview"

    @property
    def options(self) -> Options:
        """How it is built."""
        return Options(self.root, self.folder, base_url=self.address, drafts=True)

    def changed(self, paths: Iterable[str]) -> None:
        """Show what became of these files, as far as that can be told now; look at all soon.

        Which files somebody saw changing is a hint: what is built, a look at all files decides.
        """
        hints = [path for path in paths if not is_clutter(path.rpartition("/")[2])]
        found = self.glance.pages(hints) if self.glance is not None and hints else {}
        if found:
            self.pages |= found
            self.reload()
        if hints:
            self.later(QUIET, self.look)

    def tick(self) -> None:
        """Look at the files if nobody has done so for a while: those who tell may miss changes."""
        if not self.busy and time.monotonic() >= self.due:
            self.look()

    def look(self) -> None:
        """Have all files looked at, as soon as the background has time."""
        if self.busy:
            self.again = True
        else:
            self.again = False
            self.ask(look_at, self.root)

    def build(self) -> None:
        """Have the site built."""
        self.older = dict(self.pages)
        self.ask(look_and_build, self.root, self.options)

    def ask(self, task: Callable[..., object], *arguments: object) -> None:
        """Have the background do something."""
        self.busy, self.asked = True, time.monotonic()
        self.background.ask(task, *arguments)

    def go_on(self, answer: object) -> None:
        """Do what follows from an answer of the background."""
        self.busy = False
        took = time.monotonic() - self.asked
        self.due = time.monotonic() + max(self.seldom, SHARE * took)
        if isinstance(answer, BaseException):
            self.built = self.seen  # not the same again until something changes
            raise answer
        if isinstance(answer, Built):
            self.due = 0.0
            self.built = self.seen = answer.mark
            self.follow(answer.outcome)
        elif answer != self.seen:
            self.seen = str(answer)
            self.later(QUIET, self.look)
        elif answer != self.built:
            self.build()
            return
        if self.again:
            self.look()

    def follow(self, outcome: Outcome) -> None:
        """Tell what came of a build, and show the new site."""
        self.outcome = outcome
        self.tell(outcome)
        known = self.is_known(outcome)
        older = self.older.items()
        self.pages = dict(each for each in self.pages.items() if each not in older)
        if known:
            return  # the readers have seen it already
        troubled = {each.location.path for each in outcome.diagnostics}
        self.glance = None if outcome.blocked else take_glance(self.options, troubled)
        # Also after errors: a first page that only tells of errors has to follow too.
        self.reload()

    def is_known(self, outcome: Outcome) -> bool:
        """Return whether a build changed no page but those that have been shown already."""
        made = [name for name in outcome.reasons if name.endswith(".html")]
        return (
            not outcome.blocked
            and bool(self.older)
            and all(name in self.older for name in made)
            and all(page == self.on_disk(name) for name, page in self.older.items())
        )

    def on_disk(self, name: str) -> bytes | None:
        """Return a file of the site that was built last."""
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def tell(self, outcome: Outcome) -> None:
        """Print what came of a build."""
        for text in self.console.report(outcome):
            print(text)
        for text in self.console.closing(outcome, None, strict=False):
            print(text)
        if outcome.blocked:
            print(self.console.text(msg("改好保存后会自动重来；浏览器里先看上一次的。")))
        sys.stdout.flush()


def look_and_build(root: Path, options: Options) -> Built:
    """Build what is there now."""
    return Built(look_at(root), build_site(options))


def look_at(root: Path) -> str:
    """Return a mark of the watched files with their times and sizes.

    Times only tell when to build; what is rendered again is decided by content.
    """
    return mark_of([*take_snapshot(root)])


def take_snapshot(root: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the watched files with their times and sizes."""
    for name in WATCHED:
        for folder, folders, files in os.walk(root / name, followlinks=True):
            folders[:] = [each for each in folders if not is_clutter(each)]
            for each in files:
                path = os.path.join(folder, each)  # noqa: PTH118 - many, and often
                try:
                    status = os.stat(path)  # noqa: PTH116
                except OSError:
                    continue
                if not is_clutter(each):
                    yield path, status.st_mtime_ns, status.st_size
