"""What a new case asks for is known again when it is left in a text."""

from __future__ import annotations

import pytest

from site_builder.core.document import SECTIONS
from site_builder.core.new_case import ALL_PROMPTS, HEAD, PROMPTS, left_prompts


def test_each_section_has_its_prompt() -> None:
    assert tuple(PROMPTS) == SECTIONS


def test_every_prompt_of_a_new_case_is_found() -> None:
    text = HEAD + "".join(PROMPTS.values())

    assert [each[0] for each in left_prompts(text)] == [
        "〔填写单位名称〕",
        "〔用一两句话写清楚：遇到什么问题，怎么做的，有什么结果。写三十到一百五十个字。〕",
        "〔数字说的是什么〕",
        "〔照来源写〕",
        "〔个、人、元……〕",
        "〔统计的范围、谁的说法〕",
        "〔报刊或网站名称〕",
        "〔文章标题〕",
        *PROMPTS.values(),
    ]
    assert len(ALL_PROMPTS) == 12


@pytest.mark.parametrize("text", ["工发〔2023〕5号", "〔注〕", "一步一步写", ""])
def test_other_brackets_are_text(text: str) -> None:
    assert list(left_prompts(text)) == []
