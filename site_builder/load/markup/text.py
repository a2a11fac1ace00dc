"""The text of finished HTML: Chinese lines joined, headings and plain text read off."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from site_builder.core.document import Heading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.core.diagnostics import Location

# Han, kana, bopomofo, their punctuation and full-width forms, but not Hangul, which uses blanks.
_WIDE = (
    "\u2e80-\u2fdf\u3000-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe4f"
    "\uff00-\uff9f\uffe0-\uffe6\U0001aff0-\U0001b16f\U0001f200-\U0001f2ff\U00020000-\U0003ffff"
)
_IS_WIDE = re.compile(f"[{_WIDE}]")
# Marks that Chinese and European texts share; they are wide when their neighbour is.
_IS_SHARED = re.compile("[·—‘’“”…‥‰※×÷°①-⓿■-◿★☆☐☑→←↑↓]")
# fmt: off
_INLINE = frozenset([
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var",
])
# fmt: on
TOP_LEVEL = 2
_LINE_END = re.compile("\n")
_TAGS = re.compile(r"(?:<[^>]*>)*")
_TAG_NAME = re.compile(r"</?([a-z0-9]+)")
_TAG = r'<[^>"]*+(?:"[^"]*+"[^>"]*+)*+>'
_TAGS_AHEAD = re.compile(rf"(?:</?(?:{'|'.join(sorted(_INLINE))})(?:\s(?:[^>\"]|\"[^\"]*\")*)?>)*")
_PRE = re.compile(r"(<pre[\s>].*?</pre>)", re.DOTALL)
# 1、 （一） ① － and their like: no list in Markdown, but a line of its own to whoever wrote it.
_ENUMERATED = re.compile(
    r"(?:\d{1,3}(?:[、．）)]|[.](?!\d))|[一二三四五六七八九十]{1,3}[、．]|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]"
    r"|[０-９]{1,3}[．、）]|[①-⓿]|[－•●·◆■□▪➢★])"
)
_SENTENCE_END = frozenset("。；：！？…”’）;:!?)")

_PARTS = re.compile(rf"({_TAG})")
# fmt: off
_BLOCKS = frozenset([
    "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "li", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "thead",
    "tr", "ul", "br",
])
# fmt: on
_CELL_ENDS = frozenset(["</td>", "</th>"])
_HEADING = re.compile(r'<h[2-6](?:[^>"]|"[^"]*")* id="([^"]*)"')
_SKIPPED = re.compile(
    r'<sup id="fnref-[^>]*>.*?</sup>|<a (?=[^>]*class="footnote-backref").*?</a>', re.DOTALL
)


_GAP = re.compile(
    r"([，。；：！？、）》」』】](?:</(?:strong|em|b|i|mark)>)+) (?=[\u4e00-\u9fff（《“「『【])"
)
"""The blank behind **…。** that other engines need to see the bold text end."""


def join_lines(html: str) -> str:
    """Return HTML without the line ends in Chinese text, which browsers show as blanks.

    Nor does the blank behind a bold text that ends in a full-width mark, which has its own.
    """
    if "<pre" not in html:
        return _join(html)
    parts = _PRE.split(html)
    return "".join(part if part.startswith("<pre") else _join(part) for part in parts)


def _join(html: str) -> str:
    def join(match: re.Match[str]) -> str:
        before = _sign_before(html, match.start())
        if not before:
            return "\n"
        ahead = _TAGS_AHEAD.match(html, match.end())
        start = match.end() if ahead is None else ahead.end()
        after = html[start : start + 1]
        if _ENUMERATED.match(html, start) and _ends_entry(html, match.start(), before):
            return "<br>\n"
        return "" if _are_wide(before, after, html[start + 1 : start + 3]) else "\n"

    return _GAP.sub(r"\1", _LINE_END.sub(join, html))


def _are_wide(before: str, after: str, next_: str) -> bool:
    """Return whether two signs leave no blank between them; what follows speaks for shared ones."""
    if _IS_WIDE.match(after):
        return bool(_IS_WIDE.match(before) or _IS_SHARED.match(before))
    if not _IS_SHARED.match(after):
        return False
    if _IS_WIDE.match(before):
        return True
    return bool(_IS_SHARED.match(before) and _IS_WIDE.match(next_.lstrip("—…“‘")))


def _ends_entry(html: str, end: int, before: str) -> bool:
    """Return whether the line before an enumerated one is finished."""
    if before in _SENTENCE_END:
        return True
    tags = _TAGS.match(html, html.rfind("\n", 0, end) + 1)
    return tags is not None and _ENUMERATED.match(html, tags.end()) is not None


def _sign_before(html: str, end: int) -> str:
    """Return the last sign of text before a position, looking through inline tags."""
    while end and html[end - 1] == ">":
        start = html.rfind("<", 0, end)
        name = _TAG_NAME.match(html, start)
        if name is None or name[1] not in _INLINE:
            return ""
        end = start
    return html[end - 1 : end]


def read_outline(
    html: str, places: Mapping[str, Location]
) -> tuple[tuple[Heading, ...], tuple[tuple[str, str], ...]]:
    """Return the headings whose places are known, and the plain text by level-2 section."""
    headings: list[Heading] = []
    sections: list[tuple[str, list[str]]] = [("", [])]
    line: list[str] = []
    id_ = ""
    for position, part in enumerate(_PARTS.split(_SKIPPED.sub("", html))):
        if position % 2 == 0:
            line.append(unescape(part) if "&" in part else part)
            continue
        name = _TAG_NAME.match(part)
        if name is None or name[1] not in _BLOCKS:
            if part in _CELL_ENDS:
                line.append(" ")
            continue
        text = " ".join("".join(line).split())
        line.clear()
        found = places.get(id_) if id_ and part[1] == "/" else None
        if found is not None:
            level = int(name[1][1])
            headings.append(Heading(level, id_, text, found))
            if level == TOP_LEVEL:
                sections.append((text, []))
                text = ""
        if text:
            sections[-1][1].append(text)
        heading = _HEADING.match(part)
        id_ = "" if heading is None else unescape(heading[1])
    texts = [(title, "\n".join(lines)) for title, lines in sections]
    return tuple(headings), tuple(each for each in texts if any(each))
