"""Where the front matter of a document begins and ends, and what is typed for its ---."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.messages import Message, msg
from site_builder.load.front.known_keys import KEYS
from site_builder.load.front.yaml_draft import BLANKS, clip
from site_builder.load.front.yaml_keys import NAME, WIDE_HYPHENS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.load.front.yaml_draft import Draft

FENCE = re.compile(rf"---[{BLANKS}]*")
END = re.compile(rf"(?:---|\.\.\.)[{BLANKS}]*")
LIKE_FENCE = re.compile(rf"[{BLANKS}]*[-－—–―─−﹣]{{2,}}[{BLANKS}]*")
ENDS = re.compile(rf"\.\.\.[{BLANKS}]*|[-－—–―─−﹣]{{2,}}[{BLANKS}]*|[{BLANKS}]+-{{3,}}[{BLANKS}]*")
"""Whatever may be meant to end a front matter."""
HEADING = re.compile(r"#{2,6} ?[^# ]")
COLONS = re.compile("[:：﹕∶︰]")
LIKE_KEY = re.compile(rf"\**{NAME}\**[{BLANKS}]*{COLONS.pattern}")


@dataclass(frozen=True, slots=True)
class Fences:
    """The rows of a document, from 0: front matter from first to last, body from body on."""

    first: int
    last: int
    body: int
    faulty: bool = False


def find_fences(path: str, lines: list[str], report: Report) -> Fences | None:
    """Return where the parts of a document begin; None when there is no front matter."""
    top = next_text(lines, 0)
    line = lines[top] if top < len(lines) else ""
    if FENCE.fullmatch(line):
        return find_end(path, lines, top + 1, report)
    at = Location(path, top + 1, 1, len(line))
    if LIKE_FENCE.fullmatch(line) and is_known(lines, next_text(lines, top + 1)):
        message = (
            msg("文件开头的“---”前面有空格，要顶格写。")
            if FENCE.fullmatch(line.strip())
            else msg("文件开头的分隔线写成了“{line}”，应该是三个英文减号。", line=line.strip())
        )
        report.error(Code.NO_FRONT_MATTER, at, message, msg("改成：---"))
        found = find_end(path, lines, top + 1, report)
        return Fences(found.first, found.last, found.body, True)
    if is_known(lines, top):
        message = msg("信息栏前面缺少一行“---”。")
        hint = msg("在“{line}”前面加一行“---”，前面不要有别的内容。", line=clip(line.strip()))
        report.error(Code.NO_FRONT_MATTER, at, message, hint)
        found = find_end(path, lines, top, report)
        return Fences(found.first, found.last, found.body, True)
    later = next((row for row in range(top + 1, len(lines)) if FENCE.fullmatch(lines[row])), None)
    if later is not None and is_known(lines, next_text(lines, later + 1)):
        message = msg("信息栏没有写在文件最前面：第 {line} 行的“---”前面还有内容。", line=later + 1)
        hint = msg("把“{text}”等内容移到信息栏后面，让“---”成为第一行。", text=clip(line.strip()))
        report.error(Code.NO_FRONT_MATTER, at, message, hint)
        found = find_end(path, lines, later + 1, report)
        return Fences(found.first, found.last, found.body, True)
    report.error(Code.NO_FRONT_MATTER, Location(path), *why_none(line))
    return None


def why_none(line: str) -> tuple[Message, Message]:
    """Return what is said of a document without a front matter, by its first line."""
    if line.startswith("+++"):
        return (
            msg("信息栏用了“+++”（TOML）的写法，这里不用。"),
            msg("前后都改成“---”，每一栏写成“标题: 内容”。"),
        )
    return (
        msg("文件开头没有信息栏，标题等都没有写。"),
        msg("在最前面加上：\n---\n标题: 〔标题〕\n---"),
    )


def next_text(lines: list[str], row: int) -> int:
    """Return the next row with text, from a row on."""
    while row < len(lines) and not lines[row].strip():
        row += 1
    return row


def is_known(lines: list[str], row: int) -> bool:
    """Return whether a row begins with a key that we know."""
    found = LIKE_KEY.match(lines[row].strip(BLANKS)) if row < len(lines) else None
    return found is not None and found["key"] in KEYS


def find_end(path: str, lines: list[str], first: int, report: Report) -> Fences:
    """Return where a front matter ends that begins at a row."""
    rows = range(first, len(lines))
    last = next((row for row in rows if ENDS.fullmatch(lines[row])), len(lines))
    body = find_body(lines, first, last)
    if body is not None or last == len(lines):
        return report_open(path, lines, first, last if body is None else body, report)
    line = lines[last]
    if END.fullmatch(line):
        return skip_middle(path, lines, Fences(first, last, last + 1), report)
    report.error(
        Code.UNCLOSED_FRONT_MATTER,
        Location(path, last + 1, 1, len(line)),
        msg("信息栏结尾的分隔线写成了“{line}”，应该是顶格的三个英文减号。", line=line),
        msg("改成：---"),
    )
    return Fences(first, last, last + 1, True)


def find_body(lines: list[str], first: int, last: int) -> int | None:
    """Return the row at which a body seems to begin before a front matter has ended."""
    known: int | None = None
    for row in range(first, last):
        line = lines[row]
        if HEADING.match(line) and not is_entry(lines, row + 1):
            return row
        free = row > first and (last == len(lines) or not lines[row - 1].strip())
        if free and line.strip() and not is_entry(lines, row):
            # Keys we know further down speak for a slip in this line.
            if known is None:
                known = max((at for at in range(row, last) if is_known(lines, at)), default=-1)
            if row > known:
                return row
    return None


def is_entry(lines: list[str], row: int) -> bool:
    """Return whether a row, or the next one with text, can stand in a front matter."""
    row = next_text(lines, row)
    if row == len(lines):
        return False
    line = lines[row]
    if HEADING.match(line):
        return False
    return (
        line[0] in BLANKS
        or line[0] in "-#[]{}"
        or line[0] in WIDE_HYPHENS
        or ENDS.fullmatch(line) is not None
        or LIKE_KEY.match(line) is not None
    )


def report_open(path: str, lines: list[str], first: int, row: int, report: Report) -> Fences:
    """Report a front matter without an end, and take it to end before a row."""
    last = row
    while last > first and not lines[last - 1].strip():
        last -= 1
    text = next((line.strip() for line in lines[row:] if line.strip()), "")
    report.error(
        Code.UNCLOSED_FRONT_MATTER,
        Location(path, row + 1) if text else Location(path, max(1, first), 1, 3),
        msg("信息栏没有结束：后面缺少一行“---”。"),
        msg("在“{text}”前面加一行“---”。", text=clip(text))
        if text
        else msg("在信息栏最后一栏的下一行加上“---”。"),
    )
    return Fences(first, last, row, True)


def skip_middle(path: str, lines: list[str], fences: Fences, report: Report) -> Fences:
    """Report a fence in the middle of a front matter, and take the next one for its end."""
    row = fences.body
    found = LIKE_KEY.match(lines[row]) if row < len(lines) else None
    if found is None or found["key"] not in KEYS:
        return fences
    while row < len(lines) and lines[row].strip() and is_entry(lines, row):
        if FENCE.fullmatch(lines[row]):
            report.error(
                Code.YAML_SYNTAX,
                Location(path, fences.last + 1, 1, 3),
                msg("“---”把信息栏分成了两段，后一段不会被读到。"),
                msg("删掉这一行，只在信息栏的开头和结尾各留一行“---”。"),
            )
            lines[fences.last] = ""
            return Fences(fences.first, row, row + 1, True)
        row += 1
    return fences


def mend_markers(draft: Draft) -> None:
    """Take the --- from a YAML file's beginning; report one further down, which splits the file."""
    seen = False
    for row, line in enumerate(draft.lines):
        if line.startswith("%") and not seen:
            message = msg("“{line}”这样的指令这里不用。", line=clip(line))
            place = draft.place(row, 0, len(line))
            draft.error(Code.YAML_SYNTAX, place, message, msg("删掉这一行。"))
            draft.lines[row] = ""
            continue
        if FENCE.fullmatch(line):
            if seen:
                draft.error(
                    Code.YAML_SYNTAX,
                    draft.place(row, 0, 3),
                    msg("“---”把这个文件分成了两份，程序只认一份。"),
                    msg("删掉这一行。"),
                )
            draft.lines[row] = ""
        seen = seen or bool(line.strip() and not line.startswith("#"))


def has_entries(lines: Iterable[str]) -> bool:
    """Return whether lines without colons are more than running text."""
    return any(
        line.lstrip(BLANKS).startswith(("-", "[", "{")) or first_word(line) in KEYS
        for line in lines
    )


def first_word(line: str) -> str:
    """Return what stands before the first blank or sign of a line."""
    return re.split(r"[\s=＝;；]", line.strip(BLANKS), maxsplit=1)[0]
