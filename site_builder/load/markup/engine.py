"""Python-Markdown put together from our blocks, links and footnotes and its own inline marks."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, TypeVar

from markdown import Markdown
from markdown.inlinepatterns import (
    AUTOMAIL_RE,
    ENTITY_RE,
    ESCAPE_RE,
    IMAGE_LINK_RE,
    LINK_RE,
    AutomailInlineProcessor,
    EscapeInlineProcessor,
    HtmlInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.postprocessors import AndSubstitutePostprocessor, Postprocessor, RawHtmlPostprocessor
from markdown.util import ETX, STX, Registry

from site_builder.load.markup.blocks import LineParser
from site_builder.load.markup.inline import (
    ESCAPABLE,
    LINE_BREAK,
    AutolinkProcessor,
    CodeProcessor,
    ImageProcessor,
    LinkProcessor,
    NoteProcessor,
    TagProcessor,
    WholeTagProcessor,
)
from site_builder.load.markup.inliner import Inliner
from site_builder.load.markup.notes import NoteAppender, NoteNumberer
from site_builder.load.markup.tree import Abbreviations, AttributeLists, Finisher

if TYPE_CHECKING:
    from markdown.inlinepatterns import InlineProcessor

    from site_builder.load.markup.draft import Draft

T = TypeVar("T")

_ESCAPED = re.compile(rf"{STX}(\d+){ETX}")


class Engine(Markdown):
    """A converter for one document; it is made anew for each, so nothing is carried over."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__(output_format="html")

    def build_parser(self) -> Engine:
        """Set the parts that a text goes through, in their order."""
        draft = self.draft
        self.ESCAPED_CHARS = ESCAPABLE
        self.preprocessors = _in_order({})
        self.parser = LineParser(self, draft)
        self.inlinePatterns = _in_order({})
        self.treeprocessors = _in_order(
            {
                "notes": NoteAppender(self, draft),
                "inline": Inliner(self, self._patterns()),
                "attributes": AttributeLists(self, draft),
                "abbreviations": Abbreviations(self, draft),
                "finish": Finisher(self, draft),
                "numbers": NoteNumberer(self, draft),
            }
        )
        self.postprocessors = _in_order(
            {
                "tags": _TagRestorer(self),
                "escapes": _EscapeRestorer(self),
                "entities": AndSubstitutePostprocessor(self),
            }
        )
        return self

    def _patterns(self) -> list[tuple[str, InlineProcessor]]:
        """Return the inline marks in their order, each with a sign that it cannot do without."""
        draft = self.draft
        return [
            ("`", CodeProcessor()),
            ("</", WholeTagProcessor(self, draft)),
            ("\\", EscapeInlineProcessor(ESCAPE_RE, self)),
            ("![", ImageProcessor(IMAGE_LINK_RE, self, draft)),
            ("[", LinkProcessor(LINK_RE, self, draft)),
            ("[^", NoteProcessor(self, draft)),
            ("<", AutolinkProcessor(self, draft)),
            ("@", AutomailInlineProcessor(AUTOMAIL_RE, self)),
            ("\n", SubstituteTagInlineProcessor(LINE_BREAK, "br")),
            ("<", TagProcessor(self)),
            ("&", HtmlInlineProcessor(ENTITY_RE, self)),
        ]


class _TagRestorer(RawHtmlPostprocessor):
    """Puts the editor's HTML back; only what is no tag at all stays inside a paragraph."""

    def isblocklevel(self, html: str) -> bool:
        """Return whether the HTML was a block."""
        return not html.startswith("&")


class _EscapeRestorer(Postprocessor):
    """Puts escaped signs back."""

    def run(self, text: str) -> str:
        """Return the HTML with each sign as HTML writes it."""
        if STX not in text:
            return text
        return _ESCAPED.sub(lambda sign: escape(chr(int(sign[1]))), text)


def _in_order(parts: dict[str, T]) -> Registry[T]:
    """Return the parts as a registry that keeps their order."""
    registry: Registry[T] = Registry()
    for priority, (name, part) in enumerate(parts.items()):
        registry.register(part, name, -priority)
    return registry
