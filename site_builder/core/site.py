"""What is published: pages, assets, and the documents behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from site_builder.core.document import Case, StaticPage
    from site_builder.core.messages import Message


@dataclass(frozen=True, slots=True)
class Withheld:
    """A case that is not published, and why."""

    path: str
    title: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the editors wrote, resolved and checked; complete the moment it exists."""

    cases: Sequence[Case]
    """Published cases, newest first, then by id."""
    pages: tuple[StaticPage, ...]
    """Published pages, by their order, then by id."""
    withheld: tuple[Withheld, ...] = ()
    ids: Sequence[str] = ()
    """The cases' ids, where they are known without making the cases."""


@dataclass(frozen=True, slots=True)
class Page:
    """One output file: its place, what renders it, and the only data that the renderer sees."""

    output: str
    """Relative to the output folder, with /: cases/a/index.html."""
    template: str
    """A template's name, or `data:` and the name of a data format."""
    view: Callable[[], Mapping[str, object]]
    """Makes the view, by parts, each plain data; called when needed, so that not all are kept."""
    inputs: Callable[[], Mapping[str, str]] | None = None
    """Makes the digests of what the view is made from, by parts: cheaper than the view, and
    whatever changes the view changes them. None where the view itself is cheap enough."""
