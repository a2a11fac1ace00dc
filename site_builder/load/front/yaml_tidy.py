"""Tidy front matter, as nearly all is, read line by line.

Where each line is complete in itself (yaml_draft.UNTIDY finds no other), keys, lists and their
places can be told without libyaml, which hands over an object with two marks for each of them: that
takes five times as long. What has another shape than those known here is libyaml's; a law test
holds both to the same values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Location
from site_builder.load.front.values import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from site_builder.load.front.values import Value
    from site_builder.load.front.yaml_draft import Draft

HEAD = re.compile(r"( *)(- +)?(?:(\w{1,20}):(?: +|$))?")
QUOTES = ("'", '"')


class NotTidyError(Exception):
    """A text has a shape that is not known here."""


Line = tuple[int, int, bool, str, int, str, int]
"""A line with something on it: its number, its indentation, whether a hyphen stands there, the key
and its column, the text and its column."""
NO_LINE: Line = (0, 0, False, "", 0, "", 0)


def read_tidy(draft: Draft) -> Mapping | None:
    """Return the keys of a tidy text, or nothing where its shape is not known here."""
    try:
        return TidyReader(draft).read()
    except NotTidyError:
        return None


class TidyReader:
    """Reads keys in the first column: with texts, with a list or with further keys below them."""

    def __init__(self, draft: Draft) -> None:
        self._path = draft.path
        self._lines = read_lines(draft)
        self._lines.append(NO_LINE)
        self._next = 0

    def read(self) -> Mapping:
        """Return all keys with their values."""
        entries: list[tuple[Scalar, Value]] = []
        last = len(self._lines) - 1
        while self._next < last:
            number, indent, hyphen, key, _column, text, start = self._lines[self._next]
            if hyphen or indent or not key:
                raise NotTidyError
            self._next += 1
            name = Scalar(key, Location(self._path, number, 1, len(key)))
            value = self._text(number, text, start) if text else self._below(name)
            entries.append((name, value))
        if not entries:
            raise NotTidyError
        return Mapping(tuple(entries), entries[0][0].location)

    def _below(self, above: Scalar) -> Value:
        """Return what stands below a key without a text."""
        number, indent, hyphen, key, column, text, start = self._lines[self._next]
        if not hyphen and not indent:
            place = above.location
            return Scalar("", Location(self._path, place.line, place.length + 2))
        if not hyphen:
            return self._keys(indent)
        # libyaml takes a hyphen below the key's first letter for one sign, a deeper one for none.
        place = Location(self._path, number, indent + 1, 0 if indent else 1)
        values: list[Value] = []
        depth = indent
        while hyphen and indent == depth:
            if key:
                values.append(self._keys(column))
            else:
                values.append(self._text(number, text, start))
                self._next += 1
            number, indent, hyphen, key, column, text, start = self._lines[self._next]
        return Sequence(tuple(values), place)

    def _keys(self, depth: int) -> Mapping:
        """Return the keys that begin in a column, all with texts; the first may have a hyphen."""
        entries: list[tuple[Scalar, Value]] = []
        number, _indent, hyphen, key, column, text, start = self._lines[self._next]
        while column == depth and number and not (hyphen and entries):
            if not key or not text:
                raise NotTidyError
            name = Scalar(key, Location(self._path, number, column + 1, len(key)))
            entries.append((name, self._text(number, text, start)))
            self._next += 1
            number, _indent, hyphen, key, column, text, start = self._lines[self._next]
        return Mapping(tuple(entries), entries[0][0].location)

    def _text(self, number: int, text: str, start: int) -> Scalar:
        place = Location(self._path, number, start + 1, len(text))
        if text[0] in QUOTES:
            return Scalar(text[1:-1], place, True, 1)
        if text[0] == "-":
            raise NotTidyError  # a list in a list
        return Scalar(text, place)


def read_lines(draft: Draft) -> list[Line]:
    """Return the parts of all lines with something on them."""
    lines: list[Line] = []
    for number, line in enumerate(draft.lines, draft.first_line):
        if not line or line.lstrip(" ")[:1] in ("", "#"):
            continue
        head = HEAD.match(line)
        assert head is not None  # noqa: S101 - each of its parts may be missing
        indent, hyphen, key = head.groups("")
        start = head.end()
        column = len(indent) + len(hyphen)
        text = line[start:].rstrip(" ")
        lines.append((number, len(indent), bool(hyphen), key, column, text, start))
    return lines
