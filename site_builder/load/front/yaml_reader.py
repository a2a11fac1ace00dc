"""YAML becomes texts, lists and mappings with their places; the door to yaml.

Nothing is guessed about types here: 010, 1.20 and yes are texts, and the schema asks what they
mean. Anchors, tags and several documents in one file are refused: an editor who writes them meant
something else.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from site_builder.core.diagnostics import Code, Location
from site_builder.core.messages import msg
from site_builder.load.front.values import Mapping, Scalar, Sequence, Value
from site_builder.load.front.yaml_draft import UNTIDY, Draft, clip
from site_builder.load.front.yaml_slips import mend
from site_builder.load.front.yaml_tidy import read_tidy

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 50
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's reader where it is there: ten times faster, with the same places."""
QUOTES = ("'", '"')


def read_value(draft: Draft, *, keys_first: bool) -> Value | None:
    """Return what a draft says, its slips mended, or report that it cannot be read."""
    try:
        if not UNTIDY.search(draft.typed):
            tidy = read_tidy(draft)
            if tidy is not None:
                return tidy
            with contextlib.suppress(yaml.YAMLError):
                return Builder(draft, tidy=True).build()
        mend(draft, keys_first=keys_first)
        if draft.given_up:
            return None
        return Builder(draft, tidy=False).build()
    except yaml.MarkedYAMLError as error:
        if not draft.faulty:
            report_unreadable(draft, error)
    except UnreadableError:
        pass
    return None


def report_unreadable(draft: Draft, error: yaml.MarkedYAMLError) -> None:
    """Report what YAML refuses and the search for slips has not seen."""
    mark = error.problem_mark or error.context_mark
    row = min(mark.line, len(draft.lines) - 1) if mark else 0
    line = draft.lines[row]
    about = f"{error.context} {error.problem}"
    if "flow" in about:
        hint = msg("看看括号是不是成对，每一项之间是不是用逗号隔开；有特殊符号的项目加上英文引号。")
    elif "quoted" in about:
        hint = msg("看看这一段的引号是不是成对的英文引号。")
    else:
        hint = msg("看看这一行和上一行：行首的空格是不是对齐，冒号后面有没有空格，引号是不是成对。")
    start = len(line) - len(line.lstrip())
    draft.error(
        Code.YAML_SYNTAX,
        draft.place(row, start, max(start, len(line.rstrip()))),
        msg("这一行附近的写法读不懂：“{line}”。", line=clip(line.strip())),
        hint,
    )


class UnreadableError(Exception):
    """What YAML accepts and we do not; it is reported where it is found."""


@dataclass(slots=True)
class Level:
    """A list or mapping that is being read."""

    event: yaml.CollectionStartEvent
    values: list[Value]

    @property
    def brackets(self) -> bool:
        """Whether it is written within brackets."""
        return bool(self.event.flow_style)


