"""A number and its unit are held together, and nothing else is touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.quantities import keep_together


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("服务45.7万余人", ["45.7万余人"]),
        ("1,200多家、3.2亿元", ["1,200多家", "3.2亿元"]),
        ("17万余人次和30万小时", ["17万余人次", "30万小时"]),
        ("共2万", ["2万"]),
        ("120平方米，10公里", ["120平方米", "10公里"]),
        ("近400名", ["400名"]),
        ("12～15人", ["15人"]),
        ("3.5%、38℃、2023年3月28日、12:30", []),
        ("A4纸、G20人、v1.2个、https://a.cn/12个", []),
        ('<img alt="图12人" src="a">', []),
        ('<a href="12个">12个</a>', ["12个"]),
        ("&#39;12人", ["12人"]),
        ("1234567890123人", []),
        ("人12", []),
    ],
)
def test_numbers_are_held_to_their_units(text, held) -> None:
    assert re.findall(r'<span class="quantity">(.*?)</span>', keep_together(text)) == held


@given(
    st.lists(
        st.sampled_from(
            ["0", "1", "9", ",", ".", "万", "余", "人", "次", "<", ">", "%", "a", "-", ":", "p"]
        ),
        max_size=20,
    )
)
def test_without_what_holds_them_texts_are_as_they_were(parts) -> None:
    text = "".join(parts)
    shown = keep_together(text)

    assert re.sub(r'<span class="quantity">([^<>]*)</span>', r"\1", shown) == text
