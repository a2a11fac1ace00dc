"""The gazetteer finds every region, by whatever an editor may call it."""

from __future__ import annotations

import pickle
import time
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.diagnostics import Location, Report
from site_builder.core.region import Match, Rank, Region, Resolution, Zone
from site_builder.load.regions.gazetteer import Gazetteer, read_gazetteer

ZONES = (
    Zone("雄安新区", "xiongan", "河北省", ("雄安",), Location("content/regions.yaml", 1, 9)),
    Zone("自贸片区", "zimao", "河北/雄安", (), Location("content/regions.yaml", 5, 9)),
    Zone("盐都区", "", "江苏盐城", ("盐渎",), Location("content/regions.yaml", 9, 9)),
)
GAZETTEER = read_gazetteer(ZONES, Report())
TABLE = [
    line.split("\t")
    for line in (Path(__file__).parent / "regions.tsv").read_text("utf-8").splitlines()
]


def every_region(gazetteer: Gazetteer) -> list[Region]:
    """Return all regions by walking down from the provinces."""
    found = [gazetteer.at("national")]
    waiting = list(reversed(gazetteer.provinces()))
    while waiting:
        region = waiting.pop()
        found.append(region)
        waiting += reversed(gazetteer.children(region.path))
    return found


REGIONS = every_region(GAZETTEER)


@pytest.mark.parametrize(("text", "match", "names"), TABLE, ids=[row[0] for row in TABLE])
def test_a_text_means_what_the_table_says(text, match, names):
    resolution = GAZETTEER.resolve(text)
    regions = resolution.candidates if resolution.region is None else (resolution.region,)

    assert resolution.match is Match(match)
    assert "、".join(region.full_name for region in regions) == names


@given(st.sampled_from(REGIONS))
def test_a_region_is_found_by_its_full_name(region):
    assert GAZETTEER.resolve(region.full_name) == Resolution(Match.FOUND, region)


@given(st.sampled_from(REGIONS), st.sampled_from([" ", "　", "／", " / ", "·", "-", ">", ""]))
def test_a_region_is_found_whatever_separates_its_levels(region, separator):
    assert GAZETTEER.resolve(separator.join(region.names)) == Resolution(Match.FOUND, region)


@given(st.sampled_from([region for region in REGIONS if region.code]), st.integers(0, 2))
def test_a_region_is_found_by_its_code(region, zeros):
    assert GAZETTEER.resolve(region.code + "000" * zeros) == Resolution(Match.FOUND, region)


@given(st.sampled_from(REGIONS))
def test_a_short_name_never_means_a_region_that_is_not_called_so(region):
    resolution = GAZETTEER.resolve(region.short)
    meant = resolution.candidates if resolution.region is None else (resolution.region,)

    assert resolution.match in {Match.FOUND, Match.AMBIGUOUS}
    assert all(region.short in GAZETTEER.forms(each) for each in meant)


@given(st.text(max_size=30))
def test_any_text_has_an_answer(text):
    resolution = GAZETTEER.resolve(text)

    assert (resolution.region is None) == (resolution.match in {Match.UNKNOWN, Match.AMBIGUOUS})
    assert list(resolution.candidates) == sorted(resolution.candidates, key=lambda r: r.order)


@given(st.sampled_from(REGIONS))
def test_a_path_leads_to_its_region_and_to_those_above(region):
    above = GAZETTEER.ancestors(region)

    assert GAZETTEER.at(region.path) is region
    assert [each.name for each in above] == list(region.names[:-1])
    assert (above[-1].path if above else "") == region.parent_path


def test_urls_are_unique_among_siblings_and_the_order_is_that_of_the_walk():
    assert len({region.path for region in REGIONS}) == len(REGIONS)
    assert [region.order for region in REGIONS] == sorted(region.order for region in REGIONS)


def test_there_are_34_provinces_in_official_order():
    provinces = GAZETTEER.provinces()

    assert len(provinces) == 34
    assert [each.short for each in provinces[:4]] == ["北京", "天津", "河北", "山西"]
    assert [each.short for each in provinces[-3:]] == ["台湾", "香港", "澳门"]
    assert {each.rank for each in provinces} == {Rank.PROVINCE}


def test_zones_come_after_the_divisions_beside_them():
    below = [each.name for each in GAZETTEER.children("hebei")]

    assert below[0] == "石家庄市"
    assert below[-2:] == ["衡水市", "雄安新区"]
    assert [each.full_name for each in GAZETTEER.children("hebei/xiongan")] == [
        "河北省/雄安新区/自贸片区"
    ]


def test_municipalities_and_counties_below_a_province_have_no_level_between():
    chaoyang = GAZETTEER.at("beijing/chaoyang")
    xiantao = GAZETTEER.at("hubei/xiantao")

    assert (chaoyang.names, chaoyang.rank) == (("北京市", "朝阳区"), Rank.COUNTY)
    assert (xiantao.names, xiantao.rank) == (("湖北省", "仙桃市"), Rank.COUNTY)
    assert GAZETTEER.at("guangdong/dongguan").rank is Rank.CITY
    assert GAZETTEER.children("guangdong/dongguan") == ()


def test_the_country_lies_above_no_path():
    country = GAZETTEER.at("national")

    assert country == Region("national", "", "全国", "全国", Rank.NATIONAL, ("全国",), ())
    assert GAZETTEER.children("national") == ()
    assert GAZETTEER.ancestors(country) == ()


def test_an_unknown_path_is_our_own_mistake():
    with pytest.raises(KeyError):
        GAZETTEER.at("jiangsu/nowhere")
    with pytest.raises(KeyError):
        GAZETTEER.children("nowhere")


def test_search_knows_a_region_by_all_its_names():
    assert GAZETTEER.forms(GAZETTEER.at("jiangsu/yancheng/yandu")) == (
        "盐都区",
        "盐都",
        "盐渎",
        "盐都县",
    )
    assert GAZETTEER.forms(GAZETTEER.at("hubei/xiangyang")) == ("襄阳市", "襄阳", "襄樊市")
    assert GAZETTEER.forms(GAZETTEER.at("hebei/xiongan")) == ("雄安新区", "雄安")
    assert GAZETTEER.forms(GAZETTEER.at("jilin/yanbian")) == (
        "延边朝鲜族自治州",
        "延边",
        "延边自治州",
        "延边州",
    )


def test_a_gazetteer_is_frozen_and_goes_to_other_processes_whole():
    copy = pickle.loads(pickle.dumps(GAZETTEER))

    with pytest.raises(FrozenInstanceError):
        copy.below = {}
    assert every_region(copy) == REGIONS
    assert copy.resolve("盐都区") == GAZETTEER.resolve("盐都区")


def test_a_full_path_is_found_in_microseconds():
    def seconds() -> float:
        start = time.perf_counter()
        for _ in range(1000):
            GAZETTEER.resolve("江苏省/盐城市/盐都区")
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.020
