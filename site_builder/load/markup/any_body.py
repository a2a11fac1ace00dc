"""Any Markdown becomes a body: by the engine, within limits, and sanitised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.document import Body
from site_builder.core.messages import msg
from site_builder.load.markup.draft import MAX_DEPTH, Draft, TooDeepError
from site_builder.load.markup.engine import Engine
from site_builder.load.markup.html import clean
from site_builder.load.markup.limits import OutOfTimeError, time_limit
from site_builder.load.markup.places import mark_places, strip_marks
from site_builder.load.markup.tags import settle_tags
from site_builder.load.markup.text import join_lines, read_outline

if TYPE_CHECKING:
    from site_builder.load.markup.places import Places

MAX_SECONDS = 5.0
"""How long a document may take."""


def any_body(path: str, text: str, first_line: int, report: Report) -> Body:
    """Return the body of any Markdown."""
    marked, places = mark_places(path, text, first_line)
    found = Report()
    try:
        with time_limit(MAX_SECONDS):
            body = _convert(marked, Draft(places, found))
    except OutOfTimeError:
        report.error(
            Code.SLOW_DOCUMENT,
            _slow_place(places),
            msg("这篇文档转换了 {seconds} 秒还没有完成，已停下。", seconds=f"{MAX_SECONDS:g}"),
            msg("最长的一段在这里；请看看有没有大量不成对的括号、星号、引号或标签。"),
        )
        return Body("")
    except (TooDeepError, RecursionError) as error:
        report.error(
            Code.NESTED_TOO_DEEP,
            _deep_place(places, error.text if isinstance(error, TooDeepError) else ""),
            msg("引用、列表、强调或标签一层套一层，超过了 {limit} 层。", limit=MAX_DEPTH),
            msg("请减少这里的层数。"),
        )
        return Body("")
    report.extend(found.diagnostics)
    return body


def _convert(marked: str, draft: Draft) -> Body:
    html = settle_tags(Engine(draft).convert(marked), draft)
    html = join_lines(clean(strip_marks(html)))
    headings, text = read_outline(html, draft.headings)
    links = dict.fromkeys(sorted(draft.links, key=lambda link: link.location))
    images = sorted(draft.images, key=lambda image: image.location or Location(draft.path))
    return Body(html, headings, tuple(links), tuple(dict.fromkeys(images)), text)


def _slow_place(places: Places) -> Location:
    """Return where the longest paragraph begins, the likeliest to take long."""
    paragraphs = re.split(r"\n[ \t]*\n", places.text)
    longest = max(paragraphs, key=len)
    return places.line(places.text.find(longest))


def _deep_place(places: Places, text: str) -> Location:
    offset = places.offset(text)
    if offset is None:
        line = strip_marks(text).strip().partition("\n")[0]
        offset = max(places.text.find(line), 0) if line else 0
    return places.line(offset)
