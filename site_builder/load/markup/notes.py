"""Footnotes: their text at the end of the body, and the numbers that lead there and back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from markdown import Markdown

    from site_builder.load.markup.draft import Draft

NO_BREAK = "\u00a0"


class NoteAppender(Treeprocessor):
    """Puts the footnotes at the end of the tree, before inline marks are looked for."""

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md)
        self.draft = draft

    def run(self, root: Element) -> None:
        """Append the notes in the order of their definitions."""
        if self.draft.notes:
            section = SubElement(
                root,
                "section",
                {"class": "footnotes", "role": "doc-endnotes", "aria-label": "注释"},
            )
            SubElement(section, "ol").extend(self.draft.notes.values())


class NoteNumberer(Treeprocessor):
    """Numbers the footnotes in the order in which the text refers to them."""

    def __init__(self, md: Markdown, draft: Draft) -> None:
        super().__init__(md)
        self.draft = draft

    def run(self, root: Element) -> None:
        """Order and number the notes, and link numbers and notes both ways."""
        notes = self.draft.notes
        if not notes:
            return
        references: dict[str, list[Element]] = {}
        for number in root.iter("sup"):
            name = number.attrib.pop("note", None)
            if name is not None:
                references.setdefault(name, []).append(number)
        order = [*references, *(name for name in notes if name not in references)]
        for position, name in enumerate(order, start=1):
            notes[name].set("id", f"fn-{position}")
            for times, number in enumerate(references.get(name, ()), start=1):
                _link(number, notes[name], position, times)
        list_ = root[-1][0]
        list_[:] = [notes[name] for name in order]


def _link(number: Element, note: Element, position: int, times: int) -> None:
    """Lead from a number in the text to its note, and back."""
    back = f"fnref-{position}" if times == 1 else f"fnref-{position}-{times}"
    number.text = None
    number.set("id", back)
    forth = {"class": "footnote-ref", "href": f"#fn-{position}", "role": "doc-noteref"}
    link = SubElement(number, "a", forth | {"aria-label": f"注释 {position}"})
    link.text = AtomicString(str(position))
    if not len(note) or note[-1].tag != "p":
        SubElement(note, "p").tail = "\n"
    last = note[-1]
    if len(last):
        last[-1].tail = f"{last[-1].tail or ''}{NO_BREAK}"
    elif last.text:
        last.text += NO_BREAK
    label = f"回到注释 {position} 在正文中的位置"
    if times > 1:
        label = f"回到注释 {position} 在正文中的第 {times} 处位置"
    forth = {"class": "footnote-backref", "href": f"#{back}", "role": "doc-backlink"}
    SubElement(last, "a", forth | {"aria-label": label}).text = AtomicString("↩")
