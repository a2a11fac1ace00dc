"""Makes the HTML of a body safe: what an editor's tags may be, and what is left out."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

import nh3

from site_builder.core.diagnostics import Code
from site_builder.core.messages import msg
from site_builder.load.markup_draft import MAX_DEPTH, TooDeepError
from site_builder.load.markup_places import MARK, RAW, strip_marks
from site_builder.load.markup_targets import accept_image, accept_link, shown

if TYPE_CHECKING:
    from site_builder.core.diagnostics import Location
    from site_builder.load.markup_draft import Draft

VOID = frozenset(["br", "col", "hr", "img", "wbr"])
RENAMED = {"h1": "h2", "center": "div", "strike": "s", "tt": "code", "acronym": "abbr"}
"""Old tags by the ones that replace them; and the page's title is its only h1."""
TAGS = frozenset(nh3.ALLOWED_TAGS) - {"area", "map", "rtc", *RENAMED}
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
_CLASSES = {
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
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,  # we put it on external links only
)

WHOLE = re.compile(
    rf"((?:{MARK})?)<(script|style|template|iframe|object|noscript|textarea|select|title|svg|math)"
    r"\b[^>]*>.*?</\2\s*>",
    re.DOTALL | re.IGNORECASE,
)
"""Elements whose content is no text for readers."""
_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
_TAG = re.compile(
    rf"((?:{MARK})?){RAW}<(?:(!--.*?-->|[!?][^>]*>)"
    r"""|(/?)([A-Za-z][^\s/<>"'=]*)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>)?"""
    r"|<(/?)([a-z][a-z0-9]*)[^>]*>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>`]+))?""")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def flag_tags(raw: str) -> str:
    """Return HTML with each tag flagged as the editor's own."""
    return _TAG_START.sub(f"{RAW}<", raw)


def drop_whole(raw: str, draft: Draft) -> str:
    """Return HTML without scripts and their like, and report each."""

    def drop(match: re.Match[str]) -> str:
        _report_tag(draft, match[1], f"<{match[2]}", match[2].lower())
        return ""

    return WHOLE.sub(drop, raw)


def clean(html: str, draft: Draft) -> str:
    """Return safe and well-formed HTML; report what an editor wrote and cannot have."""
    if RAW in html:
        html = Balance(draft).run(html)
    html = _CLEANER.clean(strip_marks(html))
    # An entity can still name a sign that HTML forbids: &#1;
    return _FORBIDDEN.sub("", html) if _FORBIDDEN.search(html) else html


class Balance:
    """Lets through the editor's tags that are allowed, each closed before the block around it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._open: list[tuple[str, bool]] = []
        """The names of the open tags, and whether the editor wrote them."""
        self._depth = 0

    def run(self, html: str) -> str:
        """Return the HTML with tags that pair."""
        html = _TAG.sub(self._tag, html)
        return html + self._close(0)

    def _tag(self, match: re.Match[str]) -> str:
        if match[7]:
            return self._ours(match)
        mark, name = match[1], (match[4] or "").lower()
        if match[2]:
            return ""  # a comment
        if not name:
            return "&lt;"
        name = RENAMED.get(name, name)
        if match[3]:
            return self._end(name)
        if name not in TAGS:
            _report_tag(self.draft, mark, f"<{match[4]}", name)
            return ""
        attributes = self._attributes(name, match)
        if attributes is None:
            return ""
        if name in VOID:
            return f"<{name}{attributes}>"
        return self._start(name, attributes, match)

    def _ours(self, match: re.Match[str]) -> str:
        """Keep track of a tag of the converter, and close the editor's before its end."""
        name = match[7]
        if not match[6]:
            if name not in VOID:
                self._open.append((name, False))
            return match[0]
        last = len(self._open) - 1
        while self._open[last] != (name, False):
            last -= 1
        ends = self._close(last + 1)
        self._open.pop()
        return ends + match[0]

    def _start(self, name: str, attributes: str, match: re.Match[str]) -> str:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TooDeepError(match[1] + match[4])
        self._open.append((name, True))
        start = f"<{name}{attributes}>"
        if name == "table":
            self.draft.tables += 1
            frame = "".join(
                f' {key}="{value}"' for key, value in table_frame(self.draft.tables).items()
            )
            start = f"<div{frame}>{start}"
        return start + (self._end(name) if match[5].rstrip().endswith("/") else "")

    def _end(self, name: str) -> str:
        """Return the ends up to the tag of that name, if the editor opened it in this block."""
        for position in range(len(self._open) - 1, -1, -1):
            if not self._open[position][1]:
                break
            if self._open[position][0] == name:
                return self._close(position)
        return ""

    def _close(self, position: int) -> str:
        ends = []
        while len(self._open) > position:
            name, _is_raw = self._open.pop()
            self._depth -= 1
            ends.append(f"</{name}></div>" if name == "table" else f"</{name}>")
        return "".join(ends)

    def _attributes(self, name: str, match: re.Match[str]) -> str | None:
        """Return a tag's attributes as HTML, or nothing when it cannot stay."""
        mark = match[1]
        kept: dict[str, str] = {}
        dropped: list[str] = []
        allowed = ATTRIBUTES.get(name, set()) | ANYWHERE
        for attribute in _ATTRIBUTE.finditer(strip_marks(match[5])):
            key, value = attribute[1].lower(), unescape((attribute[2] or "").strip("\"'"))
            if key == "align" and value.lower() in ALIGNED and name in _CLASSES:
                kept["class"] = f"align-{value.lower()}"
            elif key in allowed:
                kept.setdefault(key, value)
            else:
                dropped.append(key)
        if match[4].lower() == "center":
            kept["class"] = "align-center"
        if dropped:
            self._report_attributes(mark, match[4], dropped)
        targets = self._targets(name, mark, kept)
        if targets is None:
            return None
        return "".join(f' {key}="{escape(value)}"' for key, value in (kept | targets).items())

    def _targets(self, name: str, mark: str, kept: dict[str, str]) -> dict[str, str] | None:
        places = self.draft.places
        if name == "img":
            src = kept.get("src", "").strip()
            return accept_image(self.draft, src, kept.get("alt", ""), places.within(mark, src))
        if "href" in kept:
            href = kept["href"].strip()
            found = accept_link(self.draft, href, places.within(mark, href))
            if found is None:
                del kept["href"]
            return found or {}
        return {}

    def _report_attributes(self, mark: str, tag: str, dropped: list[str]) -> None:
        self.draft.report.warning(
            Code.DROPPED_HTML,
            self.draft.places.within(mark, dropped[0]),
            msg("标签“<{tag}>”里的 {names} 不能用，已去掉。", tag=tag, names="、".join(dropped)),
            msg("请删去 {names}；版式由网站统一设定。", names="、".join(dropped)),
        )


def table_frame(number: int) -> dict[str, str]:
    """Return the attributes of the frame around a table."""
    return {
        "class": "table-scroll",
        "role": "region",
        "tabindex": "0",
        "aria-label": f"表格 {number}",
    }


def _report_tag(draft: Draft, mark: str, written: str, name: str) -> None:
    place: Location = draft.places.within(mark, written)
    draft.report.warning(
        Code.DROPPED_HTML,
        place,
        msg("标签“<{tag}>”不能用，已去掉。", tag=shown(name)),
        msg("请删去这个标签；如果想让它作为文字出现，请写成：{line}", line=f"`<{shown(name)}>`"),
    )
