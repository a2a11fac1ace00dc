"""Texts in the coding of the documents."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.search.text_code import COMMON, RANGES, decode_text, encode_text


def test_frequent_characters_take_a_byte_and_other_han_two():
    assert encode_text("的工会") == bytes(COMMON.index(each) for each in "的工会")
    assert encode_text("骑") == (0xA000 + ord("骑") - 0x4E00).to_bytes(2, "big")
    assert encode_text("—") == (0xA000 + 0x5200 + 0x200 + 0x14).to_bytes(2, "big")
    assert encode_text("😀") == b"\xff\x01\xf6\x00"


@given(
    st.text()
    | st.text(
        st.sampled_from(
            "工会骑㐀䷿a，😀\u01ff\u0200\u1fff\u2300\u2400\u2fff\u3100\u3200\ua000\ufeff\uff00"
        )
    )
)
def test_any_text_is_read_back(text):
    assert decode_text(encode_text(text)) == text


def test_the_two_byte_numbers_are_used_up_to_the_last():
    assert sum(end - first for first, end in RANGES) == 0x5F00
    assert decode_text(b"\xfe\xff") == "\uffff"


def test_a_text_that_ends_inside_a_character_is_refused():
    with pytest.raises(IndexError):
        decode_text(b"\xa0")


def test_the_script_knows_the_same_frequent_characters(repository):
    script = (repository / "templates/assets/text-code.js").read_text("utf-8")
    literal = re.search(r"COMMON =\n(.*?);", script, re.DOTALL)[1]
    parts = re.findall(r"""(['"])(.*?)\1(?: \+\n|$)""", literal)

    assert "".join(part for _quote, part in parts) == COMMON
    assert len(set(COMMON)) == 160
