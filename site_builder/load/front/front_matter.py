"""Documents are taken apart into front matter and body, and YAML files read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location
from site_builder.core.messages import msg
from site_builder.load.front.conflicts import settle_conflicts
from site_builder.load.front.fences import COLONS, find_fences, has_entries, mend_markers
from site_builder.load.front.values import Mapping
from site_builder.load.front.yaml_draft import Draft
from site_builder.load.front.yaml_reader import read_value

if TYPE_CHECKING:
    from site_builder.core.diagnostics import Report
    from site_builder.load.front.values import Value


COMMENT = re.compile(r"\s*(?:#|$)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A document, taken apart."""

    fields: Mapping | None
    """None when it could not be read; that is reported then."""
    body: str
    body_line: int
    """The line of the file, from 1, at which the body begins."""


def parse_front_matter(path: str, text: str, report: Report) -> FrontMatter | None:
    """Take a document apart, or report why that cannot be done."""
    lines = text.removeprefix("\ufeff").split("\n")
    if "<<<<<<<" in text:
        settle_conflicts(path, lines, 1, report)
    fences = find_fences(path, lines, report)
    if fences is None:
        return None
    draft = Draft(path, lines[fences.first : fences.last], fences.first + 1, report)
    draft.faulty = fences.faulty
    fields = read_fields(draft, Location(path, max(1, fences.first), 1, 3))
    return FrontMatter(fields, "\n".join(lines[fences.body :]), fences.body + 1)


def read_fields(draft: Draft, at: Location) -> Mapping | None:
    """Return the keys of a front matter."""
    if not COLONS.search(draft.typed):
        rows = [row for row, line in enumerate(draft.lines) if not COMMENT.match(line)]
        if rows and not has_entries(draft.lines[row] for row in rows):
            report_no_keys(draft, draft.place(rows[0], 0, len(draft.lines[rows[0]])))
            return None
    value = read_value(draft, keys_first=True)
    if value is None:
        return None
    if isinstance(value, Mapping):
        return Mapping(value.entries, at)
    if value.empty:
        return Mapping((), at)
    report_no_keys(draft, value.location)
    return None


def report_no_keys(draft: Draft, at: Location) -> None:
    """Report a front matter that is a list or a text."""
    draft.error(
        Code.WRONG_TYPE,
        at,
        msg("信息栏要一行一栏地写“栏目: 内容”，这里写成了别的样子。"),
        msg("改成这样：\n标题: 案例的标题\n日期: 2023-03-28"),
    )


def parse_yaml(path: str, text: str, report: Report, first_line: int = 1) -> Value | None:
    """Return what a YAML file says; an empty text when it holds nothing but comments."""
    lines = text.removeprefix("\ufeff").split("\n")
    if "<<<<<<<" in text:
        settle_conflicts(path, lines, first_line, report)
    draft = Draft(path, lines, first_line, report)
    mend_markers(draft)
    return read_value(draft, keys_first=False)
