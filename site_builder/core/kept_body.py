"""A body that was converted before, without its texts, which are found when they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from site_builder.core.document import Body

if TYPE_CHECKING:
    from site_builder.core.document import Heading, Link, Picture
    from site_builder.core.kept_facts import Shelf


class Fetch(Protocol):
    """Finds the texts of a body that are not at hand."""

    def html(self) -> str:
        """Return its HTML."""

    def text(self) -> tuple[tuple[str, str], ...]:
        """Return its plain text by section."""


class KeptBody(Body):
    """A body that was converted before: its texts are fetched each time somebody asks for them.

    A build that renders one page of ten thousand reads the texts of one.
    """

    __slots__ = ("_fetch", "_marks")
    _fetch: Fetch
    _marks: tuple[str, str]

    def __init__(
        self,
        headings: tuple[Heading, ...],
        links: tuple[Link, ...],
        images: tuple[Picture, ...],
        marks: tuple[str, str],
        fetch: Fetch,
    ) -> None:
        for name, value in (
            ("headings", headings),
            ("links", links),
            ("images", images),
            ("_marks", marks),
            ("_fetch", fetch),
        ):
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[object, ...]:
        marks = self.html_mark, self.text_mark
        return KeptBody, (self.headings, self.links, self.images, marks, self._fetch)

    @property
    def html_mark(self) -> str:
        """The digest of what its page shows."""
        return self._marks[0]

    @property
    def text_mark(self) -> str:
        """The digest of its plain text."""
        return self._marks[1]

    @property
    def html(self) -> str:
        """Its HTML."""
        return self._fetch.html()

    @property
    def text(self) -> tuple[tuple[str, str], ...]:
        """Its plain text by section."""
        return self._fetch.text()


class ShelvedBody(KeptBody):
    """A body whose headings and digests, too, are found when somebody asks for them."""

    __slots__ = ("_number", "_shelf")
    _number: int
    _shelf: Shelf

    def __init__(self, body: KeptBody, shelf: Shelf, number: int) -> None:
        for name in ("links", "images", "_fetch"):
            object.__setattr__(self, name, getattr(body, name))
        object.__setattr__(self, "_shelf", shelf)
        object.__setattr__(self, "_number", number)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Its headings."""
        return self._shelf.headings(self._number)

    @property
    def html_mark(self) -> str:
        """The digest of what its page shows."""
        return self._shelf.marks(self._number)[1]

    @property
    def text_mark(self) -> str:
        """The digest of its plain text."""
        return self._shelf.marks(self._number)[2]
