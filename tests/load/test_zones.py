"""The entries of regions.yaml become zones, or further names of divisions."""

from __future__ import annotations

import pytest

from site_builder.core.diagnostics import Location, Report
from site_builder.core.region import Match, Rank, Region, Zone
from site_builder.load.regions.gazetteer import read_gazetteer


def zone(line: int, name: str, slug: str, parent: str, *aliases: str) -> Zone:
    return Zone(name, slug, parent, aliases, Location("content/regions.yaml", line, 9, len(name)))


def read(*zones: Zone):
    report = Report()
    return read_gazetteer(zones, report), report


def told(report: Report) -> list[str]:
    """Return what editors read, a line each: place and code, the fact, the way out."""
    return [
        text
        for each in report.in_order()
        for text in (
            f"{each.location.line}: {each.severity}[{each.code}]",
            str(each.message),
            str(each.hint),
        )
    ]


def test_a_zone_lies_below_its_parent_after_the_divisions():
    gazetteer, report = read(zone(1, "苏州工业园区", "suzhou-gyy", "江苏省/苏州市", "苏州工业园"))

    region = gazetteer.at("jiangsu/suzhou/suzhou-gyy")
    siblings = gazetteer.children("jiangsu/suzhou")
    assert report.diagnostics == []
    assert region == Region(
        path="jiangsu/suzhou/suzhou-gyy",
        code="",
        name="苏州工业园区",
        short="苏州工业园区",
        rank=Rank.ZONE,
        names=("江苏省", "苏州市", "苏州工业园区"),
        order=(*gazetteer.at("jiangsu/suzhou").order, len(siblings)),
    )
    assert siblings[-1] is region


@pytest.mark.parametrize(
    "text",
    [
        "江苏省/苏州市/苏州工业园区",
        "苏州工业园",
        "江苏苏州工业园区",
        "江苏/苏州工业园",
        "苏州／苏州工业园",
    ],
)
def test_a_zone_is_found_like_a_division(text):
    gazetteer, _ = read(zone(1, "苏州工业园区", "suzhou-gyy", "江苏省/苏州市", "苏州工业园"))

    resolution = gazetteer.resolve(text)

    assert resolution.match is Match.FOUND
    assert resolution.region is gazetteer.at("jiangsu/suzhou/suzhou-gyy")


def test_a_zone_may_lie_in_a_zone_that_stands_before_or_after_it():
    gazetteer, report = read(
        zone(1, "自贸片区", "zimao", "雄安"),
        zone(5, "雄安新区", "xiongan", "河北省", "雄安"),
        zone(9, "启动区", "qidong", "河北省/雄安新区"),
    )

    assert report.diagnostics == []
    assert [each.path for each in gazetteer.children("hebei/xiongan")] == [
        "hebei/xiongan/qidong",
        "hebei/xiongan/zimao",
    ]


def test_a_name_with_width_and_case_of_its_own_is_found_in_any():
    gazetteer, report = read(zone(1, "中国（江苏）自由贸易试验区 B 片区", "zimao-b", "江苏省"))

    assert report.diagnostics == []
    for text in ("中国（江苏）自由贸易试验区 B 片区", "江苏省/中国(江苏)自由贸易试验区b片区"):
        assert gazetteer.resolve(text).region is gazetteer.at("jiangsu/zimao-b")


@pytest.mark.parametrize(
    ("name", "parent"), [("盐都区", "江苏省/盐城市"), ("盐都区", "江苏"), ("盐城市/盐都区", "")]
)
@pytest.mark.parametrize("slug", ["", "yandu"])
def test_an_entry_about_a_division_gives_it_further_names(name, parent, slug):
    gazetteer, report = read(zone(1, name, slug, parent, "盐渎", "盐都"))

    assert report.diagnostics == []
    assert gazetteer.resolve("盐渎").region is gazetteer.at("jiangsu/yancheng/yandu")
    assert gazetteer.forms(gazetteer.at("jiangsu/yancheng/yandu"))[:3] == ("盐都区", "盐都", "盐渎")


def test_a_province_may_have_further_names():
    gazetteer, report = read(zone(1, "江苏省", "", "全国", "苏省"))

    assert report.diagnostics == []
    assert gazetteer.resolve("苏省").region is gazetteer.at("jiangsu")


def test_the_url_of_a_division_is_fixed():
    gazetteer, report = read(zone(1, "盐都区", "yd", "江苏省/盐城市", "盐渎"))

    assert told(report) == [
        "1: error[alias-clash]",
        "“盐都区”是行政区划，网址里固定是“yandu”，不能另定。",
        "改成：slug: yandu",
    ]
    assert gazetteer.resolve("盐渎").match is Match.FOUND


