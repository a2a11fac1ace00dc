"""Markdown becomes a body: HTML that is safe, with its headings, links, images and plain text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from site_builder.core.quantities import keep_together
from site_builder.load.markup.plain import plain_body
from site_builder.load.markup.slips import mend_slips

if TYPE_CHECKING:
    from site_builder.core.diagnostics import Report
    from site_builder.core.document import Body


def convert(path: str, text: str, first_line: int, report: Report) -> Body:
    """Return the body that a document's Markdown makes; problems are reported where they stand."""
    text = mend_slips(path, text, first_line, report)
    body = plain_body(path, text, first_line)
    if body is None:
        # The engine takes longer to load than a build of one edit needs for its document.
        from site_builder.load.markup.any_body import any_body

        body = any_body(path, text, first_line, report)
    return replace(body, html=keep_together(body.html))
