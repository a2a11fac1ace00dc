"""What an unfinished merge leaves in a file: markers, and two versions of the same lines."""

from __future__ import annotations

import re

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.messages import msg

OURS = re.compile(r"<{7}(?:[ ].*)?")
BASE = re.compile(r"\|{7}(?:[ ].*)?")
MIDDLE = re.compile(r"={7}")
THEIRS = re.compile(r">{7}(?:[ ].*)?")


def settle_conflicts(path: str, lines: list[str], first_line: int, report: Report) -> None:
    """Report each conflict, and read on with its first version: no line moves."""
    row = 0
    while row < len(lines):
        ends = _find_ends(lines, row) if lines[row].startswith("<<<<<<<") else None
        if ends is None:
            row += 1
            continue
        second, last = ends
        report.error(
            Code.CONFLICT_MARKER,
            Location(path, first_line + row, 1, len(lines[row].rstrip())),
            msg("这里有合并时留下的冲突标记，到第 {line} 行为止。", line=first_line + last),
            msg(
                "“=======”上下是两个版本：留下对的内容，"
                "再把“<<<<<<<”“=======”“>>>>>>>”开头的几行删掉。"
            ),
        )
        lines[row] = ""
        lines[second : last + 1] = [""] * (last + 1 - second)
        row = last + 1


def _find_ends(lines: list[str], row: int) -> tuple[int, int] | None:
    """Return the row where a conflict's first version ends, and the conflict's last row."""
    if OURS.fullmatch(lines[row].rstrip()) is None:
        return None
    second = 0
    for below in range(row + 1, len(lines)):
        line = lines[below].rstrip()
        if THEIRS.fullmatch(line) and second:
            return second, below
        if OURS.fullmatch(line):
            return None
        if not second and (BASE.fullmatch(line) or MIDDLE.fullmatch(line)):
            second = below
    return None
