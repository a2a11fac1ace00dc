"""Slips within one value: signs that YAML keeps for itself, colons, comments, anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code
from site_builder.core.messages import Message, msg
from site_builder.load.front.yaml_draft import BLANKS, clip, instead, quote

if TYPE_CHECKING:
    from site_builder.load.front.yaml_draft import Draft

COLON = re.compile(r":(?= |$)")
COMMENT = re.compile(r" #")
ANCHORS = re.compile(r"(?:[&!]\S*(?: +|$))+")
SPECIAL = "*&!|>%@`,]}"


class State(Enum):
    """What may follow a value on deeper lines."""

    EMPTY = auto()
    """Anything: no value has been given yet."""
    PLAIN = auto()
    """The rest of the text."""
    CLOSED = auto()
    """Nothing: a quotation mark, bracket or block has ended it."""
    DROPPED = auto()
    """The rest of a value that was mended without it."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a value begins."""

    row: int
    column: int
    owner: int
    """The column of the key or hyphen it belongs to: its further lines are deeper than that."""


def end_of_text(line: str, start: int) -> int:
    """Return the column where a value of one line ends, before blanks and a comment."""
    comment = COMMENT.search(line, start)
    return len(line[: comment.start() if comment else None].rstrip(BLANKS))


def quote_value(draft: Draft, at: Start, code: Code, message: Message) -> State:
    """Report a value that cannot stand without quotation marks, and give it some."""
    line = draft.lines[at.row]
    end = end_of_text(line, at.column)
    quoted = quote(line[at.column : end])
    draft.error(
        code,
        draft.place(at.row, at.column, end),
        message,
        instead(line[: at.column] + quoted + line[end:]),
    )
    draft.replace(at.row, at.column, end, quoted)
    return State.DROPPED


def check_special(draft: Draft, at: Start) -> State | None:
    """Report a value that begins with a sign which YAML reserves."""
    line = draft.lines[at.row]
    sign = line[at.column]
    if sign not in SPECIAL and not line.startswith("? ", at.column):
        return None
    name = line[at.column + 1 : end_of_text(line, at.column)]
    if sign == "*" and name in draft.anchors:
        message = msg("“*{name}”是引用别处内容的写法，这里不用。", name=name)
        return quote_value(draft, at, Code.ANCHOR, message)
    message = msg("内容以“{sign}”开头，而“{sign}”在这里另有用途。", sign=sign)
    return quote_value(draft, at, Code.SPECIAL_START, message)


def check_anchors(draft: Draft, at: Start) -> Start:
    """Report anchors and tags before a value, and take them away."""
    line = draft.lines[at.row]
    found = ANCHORS.match(line, at.column)
    if found is None:
        return at
    first = found[0].split()[0]
    if first.startswith("&"):
        if first[1:] not in draft.references and found.end() < len(line):
            return at  # a text that begins with &
        message = msg("“{mark}”是给内容起代号的写法，这里不用。", mark=first)
    elif first.lstrip("!")[:1].isascii() and first.lstrip("!")[:1].isalpha():
        message = msg("“{mark}”是指定类型的写法，这里不用。", mark=first)
    else:
        return at
    end = at.column + len(first)
    corrected = line[: at.column] + line[found.end() :]
    draft.error(Code.ANCHOR, draft.place(at.row, at.column, end), message, instead(corrected))
    draft.lines[at.row] = line[: at.column] + " " * len(found[0]) + line[found.end() :]
    return Start(at.row, found.end(), at.owner)


def check_plain(draft: Draft, at: Start) -> None:
    """Report what cuts or breaks a text without quotation marks: a colon, a comment, a hyphen."""
    line = draft.lines[at.row]
    if line.startswith("- ", at.column):
        line = mend_inline_list(draft, at)
    end = end_of_text(line, at.column)
    if end < len(line):
        check_comment(draft, at, line.index("#", end))
    colon = COLON.search(line, at.column, end)
    if colon is None:
        return
    value = line[at.column : end]
    draft.error(
        Code.COLON_IN_VALUE,
        draft.place(at.row, colon.start(), colon.end()),
        msg("内容“{value}”里有英文冒号加空格，会被当成另一栏的开头。", value=clip(value)),
        instead(line[: at.column] + quote(value) + line[end:]),
    )
    # A full-width colon keeps the columns, and the text goes on over further lines.
    draft.lines[at.row] = line[: at.column] + COLON.sub("：", value) + line[end:]


def check_comment(draft: Draft, at: Start, sharp: int) -> None:
    """Warn of a # that looks like a part of the text; behind `# ` stands a comment."""
    line = draft.lines[at.row]
    if line[sharp + 1 : sharp + 2] in ("", " ", "#"):
        return
    whole = quote(line[at.column :].rstrip(BLANKS))
    draft.report.warning(
        Code.COMMENT_IN_VALUE,
        draft.place(at.row, sharp, len(line)),
        msg("从“#”起的“{lost}”会被当作备注丢掉。", lost=clip(line[sharp:].rstrip(BLANKS))),
        msg(
            "要保留就加引号：{line}；确实是备注，就在 # 后面加一个空格。",
            line=(line[: at.column] + whole).strip(),
        ),
    )


def mend_inline_list(draft: Draft, at: Start) -> str:
    """Report an item of a list that stands on the line of its key; return the line without -."""
    line = draft.lines[at.row]
    before, value = line[: at.column], line[at.column + 2 :].strip()
    draft.error(
        Code.YAML_SYNTAX,
        draft.place(at.row, at.column, at.column + 1),
        msg("列表的项目不能和栏目名写在同一行。"),
        msg("改成：{line}；有几项就用顿号隔开，或者每项另起一行。", line=(before + value).strip()),
    )
    draft.lines[at.row] = before + "  " + line[at.column + 2 :]
    return draft.lines[at.row]


def check_further(draft: Draft, row: int, indent: int) -> None:
    """Report a colon and a comment in a further line of a text."""
    line = draft.lines[row]
    end = end_of_text(line, indent)
    if end < len(line):
        check_comment(draft, Start(row, indent, indent), line.index("#", end))
    colon = COLON.search(line, indent, end)
    if colon is not None:
        draft.error(
            Code.COLON_IN_VALUE,
            draft.place(row, colon.start(), colon.end()),
            msg("这一行接着上面的内容，里面却有英文冒号加空格。"),
            instead(COLON.sub("：", line).replace("： ", "：")),
        )
        draft.lines[row] = COLON.sub("：", line)
