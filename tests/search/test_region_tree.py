"""The regions of an index: all in one file, or in a file a province."""

from __future__ import annotations

import json

from site_builder.search import region_tree
from site_builder.search.codec import short_digest
from site_builder.search.columns import in_order
from site_builder.search.region_tree import region_files


def written(source):
    return dict(region_files(in_order(source.cases), source.regions, source.slug))


def test_regions_are_a_tree_with_their_own_documents_and_further_ones(library, source_of):
    library.case("liang", 地区="北京市/朝阳区、江苏省/盐城市")
    source = source_of(library)
    (content,) = written(source).values()

    assert [case.id for case in in_order(source.cases)] == [
        "liang",
        "yancheng-yizhan",
        "yandu-gongjiang",
    ]
    assert json.loads(content) == [
        [0, "北京", "beijing", 0, []],
        [1, "朝阳", "chaoyang", 1, []],
        [0, "江苏", "jiangsu", 0, []],
        [1, "盐城", "yancheng", 1, [0]],
        [2, "盐都", "yandu", 1, []],
    ]


def test_a_large_tree_has_its_provinces_and_a_file_for_each(library, source_of, monkeypatch):
    monkeypatch.setattr(region_tree, "MOST_ROWS", 2)
    library.case("liang", 地区="北京市/朝阳区、江苏省/盐城市/盐都区")
    library.case("sheng", 地区="江苏省")
    files = written(source_of(library))
    *provinces, first = files

    beijing = b'[[0,"\xe5\x8c\x97\xe4\xba\xac","beijing",0,[]],[1,"\xe6\x9c\x9d\xe9\x98\xb3","chaoyang",1,[]]]'
    assert provinces[0] == f"regions/beijing-{short_digest(beijing)}.json"
    assert files[provinces[0]] == beijing
    assert json.loads(files[provinces[1]]) == [
        [0, "江苏", "jiangsu", 1, []],
        [1, "盐城", "yancheng", 1, []],
        [2, "盐都", "yandu", 1, [0]],
    ]
    assert json.loads(files[first]) == [
        [0, "北京", "beijing", 1, [], short_digest(beijing)],
        [0, "江苏", "jiangsu", 3, [0], short_digest(files[provinces[1]])],
    ]


def test_regions_of_one_short_name_side_by_side_keep_their_full_ones(library, source_of):
    library.case("shi", 地区="新疆维吾尔自治区/伊犁哈萨克自治州/伊宁市")
    library.case("xian", 地区="新疆维吾尔自治区/伊犁哈萨克自治州/伊宁县")
    (content,) = written(source_of(library)).values()

    assert [name for _depth, name, *_ in json.loads(content)][-4:] == [
        "新疆",
        "伊犁",
        "伊宁市",
        "伊宁县",
    ]


def test_an_empty_library_has_no_regions(empty_library, source_of):
    assert list(written(source_of(empty_library)).values()) == [b"[]"]
