"""What HTML a body may hold: the tags, attributes and classes that are let through."""

from __future__ import annotations

import re

import nh3

from site_builder.load.markup.places import FORBIDDEN

VOID = frozenset(["br", "col", "hr", "img", "wbr"])
RENAMED = {"h1": "h2", "center": "div", "strike": "s", "tt": "code", "acronym": "abbr"}
"""Old tags by the ones that replace them; and the page's title is its only h1."""
TAGS = frozenset(nh3.ALLOWED_TAGS) - {"area", "map", "rtc", *RENAMED}
# fmt: off
PHRASING = frozenset([
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins",
    "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub",
    "sup", "time", "u", "var", "br", "img", "wbr",
])
# fmt: on
"""Tags that mark words, and hold no blocks."""
PARENTS = {
    "li": frozenset(["ul", "ol"]),
    "dt": frozenset(["dl"]),
    "dd": frozenset(["dl"]),
    "rt": frozenset(["ruby"]),
    "rp": frozenset(["ruby"]),
    "caption": frozenset(["table"]),
    "colgroup": frozenset(["table"]),
    "col": frozenset(["table", "colgroup"]),
    "thead": frozenset(["table"]),
    "tbody": frozenset(["table"]),
    "tr": frozenset(["table", "thead", "tbody"]),
    "td": frozenset(["tr"]),
    "th": frozenset(["tr"]),
    "summary": frozenset(["details"]),
    "figcaption": frozenset(["figure"]),
}
"""What a tag stands in; whatever else is open in there ends before it begins."""
TABLE_PARTS = frozenset(["table", "thead", "tbody", "tr", "colgroup"])
ATTRIBUTES = {
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "ins": {"datetime"},
    "time": {"datetime"},
    "data": {"value"},
    "bdo": {"dir"},
    "details": {"open"},
}
ANYWHERE = {"title", "lang", "dir"}
ALIGNED = frozenset(["left", "center", "right"])

# What the converter itself writes besides; none of it reaches here from an editor's tag.
_OURS = {
    "a": {"class", "role", "aria-label", "rel"},
    "div": {"class", "role", "aria-label", "tabindex"},
    "img": {"loading", "decoding"},
    "section": {"class", "role", "aria-label"},
    "span": {"class", "role", "aria-label"},
}
_ALIGNMENTS = {f"align-{side}" for side in ALIGNED}
CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"admonition", "note", "tip", "important", "warning", "danger", "table-scroll"}
    | _ALIGNMENTS,
    "p": {"admonition-title"} | _ALIGNMENTS,
    "section": {"footnotes"},
    "span": {"task"},
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6", "img", "table", "td", "th", "tr"), _ALIGNMENTS),
}
_CLEANER = nh3.Cleaner(
    tags=TAGS | {"section"},
    attributes={
        "*": ANYWHERE | {"id"},
        **{
            tag: (ATTRIBUTES.get(tag, set()) | _OURS.get(tag, set())) - {"class"}
            for tag in ATTRIBUTES.keys() | _OURS.keys()
        },
    },
    allowed_classes=CLASSES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,  # we put it on external links only
)

_NOTHING_LEFT = re.compile(r"<p>\s*</p>\n?")


def clean(html: str) -> str:
    """Return well-formed HTML with nothing in it but what is let through."""
    cleaned = _NOTHING_LEFT.sub("", _CLEANER.clean(html)).strip()
    # An entity can still name a sign that HTML forbids: &#1;
    return FORBIDDEN.sub("", cleaned) if "&#" in html else cleaned


def table_frame(number: int) -> dict[str, str]:
    """Return the attributes of the frame around a table."""
    return {
        "class": "table-scroll",
        "role": "region",
        "tabindex": "0",
        "aria-label": f"表格 {number}",
    }
