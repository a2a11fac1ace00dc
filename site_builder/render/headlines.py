"""Headlines break between clauses where they can, and never between a number and its unit."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from site_builder.core.quantities import keep_together

BETWEEN_CLAUSES = re.compile(r"(?<=[，；：。！？])(?![，；：。！？”’」』）》])")
MOST = 1 << 14
"""Titles and summaries remembered: each stands on a dozen pages."""


def as_html(text: str) -> Markup:
    """Return a text as HTML in which numbers stay with their units."""
    return Markup(keep_together(str(escape(text))))  # noqa: S704 - escaped before


held = lru_cache(maxsize=MOST)(as_html)
"""The same for what recurs."""


@lru_cache(maxsize=MOST)
def headline(text: str) -> Markup:
    """Return a headline as HTML with each clause marked, for the stylesheet to keep whole."""
    clauses = [each for each in BETWEEN_CLAUSES.split(text) if each]
    if len(clauses) < 2:
        return as_html(text)
    shown = "".join(f'<span class="clause">{as_html(each)}</span>' for each in clauses)
    return Markup(shown)  # noqa: S704 - made of what is escaped
