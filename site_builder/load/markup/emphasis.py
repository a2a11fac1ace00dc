"""Emphasis, bold and deleted text: which asterisks, underscores and tildes belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from site_builder.load.markup.draft import MAX_DEPTH, TooDeepError

_RUN = re.compile(r"\*+|_+|~+")
_IS_WORD = re.compile(r"\w")
_DIGITS = "0123456789０１２３４５６７８９"
_STRONG = 2


class Span(NamedTuple):
    """A pair of delimiters in a text: where each begins and ends, and the tag they make."""

    start: int
    inner_start: int
    inner_end: int
    end: int
    tag: str


@dataclass(slots=True)
class _Run:
    """Delimiters of one sign in a row, as far as they are not used yet."""

    sign: str
    number: int
    start: int
    length: int
    can_open: bool
    can_close: bool
    whole: int
    """How long the run was at first."""

    def pairs_with(self, closer: _Run) -> bool:
        """Return whether a later run may close this one (CommonMark's rule of three)."""
        if self.sign != closer.sign:
            return False
        if self.sign == "~":
            return True
        if not (self.can_close or closer.can_open):
            return True
        return (self.whole + closer.whole) % 3 != 0 or self.whole % 3 == closer.whole % 3 == 0


def find_spans(text: str) -> list[Span]:
    """Return the pairs in a text, outer ones before those inside them.

    As in CommonMark but for one thing: an asterisk opens before anything but a blank, and closes
    behind anything but a blank. CommonMark asks for blanks or punctuation around, which Chinese
    has not: **做法：**内容 would stay as it is.
    """
    spans: list[Span] = []
    open_: list[_Run] = []
    # For each kind of closer: no run before this number can be its opener.
    searched: dict[tuple[str, bool, int], int] = {}
    for number, match in enumerate(_RUN.finditer(text)):
        run = _run(text, number, match)
        if run is None:
            continue
        kind = (run.sign, run.can_open, run.whole % 3)
        while run.can_close and run.length:
            at = _opener(open_, run, searched.get(kind, 0))
            if at is None:
                searched[kind] = number
                break
            del open_[at + 1 :]
            spans.append(_pair(open_[at], run))
            if not open_[at].length:
                open_.pop()
        if run.can_open and run.length:
            open_.append(run)
    return sorted(spans)


def _opener(open_: list[_Run], closer: _Run, first: int) -> int | None:
    """Return the position of the nearest run that the closer closes."""
    for at in range(len(open_) - 1, -1, -1):
        if open_[at].number < first:
            return None
        if open_[at].pairs_with(closer):
            return at
    return None


def _pair(opener: _Run, closer: _Run) -> Span:
    """Use up delimiters of both runs."""
    size = _STRONG if min(opener.length, closer.length) >= _STRONG else 1
    inner_start, inner_end = opener.start + opener.length, closer.start
    opener.length -= size
    closer.start += size
    closer.length -= size
    tag = "del" if opener.sign == "~" else "strong" if size == _STRONG else "em"
    return Span(inner_start - size, inner_start, inner_end, inner_end + size, tag)


def _run(text: str, number: int, match: re.Match[str]) -> _Run | None:
    """Return a run of delimiters, or nothing when it can be none."""
    sign, length = match[0][0], len(match[0])
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if sign == "*" and before in _DIGITS and after in _DIGITS and before and after:
        return None  # a product or a power: 5*3*2, 2**10
    if sign == "~" and length != _STRONG:
        return None
    can_open = bool(after) and not after.isspace()
    can_close = bool(before) and not before.isspace()
    if sign == "_":
        # Inside of a word it is a part of a name: snake_case, 附件_2023_终稿.
        can_open, can_close = (
            can_open and not _IS_WORD.match(before),
            can_close and not _IS_WORD.match(after),
        )
    return _Run(sign, number, match.start(), length, can_open, can_close, length)


def check_depth(spans: list[Span], text: str) -> None:
    """Refuse pairs that nest too deep."""
    ends: list[int] = []
    for span in spans:
        while ends and ends[-1] <= span.start:
            ends.pop()
        ends.append(span.end)
        if len(ends) > MAX_DEPTH:
            raise TooDeepError(text)
