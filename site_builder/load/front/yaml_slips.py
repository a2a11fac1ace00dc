"""Slips of the hand that YAML misreads: found line by line, reported where they are, and mended.

YAML's own complaints name the line after the slip, in the language of its grammar; several slips
raise none at all. So lines are read here first, by the little grammar that editors use: keys,
lists, values of one line, quotation marks, brackets and blocks. Every slip is mended in memory,
line for line, so that YAML and the schema find what else there is in the same run.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code
from site_builder.core.messages import msg
from site_builder.load.front.known_keys import PARENTS
from site_builder.load.front.yaml_blocks import check_value
from site_builder.load.front.yaml_draft import clip
from site_builder.load.front.yaml_indents import Block, align, report_indents, shift_to
from site_builder.load.front.yaml_keys import (
    HYPHEN,
    add_first_key,
    add_hyphen,
    is_hyphen,
    like_hyphen,
    like_key,
    mend_hyphen,
    misplaced_key,
    read_key,
    report_merge,
)
from site_builder.load.front.yaml_values import COLON, Start, State, check_further

if TYPE_CHECKING:
    from site_builder.load.front.yaml_draft import Draft


MOST_ERRORS = 100
"""Somebody who has so many to mend is not helped by more."""


class Place(Enum):
    """What the grammar asks for on a line."""

    KEY = auto()
    """A key, for it stands below keys."""
    ENTRY = auto()
    """A hyphen, for it stands below hyphens."""
    FREE = auto()
    """A key, a hyphen or a text: it stands first."""
    FURTHER = auto()
    """It is deeper than a value: more of its text, or nothing."""


def mend(draft: Draft, *, keys_first: bool) -> None:
    """Report and mend the slips of a draft, whose text must be keys or may be a list."""
    Walker(draft, keys_first=keys_first).walk()
    report_indents(draft)


class Walker:
    """Reads the lines of a draft from top to bottom."""

    def __init__(self, draft: Draft, *, keys_first: bool) -> None:
        self.draft = draft
        self.keys_first = keys_first
        self.blocks: list[Block] = []
        self.state = State.EMPTY
        """How far the value goes whose key or hyphen stands in the column `owner`."""
        self.owner = -1
        self.label = ""
        """The key that the coming lines belong to."""
        self.listed = False
        """Whether hyphens below a value were reported."""

    def walk(self) -> None:
        """Read all lines."""
        row = 0
        while row < len(self.draft.lines) and self.draft.errors < MOST_ERRORS:
            row = self.read_line(row)
        if row < len(self.draft.lines):
            self.draft.error(
                Code.YAML_SYNTAX,
                self.draft.place(row, 0),
                msg("前面已经有 {count} 处错误，从这一行起先不看了。", count=MOST_ERRORS),
                msg("先改好前面的，再检查一遍。"),
            )
            self.draft.given_up = True

    def read_line(self, row: int) -> int:
        """Read a line and what its value takes of the next ones; return the row behind."""
        text = self.draft.tidy(row).lstrip()
        if not text or text[0] == "#":
            self.draft.lines[row] = ""
            return row + 1
        indent = self.draft.mend_indent(row)
        place, indent = self.settle(row, indent)
        if place is Place.FURTHER:
            if not self.is_misplaced_key(row, indent):
                self.read_further(row, indent)
                return row + 1
            place, indent = self.settle(row, self.innermost_keys().indent)
        return self.read_entry(row, indent, place)

    def settle(self, row: int, indent: int) -> tuple[Place, int]:
        """Return what must stand on a row, and its indentation, mended where it is askew."""
        line = self.draft.lines[row]
        hyphen = is_hyphen(line, indent) or like_hyphen(line, indent)
        if not self.blocks:
            free = hyphen or not self.keys_first or line[indent] in "{["
            return (Place.FREE if free else Place.KEY), indent
        if indent > self.owner:
            return (Place.FREE if self.state is State.EMPTY else Place.FURTHER), indent
        same = indent == self.owner and self.state is State.EMPTY
        if same and hyphen and not self.blocks[-1].is_list:
            return Place.FREE, indent
        if indent < self.blocks[0].indent:
            shift_to(self.draft, self.blocks, row, indent)
        block = self.block_of(row, indent, hyphen=hyphen)
        if block.indent != indent:
            align(self.draft, row, indent, block)
        del self.blocks[self.blocks.index(block) + 1 :]
        return (Place.ENTRY if block.is_list else Place.KEY), block.indent

    def block_of(self, row: int, indent: int, *, hyphen: bool) -> Block:
        """Return the block that a row belongs to by its indentation and its beginning."""
        exact = [block for block in self.blocks if block.indent == indent]
        fitting = [block for block in exact if block.is_list == hyphen]
        if fitting:
            return fitting[-1]
        if exact and not hyphen and not like_key(self.draft.lines[row], indent):
            return exact[-1]  # a list item that lacks its hyphen
        alike = [block for block in self.blocks if block.is_list == hyphen] or self.blocks
        return min(reversed(alike), key=lambda block: abs(block.indent - indent))

    def is_misplaced_key(self, row: int, indent: int) -> bool:
        """Report and mend a key that stands deeper than it may, as if it were text."""
        key = misplaced_key(self.draft.lines[row], indent)
        if not key or all(block.is_list for block in self.blocks):
            return False
        message = msg("“{key}”这一行缩进太多，成了上一栏内容的一部分。", key=key)
        align(self.draft, row, indent, self.innermost_keys(), message)
        return True

    def innermost_keys(self) -> Block:
        """Return the deepest block of keys."""
        return next(block for block in reversed(self.blocks) if not block.is_list)

    def read_further(self, row: int, indent: int) -> None:
        """Read a row that goes on with the text above, or has no business here."""
        draft = self.draft
        if self.state is State.CLOSED:
            draft.error(
                Code.INDENTATION,
                draft.place(row, indent, len(draft.lines[row])),
                msg("上一栏的内容已经结束，这一行不属于任何一栏。"),
                msg("把它并到引号里面；或者去掉行首的空格，写成“栏目: 内容”。"),
            )
        if self.state is not State.PLAIN:
            draft.lines[row] = ""
        elif is_hyphen(draft.lines[row], indent):
            if not self.listed:
                self.report_second_value(row, indent)
            self.listed = True
            draft.lines[row] = draft.lines[row].replace("-", "、", 1)
        else:
            check_further(draft, row, indent)

    def report_second_value(self, row: int, column: int) -> None:
        """Report a list below a key that already has its value."""
        self.draft.error(
            Code.YAML_SYNTAX,
            self.draft.place(row, column, column + 1),
            msg("“{key}”后面已经写了内容，下面又列了项目。", key=self.label),
            msg("把冒号后面的内容也移到下面，另起一行，前面加“- ”。"),
        )

    def read_entry(self, row: int, column: int, place: Place) -> int:
        """Read a row from its hyphens on; return the row behind its value."""
        draft = self.draft
        if place is Place.KEY and is_hyphen(draft.lines[row], column):
            self.report_second_value(row, column)
            draft.lines[row] = ""
            return row + 1
        column, place = self.read_hyphens(row, column, place)
        if column >= len(draft.lines[row]):
            return row + 1  # a hyphen, and what it introduces below it
        free = place is Place.FREE
        required = not free or not self.label or self.label in PARENTS
        key = read_key(draft, row, column, required=required)
        if key is None and free:
            key = add_first_key(draft, row, column, self.label)
        if key is None and not free:
            self.report_no_key(row, column)
            return row + 1
        if key is not None:
            self.push(row, column, is_list=False)
            self.owner, self.label = column, key[0].strip()
            if self.label == "<<":
                report_merge(draft, row, column)
                return row + 1
            column = key[1]
        line = draft.lines[row]
        start = len(line) - len(line[column:].lstrip(" "))
        self.listed = False
        self.state, row = check_value(draft, Start(row, start, self.owner))
        return row

    def read_hyphens(self, row: int, column: int, place: Place) -> tuple[int, Place]:
        """Read the hyphens of a row, mended where needed; return the column behind them."""
        draft = self.draft
        if place is Place.ENTRY and not like_hyphen(draft.lines[row], column):
            add_hyphen(draft, row, column)
        line = draft.lines[row]
        wanted = place is not Place.KEY and not is_hyphen(line, column)
        if wanted and like_hyphen(line, column):
            mend_hyphen(draft, row, column)
        line = draft.lines[row]
        while (found := HYPHEN.match(line, column)) is not None:
            self.push(row, column, is_list=True)
            self.owner, self.state = column, State.EMPTY
            self.label = self.blocks[-1].parent
            column, place = found.end(), Place.FREE
        return column, place

    def push(self, row: int, column: int, *, is_list: bool) -> None:
        """Begin a block of keys or hyphens, unless the row goes on with one."""
        top = self.blocks[-1] if self.blocks else None
        if top is None or (top.indent, top.is_list) != (column, is_list):
            self.blocks.append(Block(row, column, is_list, self.label))

    def report_no_key(self, row: int, column: int) -> None:
        """Report a row that is no key where one must stand."""
        draft = self.draft
        line = draft.lines[row]
        draft.error(
            Code.YAML_SYNTAX,
            draft.place(row, column, len(line)),
            msg("这一行不是“栏目: 内容”的写法：“{line}”。", line=clip(line.strip())),
            msg("如果它接着上一行，就接到上一行末尾；如果是新的一栏，就补上栏目名和英文冒号。"),
        )
        # Text that goes on is kept, so that nothing is said about a text cut short.
        if self.state is State.PLAIN:
            draft.replace(row, 0, column, " " * (self.owner + 2))
            draft.lines[row] = COLON.sub("：", draft.lines[row])
        else:
            draft.lines[row] = ""