@pytest.mark.parametrize(
    ("zones", "expected"),
    [
        (
            [zone(1, "雄安新区", "baoding", "河北省")],
            [
                "1: error[alias-clash]",
                "“雄安新区”的网址“baoding”已经给了“河北省/保定市”。",
                "换一个 slug。",
            ],
        ),
        (
            [zone(1, "雄安新区", "xiongan", "河北省"), zone(5, "雄安", "xiongan", "河北省")],
            [
                "5: error[alias-clash]",
                "“雄安”的网址“xiongan”已经给了“河北省/雄安新区”。",
                "换一个 slug。",
            ],
        ),
        (
            [zone(1, "保定", "baoding-2", "河北省")],
            [
                "1: error[alias-clash]",
                "“保定”已经是“河北省/保定市”的名称，不能再用在“保定”上。",
                "两处只留一处，或者换一个说法。",
            ],
        ),
        (
            [zone(1, "雄安新区", "xiongan", "河北省", "石家庄")],
            [
                "1: error[alias-clash]",
                "“石家庄”已经是“河北省/石家庄市”的名称，不能再用在“雄安新区”上。",
                "两处只留一处，或者换一个说法。",
            ],
        ),
        (
            [
                zone(1, "天津经开区", "tj", "天津市", "开发区"),
                zone(5, "盐城经开区", "yc", "盐城市", "开发区"),
            ],
            [
                "5: error[alias-clash]",
                "“开发区”已经是“天津市/天津经开区”的名称，不能再用在“盐城经开区”上。",
                "两处只留一处，或者换一个说法。",
            ],
        ),
        (
            [zone(1, "盐都区", "", "江苏省/盐城市", "亭湖")],
            [
                "1: error[alias-clash]",
                "“亭湖”已经是“江苏省/盐城市/亭湖区”的名称，不能再用在“盐都区”上。",
                "两处只留一处，或者换一个说法。",
            ],
        ),
        (
            [zone(1, "某新区", "mou", "")],
            [
                "1: error[unknown-region]",
                "没有写“某新区”在哪个省、市或县。",
                "加上一行，例如：parent: 江苏省/盐城市",
            ],
        ),
        (
            [zone(1, "某新区", "mou", "江苏省/盐成市")],
            [
                "1: error[unknown-region]",
                "没有找到“某新区”的上级“江苏省/盐成市”。",
                "是不是：江苏省/盐城市？",
            ],
        ),
        (
            [zone(1, "某新区", "mou", "外国")],
            [
                "1: error[unknown-region]",
                "没有找到“某新区”的上级“外国”。",
                "请从省写起，例如：parent: 江苏省/盐城市",
            ],
        ),
        (
            [zone(1, "某新区", "mou", "朝阳区")],
            [
                "1: error[ambiguous-region]",
                "“某新区”的上级“朝阳区”有 2 处。",
                "请写全，从这几个里选一个：北京市/朝阳区、吉林省/长春市/朝阳区。",
            ],
        ),
        (
            [zone(1, "某新区", "mou", "盐都县")],
            [
                "1: warning[former-region]",
                "“某新区”的上级“盐都县”是过去的地名或代码。",
                "改成：parent: 江苏省/盐城市/盐都区",
            ],
        ),
    ],
)
def test_what_cannot_be_is_told_at_the_entry(zones, expected):
    _, report = read(*zones)

    assert told(report) == expected


def test_zones_that_lie_in_each_other_have_no_place():
    gazetteer, report = read(zone(1, "甲区", "jia", "乙区"), zone(5, "乙区", "yi", "江苏/甲区"))

    assert told(report) == [
        "1: error[unknown-region]",
        "没有找到“甲区”的上级“乙区”。",
        "“乙区”自己还没有位置：先改好它；几处不能互为上级。",
        "5: error[unknown-region]",
        "没有找到“乙区”的上级“江苏/甲区”。",
        "“江苏/甲区”自己还没有位置：先改好它；几处不能互为上级。",
    ]
    assert gazetteer.resolve("甲区").match is Match.UNKNOWN


def test_a_clashing_alias_does_not_cost_the_zone_its_other_names():
    gazetteer, _ = read(zone(1, "雄安新区", "xiongan", "河北省", "石家庄", "雄安"))

    assert gazetteer.resolve("雄安").region is gazetteer.at("hebei/xiongan")
    assert gazetteer.resolve("石家庄").region is gazetteer.at("hebei/shijiazhuang")


def test_a_zone_named_as_its_parent_is_called_leaves_the_parent_its_name():
    gazetteer, report = read(zone(1, "昆山经开区", "jkq", "江苏/苏州/昆山", "昆山"))

    assert report.diagnostics == []
    assert gazetteer.resolve("昆山").region is gazetteer.at("jiangsu/suzhou/kunshan")
