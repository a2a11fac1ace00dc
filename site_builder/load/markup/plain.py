"""Plain Markdown, of which most texts are made throughout, becomes a body line by line.

Headings, paragraphs, lists of one level, bold and emphasised words, links: read here they take a
sixth of the time that the engine and the sanitiser need. Whatever else a text may hold, and all
that could be a fault, is left to those; a law test holds both ways to the same bodies.

Nothing needs to be sanitised here. Every tag is written below; the texts between hold none of the
signs by which a tag or an entity begins (PLAIN), and the one value of an attribute that comes
from an editor, a link's address, has passed accept_link and holds no quotation mark (LINK).
"""

from __future__ import annotations

import re
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Location, Report
from site_builder.core.document import Body, Heading
from site_builder.load.markup.draft import Draft
from site_builder.load.markup.emphasis import find_spans
from site_builder.load.markup.heading_ids import UniqueIds, slug
from site_builder.load.markup.lines import is_blank
from site_builder.load.markup.places import Places, line_starts
from site_builder.load.markup.targets import accept_link
from site_builder.load.markup.text import TOP_LEVEL, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

# All signs but tab, & < > \ _ ` { | ~ and the blank that does not break, which mean something
# anywhere in a text, what HTML forbids, and, for they are rare, signs beyond the basic plane.
PLAIN = re.compile("[\n\x20-\x25\x27-\x3b=?-\\[\\]^a-z}\xa1-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]*+")
ODD_LINE = re.compile(r"[:=!]|[ *+.\d)-]+#| (?![\u2e80-\uffef]|\d{4})")
"""How a line begins that may be no paragraph; a lone blank before a word is a mere slip."""
LINK = re.compile(r"\[([^\[\]\n*^][^\[\]\n*]*)\]\(([^\s()\[\]\"'“”*]+)\)")
BRACKET = re.compile(r"[\[\]]")
HEADING = re.compile(r"(#{1,6})[ \u3000]+([^#\s][^#*\[\]]*)")
LIKE_ITEM = re.compile(r"[+-]|\*(?!\*[^\s*])|\d{1,3}[.)](?:[ \u3000]|$)")
"""How an item of a list begins, or something else that is no paragraph."""
ITEM = re.compile(r"(?:[-*+]|([0-9]{1,3})[.)])[ \u3000]+(?![:=!]|[ *+.\d)-]*#)(\S.*)")
"""The number and the text of an item."""
FIRST = ("1.", "1)")
"""The only numbers that begin a list right below a text."""
BOLD = re.compile(r"(?<![0-9０-９*])\*\*([^\s*](?:[^*]*[^\s*])?)\*\*(?![0-9０-９*])")
"""Bold words as they are nearly always written; there is only one way to pair such asterisks."""
TAG = re.compile("<[^>]*>")
HIDDEN = "\x02"
"""Stands for a link while emphasis is looked for; no text has it."""


class NotPlainError(Exception):
    """A text holds what is not known here."""


def plain_body(path: str, text: str, first_line: int) -> Body | None:
    """Return the body of a text that is plain throughout and has no fault."""
    if PLAIN.fullmatch(text) is None or "  \n" in text or "![" in text:
        return None
    if ("[" in text or "]" in text) and BRACKET.search(LINK.sub("", text)):
        return None
    try:
        return PlainReader(path, text, first_line).read()
    except NotPlainError:
        return None


