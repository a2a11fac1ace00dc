"""Lengths are counted as editors count them: Han characters, and words and numbers of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.plan.lengths import length_of


@pytest.mark.parametrize(
    ("body", "characters"),
    [
        ("<p>职工之家</p>", 4),
        ("<p>职工，之家。</p>", 4),
        ("<p>9151人</p>", 2),
        ("<p>3,000.5万元</p>", 3),
        ("<p>12%</p>", 1),
        ("<p>COVID-19 and App</p>", 3),
        ("<p>A&amp;B</p>", 2),
        ('<img alt="图片说明" src="a.png"><p>图</p>', 1),
        ("<td>1</td><td>2</td>", 2),
        ("<p>〇二年，𠮷野家</p>", 6),
        ("", 0),
    ],
)
def test_characters_count_one_each_and_words_too(body, characters) -> None:
    assert length_of(body)[0] == characters


@pytest.mark.parametrize(
    ("text", "minutes"), [("字" * 10, 1), ("字" * 599, 1), ("字" * 1860, 5), ("word " * 660, 3)]
)
def test_four_hundred_characters_or_two_hundred_and_twenty_words_take_a_minute(
    text, minutes
) -> None:
    assert length_of(text)[1] == minutes


@given(st.lists(st.sampled_from("职工 a1，。"), max_size=30).map("".join))
def test_tags_between_blocks_never_change_what_is_counted_in_them(text) -> None:
    one = length_of(text)[0]

    assert length_of(f"<p>{text}</p><p>{text}</p>")[0] == 2 * one
