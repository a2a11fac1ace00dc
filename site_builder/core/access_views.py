"""What the accessibility page shows: what was checked by programs, and what they found."""

from __future__ import annotations

from typing import TypedDict


class ChecksView(TypedDict):
    """What a run of the automated checks came to."""

    date: str
    axe: str
    """The version of axe-core."""
    kinds: list[str]
    """The names of the kinds of pages."""
    modes: list[str]
    """The names of the ways in which a page may look."""
    widths: list[int]
    checks: int
    """Pages looked at, each in every mode and width."""
    violations: int
