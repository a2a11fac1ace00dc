"""Texts for people know their values, not their language."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.messages import Message, msg

ENGLISH = {
    "没有编号为“{id}”的案例。": "There is no case called “{id}”.",
    "不发布：{path}（{reason}）": "withheld: {path} ({reason})",
    "草稿": "draft",
}


def english(text: str) -> str:
    return ENGLISH[text]


def test_a_message_is_shown_in_chinese_unless_asked_otherwise() -> None:
    message = msg("没有编号为“{id}”的案例。", id="yancheng")

    assert str(message) == "没有编号为“yancheng”的案例。"
    assert message.show(english) == "There is no case called “yancheng”."


def test_a_message_within_a_message_is_translated_too() -> None:
    message = msg("不发布：{path}（{reason}）", path="content/cases/a.md", reason=msg("草稿"))

    assert str(message) == "不发布：content/cases/a.md（草稿）"
    assert message.show(english) == "withheld: content/cases/a.md (draft)"


def test_a_value_may_be_called_text() -> None:
    assert str(msg("写的是“{text}”。", text="甲")) == "写的是“甲”。"


@given(st.text())
def test_a_value_is_never_taken_for_a_part_of_the_sentence(value: str) -> None:
    assert str(msg("“{name}”写了两遍。", name=value)) == f"“{value}”写了两遍。"


def test_two_messages_of_equal_text_and_values_are_equal_in_any_process() -> None:
    message = msg("第 {line} 行", line=3)

    assert pickle.loads(pickle.dumps(message)) == message == Message("第 {line} 行", (("line", 3),))
    assert len({message, msg("第 {line} 行", line=3), msg("第 {line} 行", line=4)}) == 2
