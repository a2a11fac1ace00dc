"""Keys get their one name, lists their parts, and every value its path and place.

This is the half of the schema that needs no types: which keys there are, which values are texts,
lists or keys of their own. What a text may say is for the models to ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code
from site_builder.core.messages import Message, msg
from site_builder.load.front.values import Mapping, Scalar, Sequence, Value
from site_builder.load.front.yaml_draft import instead, quote
from site_builder.load.schema.own_words import is_pairs, item_instead, own_lines, own_words
from site_builder.load.schema.spec import Key, Shape, Shaped, Spec, sample
from site_builder.load.schema.unknown_key import report_unknown
from site_builder.load.schema.words import is_new, one_line, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.core.diagnostics import Location


def shape_keys(mapping: Mapping, spec: Spec, prefix: str, shaped: Shaped) -> dict[str, object]:
    """Return the values of a mapping by the names of their keys."""
    result: dict[str, object] = {}
    seen: dict[str, Scalar] = {}
    for written, value in mapping.entries:
        key = spec.by_name.get(written.text) or spec.by_name.get(written.text.strip())
        if key is None:
            report_unknown(written, spec, prefix, shaped)
        elif key.name in seen:
            report_twice(written, seen[key.name], shaped)
        else:
            seen[key.name] = written
            path = prefix + key.name
            if value.empty:
                shaped.empty[path] = written.location
            elif (plain := shape_value(value, key, path, shaped)) is not None:
                result[key.name] = plain
            else:
                shaped.empty.setdefault(path, written.location)
    return result


def report_twice(written: Scalar, before: Scalar, shaped: Shaped) -> None:
    """Report a key that stands there already."""
    line = before.location.line
    message = (
        msg("“{key}”写了两次，前一次在第 {line} 行。", key=written.text, line=line)
        if written.text == before.text
        else msg(
            "“{key}”和第 {line} 行的“{before}”是同一栏。",
            key=written.text,
            line=line,
            before=before.text,
        )
    )
    shaped.error(Code.DUPLICATE_KEY, written.location, message, msg("留下一个，删掉另一个。"))


def shape_value(value: Value, key: Key, path: str, shaped: Shaped) -> object | None:
    """Return a value as plain texts, lists and dicts, or report that it is of another kind."""
    shaped.places[path] = value.location
    if value.doubtful:
        shaped.doubtful.add(path)
    match key.shape:
        case Shape.TEXT if isinstance(value, Scalar):
            return shape_text(value, path, shaped)
        case Shape.WORDS if not isinstance(value, Mapping):
            return shape_words(value, path, shaped) or None
        case Shape.KEYS | Shape.TEXT_OR_KEYS if isinstance(value, Mapping) and key.below:
            return shape_keys(value, key.below, f"{path}.", shaped)
        case Shape.TEXT_OR_KEYS if isinstance(value, Scalar) and key.below:
            return {key.below.keys[0].name: shape_text(value, path, shaped)}
        case Shape.ENTRIES if not isinstance(value, Scalar | Mapping) and key.below:
            return list(shape_entries(value, key, path, shaped))
        case Shape.ENTRIES if isinstance(value, Mapping) and not is_pairs(value, key):
            return list(shape_entries(value, key, path, shaped))
        case Shape.PAIRS if isinstance(value, Mapping):
            return shape_pairs(value, path, shaped)
    report_kind(value, key, path, shaped)
    return None


def shape_text(value: Scalar, path: str, shaped: Shaped) -> str:
    """Return a text without blanks round it, on one line."""
    text = value.text
    plain = text.strip()
    if plain != text:
        start = text.index(plain)
        shaped.places[path] = value.part(start, start + len(plain.split("\n")[0]))
    return one_line(plain) if "\n" in plain else plain


def shape_words(value: Scalar | Sequence, path: str, shaped: Shaped) -> list[str]:
    """Return the parts of a list, each once."""
    before: dict[str, str] = {}
    result: list[str] = []
    for word, at in words_of(value, path, shaped):
        if is_new(word, at, before, shaped.report):
            shaped.places[f"{path}.{len(result)}"] = at
            result.append(word)
    return result


def words_of(value: Scalar | Sequence, path: str, shaped: Shaped) -> Iterator[tuple[str, Location]]:
    """Yield the parts of a list with their places."""
    if isinstance(value, Scalar):
        yield from split_words(value)
        return
    for each in value.values:
        if each.empty:
            continue
        if each.doubtful:
            shaped.doubtful.add(path)
        if isinstance(each, Scalar):
            # An item in quotation marks is taken whole: a name may hold a separator.
            yield from [(each.text.strip(), each.location)] if each.quoted else split_words(each)
        else:
            shaped.failed.add(path)
            shaped.error(
                Code.WRONG_TYPE,
                each.location,
                msg("列表的每一项只能是一段文字。"),
                item_instead(each),
            )


def shape_entries(
    value: Mapping | Sequence, key: Key, path: str, shaped: Shaped
) -> Iterator[dict[str, object]]:
    """Yield the sets of keys that a list is made of; one set alone needs no list."""
    entries = [value] if isinstance(value, Mapping) else [e for e in value.values if not e.empty]
    assert key.below is not None  # noqa: S101 - the caller's match
    index = 0  # counts those that are passed on, as their paths do
    for entry in entries:
        if not isinstance(entry, Mapping):
            report_kind(entry, key, path, shaped)
            continue
        here = f"{path}.{index}"
        shaped.places[here] = entry.location
        yield shape_keys(entry, key.below, f"{here}.", shaped)
        index += 1


def shape_pairs(value: Mapping, path: str, shaped: Shaped) -> list[tuple[str, str]]:
    """Return names and texts."""
    pairs: dict[str, str] = {}
    seen: dict[str, Scalar] = {}
    for written, each in value.entries:
        name = written.text.strip()
        if name in seen:
            report_twice(written, seen[name], shaped)
        elif not isinstance(each, Scalar) or each.empty:
            shaped.failed.add(path)
            shaped.error(
                Code.WRONG_TYPE,
                written.location,
                msg("“{key}”后面要写一段文字。", key=name),
                msg("照服务商给的内容填写，或者删掉这一行。"),
            )
        else:
            seen[name] = written
            pairs[name] = shape_text(each, f"{path}.{name}", shaped)
    return list(pairs.items())


def report_kind(value: Value, key: Key, path: str, shaped: Shaped) -> None:
    """Report a text where a list stands, or the like, with the lines as they should be."""
    shaped.failed.add(path)
    if value.doubtful:
        shaped.faulty = True
        return
    label = key.called(chinese=shaped.chinese)
    found = msg("一段文字") if isinstance(value, Scalar) else msg("列表")
    if isinstance(value, Mapping):
        found = msg("几栏")
    lines = own_lines(value, key, chinese=shaped.chinese) or sample(
        key, chinese=shaped.chinese, given=own_words(value, key.shape)
    )
    hint = msg("改成：\n{lines}", lines=lines)
    match key.shape:
        case Shape.TEXT:
            message = msg("“{key}”只能写一段文字，这里写成了{found}。", key=label, found=found)
            hint = text_instead(value, label) or hint
        case Shape.WORDS:
            message = msg(
                "“{key}”要写成用顿号隔开的一行或者列表，这里写成了{found}。", key=label, found=found
            )
        case Shape.ENTRIES:
            message = msg(
                "“{key}”要一项一项地写，每一项再分几栏，这里写成了{found}。", key=label, found=found
            )
        case _:
            message = msg("“{key}”下面要分几栏写，这里写成了{found}。", key=label, found=found)
    shaped.error(Code.WRONG_TYPE, value.location, message, hint)


def text_instead(value: Value, label: str) -> Message | None:
    """Return how a list may be meant where a text is asked for."""
    if isinstance(value, Mapping):
        parts: tuple[Value, ...] = tuple(key for key, each in value.entries if each.empty)
        whole = len(parts) == len(value.entries)
    else:
        parts = value.values if isinstance(value, Sequence) else ()
        whole = all(isinstance(each, Scalar) for each in parts)
    if not whole or isinstance(value, Scalar):
        return None
    texts = [each.text for each in parts if isinstance(each, Scalar)]
    if not value.brackets:
        return instead(f"{label}: {'、'.join(texts)}")
    left, right = "[]" if isinstance(value, Sequence) else "{}"
    return msg(
        "改成：{line}；括号不是文字的一部分，就把它去掉。",
        line=f"{label}: {quote(left + ', '.join(texts) + right)}",
    )
