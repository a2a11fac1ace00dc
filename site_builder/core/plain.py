"""Frozen values become plain data that JSON can hold, and come back equal."""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from collections import abc
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Step = Callable[[Any], Any] | None
    """Turns one value; None where it can stay as it is."""

PLAIN = frozenset({str, int, float, bool, type(None)})


class Form:
    """How values of one type are written as plain data and read again.

    A dataclass becomes the list of its fields, so what is remembered is small; its shape is not
    written, so both sides must be of one version of the code.
    """

    def __init__(self, kind: object, names: Mapping[str, object]) -> None:
        """Take a type; names tells what its annotations mean that are not imported at run time."""
        self._names = names
        self._known: dict[object, tuple[Step, Step]] = {}
        write, read = self._steps(kind)
        self.write: Callable[[Any], Any] = write or same
        self.read: Callable[[Any], Any] = read or same

    def _steps(self, kind: Any) -> tuple[Step, Step]:  # noqa: ANN401 - types have many types
        """Return how values of a type are written and read."""
        if kind in PLAIN:
            return None, None
        if kind in self._known:
            return self._known[kind]
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin in {types.UnionType, typing.Union}:
            return self._union([each for each in inner if each not in PLAIN])
        if origin is tuple:
            return self._tuple(inner)
        if origin is abc.Mapping:
            write, read = self._steps(inner[1])
            return mapping_step(write), mapping_step(read)
        if kind is datetime.date:
            return datetime.date.isoformat, datetime.date.fromisoformat
        if isinstance(kind, type) and issubclass(kind, Enum):
            return (lambda value: value.value), kind._value2member_map_.__getitem__
        if dataclasses.is_dataclass(kind):
            return self._dataclass(kind)
        raise TypeError(f"no plain form for {kind}")

    def _union(self, kinds: list[Any]) -> tuple[Step, Step]:
        """Return the steps of plain values or one other type, which is known by not being plain."""
        if not kinds:
            return None, None
        [kind] = kinds  # two could not be told apart
        write, read = self._steps(kind)
        if isinstance(kind, type) and not dataclasses.is_dataclass(kind):
            # Its plain form is a text: only None is certain not to be one of its values.
            return optional(write), optional(read)
        return unless_plain(write), unless_plain(read)

    def _tuple(self, inner: tuple[Any, ...]) -> tuple[Step, Step]:
        if len(inner) == 2 and inner[1] is ...:
            write, read = self._steps(inner[0])
            return row_step(write, list), row_step(read, tuple)
        steps = [self._steps(each) for each in inner]
        writes, reads = [write for write, _ in steps], [read for _, read in steps]
        return (lambda row: turned(writes, row)), (lambda row: tuple(turned(reads, row)))

    def _dataclass(self, kind: Any) -> tuple[Step, Step]:  # noqa: ANN401
        hints = typing.get_type_hints(kind, localns=dict(self._names))
        names = [each.name for each in dataclasses.fields(kind)]
        writes: list[Step] = []
        reads: list[Step] = []

        def write(value: object) -> list[object]:
            return turned(writes, [getattr(value, name) for name in names])

        def read(row: list[object]) -> object:
            return kind(*turned(reads, row))

        self._known[kind] = write, read  # before the fields: a message may hold messages
        for name in names:
            steps = self._steps(hints[name])
            writes.append(steps[0])
            reads.append(steps[1])
        return write, read


def same(value: object) -> object:
    """Return a value as it is."""
    return value


def turned(steps: list[Step], row: abc.Iterable[object]) -> list[object]:
    """Return values, each turned by its step."""
    return [value if step is None else step(value) for step, value in zip(steps, row, strict=True)]


def row_step(step: Step, kind: Callable[[Any], Any]) -> Step:
    """Return the step of a row of values of one type."""
    return kind if step is None else lambda row: kind(map(step, row))


def mapping_step(step: Step) -> Step:
    """Return the step of a mapping from texts to values of one type."""
    return dict if step is None else lambda found: {key: step(each) for key, each in found.items()}


def optional(step: Step) -> Step:
    """Return a step that leaves None alone."""
    return None if step is None else lambda value: None if value is None else step(value)


def unless_plain(step: Step) -> Step:
    """Return a step that leaves plain values alone."""
    return None if step is None else lambda value: value if type(value) in PLAIN else step(value)
