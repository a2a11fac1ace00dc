"""What an editor wrote in a value of the wrong kind, put as the value should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.core.messages import Message, msg
from site_builder.load.front.values import Mapping, Scalar, Sequence, Value
from site_builder.load.front.yaml_draft import instead
from site_builder.load.nearest import nearest
from site_builder.load.schema.spec import Key, Shape
from site_builder.load.schema.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

JOINED = (("省市县区", "/"), ("年月日", "-"))
"""Keys that editors invent for the parts of a place or a date, and what joins these."""
NAMES = frozenset({"名称", "name", "关键词", "地区", "title", "标题"})


def own_words(value: Value, shape: Shape) -> str:
    """Return all that stands in a value as one text."""
    if isinstance(value, Scalar):
        return one_line(value.text.strip())
    if isinstance(value, Sequence):
        return "、".join(filter(None, (own_words(each, shape) for each in value.values)))
    for keys, sign in JOINED:
        if all(key.text.strip() in set(keys) for key, _ in value.entries):
            return sign.join(own_words(each, shape) for _, each in value.entries)
    parts = []
    for key, each in value.entries:
        words = own_words(each, shape)
        named = shape is Shape.TEXT or not words
        parts.append("：".join(filter(None, (key.text.strip(), words))) if named else words)
    return ("，" if shape is Shape.TEXT else "、").join(parts)


def own_lines(value: Value, key: Key, *, chinese: bool) -> str:
    """Return the lines of a value that only stands in the wrong shape, or nothing."""
    label = key.called(chinese=chinese)
    if key.below is None:
        return ""
    if isinstance(value, Mapping) and is_pairs(value, key):
        first, second = (each.called(chinese=chinese) for each in key.below.keys[:2])
        rows = (
            (f"  - {first}: {name.text.strip()}", f"    {second}: {own_words(each, key.shape)}")
            for name, each in value.entries
        )
        return "\n".join([f"{label}:", *(row for pair in rows for row in pair)])
    only = value.values[0] if isinstance(value, Sequence) and len(value.values) == 1 else None
    if isinstance(only, Mapping) and all(isinstance(each, Scalar) for _, each in only.entries):
        return "\n".join([f"{label}:", *_lines(only.entries, key.shape)])
    return ""


def _lines(entries: Iterable[tuple[Scalar, Value]], shape: Shape) -> list[str]:
    return [f"  {name.text.strip()}: {own_words(each, shape)}" for name, each in entries]


def is_pairs(value: Mapping, key: Key) -> bool:
    """Return whether keys are names of an editor's own with a text each: 走访人数: 10."""
    below = key.below
    return (
        below is not None
        and bool(value.entries)
        and all(
            isinstance(each, Scalar)
            and not each.empty
            and name.text.strip() not in below.by_name
            and name.text.strip().casefold() not in below.synonyms
            and not nearest(name.text.strip(), below.by_name)
            for name, each in value.entries
        )
    )


def item_instead(value: Value) -> Message:
    """Return how an item that has keys is written as a text."""
    if isinstance(value, Mapping) and len(value.entries) == 1:
        name, each = value.entries[0]
        if name.text.strip() in NAMES and isinstance(each, Scalar):
            return instead(f"- {each.text.strip()}")
    return msg("改成一项一行，写成“- 文字”；文字里有英文冒号的，就给它加上英文引号。")
