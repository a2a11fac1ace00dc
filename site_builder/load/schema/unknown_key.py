"""A key that the schema does not know: what was meant, and where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code
from site_builder.core.messages import Message, msg
from site_builder.load.front.yaml_draft import clip, instead
from site_builder.load.nearest import nearest

if TYPE_CHECKING:
    from site_builder.load.front.values import Scalar
    from site_builder.load.schema.spec import Key, Shaped, Spec


MOST_GUESSES = 50
"""Each takes a millisecond; a file with more unknown keys is not one of ours."""
MARKS = "【】［］〔〕《》“”‘’「」 "
"""Signs that are put round a key."""


def report_unknown(written: Scalar, spec: Spec, prefix: str, shaped: Shaped) -> None:
    """Report a key that does not stand in a schema."""
    name = written.text.strip()
    wide = name.partition("：")[0].strip()
    if wide != name and wide in spec.by_name:
        shaped.error(
            Code.FULL_WIDTH_COLON,
            written.location,
            msg("“{key}”后面用了全角冒号“：”。", key=wide),
            instead(f"{wide}: {name.partition('：')[2]}"),
        )
        shaped.failed.add(prefix + spec.by_name[wide].name)
        return
    parent = parent_of(prefix, shaped)
    message = (
        msg("没有“{key}”这一栏。", key=clip(name))
        if parent is None
        else msg(
            "“{parent}”下面没有“{key}”这一栏。",
            parent=parent.called(chinese=shaped.chinese),
            key=clip(name),
        )
    )
    shaped.error(Code.UNKNOWN_KEY, written.location, message, where(name, spec, prefix, shaped))


def parent_of(prefix: str, shaped: Shaped) -> Key | None:
    """Return the key below which a path's keys stand."""
    spec, key = shaped.root, None
    for part in prefix.split("."):
        if part in spec.by_name:
            key = spec.by_name[part]
            spec = key.below or spec
    return key


def where(name: str, spec: Spec, prefix: str, shaped: Shaped) -> Message:
    """Return what to write instead of an unknown key."""
    chinese = not name.isascii()
    target = spec.synonyms.get(name.casefold())
    if target == "":
        return msg("编号就是文件名，不用另写；删掉这一行。")
    if target is not None:
        if target in spec.by_name:
            shaped.failed.add(prefix + target)
        return by_path(target.split("."), spec, chinese=chinese)
    for key in spec.keys:
        if key.below is not None and name in key.below.by_name:
            return by_path([key.name, key.below.by_name[name].name], spec, chinese=chinese)
    if spec is not shaped.root and name in shaped.root.by_name:
        return msg("“{key}”不属于这里，要写在最外面：去掉行首的空格和减号。", key=name)
    shaped.unknown += 1
    if shaped.unknown > MOST_GUESSES:
        return allowed(spec, chinese=chinese)
    bare = name.strip(MARKS)
    near = bare if bare in spec.by_name else nearest(name, spec.by_name)
    if near:
        # One slip, one error: the key that was meant is not called missing as well.
        shaped.failed.add(prefix + spec.by_name[near].name)
        return msg("是不是“{near}”？", near=near)
    # Half of a word of two characters is too little to tell a synonym by: 主题 is not 标题.
    word = nearest(name.casefold(), spec.synonyms) if len(name) > 2 else ""
    if word and spec.synonyms[word]:
        return by_path(spec.synonyms[word].split("."), spec, chinese=chinese)
    return allowed(spec, chinese=chinese)


def allowed(spec: Spec, *, chinese: bool) -> Message:
    """Return the hint that names all keys."""
    names = "、".join(key.called(chinese=chinese) for key in spec.keys)
    return msg("这里可以写的有：{names}。", names=names)


def by_path(path: list[str], spec: Spec, *, chinese: bool) -> Message:
    """Return the hint that names another key, or a key below another."""
    key = spec.by_name[path[0]]
    label = key.called(chinese=chinese)
    if len(path) == 1:
        return msg("改用“{key}”。", key=label)
    assert key.below is not None  # noqa: S101 - the tables of synonyms are tested
    below = key.below.by_name[path[1]].called(chinese=chinese)
    return msg("写在“{key}”下面的“{below}”里，行首缩进。", key=label, below=below)
