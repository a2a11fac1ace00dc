"""Names of regions are taken apart as editors put them together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.load.regions.names import (
    is_line,
    plain,
    spellings,
    split_words,
    stem_of,
    without_repeats,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("江苏省/盐城市/盐都区", ["江苏省", "盐城市", "盐都区"]),
        ("　江苏省 ／ 盐城市", ["江苏省", "盐城市"]),
        ("江苏·盐城-盐都>", ["江苏", "盐城", "盐都"]),
        ("北京市/市辖区/朝阳区", ["北京市", "朝阳区"]),
        ("重庆市/县/城口县", ["重庆市", "城口县"]),
        ("县", ["县"]),
        ("海南省/省直辖县级行政单位/文昌市", ["海南省", "文昌市"]),
        ("香港/九龙/观塘区", ["香港", "观塘区"]),
        ("四川/九龙/呷尔镇", ["四川", "九龙", "呷尔镇"]),
        ("Ｇ６０科创走廊", ["g60科创走廊"]),
        ("", []),
        (" / ", []),
        ("市辖区", []),
    ],
)
def test_a_path_falls_into_its_words(text, words):
    assert split_words(text) == words


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["中国", "江苏省"], ["江苏省"]),
        (["全国"], ["全国"]),
        (["北京市", "北京市", "朝阳区"], ["北京市", "朝阳区"]),
        ([], []),
    ],
)
def test_the_country_and_repeated_levels_can_be_left_out(words, left):
    assert without_repeats(words) == left


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("盐城市", "盐城"),
        ("雄县", "雄县"),
        ("大兴安岭地区", "大兴安岭"),
        ("香港特别行政区", "香港"),
        ("盐城", "盐城"),
        ("区", "区"),
        ("", ""),
    ],
)
def test_a_stem_is_a_name_without_its_kind(name, stem):
    assert stem_of(name) == stem
    assert spellings(name) == tuple(dict.fromkeys((name, stem)))


@given(st.text(alphabet="江苏省县市辖区九龙香港Ａa１1 　／/·-—"))
def test_a_plain_name_stays_as_it_is(text):
    assert plain(plain(text)) == plain(text)


LINE = [("盐城市", "盐城"), ("江苏省", "江苏")]


@pytest.mark.parametrize("text", ["", "江苏", "盐城", "江苏省盐城", "江苏盐城市"])
def test_a_line_may_leave_levels_out(text):
    assert is_line(text, LINE)


@pytest.mark.parametrize("text", ["盐城江苏", "浙江盐城", "盐城盐城", "江"])
def test_a_line_has_its_order_and_nothing_else(text):
    assert not is_line(text, LINE)
