"""What the documents of a large library became, packed one behind the other.

As objects they take three times the room. And a process that looks at an object of Python writes
into it, for it counts who looks: each process comes to have a copy of its own. One long run of
bytes stays common to all.
"""

from __future__ import annotations

import json
from array import array
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from site_builder.core.document import Facts, Heading
from site_builder.core.fingerprint import DIGEST_SIZE, HEX_SIZE
from site_builder.core.plain import Form
from site_builder.load.kept import NAMES, Kept, as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGE = 20_000
"""Documents from which on a library goes on a shelf: a smaller one is at hand sooner."""
RECENT = 1 << 13
"""Facts that are at hand, those that were asked for last: the cases of a list, and those beside."""
MARKS = 3 * DIGEST_SIZE
"""Bytes of the marks of one document."""
PLACE = {each.name: place for place, each in enumerate(fields(Kept))}
FACTS = Form(Facts, NAMES)
HEADINGS = Form(tuple[Heading, ...], NAMES)


class Shelf:
    """Has what documents became, by number."""

    def __init__(self) -> None:
        self._content = bytearray()
        self._ends = array("Q", [0])
        self._marks = bytearray()
        self._recent = lru_cache(RECENT)(self._read_facts)

    def add(self, content: bytes, marks: tuple[str, str, str]) -> int:
        """Take a document as load/kept.py packs it, and its marks; return its number."""
        self._content += content
        self._marks += bytes.fromhex("".join(marks))
        self._ends.append(len(self._content))
        return len(self._ends) - 2

    def facts(self, number: int) -> Facts:
        """Return the facts of one that has some."""
        return self._recent(number)

    def marks(self, number: int) -> Sequence[str]:
        """Return the marks of the facts, the HTML and the text of one."""
        start = number * MARKS
        row = self._marks[start : start + MARKS].hex()
        return row[:HEX_SIZE], row[HEX_SIZE : 2 * HEX_SIZE], row[2 * HEX_SIZE :]

    def headings(self, number: int) -> tuple[Heading, ...]:
        """Return the headings of one."""
        found: tuple[Heading, ...] = HEADINGS.read(self._row(number)[PLACE["headings"]])
        return found

    def places(self, number: int) -> str:
        """Return where the values of one stand, a line for each."""
        found: str = self._row(number)[PLACE["places"]]
        return found

    def _read_facts(self, number: int) -> Facts:
        found: Facts = FACTS.read(self._row(number)[PLACE["facts"]])
        return found

    def _row(self, number: int) -> Sequence[Any]:
        content = bytes(self._content[self._ends[number] : self._ends[number + 1]])
        row: Sequence[Any] = json.loads(as_text(content))
        return row
