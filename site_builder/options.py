"""What may be asked of a build, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from site_builder.progress import SILENT, Progress
from site_builder.workers import default_jobs

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from site_builder.core.diagnostics import Diagnostic, Severity
    from site_builder.core.messages import Message
    from site_builder.core.site import Withheld
    from site_builder.workers import Elsewhere


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; the defaults are those of the command."""

    root: Path
    output: Path
    base_url: str | None = None
    """Replaces the one of site.yaml."""
    drafts: bool = False
    now: datetime.date | None = None
    """Today in the site's time zone when None."""
    strict: bool = False
    jobs: int = field(default_factory=default_jobs)
    fresh: bool = False
    """Whether to forget what builds remember for each other."""
    write: bool = True
    """Whether to publish; check does not."""
    verify: bool = False
    """Whether to build a second time from nothing, and compare."""
    compress: bool = False
    """Whether text files get compressed twins beside them."""
    self_test: bool = True
    """Whether to look up phrases in the search index before it is published."""
    cluster: str = ""
    """The address of the cluster that does the work; empty for processes of this machine."""
    elsewhere: Elsewhere | None = None
    """Does the work instead of processes of this machine, once the cluster is joined."""
    on_wait: Callable[[], None] | None = None
    """Called when another build of the same output folder is waited for."""
    progress: Progress = SILENT
    """Is told how far the build has come."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to."""

    diagnostics: list[Diagnostic]
    blocked: bool
    """Whether nothing was published because of diagnostics."""
    withheld: tuple[Withheld, ...] = ()
    cases: int = 0
    complete: int = 0
    pages: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    reasons: Mapping[str, Message] = field(default_factory=dict)
    """By output path: why a page was rendered."""
    differences: tuple[str, ...] | None = None
    """The files that a second build from nothing made otherwise; None when there was none."""
    seconds: float = 0.0

    def count(self, severity: Severity) -> int:
        """Return how many diagnostics of a severity there are."""
        return sum(each.severity is severity for each in self.diagnostics)
