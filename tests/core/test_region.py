"""Regions know their way down from the province."""

from __future__ import annotations

from site_builder.core.region import Rank, Region

YANDU = Region(
    path="jiangsu/yancheng/yandu",
    code="320903",
    name="盐都区",
    short="盐都",
    rank=Rank.COUNTY,
    names=("江苏省", "盐城市", "盐都区"),
    order=(10, 9, 3),
)
CHINA = Region("national", "", "全国", "全国", Rank.NATIONAL, ("全国",), ())


def test_a_region_names_the_path_above_it() -> None:
    assert YANDU.parent_path == "jiangsu/yancheng"
    assert CHINA.parent_path == ""


def test_a_full_name_is_what_an_editor_may_write() -> None:
    assert YANDU.full_name == "江苏省/盐城市/盐都区"
    assert CHINA.full_name == "全国"


def test_a_higher_rank_lies_deeper() -> None:
    assert sorted(Rank) == [Rank.NATIONAL, Rank.PROVINCE, Rank.CITY, Rank.COUNTY, Rank.ZONE]
