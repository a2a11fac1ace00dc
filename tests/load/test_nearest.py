from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.load.nearest import nearest, slips

KEYS = ("title", "标题", "日期", "到期", "summary", "摘要", "关键词", "organisation", "相关案例")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("tilte", "title"),
        ("titel", "title"),
        ("titl", "title"),
        ("Title", "title"),
        ("标提", "标题"),
        ("题标", "标题"),
        ("标 题", "标题"),
        ("关健词", "关键词"),
        ("关键字", "关键词"),
        ("相关案列", "相关案例"),
        ("organization", "organisation"),
        ("organizations", "organisation"),
        ("sumary", "summary"),
    ],
)
def test_a_slip_of_the_hand_is_understood(word, meant):
    assert nearest(word, KEYS) == meant


@pytest.mark.parametrize("word", ["", "标", "天气", "weather", "t", "甲" * 100])
def test_other_words_are_left_alone(word):
    assert nearest(word, KEYS) == ""


def test_of_two_words_as_near_the_one_of_the_same_length_is_meant():
    assert nearest("ab", ["abc", "ac"]) == "ac"


def test_nothing_is_near_when_nothing_is_known():
    assert nearest("标题", []) == ""


@given(st.text(max_size=8), st.text(max_size=8))
def test_slips_are_counted_the_same_both_ways_and_none_only_between_equals(left, right):
    assert slips(left, right) == slips(right, left)
    assert (slips(left, right) == 0) == (left == right)
    assert slips(left, right) <= max(len(left), len(right))
