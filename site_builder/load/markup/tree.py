"""The last touches on the tree of a body: attribute lists, abbreviations, ids, figures."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

from site_builder.core.diagnostics import Code, Location
from site_builder.core.messages import msg
from site_builder.load.markup.heading_ids import UniqueIds, slug
from site_builder.load.markup.html import ANYWHERE, ATTRIBUTES
from site_builder.load.markup.places import MARK, strip_marks

if TYPE_CHECKING:
    from markdown import Markdown

    from site_builder.load.markup.draft import Draft

HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
# fmt: off
BLOCKS = HEADINGS | frozenset([
    "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "hr", "li", "ol", "p",
    "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul", "br",
])
# fmt: on
_STORED = re.compile(rf"{STX}(?:(\d+)|[^\x03]*)\x03")
_WORD = r"""(?:[#.][^\s{}=]+|[A-Za-z][\w-]*=(?:"[^"{}]*"|'[^'{}]*'|[^\s{}"']+))"""
_LIST = rf"\{{((?:{MARK})?:?[ ]*{_WORD}(?:[ ]+{_WORD})*)[ ]*\}}"


class AttributeLists(AttrListTreeprocessor):
    """Gives elements the attributes written behind them in braces: {#id}, {lang=en}."""

    # Stricter than the library's: {甲方} and {见下} are text.
    HEADER_RE = re.compile(rf"[ ]*{_LIST}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_LIST}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_LIST}")  # type: ignore[misc]

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md)
        self.draft = draft

    def run(self, doc: Element) -> None:
        """Look for braces only where a text has some."""
        if "{" in self.draft.places.text:
            super().run(doc)

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:  # noqa: ARG002
        """Set what an element may have; report the rest."""
        dropped = []
        written = strip_marks(attrs_string).removeprefix(":")
        for key, value in get_attrs_and_remainder(written)[0]:
            if key == "id" and value:
                elem.set("id", value)
            elif key in ANYWHERE or (key in ATTRIBUTES.get(elem.tag, ()) and key not in URLS):
                elem.set(key, value or "")
            else:
                dropped.append(f".{value}" if key == "." else key)
        if dropped:
            names = "、".join(dropped)
            self.draft.report.warning(
                Code.DROPPED_HTML,
                self.draft.places.within(attrs_string, dropped[0]),
                msg("大括号里的 {names} 不能用，已去掉。", names=names),
                msg("大括号里可以写编号：{line}", line="{#编号}"),
            )
        return ""


URLS = frozenset(["href", "src", "cite"])


class Abbreviations(AbbrTreeprocessor):
    """Explains abbreviations, inside runs of Han too, where no word has a boundary."""

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md, draft.abbreviations)

    def run(self, root: Element) -> None:
        """Wrap each abbreviation that stands in the text."""
        if self.abbrs:
            for element in root.iter():
                if element.tag != "code" and element.text:
                    element.text = str(element.text)  # what is atomic would be passed over
                if element.tail:
                    element.tail = str(element.tail)
            longest_first = sorted(self.abbrs, key=lambda name: (-len(name), name))
            names = "|".join(re.escape(name) for name in longest_first)
            self.RE = re.compile(rf"(?<![A-Za-z0-9_])(?:{names})(?![A-Za-z0-9_])")
            self.iter_element(root)


class Finisher(Treeprocessor):
    """Gives headings their ids, pictures their captions and every block a line of its own."""

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md)
        self.draft = draft
        self._ids = UniqueIds()

    def run(self, root: Element) -> None:
        """Finish the tree."""
        headings = []
        for element in root.iter():
            if element.tag in HEADINGS:
                headings.append(element)
            elif "id" in element.attrib:
                element.set("id", self._ids.unique(strip_marks(element.attrib["id"])))
            if element.tag == "p":
                _set_figure(element)
            if element.tag in BLOCKS and (not element.tail or element.tail.isspace()):
                element.tail = "\n"
        for heading in headings:
            self._set_id(heading)

    def _set_id(self, heading: Element) -> None:
        marked = "".join(heading.itertext())
        own = strip_marks(heading.get("id", ""))
        id_ = self._ids.unique(own or slug(_shown(marked)))
        heading.set("id", id_)
        offset = self.draft.places.offset(marked)
        place = Location(self.draft.path, self.draft.places.first_line)
        self.draft.headings[id_] = place if offset is None else self.draft.places.line(offset)


def _shown(text: str) -> str:
    """Return what a heading shows; code in it is kept apart, as HTML writes it."""
    text = _STORED.sub(lambda kept: chr(int(kept[1])) if kept[1] else "", strip_marks(text))
    return unescape(text)


def _set_figure(paragraph: Element) -> None:
    """Make a figure of a picture that stands alone and has a title."""
    if len(paragraph) != 1 or paragraph.text or paragraph[0].tag != "img":
        return
    image = paragraph[0]
    if image.tail or "title" not in image.attrib:
        return
    paragraph.tag = "figure"
    SubElement(paragraph, "figcaption").text = AtomicString(image.attrib.pop("title"))
