"""Blocks of Markdown that hold no other blocks: headings, code, tables, raw HTML, definitions."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.extensions.tables import TableProcessor
from markdown.util import AtomicString

from site_builder.load.markup.html import table_frame
from site_builder.load.markup.lines import (
    CODE_INDENT,
    HTML_BLOCKS,
    LONE_TAG,
    NO_TARGET,
    REFERENCE_TITLE,
    ends_paragraph,
    indentation,
    is_blank,
)
from site_builder.load.markup.places import strip_marks
from site_builder.load.markup.tags import drop_whole, flag_tags

if TYPE_CHECKING:
    from markdown import Markdown

    from site_builder.load.markup.draft import Draft

BOXES = {
    "note": ("note", "说明"),
    "说明": ("note", "说明"),
    "注": ("note", "注"),
    "info": ("note", "说明"),
    "example": ("note", "例子"),
    "tip": ("tip", "提示"),
    "hint": ("tip", "提示"),
    "提示": ("tip", "提示"),
    "important": ("important", "重要"),
    "重要": ("important", "重要"),
    "warning": ("warning", "注意"),
    "attention": ("warning", "注意"),
    "caution": ("warning", "注意"),
    "注意": ("warning", "注意"),
    "danger": ("danger", "警告"),
    "error": ("danger", "警告"),
    "警告": ("danger", "警告"),
}
"""The class and the usual title of a box, by the word behind !!!."""
_INLINE = re.compile(r"[\\`*_~\[<&{]|  \n")
_CLOSING_HASHES = re.compile(r"(?:^|[ ]+)#+[ ]*$")


class LeafParser(BlockParser):
    """Adds blocks that hold text only."""

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md)
        self.draft = draft
        self._table = TableProcessor(self, {"use_align_attribute": True})

    def inline(self, text: str) -> str:
        """Return a block's text, exempt from the search for inline marks when it holds none."""
        text = text.strip()
        return text if _INLINE.search(text) else AtomicString(text)

    def add_rule(
        self, parent: Element, _lines: list[str], index: int, _match: re.Match[str]
    ) -> int:
        """Add a thematic break."""
        SubElement(parent, "hr")
        return index + 1

    def add_heading(
        self, parent: Element, _lines: list[str], index: int, match: re.Match[str]
    ) -> int:
        """Add a heading; `#话题#` is none, `##标题` is meant as one."""
        level, blank, text = len(match[1]), match[2], match[3]
        if level == 1 and not blank and strip_marks(text):
            return index
        self.set_heading(parent, level, _CLOSING_HASHES.sub("", text))
        return index + 1

    def set_heading(self, parent: Element, level: int, text: str) -> None:
        """Add a heading; the page's own title is its only h1, so `#` means what `##` means."""
        SubElement(parent, f"h{max(level, 2)}").text = text.strip()

    def add_code(self, parent: Element, lines: list[str], index: int) -> int:
        """Add code that is indented by four blanks."""
        end, code = index, []
        while index < len(lines):
            line = lines[index]
            if not is_blank(line):
                if indentation(line) < CODE_INDENT:
                    break
                end = index + 1
            code.append(line[CODE_INDENT:])
            index += 1
        self._set_code(parent, code[: len(code) - (index - end)])
        return end

    def add_fence(self, parent: Element, lines: list[str], index: int, match: re.Match[str]) -> int:
        """Add code between fences; one that is never closed goes on to the end."""
        indent, fence = len(match[1]), match[2]
        closing = re.compile(rf"[ ]*{re.escape(fence[0])}{{{len(fence)},}}[ ]*$")
        code: list[str] = []
        index += 1
        while index < len(lines) and not closing.match(lines[index]):
            line = lines[index]
            code.append(line[min(indent, indentation(line)) :])
            index += 1
        self._set_code(parent, code)
        return index + 1

    def _set_code(self, parent: Element, lines: list[str]) -> None:
        pre = SubElement(parent, "pre")
        SubElement(pre, "code").text = AtomicString(escape("\n".join([*lines, ""]), quote=False))

    def add_html(self, parent: Element, lines: list[str], index: int, _match: re.Match[str]) -> int:
        """Add a block of HTML as the editor wrote it; it is sanitised in the end."""
        ends = [end for start, end in HTML_BLOCKS if start.match(lines[index])]
        if not ends and not LONE_TAG.match(lines[index]):
            return index
        closing = ends[0] if ends else None
        end = index
        while end < len(lines):
            if closing is None and is_blank(lines[end]):
                break
            end += 1
            if closing is not None and closing.search(lines[end - 1]):
                break
        else:
            if closing is not None:
                return index  # never closed: it would swallow the rest of the document
        raw = flag_tags(drop_whole("\n".join(lines[index:end]), self.draft))
        SubElement(parent, "p").text = AtomicString(self.md.htmlStash.store(raw))
        return end

    def add_table(self, parent: Element, lines: list[str], index: int) -> int:
        """Add a table in a frame that scrolls on narrow screens; each row needs a |."""
        end = index + 2
        while (
            end < len(lines)
            and "|" in lines[end]
            and not is_blank(lines[end])
            and not ends_paragraph(lines, end)
        ):
            end += 1
        text = "\n".join(lines[index:end])
        if not self._table.test(parent, text):
            return index
        self.draft.tables += 1
        frame = SubElement(parent, "div", table_frame(self.draft.tables))
        self._table.run(frame, [text])
        for cell in frame.iter():
            if cell.tag in ("th", "td"):
                self._set_cell(cell)
        return end

    def _set_cell(self, cell: Element) -> None:
        text = (cell.text or "").strip()
        cell.text = self.inline(text) if text else None
        if cell.tag == "th" and text:
            cell.set("scope", "col")
        elif cell.tag == "th":
            cell.tag = "td"  # a header without a word heads nothing
        if align := cell.attrib.pop("align", ""):
            cell.set("class", f"align-{align}")

    def add_reference(
        self, _parent: Element, lines: list[str], index: int, match: re.Match[str]
    ) -> int:
        """Keep a target for links to refer to; the first of a name holds."""
        name, title = reference_name(match[1]), match[5] or ""
        target = match[3] if match[3] is not None else match[4]
        if match[3] is None and NO_TARGET.match(strip_marks(target)):
            return index
        index += 1
        if not title and index < len(lines):
            below = REFERENCE_TITLE.match(lines[index])
            if below is not None:
                title, index = below[1], index + 1
        self.draft.references.setdefault(name, (match[2] + target, title[1:-1]))
        return index

    def add_abbreviation(
        self, _parent: Element, _lines: list[str], index: int, match: re.Match[str]
    ) -> int:
        """Keep what an abbreviation means."""
        self.draft.abbreviations.setdefault(match[1].strip(), match[2].strip())
        return index + 1


def open_box(parent: Element, kinds: str, title: str | None) -> Element:
    """Add a box with its title, and return it; an empty title is none."""
    word = kinds.split()[0].lower()
    kind, usual_title = BOXES.get(word, ("note", kinds if not word.isascii() else "说明"))
    box = SubElement(parent, "div", {"class": f"admonition {kind}", "role": "note"})
    text = usual_title if title is None else title.strip()
    if text:
        SubElement(box, "p", {"class": "admonition-title"}).text = text
    return box


def tick(paragraph: Element, *, is_done: bool) -> None:
    """Put a ticked or an empty box in front of a task."""
    box = Element("span", {"role": "img", "aria-label": "已完成" if is_done else "未完成"})
    box.set("class", "task")
    box.text = AtomicString("☑" if is_done else "☐")
    text = paragraph.text or ""
    box.tail = AtomicString(f" {text}") if isinstance(text, AtomicString) else f" {text}"
    paragraph.text = None
    paragraph.insert(0, box)


def reference_name(name: str) -> str:
    """Return the one form of a reference's name, in which case and blanks do not matter."""
    return " ".join(strip_marks(name).casefold().split())
