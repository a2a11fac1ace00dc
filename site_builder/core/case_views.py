"""What only the page of a case shows: how to cite it, how long it is, what lies beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from site_builder.core.views import LinkView


class CitationView(TypedDict):
    """How a case is cited; whole texts, to be copied."""

    sources: list[str]
    """The reports behind it, by GB/T 7714-2025."""
    page: str
    """The beginning of a citation of the page: the reader's day and the address follow."""
    bibtex: str
    csl: str


class LengthView(TypedDict):
    """How long a text is."""

    characters: int
    minutes: int


class NeighboursView(TypedDict):
    """The cases before and after one in a list that holds it."""

    kind: str
    """all, region or keyword."""
    list: LinkView
    newer: LinkView | None
    older: LinkView | None


class CopyView(TypedDict):
    """A smaller copy of an image; url is a place on the site."""

    url: str
    width: int


class ImageView(TypedDict):
    """A case's own image; url is a place on the site."""

    url: str
    alt: str
    credit: str
    width: int
    """In pixels; 0 where it is not known."""
    height: int
    sizes: str
    """How wide the image is shown, as the sizes attribute tells it."""
    copies: list[CopyView]
