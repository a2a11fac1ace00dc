"""The inline marks of Markdown: links, images, tags, footnote numbers and line breaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from html import escape, unescape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import (
    AUTOLINK_RE,
    HTML_RE,
    HtmlInlineProcessor,
    InlineProcessor,
)
from markdown.util import STX, AtomicString

from site_builder.load.markup.leaves import reference_name
from site_builder.load.markup.places import MARK, strip_marks
from site_builder.load.markup.tags import WHOLE, drop_whole, flag_tags
from site_builder.load.markup.targets import accept_image, accept_link

if TYPE_CHECKING:
    from markdown import Markdown

    from site_builder.load.markup.draft import Draft

    Found = tuple[Element | str | None, int | None, int | None]

ESCAPABLE = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
LINE_BREAK = r"(?: {2,}|\\)\n"
NOTE_NUMBER = r"\[\^([^\]\s][^\]]*)\]"
_BACKTICKS = re.compile("`+")
_BRACKET = re.compile(r"[\[\]]")
_DESTINATION = re.compile(
    rf"""\(((?:{MARK})?)[ \n]*(?:{MARK})?"""
    r"""(?:<([^<>\n]*)>|((?:[^\s()]|\([^()\n]*\)|[ ]+(?!["'“(\s)]))*))"""
    r"""(?:[ \n]+("[^"]*"|'[^']*'|“[^”]*”|\([^()]*\)))?\s*\)"""
)
_AUTOLINK = re.compile(AUTOLINK_RE)
_REFERENCE = re.compile(r"[ \n]?\[([^\[\]]*)\]")
_ESCAPED = re.compile(rf"{STX}(\d+)\x03")
_MAX_NAME = 999


class CodeProcessor(InlineProcessor):
    """Finds code between backticks; what an escape hides is none."""

    def __init__(self) -> None:
        super().__init__(r"\\[\\`]|`+")
        self._data = ""
        self._runs: dict[int, list[int]] = {}

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        """Return the code up to the next run of as many backticks."""
        length = len(m[0])
        if m[0][0] == "\\":
            return None, m.start(), m.end()
        starts = self._starts(data).get(length, [])
        at = bisect_left(starts, m.end())
        if at == len(starts):
            return None, m.start(), m.end()
        code = Element("code")
        text = data[m.end() : starts[at]].replace("\n", " ").strip()
        code.text = AtomicString(escape(text, quote=False))
        return code, m.start(), starts[at] + length

    def _starts(self, data: str) -> dict[int, list[int]]:
        """Return where the runs of each length begin."""
        if data is not self._data:
            self._data, self._runs = data, {}
            for run in _BACKTICKS.finditer(data):
                self._runs.setdefault(len(run[0]), []).append(run.start())
        return self._runs


class TargetProcessor(InlineProcessor):
    """Finds what [text](target), [text][name] and [name] lead to.

    Python-Markdown looks for the closing bracket anew from every opening one, six times over;
    here the brackets of a text are paired once.
    """

    def __init__(self, pattern: str, md: Markdown, draft: Draft) -> None:
        super().__init__(pattern, md)
        self.draft = draft
        self._data = ""
        self._closing: dict[int, int] = {}

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        """Return the element for a pair of brackets with a target, or nothing."""
        opening = m.end() - 1
        closing = self._pairs(data).get(opening)
        if closing is None:
            return None, None, None
        text = data[opening + 1 : closing]
        found = _DESTINATION.match(data, closing + 1)
        if found is not None:
            target = found[2] if found[2] is not None else found[3]
            title = (found[4] or "")[1:-1]
            return self.element(text, found[1] + target, title), m.start(), found.end()
        if not self.draft.references:
            return None, None, None
        full = _REFERENCE.match(data, closing + 1)
        name = (full[1] if full is not None else "") or text[:_MAX_NAME]
        known = self.draft.references.get(reference_name(name))
        if known is None:
            return None, None, None
        end = closing + 1 if full is None else full.end()
        return self.element(text, *known), m.start(), end

    def element(self, text: str, marked: str, title: str) -> Element | str:
        """Return the link or image."""
        raise NotImplementedError

    def plain(self, text: str) -> str:
        """Return a target, title or name without escapes, entities and marks."""
        text = _ESCAPED.sub(lambda sign: chr(int(sign[1])), self.unescape(text))
        return unescape(strip_marks(text)).strip()

    def _pairs(self, data: str) -> dict[int, int]:
        """Return where the bracket that opens at each position closes."""
        if data is not self._data:
            self._data, self._closing = data, {}
            open_: list[int] = []
            for bracket in _BRACKET.finditer(data):
                if bracket[0] == "[":
                    open_.append(bracket.start())
                elif open_:
                    self._closing[open_.pop()] = bracket.start()
        return self._closing


class LinkProcessor(TargetProcessor):
    """Makes links."""

    ANCESTOR_EXCLUDES = ("a",)

    def element(self, text: str, marked: str, title: str) -> Element | str:
        """Return the link, or its text alone when the target cannot be had."""
        link = link_to(self.draft, marked, self.plain(marked))
        link.text = text
        if title and link.tag == "a":
            link.set("title", self.plain(title))
        return link


class ImageProcessor(TargetProcessor):
    """Makes images."""

    def element(self, text: str, marked: str, title: str) -> Element | str:
        """Return the image, or nothing when it cannot be had."""
        src, alt = self.plain(marked), self.plain(text)
        place = self.draft.places.target(marked, src)
        attributes = accept_image(self.draft, src, alt, place)
        if attributes is None:
            return ""
        if title:
            attributes["title"] = self.plain(title)
        return Element("img", attributes)


class AutolinkProcessor(InlineProcessor):
    """Makes a link of <https://example.org>."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(f"((?:{MARK})?){AUTOLINK_RE}", md)
        self.draft = draft

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: ARG002, N802
        """Return the link."""
        target = unescape(self.unescape(m[2]))
        link = link_to(self.draft, m[1], target)
        link.text = AtomicString(m[2])
        return link, m.start(), m.end()


class TagProcessor(HtmlInlineProcessor):
    """Keeps a tag inside a paragraph, flagged as the editor's own."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(HTML_RE, md)
        self._engine = md

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: ARG002, N802
        """Return a placeholder for the tag."""
        if _AUTOLINK.fullmatch(m[1]):
            return AtomicString(m[1][1:-1]), m.start(), m.end()  # a link in a link is text
        html = _ESCAPED.sub(lambda sign: chr(int(sign[1])), self.unescape(m[1]))
        return self._engine.htmlStash.store(flag_tags(html)), m.start(), m.end()


class WholeTagProcessor(InlineProcessor):
    """Drops a tag together with what is inside, where that is no text: <script>…</script>."""

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(WHOLE.pattern, md)
        self.compiled_re = WHOLE
        self.draft = draft

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: ARG002, N802
        """Return nothing to be put in its place."""
        drop_whole(m[0], self.draft)
        return "", m.start(), m.end()


class NoteProcessor(InlineProcessor):
    """Makes the number that leads to a footnote; which number it is, is known in the end."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(NOTE_NUMBER, md)
        self.draft = draft

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: ARG002, N802
        """Return the number, or nothing when there is no such footnote."""
        name = m[1].strip()
        if name not in self.draft.notes:
            return None, None, None
        number = Element("sup", {"note": name})
        number.text = AtomicString("")
        return number, m.start(), m.end()


def link_to(draft: Draft, marked: str, target: str) -> Element:
    """Return a link without its text, or a mere span when the target cannot be had."""
    attributes = accept_link(draft, target, draft.places.target(marked, target))
    return Element("span") if attributes is None else Element("a", attributes)
