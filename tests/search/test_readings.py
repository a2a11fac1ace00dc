from __future__ import annotations

import pytest

from site_builder.core.diagnostics import Report
from site_builder.load.ids import syllables
from site_builder.load.regions.gazetteer import read_gazetteer
from site_builder.search.readings import SYLLABLE, Readings, marked_slug, split_reading, table


@pytest.fixture(scope="module")
def marked_slugs() -> dict[str, str]:
    """The marked slugs of all regions, by full name."""
    regions = read_gazetteer((), Report()).names.regions.values()
    return {
        region.full_name: marked_slug(region.path.rpartition("/")[2], region.short, syllables)
        for region in regions
    }


@pytest.fixture(scope="module")
def shorts() -> dict[str, str]:
    regions = read_gazetteer((), Report()).names.regions.values()
    return {region.full_name: region.short for region in regions}


@pytest.mark.parametrize(
    ("slug", "short", "marked"),
    [
        ("yancheng", "盐城", "yan'cheng"),
        ("chongqing", "重庆", "chong'qing"),
        ("shaanxi", "陕西", "shaan'xi"),
        ("luan", "六安", "lu'an"),
        ("xian", "西安", "xi'an"),
        ("xian", "先", "xian"),
        ("fangan", "方安", "fang'an"),
        ("fangan", "反甘", "fan'gan"),
        ("zengdu", "曾都", "zeng'du"),
        ("lvliang", "吕梁", "lv'liang"),
        ("wulumuqi", "乌鲁木齐", "wu'lu'mu'qi"),
        ("yining-shi", "伊宁", "yi'ning-shi"),
        ("national", "全国", "national"),
        ("suzhou-gongye-yuanqu", "苏州工业园区", "suzhou-gongye-yuanqu"),
        ("xinqu", "E区", "xinqu"),
        ("gaoxinqu", "高新", "gaoxinqu"),
    ],
)
def test_a_slug_is_cut_into_the_syllables_of_the_short_name(slug, short, marked):
    assert marked_slug(slug, short, syllables) == marked


def test_without_the_marks_a_slug_is_what_it_was(marked_slugs):
    regions = read_gazetteer((), Report()).names.regions.values()
    slugs = {region.full_name: region.path.rpartition("/")[2] for region in regions}

    assert {name: marked.replace("'", "") for name, marked in marked_slugs.items()} == slugs


def test_every_region_but_the_country_is_cut_into_a_syllable_a_character(marked_slugs, shorts):
    wrong = {
        name: marked
        for name, marked in marked_slugs.items()
        if len(split_reading(marked)) != len(shorts[name])
    }

    assert len(marked_slugs) == 3622
    assert wrong == {"全国": "national"}


def test_a_cut_gives_no_character_a_reading_that_it_does_not_have(marked_slugs, shorts):
    found: dict[str, set[str]] = {}
    for name, marked in marked_slugs.items():
        for character, syllable in zip(shorts[name], split_reading(marked), strict=False):
            found.setdefault(character, set()).add(syllable)

    assert {each: " ".join(sorted(read)) for each, read in found.items() if len(read) > 1} == {
        "乐": "lao le yue",
        "六": "liu lu",
        "埔": "bu pu",
        "大": "da dai",
        "尉": "wei yu",
        "棱": "leng ling",
        "洞": "dong tong",
        "牟": "mou mu",
        "番": "fan pan",
        "荥": "xing ying",
        "行": "hang xing",
        "长": "chang zhang",
        "阿": "a e",
        "陕": "shaan shan",
    }


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("yan'cheng", ("yan", "cheng")),
        ("yi'ning-shi", ("yi", "ning")),
        ("national", ()),
        ("", ()),
        ("sip", ()),
    ],
)
def test_a_marked_slug_tells_its_syllables(marked, found):
    assert split_reading(marked) == found


def test_every_reading_of_a_common_character_is_a_syllable():
    rows = bytes(
        each for row in range(0xB0, 0xF8) for column in range(0xA1, 0xFF) for each in (row, column)
    )
    read = set(syllables(rows.decode("gb2312", "ignore")))

    assert {each for each in read if not SYLLABLE.fullmatch(each)} == {"n"}


def test_places_are_read_as_people_there_do():
    readings = Readings(syllables, [("长治", ("chang", "zhi")), ("盐都", ("yan", "du"))])

    assert readings.initials("长治市盐都区2023年app") == "czsydq2023napp"
    assert readings.known()["都"] == ["dou", "du"]


def test_what_nobody_types_with_a_letter_has_a_line():
    assert Readings(syllables, []).initials("々é한") == "___"


def test_the_table_has_characters_behind_their_syllables():
    readings = Readings(
        {"盐": ["yan"], "长城": ["chang", "cheng"], "长": ["zhang"]}.__getitem__, []
    )
    readings.initials("盐a长城")
    readings.initials("长")

    assert table(readings.known()) == "chang长 cheng城 yan盐 zhang长"
