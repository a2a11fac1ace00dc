"""What a YAML text says, before anybody asks what it means: texts, lists, mappings, placed."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.core.diagnostics import Location

LONGEST = 10_000
"""In a longer text of several lines, parts are not looked for: each look costs its length."""


@dataclass(slots=True)
class Scalar:
    """A text, exactly as typed: 010, 1.20, 12:30 and yes stay what they are.

    It is not frozen, for each text of a library is one, and a frozen one takes four times as long
    to make; nobody changes it all the same.
    """

    text: str
    location: Location
    """Quotation marks included, up to the end of its first line."""
    quoted: bool = False
    """Whether it stands in quotation marks or is a block of lines (|, >)."""
    inset: int = 0
    """How far behind the location the text begins: 1 behind a quotation mark."""
    raw: str = ""
    """Its lines in the file, set only when the text is not found there in one piece."""
    doubtful: bool = False
    """Whether a slip within it was reported: what else is odd about it may follow from that."""

    @property
    def empty(self) -> bool:
        """Whether nothing is given: no text, ~ or null."""
        text = self.text.strip()
        return not text or (not self.quoted and text in ("~", "null", "Null", "NULL"))

    def part(self, start: int, end: int) -> Location:
        """Return the place of text[start:end]."""
        at = self.location
        if not self.raw:
            return Location(at.path, at.line, at.column + self.inset + start, end - start)
        if len(self.raw) > LONGEST:
            return at
        # Escapes and folded lines only ever make the file longer than the text.
        found = self.raw.find(self.text[start:end], start)
        if found < 0:
            return at
        before = self.raw[:found].split("\n")
        column = len(before[-1]) + (at.column if len(before) == 1 else 1)
        return Location(at.path, at.line + len(before) - 1, column, end - start)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    values: tuple[Value, ...]
    location: Location
    brackets: bool = False
    """Whether it is written within brackets."""
    doubtful: bool = False

    @property
    def empty(self) -> bool:
        """Whether it lists nothing."""
        return all(value.empty for value in self.values)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file; a key may stand there twice."""

    entries: tuple[tuple[Scalar, Value], ...]
    location: Location
    brackets: bool = False
    doubtful: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is no key."""
        return not self.entries


Value = Scalar | Sequence | Mapping
