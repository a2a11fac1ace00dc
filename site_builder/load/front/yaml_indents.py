"""Lines that stand in the wrong column, or there with the wrong blanks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location
from site_builder.core.messages import Message, msg

if TYPE_CHECKING:
    from site_builder.load.front.yaml_draft import Draft


MOST_LINES = 20
"""So many line numbers are named in one hint."""


@dataclass(slots=True, eq=False)
class Block:
    """A run of keys or hyphens in one column."""

    row: int
    """Where it begins."""
    indent: int
    is_list: bool
    parent: str
    """The key it stands below; nothing for the whole text."""


def align(
    draft: Draft, row: int, indent: int, block: Block, message: Message | None = None
) -> None:
    """Report a row that stands in the wrong column; move it and its run into a block's."""
    if row in draft.foreign:
        # Of tabs or wide blanks that is said already; how wide they are, nobody knows.
        draft.replace(row, 0, indent, " " * block.indent)
        return
    last = last_of_run(draft, row, indent, block)
    draft.error(
        Code.INDENTATION,
        draft.place(row, 0, indent),
        message or msg("这一行行首有 {indent} 个空格，和上面的内容对不齐。", indent=indent),
        where_to(draft, row, block, last),
    )
    for each in range(row, last + 1):
        if draft.lines[each]:
            draft.replace(each, 0, indent, " " * block.indent)


def last_of_run(draft: Draft, row: int, indent: int, block: Block) -> int:
    """Return the last of the rows, from one on, that must move with it.

    They stand as deep as it or deeper. Below a key that must move right, the keys that stand
    where it should, and the items in its column, do not move.
    """
    last = row
    for each in range(row + 1, len(draft.lines)):
        line = draft.lines[each]
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip(" "))
        stays = depth == block.indent or (depth == indent and line.startswith("- ", depth))
        if depth < max(1, indent) or (stays and not block.is_list):
            break
        last = each
    return last


def where_to(draft: Draft, row: int, block: Block, last: int) -> Message:
    """Return the hint that says with which line a row must stand in line."""
    line = draft.first_line + block.row
    here = (
        msg("行首改成 {indent} 个空格，与第 {line} 行对齐", indent=block.indent, line=line)
        if block.indent
        else msg("去掉行首的空格，与第 {line} 行对齐", line=line)
    )
    if last == row:
        return msg("{here}。", here=here)
    return msg("{here}；到第 {last} 行为止跟着一起移。", here=here, last=draft.first_line + last)


def shift_to(draft: Draft, blocks: list[Block], row: int, indent: int) -> None:
    """Report that a text began further right than a row below, and move its beginning there."""
    root = blocks[0]
    surplus = root.indent - indent
    draft.error(
        Code.INDENTATION,
        draft.place(root.row, 0, root.indent),
        msg("这一行行首多了空格，和下面第 {line} 行对不齐。", line=draft.first_line + row),
        msg("去掉行首的空格。")
        if indent == 0
        else msg("行首改成 {indent} 个空格。", indent=indent),
    )
    for above in range(root.row, row):
        line = draft.lines[above]
        draft.replace(above, 0, min(surplus, len(line) - len(line.lstrip(" "))), "")
    for block in blocks:
        block.indent -= surplus


def report_indents(draft: Draft) -> None:
    """Report blanks of the wrong kind at the beginning of rows, each kind once."""
    for code, rows in draft.indented.items():
        if not rows:
            continue
        first = draft.typed_lines[rows[0]]
        message = msg("行首用了特殊的空格（多半是从网页复制来的），这里只能用半角空格。")
        if code is Code.TAB_INDENT:
            message = msg("行首用了 Tab 键缩进，这里只能用半角空格。")
        elif "\u3000" in first[: len(first) - len(first.lstrip())]:
            message = msg("行首用了全角空格缩进，这里只能用半角空格。")
        # As it was typed: a row that was moved to the first column has no indentation any more.
        width = len(first) - len(first.lstrip())
        lines = "、".join(str(draft.first_line + row) for row in rows[:MOST_LINES])
        draft.error(
            code,
            Location(draft.path, draft.first_line + rows[0], 1, width),
            message,
            blanks_instead(draft.lines[rows[0]])
            if len(rows) == 1
            else msg("每缩进一层，行首用 2 个半角空格；要改的是第 {lines} 行。", lines=lines),
        )


def blanks_instead(mended: str) -> Message:
    """Return the hint that says how a mended row begins."""
    width = len(mended) - len(mended.lstrip(" "))
    if not mended:  # left out for another slip
        return msg("每缩进一层，行首用 2 个半角空格。")
    if width == 0:
        return msg("去掉行首的空格。")
    return msg("行首改成 {indent} 个半角空格。", indent=width)
