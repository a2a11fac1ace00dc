"""The rule by which texts and queries become terms, written for reading rather than for speed.

The same rule in JavaScript is templates/assets/tokens.js; docs/search_format.md states it.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OTHER, HAN, LETTER, BLANK = range(4)
"""Classes of characters."""
HAN_RANGES = (
    (0x3005, 0x3005),
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
BLANKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u200b\ufeff")
"""White space that Unicode does not count among its separators."""


@cache
def class_of(character: str) -> int:
    """Return the class of a character."""
    code = ord(character)
    if any(first <= code <= last for first, last in HAN_RANGES):
        return HAN
    category = unicodedata.category(character)
    if category[0] in "LMN":
        return LETTER
    return BLANK if category[0] == "Z" or character in BLANKS else OTHER


def folded(text: str, variants: Mapping[int, str]) -> str:
    """Return a text in NFKC, lower case, and simplified characters; its blanks stay."""
    return unicodedata.normalize("NFKC", text).lower().translate(variants)


def canonical(text: str, variants: Mapping[int, str]) -> str:
    """Return the form in which texts are compared; variants maps code points to simplified ones."""
    kept: list[str] = []
    before = OTHER
    blank = False
    for character in folded(text, variants):
        kind = class_of(character)
        if kind == BLANK:
            blank = True
            continue
        if blank and kept and {before, kind} != {HAN, LETTER}:
            kept.append(" ")
        kept.append(character)
        before, blank = kind, False
    return "".join(kept)


def terms(text: str) -> Iterator[tuple[str, int]]:
    """Yield the words and pairs of a canonical text with their offsets, words first."""
    kinds = [class_of(character) for character in text]
    start = 0
    while start < len(text):
        end = start + 1
        if kinds[start] == LETTER:
            while end < len(text) and kinds[end] == LETTER:
                end += 1
            yield text[start:end], start
        start = end
    for at in range(len(text) - 1):
        pair = kinds[at : at + 2]
        if HAN in pair and not {OTHER, BLANK} & set(pair):
            yield text[at : at + 2], at


def singles(text: str) -> set[str]:
    """Return the Han characters of a canonical text."""
    return {character for character in text if class_of(character) == HAN}