class PlainReader:
    """Reads one text."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        starts = line_starts(text) if "[" in text else ()
        self._draft = Draft(Places(path, text, first_line, (), starts), Report())
        self._lines = text.split("\n")
        self._links: Iterator[re.Match[str]] = LINK.finditer(text)
        self._ids = UniqueIds()
        self._html: list[str] = []
        self._headings: list[Heading] = []
        self._sections: list[tuple[str, list[str]]] = [("", [])]

    def read(self) -> Body:
        """Return the body; raise NotPlainError where the text is not plain."""
        row, lines = 0, self._lines
        while row < len(lines):
            line = lines[row]
            if is_blank(line):
                row += 1
            elif line[0] == "#":
                row = self._read_heading(row)
            elif LIKE_ITEM.match(line):
                row = self._read_list(row)
            elif ODD_LINE.match(line):
                raise NotPlainError
            else:
                row = self._read_paragraph(row)
        if self._draft.report.diagnostics:
            raise NotPlainError
        links = dict.fromkeys(sorted(self._draft.links, key=lambda link: link.location))
        texts = ((title, "\n".join(parts)) for title, parts in self._sections)
        return Body(
            "\n".join(self._html),
            tuple(self._headings),
            tuple(links),
            (),
            tuple(each for each in texts if any(each)),
        )

    def _read_heading(self, row: int) -> int:
        """Read a heading; return the row behind it."""
        line = self._lines[row]
        found = HEADING.fullmatch(line)
        if found is None:
            raise NotPlainError
        level, text = max(len(found[1]), TOP_LEVEL), found[2].strip()
        id_ = self._ids.unique(slug(text))
        self._html.append(f'<h{level} id="{id_}">{text}</h{level}>')
        text = " ".join(text.split())
        place = Location(
            self._draft.path, self._draft.places.first_line + row, 1, len(line.strip())
        )
        self._headings.append(Heading(level, id_, text, place))
        if level == TOP_LEVEL:
            self._sections.append((text, []))
        else:
            self._sections[-1][1].append(text)
        return row + 1

    def _read_paragraph(self, row: int) -> int:
        """Read a paragraph; return the row behind it."""
        lines, end = self._lines, row + 1
        while end < len(lines) and not is_blank(line := lines[end]):
            if ODD_LINE.match(line):
                raise NotPlainError
            # A number other than 1 goes on with the text above: “见第\n3. 条”.
            if line[0] == "#" or (
                LIKE_ITEM.match(line) and (line.startswith(FIRST) or not line[0].isdigit())
            ):
                break
            end += 1
        text = "\n".join(line.lstrip() for line in lines[row:end])
        self._html.append(f"<p>{self._inline(text)}</p>")
        return end

    def _read_list(self, row: int) -> int:
        """Read a list; return the row behind it."""
        lines, found = self._lines, self._item(row)
        items: list[str] = []
        is_loose = False
        number = found[1]
        while True:
            items.append(self._inline(found[2]))
            after = row + 1
            while after < len(lines) and is_blank(lines[after]):
                after += 1
            is_item = after < len(lines) and LIKE_ITEM.match(lines[after]) is not None
            if is_item:
                further = self._item(after)
                if (further[1] is None) == (number is None):
                    is_loose = is_loose or after > row + 1
                    row, found = after, further
                    continue
            elif after == row + 1 and after < len(lines) and lines[after][0] != "#":
                raise NotPlainError  # it goes on with the item
            break
        tag = "ul" if number is None else "ol"
        start = "" if number is None or int(number) == 1 else f' start="{int(number)}"'
        frame = "<li><p>{}</p>\n</li>" if is_loose else "<li>{}</li>"
        inner = "\n".join(map(frame.format, items))
        self._html.append(f"<{tag}{start}>{inner}\n</{tag}>")
        return after

    def _item(self, row: int) -> re.Match[str]:
        """Return the number and the text of an item, which must be no block of its own."""
        found = ITEM.fullmatch(self._lines[row])
        if found is None or LIKE_ITEM.match(found[2]):
            raise NotPlainError
        return found

    def _inline(self, text: str) -> str:
        """Return the HTML of a text, and keep what it says."""
        html = text.strip()
        if "[" in html:
            links = [self._link(link) for link in LINK.finditer(html)]
            texts = emphasised(LINK.sub(HIDDEN, html)).split(HIDDEN)
            html = "".join(chain.from_iterable(zip_longest(texts, links, fillvalue="")))
        elif "*" in html:
            html = emphasised(html)
        if "\n" in html or "> " in html:
            html = join_lines(html)
        said = self._sections[-1][1]
        if "<" in html:
            parts = (" ".join(TAG.sub("", part).split()) for part in html.split("<br>"))
            said += filter(None, parts)
        else:
            said.append(" ".join(html.split()))
        return html

    def _link(self, link: re.Match[str]) -> str:
        """Return the HTML of a link."""
        place = self._draft.places.location(next(self._links).start(2), len(link[2]))
        attributes = accept_link(self._draft, link[2], place)
        if attributes is None:
            raise NotPlainError
        shown = "".join(f' {name}="{value}"' for name, value in attributes.items())
        return f"<a{shown}>{link[1]}</a>"


def emphasised(text: str) -> str:
    """Return a text with its emphasised words in tags, none of them within others."""
    html = BOLD.sub(r"<strong>\1</strong>", text)
    if "*" not in html:
        return html
    parts: list[str] = []
    done = 0
    for span in find_spans(text):
        if span.start < done:
            raise NotPlainError
        inner = text[span.inner_start : span.inner_end]
        parts += (text[done : span.start], f"<{span.tag}>{inner}</{span.tag}>")
        done = span.end
    return "".join((*parts, text[done:]))
