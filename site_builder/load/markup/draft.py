"""What one conversion collects on its way from Markdown to a body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from site_builder.core.diagnostics import Location, Report
    from site_builder.core.document import Link, Picture
    from site_builder.load.markup.places import Places

MAX_DEPTH = 50


class TooDeepError(Exception):
    """The document nests deeper than MAX_DEPTH; text is what stands there, marks included."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(slots=True)
class Draft:
    """The values that grow during one conversion, passed to all who add to them."""

    places: Places
    report: Report
    links: list[Link] = field(default_factory=list)
    images: list[Picture] = field(default_factory=list)
    headings: dict[str, Location] = field(default_factory=dict)
    """Where each heading stands, by its id."""
    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Targets, with their marks, and titles of `[name]: target` by name."""
    notes: dict[str, Element] = field(default_factory=dict)
    """Footnotes by the names the editor gave them."""
    abbreviations: dict[str, str] = field(default_factory=dict)
    tables: int = 0
    """How many tables there are so far; each is announced by its number."""

    @property
    def path(self) -> str:
        """The document's path."""
        return self.places.path
