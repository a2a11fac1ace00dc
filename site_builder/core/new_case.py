"""What a new case looks like, and which of its prompts are still in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """\
---
标题: {title}
日期: {date}
地区: {region}
关键词: {keywords}
单位: 〔填写单位名称〕
主体: 工会
摘要: 〔用一两句话写清楚：遇到什么问题，怎么做的，有什么结果。写三十到一百五十个字。〕
数据:
  - 名称: 〔数字说的是什么〕
    数值: "〔照来源写〕"
    单位: 〔个、人、元……〕
    截至: {date}
    说明: 〔统计的范围、谁的说法〕
来源:
  - 报刊: 〔报刊或网站名称〕
    日期: {date}
    题名: 〔文章标题〕
草稿: 是
---
"""
PROMPTS = {
    "针对问题": "〔原来遇到什么困难，影响到谁。来源没有写到的，写“来源未载明”。〕",
    "主要做法": "〔一步一步写，让别的工会能照着做。〕",
    "成效": "〔结果和数字，说明是谁的说法。〕",
    "经验启示": "〔哪些可以照搬，需要什么条件。以“编者按：”开头。〕",
}
"""What each section asks for."""
BRACKETS = re.compile("〔[^〔〕\n]+〕")
ALL_PROMPTS = frozenset(BRACKETS.findall("".join((HEAD, *PROMPTS.values()))))
"""Other brackets of this kind are text: 〔2023〕 is a part of a document's number."""


def left_prompts(text: str) -> Iterator[re.Match[str]]:
    """Yield the prompts that stand in a text."""
    if "〔" in text:
        yield from (each for each in BRACKETS.finditer(text) if each[0] in ALL_PROMPTS)
