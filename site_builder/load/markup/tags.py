"""The tags that an editor wrote: which may stay, and where each of them ends."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, NamedTuple

from site_builder.core.diagnostics import Code
from site_builder.core.messages import msg
from site_builder.load.markup.draft import MAX_DEPTH, TooDeepError
from site_builder.load.markup.html import (
    ALIGNED,
    ANYWHERE,
    ATTRIBUTES,
    CLASSES,
    PARENTS,
    PHRASING,
    RENAMED,
    TABLE_PARTS,
    TAGS,
    VOID,
    table_frame,
)
from site_builder.load.markup.places import MARK, RAW, strip_marks
from site_builder.load.markup.targets import accept_image, accept_link, shown

if TYPE_CHECKING:
    from site_builder.load.markup.draft import Draft

WHOLE = re.compile(
    rf"((?:{MARK})?)<(script|style|template|iframe|object|noscript|textarea|select|title|svg|math)"
    r"\b[^>]*>.*?</\2\s*>",
    re.DOTALL | re.IGNORECASE,
)
"""Elements whose content is no text for readers."""
_COMMENT = re.compile(rf"(?:{MARK})?(?:<!--.*?-->|<[!?][^>]*>)", re.DOTALL)
_ELEMENT = r"""<(/?)([A-Za-z][^\s/<>"'=]*)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""
_TAG_OR_SIGN = re.compile(rf"{_ELEMENT}|<")
_TAG = re.compile(rf"((?:{MARK})?){RAW}{_ELEMENT}|<(/?)([a-z][a-z0-9]*)[^>]*>")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>`]+))?""")


def flag_tags(raw: str) -> str:
    """Return HTML with each tag flagged as the editor's own; comments go, a mere < is a sign."""
    raw = _COMMENT.sub("", raw)
    return _TAG_OR_SIGN.sub(lambda tag: f"{RAW}{tag[0]}" if tag[2] else "&lt;", raw)


def drop_whole(raw: str, draft: Draft) -> str:
    """Return HTML without scripts and their like, and report each."""

    def drop(match: re.Match[str]) -> str:
        _report_tag(draft, match[1], f"<{match[2]}", match[2].lower())
        return ""

    return WHOLE.sub(drop, raw)


def settle_tags(html: str, draft: Draft) -> str:
    """Return HTML in which the editor's tags are settled; report what cannot stay."""
    return _Balance(draft).run(html) if RAW in html else html


class _Open(NamedTuple):
    """A tag that is open."""

    name: str
    is_raw: bool
    is_kept: bool = True


class _Balance:
    """Lets through the editor's tags that are allowed, and sees to it that all tags pair.

    An editor's tag ends with the block around it at the latest, and what marks words holds no
    blocks: so nothing that is left open can spread over the rest of the page.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._open: list[_Open] = []

    def run(self, html: str) -> str:
        """Return the HTML with tags that pair."""
        html = _TAG.sub(lambda tag: self._ours(tag) if tag[6] else self._theirs(tag), html)
        return html + self._close(0)

    def _ours(self, match: re.Match[str]) -> str:
        """Keep track of a tag of the converter, and close the editor's around it."""
        name = match[6]
        if match[5]:
            ends = self._close(1 + max(at for at, tag in enumerate(self._open) if not tag.is_raw))
            return ends + (match[0] if self._open.pop().is_kept else "")
        ends = "" if name in PHRASING else self._close_phrasing()
        if name in VOID:
            return ends + match[0]
        if name == "a":
            ends += self._end("a")
        is_kept = name != "a" or not self._is_inside("a")
        self._open.append(_Open(name, is_raw=False, is_kept=is_kept))
        return ends + (match[0] if is_kept else "")

    def _theirs(self, match: re.Match[str]) -> str:
        """Return what becomes of a tag that the editor wrote."""
        written = match[3].lower()
        name = RENAMED.get(written, written)
        if match[2]:
            return self._end(name)
        if name not in TAGS:
            _report_tag(self.draft, match[1], f"<{match[3]}", written)
            return ""
        ends = self._make_room(name)
        if ends is None:
            self._report_misplaced(match[1], match[3])
            return ""
        attributes = self._attributes(name, match)
        if attributes is None:
            return ends
        start = f"{ends}<{name}{attributes}>"
        if name in VOID:
            return start
        self._open.append(_Open(name, is_raw=True))
        if sum(tag.is_raw for tag in self._open) > MAX_DEPTH:
            raise TooDeepError(match[1] + match[3])
        if name == "table":
            self.draft.tables += 1
            start = f"<div{_as_html(table_frame(self.draft.tables))}>{start}"
        return start + (self._end(name) if match[4].rstrip().endswith("/") else "")

    def _make_room(self, name: str) -> str | None:
        """Return the ends that a tag asks for, or nothing when it cannot stand here."""
        if name in PARENTS:
            at = self._last_raw(PARENTS[name])
            return None if at is None else self._close(at + 1)
        if name not in PHRASING:
            if any(tag.name in PHRASING and not tag.is_raw for tag in self._open):
                return None
            return self._close_phrasing()
        if self._open and self._open[-1].is_raw and self._open[-1].name in TABLE_PARTS:
            return None
        if name == "a":
            ends = self._end("a")
            return None if self._is_inside("a") else ends
        return ""

    def _last_raw(self, names: frozenset[str]) -> int | None:
        """Return where the innermost of the editor's tags of these names is open in this block."""
        for at in range(len(self._open) - 1, -1, -1):
            if not self._open[at].is_raw:
                return None
            if self._open[at].name in names:
                return at
        return None

    def _is_inside(self, name: str) -> bool:
        return any(tag.name == name for tag in self._open)

    def _end(self, name: str) -> str:
        """Return the ends up to the tag of that name, if the editor opened it in this block."""
        at = self._last_raw(frozenset([name]))
        return "" if at is None else self._close(at)

    def _close_phrasing(self) -> str:
        """Return the ends of the editor's open tags that mark words."""
        at = len(self._open)
        while at and self._open[at - 1].is_raw and self._open[at - 1].name in PHRASING:
            at -= 1
        return self._close(at)

    def _close(self, at: int) -> str:
        ends = [
            f"</{tag.name}></div>" if tag.name == "table" else f"</{tag.name}>"
            for tag in reversed(self._open[at:])
        ]
        del self._open[at:]
        return "".join(ends)

    def _attributes(self, name: str, match: re.Match[str]) -> str | None:
        """Return a tag's attributes as HTML, or nothing when the tag cannot stay."""
        kept: dict[str, str] = {}
        dropped: list[str] = []
        for attribute in _ATTRIBUTE.finditer(strip_marks(match[4])):
            key, value = attribute[1].lower(), unescape((attribute[2] or "").strip("\"'"))
            if key == "align" and value.lower() in ALIGNED and name in CLASSES:
                kept["class"] = f"align-{value.lower()}"
            elif key in ANYWHERE or key in ATTRIBUTES.get(name, ()):
                kept.setdefault(key, " ".join(value.split()))
            else:
                dropped.append(key)
        if match[3].lower() == "center":
            kept["class"] = "align-center"
        if dropped:
            self._report_attributes(match[1], match[3], dropped)
        targets = self._targets(name, match[1], kept)
        return None if targets is None else _as_html(kept | targets)

    def _targets(self, name: str, mark: str, kept: dict[str, str]) -> dict[str, str] | None:
        places = self.draft.places
        if name == "img":
            src = kept.get("src", "").strip()
            return accept_image(self.draft, src, kept.get("alt", ""), places.within(mark, src))
        if "href" in kept:
            href = kept["href"].strip()
            return accept_link(self.draft, href, places.within(mark, href))
        return {}

    def _report_misplaced(self, mark: str, tag: str) -> None:
        self.draft.report.warning(
            Code.DROPPED_HTML,
            self.draft.places.within(mark, f"<{tag}"),
            msg("标签“<{tag}>”不能放在这里，已去掉。", tag=tag),
            msg("请看看它外面的标签是不是写全了，前后有没有空行。"),
        )

    def _report_attributes(self, mark: str, tag: str, dropped: list[str]) -> None:
        self.draft.report.warning(
            Code.DROPPED_HTML,
            self.draft.places.within(mark, dropped[0]),
            msg("标签“<{tag}>”里的 {names} 不能用，已去掉。", tag=tag, names="、".join(dropped)),
            msg("请删去 {names}；版式由网站统一设定。", names="、".join(dropped)),
        )


def _as_html(attributes: dict[str, str]) -> str:
    return "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())


def _report_tag(draft: Draft, mark: str, written: str, name: str) -> None:
    draft.report.warning(
        Code.DROPPED_HTML,
        draft.places.within(mark, written),
        msg("标签“<{tag}>”不能用，已去掉。", tag=shown(name)),
        msg("请删去这个标签；如果想让它作为文字出现，请写成：{line}", line=f"`<{shown(name)}>`"),
    )
