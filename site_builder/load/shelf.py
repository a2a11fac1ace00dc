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
from typing import TYPE_CHECKING, Any, get_type_hints

from site_builder.core.document import Facts, Heading
from site_builder.core.fingerprint import DIGEST_SIZE, HEX_SIZE
from site_builder.core.kept_facts import LONGER
from site_builder.core.plain import Form, turned
from site_builder.load.kept import NAMES, Kept, as_json, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LARGE = 20_000
"""Documents from which on a library goes on a shelf: a smaller one is at hand sooner."""
RECENT = 1 << 13
"""Facts that are at hand, those that were asked for last: the cases of a list, and those beside."""
MARKS = 3 * DIGEST_SIZE
"""Bytes of the marks of one document."""
FACTS, HEADINGS, PLACES, MARK = (
    [each.name for each in fields(Kept)].index(name)
    for name in ("facts", "headings", "places", "marks")
)
FIELDS = [[each.name for each in fields(Facts)].index(name) for name in LONGER]
READ_HEADINGS = Form(tuple[Heading, ...], NAMES).read
HINTS = get_type_hints(Facts, localns=dict(NAMES))
READ: list[Callable[[Any], Any] | None] = [
    None if HINTS[name] is str else Form(HINTS[name], NAMES).read for name in LONGER
]
"""How each of LONGER is read; texts stay as they are."""


class Shelf:
    """Has what documents became, by number."""

    def __init__(self) -> None:
        self._facts = Run()
        self._rest = Run()
        self._marks = bytearray()
        self._recent = lru_cache(RECENT)(self._read_longer)

    def add(self, row: Sequence[Any]) -> int:
        """Take what a document became, as load/kept.py remembers it; return its number."""
        facts = row[FACTS]
        self._facts.add(as_json([facts[place] for place in FIELDS]))
        self._rest.add(as_json([row[HEADINGS], row[PLACES]]))
        self._marks += bytes.fromhex("".join(row[MARK]))
        return len(self._marks) // MARKS - 1

    def longer(self, number: int) -> Sequence[Any]:
        """Return the longer half of the facts of one: those of LONGER."""
        return self._recent(number)

    def marks(self, number: int) -> Sequence[str]:
        """Return the marks of the facts, the HTML and the text of one."""
        start = number * MARKS
        row = self._marks[start : start + MARKS].hex()
        return row[:HEX_SIZE], row[HEX_SIZE : 2 * HEX_SIZE], row[2 * HEX_SIZE :]

    def headings(self, number: int) -> tuple[Heading, ...]:
        """Return the headings of one."""
        found: tuple[Heading, ...] = READ_HEADINGS(self._rest.at(number)[0])
        return found

    def places(self, number: int) -> str:
        """Return where the values of one stand, a line for each."""
        found: str = self._rest.at(number)[1]
        return found

    def _read_longer(self, number: int) -> Sequence[Any]:
        return turned(READ, self._facts.at(number))


class Run:
    """Plain data, packed one behind the other."""

    def __init__(self) -> None:
        self._content = bytearray()
        self._ends = array("Q", [0])

    def add(self, content: bytes) -> None:
        """Take what follows, as JSON."""
        self._content += content
        self._ends.append(len(self._content))

    def at(self, number: int) -> list[Any]:
        """Return the data of a number."""
        content = bytes(self._content[self._ends[number] : self._ends[number + 1]])
        found: list[Any] = json.loads(as_text(content))
        return found
