"""Slips in values that have a beginning and an end: quotation marks, brackets, blocks of lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code
from site_builder.core.messages import Message, msg
from site_builder.load.front.known_keys import ADDRESSES, KEYS, WORDS
from site_builder.load.front.yaml_draft import BLANKS, clip, instead
from site_builder.load.front.yaml_values import (
    Start,
    State,
    check_anchors,
    check_comment,
    check_plain,
    check_special,
    end_of_text,
    quote_value,
)

if TYPE_CHECKING:
    from site_builder.load.front.yaml_draft import Draft

BLOCK = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])(?: *| +#.*)")
ENTRY = re.compile(
    r"(?P<indent>\s*)(?:-(?: |$)|(?P<key>[^\s:：\"'#\[\]{},]+)\s*(?:(?P<wide>：)|:(?: |$)))"
)
"""A line that begins something new: an item of a list or a key."""
CLOSING = {
    '"': re.compile(r'(?:[^"\\]|\\.)*+"'),
    "'": re.compile(r"(?:[^']|'')*+'"),
}
ESCAPE = re.compile(
    r"\\(?:[0abt\tnvfre \"/\\N_LP]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?P<wrong>.))"
)
KEY_BEFORE = re.compile(r"(?P<key>[^\s:]+): *$")
QUOTED_WORD = re.compile(r"\"[^\"、，,；;:#]+\"|'[^'、，,；;:#]+'")
QUOTED_WORDS = re.compile(
    rf"(?:{QUOTED_WORD.pattern})(?:\s*[、，,；;]?\s*(?:{QUOTED_WORD.pattern}))+"
)
LINK = re.compile(r"\[[^\[\]]*\]\s*[(（](?P<target>[^\s()（）]+)[)）]")
"""A link of Markdown."""
WIDE = {'"': "”“＂″", "'": "’‘＇′", "[": "］】〕", "{": "｝"}
"""What a Chinese keyboard gives for the closing partner."""
PARTNERS = {"[": "]", "{": "}"}


def check_value(draft: Draft, at: Start) -> tuple[State, int]:
    """Report and mend the slips of a value; return what may follow, and the row behind it."""
    at = check_anchors(draft, at)
    text = draft.lines[at.row][at.column :]
    if not text.strip(BLANKS):
        return State.EMPTY, at.row + 1
    if text[0] == "#":
        check_comment(draft, at, at.column)
        return State.EMPTY, at.row + 1
    if text[0] in CLOSING:
        return check_quoted(draft, at)
    if text[0] in PARTNERS:
        return check_flow(draft, at)
    if BLOCK.fullmatch(text):
        return State.CLOSED, check_block(draft, at)
    special = check_special(draft, at)
    if special is None:
        check_plain(draft, at)
    return special or State.PLAIN, at.row + 1


def ends_value(draft: Draft, row: int, owner: int) -> bool:
    """Return whether a row cannot go on with a value that was opened above and not yet closed."""
    found = ENTRY.match(draft.lines[row])
    return found is not None and (
        found["key"] in KEYS or (len(found["indent"]) <= owner and not found["wide"])
    )


def check_quoted(draft: Draft, at: Start) -> tuple[State, int]:
    """Report a quotation mark without its partner, text behind the second, and wrong escapes."""
    mark = draft.lines[at.row][at.column]
    row, column = at.row, at.column + 1
    while row < len(draft.lines) and (row == at.row or not ends_value(draft, row, at.owner)):
        found = CLOSING[mark].match(draft.lines[row], column)
        if found is not None:
            return check_behind(draft, at, row, found.end())
        row, column = row + 1, 0
    close(draft, at, row, [mark])
    return State.CLOSED, row


def check_behind(draft: Draft, at: Start, row: int, end: int) -> tuple[State, int]:
    """Report text behind a closing quotation mark or bracket."""
    line = draft.lines[row]
    rest = line[end:].strip(BLANKS)
    if rest and not rest.startswith("#"):
        if row == at.row:
            message = (
                msg("一对引号后面还有别的字：“{rest}”。", rest=clip(rest))
                if line[at.column] in CLOSING
                else msg("括号后面还有别的字：“{rest}”；这里的括号表示列表。", rest=clip(rest))
            )
            return mend_parts(draft, at, message), row + 1
        draft.error(
            Code.YAML_SYNTAX,
            draft.place(row, end, len(line)),
            msg("内容已经结束，后面还有别的字：“{rest}”。", rest=clip(rest)),
            msg("把它移到引号或括号里面，或者删掉。"),
        )
        draft.lines[row] = line[:end]
    elif line[at.column : at.column + 1] == '"' and row == at.row:
        check_escapes(draft, at, end)
    return State.CLOSED, row + 1


def mend_parts(draft: Draft, at: Start, message: Message) -> State:
    """Report a value that goes on behind its quotation mark or bracket, as it may be meant."""
    line = draft.lines[at.row]
    key = KEY_BEFORE.search(line[: at.column])
    name = key["key"] if key else ""
    value = line[at.column : end_of_text(line, at.column)]
    if name in WORDS and QUOTED_WORDS.fullmatch(value):
        plain = "、".join(each[1:-1] for each in QUOTED_WORD.findall(value))
        message = msg("几个词之间用顿号隔开，不用各自加引号。")
    elif name in ADDRESSES and (link := LINK.fullmatch(value)):
        plain = link["target"]
        message = msg("“{key}”只写网址本身，不用 Markdown 的链接写法。", key=name)
    else:
        return quote_value(draft, at, Code.SPECIAL_START, message)
    end = at.column + len(value)
    draft.error(
        Code.SPECIAL_START,
        draft.place(at.row, at.column, end),
        message,
        instead(line[: at.column] + plain + line[end:])
        if name in WORDS or plain.startswith(("http://", "https://"))
        else msg("写完整的网址，例如 https://example.org/ 。"),
    )
    draft.replace(at.row, at.column, end, plain)
    return State.DROPPED


def check_escapes(draft: Draft, at: Start, end: int) -> None:
    """Report a backslash in double quotation marks that stands for nothing, as in a path."""
    line = draft.lines[at.row]
    wrong = next(
        (each for each in ESCAPE.finditer(line, at.column, end) if each["wrong"] is not None), None
    )
    if wrong is None:
        return
    quoted = "'" + line[at.column + 1 : end - 1].replace("'", "''") + "'"
    draft.error(
        Code.YAML_SYNTAX,
        draft.place(at.row, wrong.start(), wrong.end()),
        msg("英文双引号里的反斜杠另有用途，“{escape}”读不懂。", escape=wrong[0]),
        instead(line[: at.column] + quoted + line[end:]),
    )
    draft.replace(at.row, at.column, end, quoted)


def check_flow(draft: Draft, at: Start) -> tuple[State, int]:
    """Report a bracket without its partner, and text behind the partner."""
    row, column = at.row, at.column
    open_: list[str] = []
    while row < len(draft.lines) and (row == at.row or not ends_value(draft, row, at.owner)):
        if row > at.row:
            draft.lines[row] = draft.lines[row].replace("\t", " ")
        end = scan_flow(draft, row, column, open_)
        if not open_:
            return check_behind(draft, at, row, end)
        row, column = row + 1, 0
    close(draft, at, row, open_)
    return State.CLOSED, row


def scan_flow(draft: Draft, row: int, column: int, open_: list[str]) -> int:
    """Follow the brackets and quotation marks of a row; return the column behind the last one."""
    fresh = not open_ or open_[-1] in PARTNERS  # a quotation mark means one only at a beginning
    while column < len(line := draft.lines[row]):
        sign = line[column]
        if open_ and open_[-1] in CLOSING:
            found = CLOSING[open_[-1]].match(line, column)
            if found is None:
                return len(line)
            open_.pop()
            column = found.end()
            mend_comma(draft, row, column)
            continue
        if (sign in CLOSING and fresh) or sign in PARTNERS:
            open_.append(sign)
        elif sign in "]}":
            open_.pop()
            if not open_:
                return column + 1
        elif sign == "#" and line[column - 1 : column] in ("", " "):
            return len(line)
        fresh = sign in "[{,:" or (fresh and sign == " ")
        column += 1
    return column


def mend_comma(draft: Draft, row: int, column: int) -> None:
    """Take a full-width comma between two texts in quotation marks for a half-width one."""
    line = draft.lines[row]
    rest = line[column:].lstrip(BLANKS)
    if rest[:1] in tuple("，、；"):
        comma = len(line) - len(rest)
        draft.lines[row] = f"{line[:comma]},{line[comma + 1 :]}"


def close(draft: Draft, at: Start, behind: int, open_: list[str]) -> None:
    """Report what is opened and not closed before a row, and close it there."""
    row = max(row for row in range(at.row, behind) if row == at.row or draft.lines[row].strip())
    line = draft.lines[row]
    start = at.column if row == at.row else 0
    end = len(line.rstrip(BLANKS)) if open_[-1] in CLOSING else end_of_text(line, start)
    keep = end - 1 if end - 1 > start and line[end - 1] in WIDE[open_[-1]] else end
    partners = "".join(PARTNERS.get(sign, sign) for sign in reversed(open_))
    brackets = partners[1:]
    quote = line.rfind(open_[-1], start, keep) if open_[-1] in CLOSING else -1
    opened = (at.row, at.column) if quote < 0 else (row, quote)
    if open_[-1] in CLOSING and brackets and line[:end].endswith(brackets):
        keep = end - len(brackets)  # they are there, but count as text within the quotation mark
    draft.error(
        Code.UNCLOSED,
        draft.place(*opened, opened[1] + 1),
        msg("英文引号 {sign} 只有前一半，没有后一半。", sign=open_[-1])
        if open_[-1] in CLOSING
        else msg(
            "括号 {sign} 只有前一半，没有后一半 {partners}。", sign=open_[0], partners=partners
        ),
        instead(line[:keep] + partners + line[end:])
        if row == at.row
        else msg("在第 {line} 行末尾加上“{sign}”。", line=draft.first_line + row, sign=partners),
    )
    draft.replace(row, keep, end, partners)


def check_block(draft: Draft, at: Start) -> int:
    """Report lines of a block (|, >) that are not deep enough; return the row behind it."""
    depth = 0
    row = at.row + 1
    while row < len(draft.lines):
        line = draft.lines[row]
        text = line.lstrip(BLANKS)
        half_width = len(line) - len(line.lstrip(" "))
        if not text:
            draft.lines[row] = ""
        elif half_width > at.owner:
            draft.lines[row] = line.replace("\t", " ")
            depth = depth or half_width
            if half_width < depth:
                report_shallow(draft, row, half_width, depth)
        elif line[half_width] in BLANKS:
            depth = depth or at.owner + 2
            draft.mend_indent(row, depth)
        else:
            break
        row += 1
    return row


def report_shallow(draft: Draft, row: int, indent: int, depth: int) -> None:
    """Report a line that stands further left than the first line of its block."""
    draft.error(
        Code.INDENTATION,
        draft.place(row, 0, indent),
        msg("这一行行首有 {indent} 个空格，比这一段的第一行少。", indent=indent),
        msg("行首改成 {depth} 个空格，与这一段的第一行对齐。", depth=depth),
    )
    draft.replace(row, 0, indent, " " * depth)
