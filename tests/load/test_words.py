from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.diagnostics import Location, Report
from site_builder.load.front.values import Scalar
from site_builder.load.schema.words import is_new, one_line, split_words


def words(text: str) -> list[str]:
    return [word for word, _ in split_words(Scalar(text, Location("x", 1, 1, len(text))))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲", ["甲"]),
        ("甲、乙，丙,丁；戊;己", ["甲", "乙", "丙", "丁", "戊", "己"]),
        ("甲 乙", ["甲 乙"]),
        (" 甲 、 乙 ", ["甲", "乙"]),
        ("甲、、乙、", ["甲", "乙"]),
        ("甲\n乙", ["甲", "乙"]),
        ("甲（乙、丙）、丁(戊,己)", ["甲（乙、丙）", "丁(戊,己)"]),
        ("甲（乙、丙", ["甲（乙", "丙"]),
        ("【甲、乙】", ["甲", "乙"]),
        ("［甲，乙］", ["甲", "乙"]),
        ("【甲】乙", ["【甲】乙"]),
        ("江苏省/盐城市、320903", ["江苏省/盐城市", "320903"]),
        ("、", []),
        ("", []),
    ],
)
def test_a_text_is_split_at_separators_and_not_at_blanks(text, expected):
    assert words(text) == expected


@given(st.text(alphabet="甲乙 、，,;；（）()【】", max_size=30))
def test_every_word_stands_where_its_place_says(text):
    for word, at in split_words(Scalar(text, Location("x", 3, 5, len(text)))):
        assert at.line == 3
        assert text[at.column - 5 : at.column - 5 + at.length] == word


def test_width_and_case_do_not_make_another_word(told):
    report, before = Report(), {}
    at = Location("x", 1, 1, 2)

    assert is_new("ＡＩ", at, before, report)
    assert is_new("甲", at, before, report)
    assert not is_new("ai", at, before, report)
    assert told(report) == "warning[repeated-value] 1:1+2 “ai”写了两遍。\n    留一个就够了。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("第一行，\n  第二行", "第一行，第二行"),
        ("“甲”\n乙", "“甲”乙"),
        ("用 AI\n助手", "用 AI 助手"),
        ("one\ntwo", "one two"),
        ("甲\n\n乙", "甲乙"),
        ("甲", "甲"),
    ],
)
def test_chinese_lines_join_without_a_blank_and_others_with_one(text, expected):
    assert one_line(text) == expected
