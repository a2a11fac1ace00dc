"""Where links, tags, headings and attribute lists of a Markdown text stand in its file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from site_builder.core.diagnostics import Location

# Python-Markdown keeps no places: it takes a text apart, strips, joins and stores it. So a place
# travels inside the text, as a mark: signs that no text can hold, since Unicode keeps U+FDD0 to
# U+FDEF free of characters for ever. Whatever happens to the text around it, the mark says which
# offset of the file it came from. The finished HTML is cleared of what is left of them.
MARK = "\ufde0[\ufdd0-\ufddf]+"
RAW = "\ufde1"
"""Stands before a tag that the editor wrote, to tell it from those of the converter."""
NOTHING = "\ufdef"
"""Stands for a sign that HTML forbids, so that the columns behind it stay right."""

_DIGITS = {ord(digit): 0xFDD0 + value for value, digit in enumerate("0123456789abcdef")}
_VALUES = {sign: digit for digit, sign in _DIGITS.items()}
_FIRST_MARK = re.compile(MARK)
_LAST_MARK = re.compile(f"{MARK}$")
_ANY_MARK = re.compile("[\ufdd0-\ufdef]+")
_LAST_TWO = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
FORBIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_TWO}]")

ORDINARY = re.compile("[\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]*+")
"""Texts that need no look at each of their signs."""

# What gets a mark. Every branch begins with a letter of its own: the search stays fast.
_WORTH_A_PLACE = re.compile(
    r"\\."  # what an escape hides is no link and no tag
    r"|\]\("  # the target of a link or an image follows
    r"|<(?=[A-Za-z/!?])"  # a tag or an autolink
    r"|\{(?=:?[ ]*[#.A-Za-z])"  # an attribute list
    r"|\n[ \t>*+\-.\d)]*\#{1,6}[ \t\u3000]*(?=[^#\s]|\n)"  # the text of a heading
    r"|\n[ \t>]*\[[^\]\n^][^\]\n]*\]:[ \t]*(?=\S)"  # the target of a definition
    r"|\n[ \t>]*(?:={2,}|-{2,})[ \t]*(?=\n)"  # the line below a heading
)
_TARGET_END = re.compile(r"[\s)>]")
_LEADING = re.compile(r"[ \t\n<]*")


@dataclass(frozen=True, slots=True)
class Places:
    """The file behind a marked text: answers what line and column a mark means."""

    path: str
    text: str
    """As in the file, with NOTHING for each forbidden sign."""
    first_line: int
    offsets: tuple[int, ...]
    """Where in the text each mark was put."""
    starts: tuple[int, ...]
    """Where each line begins."""

    def location(self, offset: int, length: int = 0) -> Location:
        """Return the line and column of an offset."""
        line = bisect_right(self.starts, offset) - 1
        return Location(self.path, self.first_line + line, offset - self.starts[line] + 1, length)

    def line(self, offset: int) -> Location:
        """Return the whole line around an offset, without blanks at its ends."""
        start = self.starts[bisect_right(self.starts, offset) - 1]
        end = self.text.find("\n", start)
        line = self.text[start:end] if end >= 0 else self.text[start:]
        indent = len(line) - len(line.lstrip())
        return self.location(start + indent, len(line.strip()))

    def offset(self, marked: str) -> int | None:
        """Return the offset that the first mark in a text stands for."""
        mark = _FIRST_MARK.search(marked)
        return None if mark is None else self.offsets[int(mark[0][1:].translate(_VALUES), 16)]

    def target(self, marked: str, target: str) -> Location:
        """Return the place of a link's target, which follows its mark."""
        offset = self.offset(marked)
        if offset is None:
            return self.within("", target)
        leading = _LEADING.match(self.text, offset)
        start = offset if leading is None else leading.end()
        if self.text.startswith(target, start):
            return self.location(start, len(target))
        # Written with escapes or entities: as far as it goes in the file.
        end = _TARGET_END.search(self.text, start)
        return self.location(start, (len(self.text) if end is None else end.start()) - start)

    def within(self, marked: str, wanted: str) -> Location:
        """Return the place of a text that stands behind the mark, or the mark's own place."""
        offset = self.offset(marked) or 0
        found = self.text.find(wanted, offset) if wanted else -1
        return self.location(found, len(wanted)) if found >= 0 else self.location(offset)


def mark_places(path: str, text: str, first_line: int) -> tuple[str, Places]:
    """Return the text with marks in it, and the places they stand for."""
    if not ORDINARY.fullmatch(text):
        text = FORBIDDEN.sub(NOTHING, text)
    source = f"\n{text}\n"
    offsets: list[int] = []

    def mark(match: re.Match[str]) -> str:
        found = match[0]
        is_underline = found[0] == "\n" and found.rstrip()[-1] in "=-"
        if found[0] == "\\" or (is_underline and source[match.start() - 1].isspace()):
            return found
        is_before = found[0] == "<" or is_underline
        offsets.append((match.start() if is_before else match.end()) - 1)
        sign = "\ufde0" + f"{len(offsets) - 1:x}".translate(_DIGITS)
        return sign + found if is_before else found + sign

    marked = _WORTH_A_PLACE.sub(mark, source)[1:-1]
    return marked, Places(path, text, first_line, tuple(offsets), line_starts(text))


def line_starts(text: str) -> tuple[int, ...]:
    """Return where each line of a text begins."""
    starts = [0]
    while (end := text.find("\n", starts[-1])) >= 0:
        starts.append(end + 1)
    return tuple(starts)


def mark_first(line: str) -> str:
    """Return a line with the mark at its end in front, where it is in nobody's way."""
    mark = _LAST_MARK.search(line)
    return line if mark is None else mark[0] + line[: mark.start()]


def strip_marks(text: str) -> str:
    """Return a text without any mark."""
    return _ANY_MARK.sub("", text)
