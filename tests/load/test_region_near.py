"""A name that no region has leads to those that are probably meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.load.regions.gazetteer import read_divisions
from site_builder.load.regions.near import MOST, nearest_regions

NAMES = read_divisions()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Misspelt: by characters, by sound, by both.
        ("盐成市", ["江苏省/盐城市"]),
        ("岩城", ["江苏省/盐城市", "河南省/漯河市/郾城区"]),
        ("重轻市", ["重庆市"]),
        ("石家装市", ["河北省/石家庄市"]),
        ("呼和浩待市", ["内蒙古自治区/呼和浩特市"]),
        # Of the wrong kind, or more than a region.
        ("盐城区", ["江苏省/盐城市"]),
        ("盐都市", ["江苏省/盐城市/盐都区"]),
        ("江苏省总工会", ["江苏省"]),
        (
            "朝阳街道",
            ["北京市/朝阳区", "辽宁省/朝阳市", "辽宁省/朝阳市/朝阳县", "吉林省/长春市/朝阳区"],
        ),
        # In the wrong place.
        ("浙江省/盐城市", ["江苏省/盐城市"]),
        ("浙江盐城", ["江苏省/盐城市"]),
        ("江苏省/南通市/鼓楼区", ["江苏省/南京市/鼓楼区", "江苏省/徐州市/鼓楼区"]),
        # Misspelt in the right place, and in the wrong one.
        ("江苏省/盐城市/盐渎区", ["江苏省/盐城市/盐都区"]),
        ("江苏省盐城市盐渎区", ["江苏省/盐城市/盐都区"]),
        ("浙江省/盐成市", ["江苏省/盐城市"]),
        # Codes and pinyin.
        ("320999", ["江苏省/盐城市"]),
        ("329999", ["江苏省"]),
        ("320903001000", ["江苏省/盐城市/盐都区"]),
        ("lvliang", ["山西省/吕梁市"]),
        # Nothing is like it.
        ("天府新区", []),
        ("外国", []),
        ("000000", []),
        ("", []),
        ("盐" * 101, []),
    ],
)
def test_what_is_probably_meant(text, names):
    assert [region.full_name for region in nearest_regions(text, NAMES)] == names


@given(st.text(alphabet="江苏省盐城市都区朝阳/ 县北京東x1", max_size=12))
def test_offers_are_few_and_in_official_order(text):
    found = nearest_regions(text, NAMES)

    assert len(found) <= MOST
    assert list(found) == sorted(found, key=lambda region: region.order)
