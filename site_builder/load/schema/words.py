"""One text that lists several words, and texts of several lines made one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.load.front.values import Scalar

SEPARATORS = "、，,；;\n"
WORD = re.compile(rf"(?:[（(][^（(）)\n]*[）)]|[^{SEPARATORS}])+")
"""Separators within brackets separate nothing: 劳动者（货车司机、骑手）."""
BRACKETS = ("【】", "［］", "〔〕")
"""What a Chinese keyboard gives for [ ]."""
WIDE_PUNCTUATION = "“”‘’…—·"


def split_words(value: Scalar) -> Iterator[tuple[str, Location]]:
    """Yield the words of a text with their places."""
    text = value.text
    start, end = 0, len(text)
    plain = text.strip()
    if plain[:1] + plain[-1:] in BRACKETS:
        start, end = text.index(plain) + 1, text.index(plain) + len(plain) - 1
    for found in WORD.finditer(text, start, end):
        word = found[0].strip()
        if word:
            begin = found.start() + found[0].index(word)
            yield word, value.part(begin, begin + len(word))


def fold(word: str) -> str:
    """Return a word for comparison: width and case do not matter."""
    return unicodedata.normalize("NFKC", word).casefold().strip()


def is_new(word: str, at: Location, before: dict[str, str], report: Report) -> bool:
    """Return whether a list has not had the word before; warn when it has."""
    first = before.setdefault(fold(word), word)
    if first is word:
        return True
    report.warning(
        Code.REPEATED_VALUE, at, msg("“{word}”写了两遍。", word=word), msg("留一个就够了。")
    )
    return False


def one_line(text: str) -> str:
    """Return a text of several lines on one; Chinese lines join without a blank."""
    result = ""
    for line in text.split("\n"):
        part = line.strip()
        if result and part and not (is_wide(result[-1]) and is_wide(part[0])):
            result += " "
        result += part
    return result


def is_wide(sign: str) -> bool:
    """Return whether a sign belongs to Chinese text."""
    return unicodedata.east_asian_width(sign) in "WF" or sign in WIDE_PUNCTUATION
