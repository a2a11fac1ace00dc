"""Names become regions and keywords; what cannot be told is said with the candidates."""

from __future__ import annotations

import pytest

from site_builder.core.diagnostics import Location, Report
from site_builder.core.document import Actor, Keyword, Level, Names
from site_builder.load.regions.gazetteer import read_gazetteer
from site_builder.load.resolve import Vocabulary, level_of, resolve_names

VOCABULARY = Vocabulary(
    [
        Keyword("劳模工匠", "laomo-gongjiang", ("工匠", "劳动模范")),
        Keyword("职工之家", "zhigong-zhijia", ("爱心驿站",)),
        Keyword("12351热线", "rexian", ("12351",)),
    ]
)


@pytest.fixture(scope="module")
def gazetteer():
    return read_gazetteer((), Report())


@pytest.fixture
def resolve(gazetteer):
    def run(regions=("盐城市",), keywords=("劳模工匠",)):
        report = Report()
        places = {f"regions.{n}": Location("a.md", 4, 5 + n) for n in range(9)}
        places |= {f"keywords.{n}": Location("a.md", 5, 6 + n) for n in range(9)}
        names = Names(tuple(regions), tuple(keywords), (), places)
        found = resolve_names(names, gazetteer, VOCABULARY, report)
        told = [
            (
                each.severity.value,
                each.code.value,
                each.location.column,
                str(each.message),
                str(each.hint),
            )
            for each in report.in_order()
        ]
        return found, told

    return run


def test_known_names_are_looked_up_in_their_order(resolve):
    (regions, keywords), told = resolve(("盐都区", "江苏省"), ("爱心驿站", "工匠"))

    assert [region.path for region in regions] == ["jiangsu/yancheng/yandu", "jiangsu"]
    assert [keyword.name for keyword in keywords] == ["职工之家", "劳模工匠"]
    assert told == []


def test_an_unknown_region_is_told_with_the_nearest(resolve):
    (regions, _), told = resolve(("江苏省/盐成市",))

    assert regions is None
    assert told == [
        ("error", "unknown-region", 5, "没有找到地区“江苏省/盐成市”。", "是不是：江苏省/盐城市？")
    ]


def test_an_ambiguous_region_is_told_with_all_it_may_be(resolve):
    (regions, _), told = resolve(("鼓楼区",))

    assert regions is None
    assert told == [
        (
            "error",
            "ambiguous-region",
            5,
            "叫“鼓楼区”的地方有 4 处。",
            "请写全，从这几个里选一个：江苏省/南京市/鼓楼区、江苏省/徐州市/鼓楼区、"
            "福建省/福州市/鼓楼区、河南省/开封市/鼓楼区。",
        )
    ]


def test_a_former_name_is_a_warning_with_the_present_one(resolve):
    (regions, _), told = resolve(("襄樊市",))

    assert [region.path for region in regions] == ["hubei/xiangyang"]
    assert told == [
        ("warning", "former-region", 5, "“襄樊市”是过去的地名或代码。", "现在写作：湖北省/襄阳市。")
    ]


def test_two_names_of_one_region_or_keyword_are_a_warning(resolve):
    (regions, keywords), told = resolve(("盐城", "320900"), ("工匠", "劳模工匠", "工匠"))

    assert (len(regions), len(keywords)) == (1, 1)
    assert told == [
        ("warning", "repeated-value", 6, "“320900”和前面的“盐城”是同一个。", "留一个就够了。"),
        ("warning", "repeated-value", 7, "“劳模工匠”和前面的“工匠”是同一个。", "留一个就够了。"),
        ("warning", "repeated-value", 8, "“工匠”写了两遍。", "留一个就够了。"),
    ]


def test_an_unknown_keyword_is_told_with_the_nearest(resolve):
    (_, keywords), told = resolve(keywords=("劳模公匠", "完全无关"))

    assert keywords is None
    assert told == [
        ("error", "unknown-keyword", 6, "关键词表里没有“劳模公匠”。", "是不是：劳模工匠？"),
        (
            "error",
            "unknown-keyword",
            7,
            "关键词表里没有“完全无关”。",
            "能用的关键词和别名都列在 content/keywords.yaml；确实需要新词，就先加到那里。",
        ),
    ]


def test_width_and_case_of_a_keyword_do_not_matter(resolve):
    (_, keywords), told = resolve(keywords=("１２３５１",))

    assert [keyword.slug for keyword in keywords] == ["rexian"]
    assert told == []


@pytest.mark.parametrize(
    ("region", "actor", "level"),
    [
        ("全国", Actor.ENTERPRISE_UNION, Level.NATIONAL),
        ("江苏省", Actor.UNION, Level.PROVINCE),
        ("北京市", Actor.UNION, Level.PROVINCE),
        ("盐城市", Actor.UNION, Level.CITY),
        ("盐都区", Actor.GOVERNMENT, Level.COUNTY),
        ("湖北省/仙桃市", Actor.UNION, Level.COUNTY),
        ("盐城市", Actor.ENTERPRISE_UNION, Level.GRASSROOTS),
        ("江苏省", Actor.SCHOOL, Level.GRASSROOTS),
        ("盐城市", Actor.COMMUNITY, Level.GRASSROOTS),
    ],
)
def test_the_level_follows_from_region_and_actor(gazetteer, region, actor, level):
    assert level_of(gazetteer.resolve(region).region, actor) is level
