"""The block structure of Markdown: lists, quotations and their like, read line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ElementTree, SubElement

from site_builder.load.markup.draft import MAX_DEPTH, TooDeepError
from site_builder.load.markup.leaves import LeafParser, open_box, tick
from site_builder.load.markup.lines import (
    ABBREVIATION,
    ADMONITION,
    BULLET,
    DEFINITION,
    FENCE,
    HEADING,
    HTML,
    NOTE,
    ORDERED,
    QUOTE,
    REFERENCE,
    RULE,
    TASK,
    UNDERLINE,
    Inner,
    begins_table,
    ends_paragraph,
    indentation,
    inner_lines,
    is_blank,
    is_code,
    is_underlined,
)
from site_builder.load.markup.places import MARK, mark_first

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from markdown import Markdown

    from site_builder.load.markup.draft import Draft

    Add = Callable[["LineParser", Element, list[str], int, re.Match[str]], int]

NESTED = 2
"""A line indented by so many blanks more than a list item's or a note's first belongs to it."""


class LineParser(LeafParser):
    """Reads blocks line by line, where Python-Markdown cuts the text at blank lines first.

    So a list, table, quotation or fence may follow a paragraph without a blank line, lists nest
    by two blanks as well as by four, and a fence may stand inside a list. The time it takes grows
    with the text alone, and every line keeps the marks of its place.
    """

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md, draft)
        self.depth = 0

    def parseDocument(self, lines: Iterable[str]) -> ElementTree[Element | None]:  # noqa: N802
        """Return the tree of a whole document."""
        self.root = Element(self.md.doc_tag)
        self.parse_lines(self.root, [line.expandtabs(4) for line in lines])
        return ElementTree(self.root)

    def parse_lines(self, parent: Element, lines: list[str]) -> bool:
        """Add the blocks that lines make to parent; return whether blank lines part them."""
        if self.depth > MAX_DEPTH:
            raise TooDeepError(next((line for line in lines if not is_blank(line)), ""))
        self.depth += 1
        is_parted = False
        index, after_blank = 0, True
        while index < len(lines):
            if is_blank(lines[index]):
                index, after_blank = index + 1, True
                continue
            is_parted = is_parted or (after_blank and len(parent) > 0)
            index = self.add_block(parent, lines, index, after_blank=after_blank)
            after_blank = False
        self.depth -= 1
        return is_parted

    def add_block(self, parent: Element, lines: list[str], index: int, *, after_blank: bool) -> int:
        """Add the block that begins at index; return the index behind it."""
        line = lines[index]
        if after_blank and is_code(line):
            return self.add_code(parent, lines, index)
        for pattern, add in _BLOCKS.get(line.lstrip(" ")[0], ()):
            match = pattern.match(line)
            if match is not None:
                end = add(self, parent, lines, index, match)
                if end > index:
                    return end
        if begins_table(lines, index):
            end = self.add_table(parent, lines, index)
            if end > index:
                return end
        return self.add_paragraph(parent, lines, index)

    def add_paragraph(self, parent: Element, lines: list[str], index: int) -> int:
        """Add a paragraph, or the heading or definition list that it turns out to begin."""
        end = index + 1
        while end < len(lines) and not is_blank(lines[end]):
            line = lines[end]
            first = line.lstrip(" ")[0]
            if first == ":" and DEFINITION.match(line):
                return self.add_definitions(parent, lines[index:end], lines, end)
            if first in "=-" and end == index + 1:
                underline = UNDERLINE.match(line)
                if underline and is_underlined(lines[index]):
                    self.set_heading(parent, 1 if first == "=" else 2, mark_first(lines[index]))
                    return end + 1
            if ends_paragraph(lines, end):
                break
            end += 1
        text = "\n".join(line.lstrip() for line in lines[index:end])
        SubElement(parent, "p").text = self.inline(text)
        return end

    def add_list(self, parent: Element, lines: list[str], index: int, match: re.Match[str]) -> int:
        """Add a list with all its items."""
        marker = match.re
        list_ = SubElement(parent, "ul" if marker is BULLET else "ol")
        if marker is ORDERED and int(match[2]) != 1:
            list_.set("start", str(int(match[2])))
        is_loose = False
        found: re.Match[str] | None = match
        while found is not None:
            base = indentation(lines[index])
            item, end = inner_lines(
                lines, index + 1, Inner(lines[index][found.end() :]), base + NESTED, found.end()
            )
            is_loose = self.add_item(list_, item) or is_loose
            index = end
            while index < len(lines) and is_blank(lines[index]):
                index += 1
            found = None
            if index < len(lines) and indentation(lines[index]) < base + NESTED:
                found = marker.match(lines[index])
                if found is not None and RULE.match(lines[index]):
                    found = None
            is_loose = is_loose or (found is not None and index > end)
        if not is_loose:
            for each in list_:
                unwrap(each)
        return end

    def add_item(self, list_: Element, lines: list[str]) -> bool:
        """Add a list's item; return whether blank lines part its blocks."""
        item = SubElement(list_, "li")
        task = TASK.match(lines[0])
        if task is not None:
            lines[0] = lines[0][task.end() :]
        is_loose = self.parse_lines(item, lines)
        if task is not None and len(item) and item[0].tag == "p":
            tick(item[0], is_done=task[1] != " ")
        return is_loose

    def add_quote(self, parent: Element, lines: list[str], index: int, match: re.Match[str]) -> int:
        """Add a quotation: lines with > in front, and those that carry on its last paragraph."""
        inner = Inner(lines[index][match.end() :])
        index += 1
        while index < len(lines) and not is_blank(lines[index]):
            mark = QUOTE.match(lines[index])
            if mark is not None:
                inner.add(lines[index][mark.end() :])
            elif inner.goes_on(lines, index):
                inner.add(lines[index])
            else:
                break
            index += 1
        self.parse_lines(SubElement(parent, "blockquote"), inner.lines)
        return index

    def add_admonition(
        self, parent: Element, lines: list[str], index: int, match: re.Match[str]
    ) -> int:
        """Add a box with a title: `!!! note "标题"` and the indented lines below."""
        box = open_box(parent, match[1], match[2])
        inner, end = inner_lines(lines, index + 1, Inner(""), NESTED, lazy=False)
        self.parse_lines(box, inner)
        return end

    def add_note(self, _parent: Element, lines: list[str], index: int, match: re.Match[str]) -> int:
        """Keep a footnote; the first of a name holds."""
        inner, end = inner_lines(lines, index + 1, Inner(match[2]), NESTED)
        note = self.draft.notes.setdefault(match[1].strip(), Element("li"))
        if not len(note):
            self.parse_lines(note, inner)
        return end

    def add_late_definitions(
        self, parent: Element, lines: list[str], index: int, _match: re.Match[str]
    ) -> int:
        """Add definitions to the terms above the blank line, or to the list there."""
        last = parent[-1] if len(parent) else None
        if last is None or last.tag not in ("p", "dl"):
            return index
        terms: list[str] = []
        if last.tag == "p":
            terms = (last.text or "").split("\n")
            parent.remove(last)
        return self.add_definitions(parent, terms, lines, index)

    def add_definitions(
        self, parent: Element, terms: list[str], lines: list[str], index: int
    ) -> int:
        """Add terms and their definitions, each of which begins with a colon."""
        last = parent[-1] if len(parent) else None
        list_ = last if last is not None and last.tag == "dl" else SubElement(parent, "dl")
        for term in terms:
            SubElement(list_, "dt").text = self.inline(term.strip())
        end = index
        while index < len(lines) and (match := DEFINITION.match(lines[index])):
            inner, end = inner_lines(lines, index + 1, Inner(lines[index][match.end() :]), NESTED)
            definition = SubElement(list_, "dd")
            if not self.parse_lines(definition, inner):
                unwrap(definition)
            index = end
            while index < len(lines) and is_blank(lines[index]):
                index += 1
        return end


