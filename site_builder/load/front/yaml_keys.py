"""Slips at the beginning of a line: hyphens of lists, keys, and the colons behind keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code
from site_builder.core.messages import msg
from site_builder.load.front.known_keys import KEYS
from site_builder.load.front.yaml_draft import BLANKS, instead

if TYPE_CHECKING:
    from site_builder.load.front.yaml_draft import Draft

WIDE_HYPHENS = "－﹣−–—―•●·・"
HYPHEN = re.compile(r"-(?: +|$)")
COLON = re.compile(r"(?P<colon> *:)(?= |$)| #")
QUOTED_KEY = re.compile(r"(?P<key>\"[^\"]*\"|'[^']*')(?P<colon> *:)(?= |$)")
NAME = r"(?P<key>[^\s:：﹕∶︰#\"'\[\]{},，。；！？、/]{1,20}?)"
WIDE_COLON = re.compile(NAME + rf"(?P<gap>[{BLANKS}]*(?P<sign>[：﹕∶︰])[{BLANKS}]*)")
TIGHT_COLON = re.compile(NAME + rf"(?P<gap>:[{BLANKS[1:]}]*)(?=[^ /])")
NO_COLON = re.compile(rf"(?P<key>[^\s=＝;；]+)(?P<gap>[{BLANKS}]*[=＝;；]?[{BLANKS}]*)")
KEY = re.compile(NAME + rf"[{BLANKS}]*(?P<sign>[：﹕∶︰]|:(?= |$))")
FIRST_KEYS = {"数据": "名称", "figures": "label", "来源": "报刊", "sources": "publication"}
"""What an item of these lists begins with; one of a whole file begins with its name."""
DECORATION = "*&!%@`|>"
"""What must not stand before a key; * and ` come from Markdown."""


def like_key(line: str, column: int) -> bool:
    """Return whether a line begins with a key: a name and a colon, a full-width one if known."""
    found = KEY.match(line, column)
    return found is not None and (found["sign"] == ":" or found["key"] in KEYS)


def misplaced_key(line: str, column: int) -> str:
    """Return the known key that a line of a longer text begins with, or nothing."""
    found = KEY.match(line, column)
    return found["key"] if found and found["sign"] == ":" and found["key"] in KEYS else ""


def is_hyphen(line: str, column: int) -> bool:
    """Return whether a list item begins here: a hyphen and a blank."""
    return HYPHEN.match(line, column) is not None


def like_hyphen(line: str, column: int) -> bool:
    """Return whether somebody meant to begin a list item here."""
    sign, next_ = line[column], line[column + 1 : column + 2]
    if sign == "-":
        return next_ != "-" and not re.fullmatch(r"-\d[\d.,]*%?", line[column:])
    return (sign in WIDE_HYPHENS and next_ != sign) or line.startswith("* ", column)


def mend_hyphen(draft: Draft, row: int, column: int) -> None:
    """Report a hyphen that is full-width, or has no half-width blank behind it."""
    line = draft.lines[row]
    text = line[column + 1 :].lstrip(BLANKS)
    end = len(line) - len(text)
    sign, blank = line[column], line[column + 1 : column + 2]
    at = draft.place(row, column, column + 1)
    hint = instead(f"- {text}")
    if sign != "-":
        code = Code.SPECIAL_START if sign == "*" else Code.FULL_WIDTH_HYPHEN
        message = msg("列表的项目要用英文减号加空格开头，这里写成了“{sign}”。", sign=sign)
        draft.error(code, at, message, hint)
    elif blank and blank in BLANKS:
        draft.error(Code.FULL_WIDTH_SPACE, at, msg("减号后面不是半角空格。"), hint)
    else:
        draft.error(Code.MISSING_SPACE, at, msg("列表项目的减号后面缺少空格。"), hint)
    draft.replace(row, column, end, "- ")


def read_key(draft: Draft, row: int, column: int, *, required: bool) -> tuple[str, int] | None:
    """Return a line's key and the column behind its colon, mended where a key must stand."""
    line = draft.lines[row]
    if line[column] in "\"'":
        quoted = QUOTED_KEY.match(line, column)
        return quoted and (quoted["key"][1:-1], quoted.end())
    if line[column] in "[{" or line.startswith("? ", column):
        return None
    found = COLON.search(line, column)
    colon = found if found and found["colon"] and found.start() > column else None
    if required:
        wide = WIDE_COLON.match(line, column)
        if wide and (colon is None or wide["key"] in KEYS):
            return mend_colon(draft, row, wide)
        tight = TIGHT_COLON.match(line, column)
        if tight and (colon is None or (tight["key"] in KEYS and tight.end("key") < colon.start())):
            return mend_colon(draft, row, tight)
        if colon is None:
            return add_colon(draft, row, column)
    if colon is None or (line[column] in DECORATION and not required):
        return None
    if line[column] in DECORATION:
        return undecorate(draft, row, column, colon)
    return line[column : colon.start()], colon.end()


def mend_colon(draft: Draft, row: int, found: re.Match[str]) -> tuple[str, int]:
    """Report a colon that is full-width, or has no half-width blank behind it."""
    line = draft.lines[row]
    key, (start, end) = found["key"], found.span("gap")
    gap = line[start:end]
    sign = next(index for index in range(start, end) if line[index] not in BLANKS)
    if line[sign] != ":":
        code = Code.FULL_WIDTH_COLON
        message = msg("“{key}”后面用了全角冒号“{sign}”。", key=key, sign=line[sign])
    elif gap == ":":
        code, message = Code.MISSING_SPACE, msg("“{key}”的冒号后面缺少空格。", key=key)
    else:
        code, message = Code.FULL_WIDTH_SPACE, msg("“{key}”的冒号后面不是半角空格。", key=key)
    mended = f"{line[:start]}: {line[end:]}"
    draft.error(code, draft.place(row, sign, sign + 1), message, instead(mended))
    draft.replace(row, start, end, ": ")
    return key, start + 1


def undecorate(draft: Draft, row: int, column: int, colon: re.Match[str]) -> tuple[str, int] | None:
    """Report signs round a key that YAML keeps for itself, such as the ** of Markdown."""
    line = draft.lines[row]
    name = line[column : colon.start()]
    plain = name.strip(DECORATION + "_ ")
    if not plain:
        return None
    draft.error(
        Code.SPECIAL_START,
        draft.place(row, column, colon.start()),
        msg("栏目名“{name}”带着多余的符号“{sign}”。", name=name, sign=name[0]),
        instead(line[:column] + plain + line[colon.start() :]),
    )
    draft.replace(row, column, colon.start(), plain)
    return plain, column + len(plain) + 1


def add_colon(draft: Draft, row: int, column: int) -> tuple[str, int] | None:
    """Report a known key without a colon; leave other texts alone."""
    line = draft.lines[row]
    found = NO_COLON.match(line, column)
    if found is None or found["key"] not in KEYS:
        return None
    if not found["gap"] and line[:column].strip():
        return None  # an item of a list may well be called 来源
    start, end = found.span("gap")
    mended = f"{line[:start]}: {line[end:]}"
    draft.error(
        Code.YAML_SYNTAX,
        draft.place(row, column, found.end("key")),
        msg("“{key}”后面缺少英文冒号。", key=found["key"]),
        instead(mended),
    )
    draft.replace(row, start, end, ": ")
    return found["key"], start + 1


def add_hyphen(draft: Draft, row: int, column: int) -> None:
    """Report an item that lacks its hyphen, and give it one."""
    line = draft.lines[row]
    draft.error(
        Code.YAML_SYNTAX,
        draft.place(row, column, len(line)),
        msg("上面是列表，“{text}”这一项前面缺少“- ”。", text=line[column:]),
        instead(f"- {line[column:]}"),
    )
    draft.replace(row, column, column, "- ")


def add_first_key(draft: Draft, row: int, column: int, parent: str) -> tuple[str, int] | None:
    """Report an item whose first key is left out, which only the keys below it show."""
    below = next((line for line in draft.lines[row + 1 :] if line.strip()), "")
    indent = len(below) - len(below.lstrip(" "))
    line = draft.lines[row]
    if indent != column or column == 0 or line[column] in "\"'[{|>" or not like_key(below, indent):
        return None
    name = FIRST_KEYS.get(parent, "" if parent else "name")
    if not name:
        return None
    draft.error(
        Code.YAML_SYNTAX,
        draft.place(row, column, len(line)),
        msg("这一项下面分了几栏，第一行却没有写栏目名。"),
        instead(f"{line[:column]}{name}: {line[column:]}"),
    )
    draft.replace(row, column, column, f"{name}: ")
    return name, column + len(name) + 1


def report_merge(draft: Draft, row: int, column: int) -> None:
    """Report a merge key, and leave it out."""
    draft.error(
        Code.ANCHOR,
        draft.place(row, column, column + 2),
        msg("“<<”是合并别处内容的写法，这里不用。"),
        msg("把要用的各栏直接写出来。"),
    )
    draft.lines[row] = ""
