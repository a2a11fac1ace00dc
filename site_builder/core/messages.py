"""A text for people: a Chinese sentence with named values, translated only when it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that any language can show; two of equal text and values are equal.

    Messages are made in worker processes and remembered between builds, so they must not depend
    on the language somebody happens to read them in.
    """

    text: str
    """The Chinese sentence; it is also the key of the translation catalogue."""
    values: tuple[tuple[str, str | int | Message], ...] = ()
    """What the {names} in the sentence stand for."""

    def show(self, translate: Translate) -> str:
        """Return the sentence in the language of translate, its values filled in."""
        shown = {
            name: value.show(translate) if isinstance(value, Message) else value
            for name, value in self.values
        }
        return translate(self.text).format(**shown)

    def __str__(self) -> str:
        return self.show(str)


def msg(text: str, /, **values: str | int | Message) -> Message:
    """Return the message of a Chinese sentence; the catalogue is made from calls of this name."""
    return Message(text, tuple(values.items()))