def unwrap(parent: Element) -> None:
    """Take the text of a tight item out of its first paragraph."""
    if len(parent) and parent[0].tag == "p":
        paragraph = parent[0]
        parent.remove(paragraph)
        parent.text = paragraph.text
        for position, child in enumerate(paragraph):
            parent.insert(position, child)


_LISTS: tuple[tuple[re.Pattern[str], Add], ...] = (
    (RULE, LineParser.add_rule),
    (BULLET, LineParser.add_list),
)
_FENCES: tuple[tuple[re.Pattern[str], Add], ...] = ((FENCE, LineParser.add_fence),)
_HTML: tuple[tuple[re.Pattern[str], Add], ...] = ((HTML, LineParser.add_html),)
_BLOCKS: dict[str, tuple[tuple[re.Pattern[str], Add], ...]] = {
    "#": ((HEADING, LineParser.add_heading),),
    ">": ((QUOTE, LineParser.add_quote),),
    "-": _LISTS,
    "*": ((ABBREVIATION, LineParser.add_abbreviation), *_LISTS),
    "+": _LISTS,
    "_": ((RULE, LineParser.add_rule),),
    "`": _FENCES,
    "~": _FENCES,
    "!": ((ADMONITION, LineParser.add_admonition),),
    ":": ((DEFINITION, LineParser.add_late_definitions),),
    "[": ((NOTE, LineParser.add_note), (REFERENCE, LineParser.add_reference)),
    "<": _HTML,
    MARK[0]: _HTML,
    **dict.fromkeys("0123456789", ((ORDERED, LineParser.add_list),)),
}
"""What a block can be, by the first letter of its first line."""
