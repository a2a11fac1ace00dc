"""Facts of which the longer half is found when somebody asks: most are asked for now and then."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Protocol

from site_builder.core.document import Facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.core.document import Heading


class Shelf(Protocol):
    """Has what documents became, by number."""

    def add(self, row: Sequence[Any]) -> int:
        """Take what a document became, as it is remembered; return its number."""

    def marks(self, number: int) -> Sequence[str]:
        """Return the marks of the facts, the HTML and the text of one."""

    def longer(self, number: int) -> Sequence[Any]:
        """Return the longer half of the facts of one: those of LONGER."""

    def headings(self, number: int) -> tuple[Heading, ...]:
        """Return the headings of one."""

    def places(self, number: int) -> str:
        """Return where the values of one stand, a line for each."""


LONGER = ("title", "organisation", "summary", "sources", "practice", "figures", "partners")


class Longer:
    """One of the facts that are found when somebody asks."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._place = LONGER.index(name)

    def __get__(self, facts: KeptFacts, owner: type) -> Any:  # noqa: ANN401 - as in Facts
        return facts.longer()[self._place]


class KeptFacts(Facts):
    """Facts whose longer half lies on a shelf.

    What decides where a case is listed is at hand: it is asked for again and again.
    """

    __slots__ = ("_number", "_shelf")
    _number: int
    _shelf: Shelf

    title = Longer()
    organisation = Longer()
    summary = Longer()
    sources = Longer()
    practice = Longer()
    figures = Longer()
    partners = Longer()

    def __init__(self, facts: Facts, shelf: Shelf, number: int) -> None:
        for name in AT_HAND:
            object.__setattr__(self, name, getattr(facts, name))
        object.__setattr__(self, "_shelf", shelf)
        object.__setattr__(self, "_number", number)

    @property
    def mark(self) -> str:
        """The digest of what pages show of them."""
        return self._shelf.marks(self._number)[0]

    def longer(self) -> Sequence[Any]:
        """Return those that are not at hand."""
        return self._shelf.longer(self._number)

    def __reduce__(self) -> tuple[object, ...]:
        # Another process has no shelf.
        return Facts, tuple(getattr(self, name) for name in NAMES)


NAMES = tuple(each.name for each in fields(Facts))
AT_HAND = tuple(name for name in NAMES if name not in LONGER)