class Builder:
    """Makes values of yaml's events, without recursion: depth is the writer's choice."""

    def __init__(self, draft: Draft, *, tidy: bool) -> None:
        self.draft = draft
        self.tidy = tidy
        """Whether no value may go on over further lines; each line looked complete in itself."""
        self.refused: set[int] = set()
        """Rows with an anchor that was reported."""

    def build(self) -> Value:
        """Return the value of the whole text."""
        loader = LOADER(self.draft.text)
        try:
            return self.read(loader.get_event)
        finally:
            loader.dispose()

    def read(self, next_event: Callable[[], yaml.Event]) -> Value:
        """Return the value that events make up."""
        levels: list[Level] = []
        result: Value | None = None
        while not isinstance(event := next_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.ScalarEvent):
                value: Value = self.scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self.open(event, levels)
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                value = self.close(levels.pop())
            elif isinstance(event, yaml.AliasEvent):
                value = self.alias(event)
            else:
                if isinstance(event, yaml.DocumentStartEvent) and result is not None:
                    self.refuse_second(event)
                continue
            if levels:
                levels[-1].values.append(value)
            else:
                result = value
        return result or Scalar("", Location(self.draft.path, self.draft.first_line))

    def place(self, event: yaml.Event) -> Location:
        """Return the place of an event, up to the end of its first line."""
        row, column, last, end = span(event)
        return self.draft.place(row, column, end if last == row else len(self.draft.lines[row]))

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        """Return a text with its place."""
        if event.anchor is not None or event.tag is not None:
            self.refuse(event)
        row, column, last, end = span(event)
        if last > row:
            return self.long_scalar(event)
        location = self.draft.place(row, column, end)
        if not event.style:
            return Scalar(event.value, location, doubtful=row in self.draft.doubtful)
        inset = self.draft.column(row, column + 1) + 1 - location.column
        plain = end - column - 2 == len(event.value)
        raw = "" if plain else self.draft.typed_part(row, column, row, end)
        return Scalar(event.value, location, True, inset, raw, row in self.draft.doubtful)

    def long_scalar(self, event: yaml.ScalarEvent) -> Scalar:
        """Return a text of several lines with its place."""
        if self.tidy:
            raise yaml.YAMLError
        row, column, last, end = span(event)
        lines = self.draft.lines[row : last + 1]
        lines[0] = lines[0][column:]
        if last < len(self.draft.lines):
            lines[-1] = lines[-1][:end]
        text = unfold(event.value, event.style, lines)
        raw = self.draft.typed_part(row, column, last, end)
        doubtful = not self.draft.doubtful.isdisjoint(range(row, last + 1))
        return Scalar(text, self.place(event), bool(event.style), 0, raw, doubtful)

    def alias(self, event: yaml.AliasEvent) -> Scalar:
        """Refuse a reference to an anchor."""
        self.refuse(event)
        return Scalar(f"*{event.anchor}", self.place(event))

    def refuse(self, event: yaml.NodeEvent) -> None:
        """Report an anchor, a reference or a tag that stands within brackets, once a line."""
        row = span(event)[0]
        if row in self.refused:
            return
        self.refused.add(row)
        self.draft.error(
            Code.ANCHOR,
            self.place(event),
            msg("以 &、*、! 开头是代号、引用和类型的写法，这里不用。"),
            msg("直接写出内容；文字本身以这些符号开头的，就加上英文引号。"),
        )

    def open(self, event: yaml.CollectionStartEvent, levels: list[Level]) -> None:
        """Begin a list or mapping."""
        if event.anchor is not None or event.tag is not None:
            self.refuse(event)
        if len(levels) == MAX_DEPTH:
            self.draft.error(
                Code.NESTED_TOO_DEEP,
                self.place(event),
                msg("这里一层套一层，超过了 {limit} 层。", limit=MAX_DEPTH),
                msg("信息栏最多用到三层，请看看是不是括号或减号打多了。"),
            )
            raise UnreadableError
        levels.append(Level(event, []))

    def close(self, level: Level) -> Value:
        """Return a list or mapping that has been read."""
        values = level.values
        doubtful = level.brackets and span(level.event)[0] in self.draft.doubtful
        if isinstance(level.event, yaml.SequenceStartEvent):
            return Sequence(tuple(values), self.place(level.event), level.brackets, doubtful)
        entries = []
        for key, value in zip(values[::2], values[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.draft.error(
                    Code.YAML_SYNTAX,
                    key.location,
                    msg("冒号前面应该是栏目名，这里却是一个列表。"),
                    msg("看看括号和冒号是不是写错了位置。"),
                )
                raise UnreadableError
            entries.append((key, value))
        at = entries[0][0].location if entries else self.place(level.event)
        return Mapping(tuple(entries), at, level.brackets, doubtful)

    def refuse_second(self, event: yaml.DocumentStartEvent) -> None:
        """Report that a second document begins."""
        self.draft.error(
            Code.YAML_SYNTAX,
            self.draft.place(span(event)[0], 0, 3),
            msg("“---”把这个文件分成了两份，程序只认一份。"),
            msg("删掉这一行的“---”。"),
        )
        raise UnreadableError


def span(event: yaml.Event) -> tuple[int, int, int, int]:
    """Return the rows and columns, from 0, where an event begins and ends."""
    start, end = event.start_mark, event.end_mark
    assert start is not None  # noqa: S101 - every reader of yaml sets them
    assert end is not None  # noqa: S101
    return start.line, start.column, end.line, end.column


def unfold(text: str, style: str | None, lines: list[str]) -> str:
    """Return a text of several lines with its line ends, which YAML would make blanks.

    Chinese lines join without a blank; how, is for those to say who know what the text is for.
    """
    if style == "|":
        return text
    if style == ">":
        lines = lines[1:]
    elif style in QUOTES:
        joined = "\n".join(lines)[1:-1]
        if style == '"' and "\\" in joined:
            return text
        lines = (joined.replace("''", "'") if style == "'" else joined).split("\n")
    return "\n".join(line.strip() for line in lines).strip()
