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

    def add(self, content: bytes, marks: tuple[str, str, str]) -> int:
        """Take what a document became and its marks; return its number."""

    def marks(self, number: int) -> Sequence[str]:
        """Return the marks of the facts, the HTML and the text of one."""

    def facts(self, number: int) -> Facts:
        """Return the facts of one."""

    def headings(self, number: int) -> tuple[Heading, ...]:
        """Return the headings of one."""

    def places(self, number: int) -> str:
        """Return where the values of one stand, a line for each."""


class Longer:
    """One of the facts that are found when somebody asks."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, facts: KeptFacts, owner: type) -> Any:  # noqa: ANN401 - as in Facts
        return getattr(facts.whole(), self._name)


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

    def whole(self) -> Facts:
        """Return facts that are all at hand."""
        return self._shelf.facts(self._number)

    def __reduce__(self) -> tuple[object, ...]:
        return same, (self.whole(),)


AT_HAND = tuple(each.name for each in fields(Facts) if each.name not in vars(KeptFacts))


def same(facts: Facts) -> Facts:
    """Return facts as they are: those that another process gets need no shelf."""
    return facts
