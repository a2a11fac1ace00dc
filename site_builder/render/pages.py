"""One page becomes text, whatever renders it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.render.data import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.core.site import Page
    from site_builder.render.templates import Templates

DATA = "data:"
ANYWHERE = frozenset({"404.html"})
"""Pages that a server shows at any address: their links cannot be relative."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders pages of any kind."""

    templates: Templates
    base_path: str
    """The path of the site's start on its server: / or /cases/."""

    def render(self, page: Page) -> str:
        """Return a page's text; raises TemplateError."""
        if page.template.startswith(DATA):
            return "".join(self.parts(page))
        return self.templates.render(page.template, page.view(), self.root(page.output))

    def parts(self, page: Page) -> Iterator[str]:
        """Return the text of a page of data in parts: it may be too large to be held at once."""
        return FORMATS[page.template.removeprefix(DATA)](page.view())

    def root(self, output: str) -> str:
        """Return the way from an output file to the start of the site."""
        if output in ANYWHERE:
            return self.base_path
        return "../" * output.count("/") or "./"
