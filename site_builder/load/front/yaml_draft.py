"""The lines of a YAML text while they are mended; each still knows its columns in the file."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import NO_HINT, Code, Location, Report
from site_builder.core.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

FOREIGN = {"\t": 2, "\u3000": 2, "\u00a0": 1, "\u2002": 1, "\u2003": 2, "\u2009": 1}
"""Blanks that YAML does not take for one, and how many half-width ones stand in for them."""
UNSEEN = re.compile("[\u200b\u200e\u200f\u2060]")
"""Signs without a width that come along when text is copied from a web page."""
BLANKS = " " + "".join(FOREIGN)
UNPRINTABLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""YAML refuses some and breaks lines at others; in a text they are worth a blank."""
HARMLESS = r"[^\s\-?:：,\[\]{}\#&*!|>'\"%@`]"
IN_QUOTES = r""" \"[^\"\\\t\n]*+\" | '[^'\t\n]*+' """
UNTIDY = re.compile(
    rf"""^(?!
        [ ]*+ (?:\#.*+)? $                        # nothing, or a comment
        | [ ]*+ (?:-[ ]++)*+ \w{{1,20}}: (?:[ ]++  # a key, and behind it
            (?: {HARMLESS} (?: [^\t\n:\#] | :(?=\S) | (?<=\S)\# )*+  # a text without a snag
            | {IN_QUOTES} )?+
        )? [ ]*+ $
        | [ ]*+ (?:-[ ]++)++ (?: {HARMLESS} [^\s:：﹕∶︰\#=＝;；]*+ | {IN_QUOTES} ) [ ]*+ $
    ) | [^\S\n\ ] [ ]* $ | {UNSEEN.pattern}""",
    re.MULTILINE | re.VERBOSE,
)
"""A line that is not complete in itself and free of all that YAML may read in another way.

A text without such a line needs no search for slips, unless YAML refuses it or joins its lines.
"""
DOUBTS = frozenset(
    {Code.ANCHOR, Code.COLON_IN_VALUE, Code.SPECIAL_START, Code.UNCLOSED, Code.YAML_SYNTAX}
)
"""Slips that leave a doubt about what the value is."""
CLIPPED = 40
LONGEST = 240
"""A corrected line is shown whole up to this length."""


class Draft:
    """A YAML text under repair: what is mended is read further, so that no slip hides another."""

    def __init__(self, path: str, lines: Iterable[str], first_line: int, report: Report) -> None:
        self.path = path
        self.first_line = first_line
        self.report = report
        self.typed = UNPRINTABLE.sub(" ", "\n".join(lines))
        self.lines = self.typed.split("\n")
        self.faulty = False
        """Whether an error was reported: what goes wrong afterwards may only follow from it."""
        self.indented: dict[Code, list[int]] = {Code.TAB_INDENT: [], Code.FULL_WIDTH_SPACE: []}
        """The rows whose indentation holds something else than half-width blanks."""
        self.foreign: set[int] = set()
        """All of these rows."""
        self.errors = 0
        self.given_up = False
        """Whether there were too many errors to read on."""
        self.doubtful: set[int] = set()
        """The rows with a value that was mended by a guess."""
        self._columns: dict[int, list[int]] = {}

    @functools.cached_property
    def anchors(self) -> frozenset[str]:
        """The names that look like anchors (&name)."""
        return frozenset(re.findall(r"&([^\s,\[\]{}&*]+)", self.typed))

    @functools.cached_property
    def references(self) -> frozenset[str]:
        """The names that look like references to anchors (*name)."""
        return frozenset(re.findall(r"\*([^\s,\[\]{}&*]+)", self.typed))

    @functools.cached_property
    def typed_lines(self) -> list[str]:
        """The lines of the file."""
        return self.typed.split("\n")

    def typed_part(self, row: int, column: int, last: int, end: int) -> str:
        """Return what was typed where the mended text has [row:column] to [last:end]."""
        lines = self.typed_lines[row : last + 1]
        if last < len(self.lines):
            lines[-1] = lines[-1][: self.column(last, end)]
        lines[0] = lines[0][self.column(row, column) :]
        return "\n".join(lines)

    @property
    def text(self) -> str:
        """The text as it is mended by now."""
        return "\n".join(self.lines) + "\n"

    def replace(self, row: int, start: int, end: int, text: str) -> None:
        """Put a text in place of a line's [start:end]."""
        line = self.lines[row]
        self.lines[row] = line[:start] + text + line[end:]
        if len(text) != end - start:
            columns = self._columns.get(row) or list(range(len(line) + 1))
            columns[start:end] = [columns[start]] * len(text)
            self._columns[row] = columns

    def tidy(self, row: int) -> str:
        """Take from a row what nobody sees: signs without width, blanks at its end, tabs."""
        line = self.lines[row]
        if UNSEEN.search(line):
            seen = [column for column, sign in enumerate(line) if not UNSEEN.match(sign)]
            self._columns[row] = [self.column(row, column) for column in (*seen, len(line))]
            line = "".join(line[column] for column in seen)
        line = line.rstrip(BLANKS)
        if "\t" in line:
            text = line.lstrip(BLANKS)
            line = line[: -len(text)] + text.replace("\t", " ")
        self.lines[row] = line
        return line

    def mend_indent(self, row: int, width: int | None = None) -> int:
        """Make a row's indentation half-width blanks, as many as given or as wide as it looks."""
        line = self.lines[row]
        indent = line[: len(line) - len(line.lstrip(BLANKS))]
        foreign = [sign for sign in indent if sign != " "]
        if not foreign:
            return len(indent)
        self.indented[Code.TAB_INDENT if "\t" in foreign else Code.FULL_WIDTH_SPACE].append(row)
        self.foreign.add(row)
        self.faulty = True
        wide = sum(FOREIGN.get(sign, 1) for sign in indent) if width is None else width
        self.replace(row, 0, len(indent), " " * wide)
        return wide

    def column(self, row: int, column: int) -> int:
        """Return the column in the file, from 0, of a column of the mended line."""
        columns = self._columns.get(row)
        return columns[min(column, len(columns) - 1)] if columns else column

    def place(self, row: int, start: int, end: int | None = None) -> Location:
        """Return the place in the file of a mended line's [start:end]."""
        if not self._columns:  # by far the most texts have nothing to mend
            length = 0 if end is None else end - start
            return Location(self.path, self.first_line + row, start + 1, length)
        column = self.column(row, start)
        length = 0 if end is None else self.column(row, end) - column
        return Location(self.path, self.first_line + row, column + 1, length)

    def error(self, code: Code, at: Location, message: Message, hint: Message = NO_HINT) -> None:
        """Report an error."""
        self.faulty = True
        self.errors += 1
        if code in DOUBTS:
            self.doubtful.add(at.line - self.first_line)
        self.report.error(code, at, message, hint)


def instead(line: str) -> Message:
    """Return the hint that shows a corrected line."""
    line = line.strip()
    if len(line) > LONGEST:
        line = f"{line[: LONGEST // 2]}……{line[-LONGEST // 4 :]}"
    return msg("改成：{line}", line=line)


def clip(text: str) -> str:
    """Return a text short enough to be named in a sentence."""
    return text if len(text) <= CLIPPED else f"{text[:CLIPPED]}……"


def quote(text: str) -> str:
    """Return a text in quotation marks, so that YAML reads it as it stands."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
