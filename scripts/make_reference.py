"""Writes docs/reference.md, the table of all keys, from the schemas."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.load.schema.case import CASE, PAGE
from site_builder.load.schema.lists import KEYWORD, ZONE
from site_builder.load.schema.site import SITE
from site_builder.load.schema.spec import Shape, sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.load.schema.spec import Key, Spec

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference.md"
HEAD = """\
<!-- 由 scripts/make_reference.py 从程序里的定义生成，请不要手工改。 -->

# 各栏写法参考

案例和网页开头两行 `---` 之间的部分叫**信息栏**，一行写一栏：`栏目: 内容`。
每一栏有中文、英文两个名字，用哪个都行，同一栏不要写两次。

- 冒号是英文冒号，后面空一格；全角冒号 `：` 会报错，并提示改好的样子。
- 缩进用半角空格，每层 2 个；不用 Tab，不用全角空格。
- 内容里有“英文冒号加空格”，或者以 `[ { * & ! % @ > | "` 等符号开头，就给整段内容加上英文引号：
  `标题: "创新案例: 驿站"`。
- 空格加 `#` 后面的字是备注，不会显示。
- 列表可以一项一行，前面写 `- `；也可以写在一行里，用 `、，,；;` 隔开。括号里的顿号不算，
  加了英文引号的项目也不再拆开。
- 数字、日期、`是`、`否`都照写，不用加引号。
- 不认识的栏会报错，并提示最接近的名字。
"""
PARTS = (
    ("案例的信息栏", "`content/cases/` 下的 `.md` 文件。", CASE),
    ("网页的信息栏", "`content/pages/` 下的 `.md` 文件。", PAGE),
    ("全站设置", "`content/site.yaml`。", SITE),
    ("关键词表", "`content/keywords.yaml`，每个关键词一项，以 `- ` 开头。", KEYWORD),
    ("补充地区表", "`content/regions.yaml`，每个地方一项，以 `- ` 开头。", ZONE),
)


def reference() -> str:
    """Return the whole page."""
    parts = [HEAD]
    for title, about, spec in PARTS:
        parts.append(f"## {title}\n\n{about}\n\n{table(spec)}")
        parts.extend(below(spec))
    return "\n".join(parts)


def below(spec: Spec) -> Iterator[str]:
    """Yield the parts about keys within keys."""
    shown: list[Spec] = []
    for key in spec.keys:
        if key.below is None or key.below in shown:
            continue
        shown.append(key.below)
        same = [each for each in spec.keys if each.below == key.below]
        names = "、".join(f"{each.names[1]} `{each.name}` " for each in same)
        lines = f"```yaml\n{sample(key, chinese=True)}\n```"
        yield f"### {names}里的各栏\n\n{lines}\n\n{table(key.below)}"
        yield from below(key.below)


def table(spec: Spec) -> str:
    """Return the table of keys that stand side by side."""
    rows = [
        "| 中文 | 英文 | 写什么 | 必填 | 例子 | 说明 |",
        "| --- | --- | --- | --- | --- | --- |",
        *(row(key) for key in spec.keys),
    ]
    return "\n".join(rows) + "\n"


def row(key: Key) -> str:
    """Return one key's row."""
    example = "见下" if key.below else f"`{cell(key.example)}`"
    if key.shape is Shape.PAIRS:
        example = f"`{cell(key.example)}`（缩进写在下一行）"
    chinese = "、".join(key.names[1:])
    must = "是" if key.must else ""
    return f"| {chinese} | `{key.name}` | {key.kind} | {must} | {example} | {cell(key.about)} |"


def cell(text: str) -> str:
    """Return a text that cannot end a cell of a table."""
    return text.replace("|", "\\|")


def main() -> int:
    """Write the page, or with --check say whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when outdated")
    text = reference()
    if parser.parse_args().check:
        current = REFERENCE.read_text(encoding="utf-8") if REFERENCE.exists() else ""
        return int(current != text)
    REFERENCE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
