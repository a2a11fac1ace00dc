"""What the index knows of each document besides its text."""

from __future__ import annotations

import json
from itertools import accumulate

from site_builder.search import columns
from site_builder.search.passages import case_text
from site_builder.search.reader import numbers


def test_documents_are_numbered_by_region_then_newest_first(library, source_of):
    library.case("quanguo", 地区="全国")
    library.case("xin", 日期="2025-01-01")
    library.case("beijing", 地区="北京市")
    source = source_of(library)

    assert [case.id for case in columns.in_order(source.cases)] == [
        "quanguo",
        "beijing",
        "xin",
        "yancheng-yizhan",
        "yandu-gongjiang",
    ]


def test_dates_are_numbers_with_noughts_for_what_is_not_known(library, source_of):
    library.case("nian", 日期="2019")
    cases = source_of(library).cases
    content = columns.dates_column(cases)

    assert [int.from_bytes(content[at : at + 4], "little") for at in range(0, 12, 4)] == [
        20240500,
        20230328,
        20190000,
    ]


def test_slots_and_sections_are_counted(library, source_of):
    library.case(
        "chang", body="先说。\n\n## 成效\n\n" + "这一段有一百二十个字。" * 11 + "\n\n另一段。\n"
    )
    source = source_of(library)
    text = case_text(next(each for each in source.cases if each.id == "chang"), source.regions)

    assert list(numbers(columns.slots_of(text))) == [2]
    assert list(numbers(columns.sections_of(text))) == [2, 0, 1, 3, 2]


def test_regions_are_a_tree_with_their_own_documents_and_further_ones(library, source_of):
    library.case("liang", 地区="北京市/朝阳区、江苏省/盐城市")
    source = source_of(library)
    cases = columns.in_order(source.cases)

    assert [case.id for case in cases] == ["liang", "yancheng-yizhan", "yandu-gongjiang"]
    assert json.loads(columns.regions_column(cases, source.regions, source.slug)) == [
        [0, "北京市", "beijing", 0, []],
        [1, "朝阳区", "chaoyang", 1, []],
        [0, "江苏省", "jiangsu", 0, []],
        [1, "盐城市", "yancheng", 1, [0]],
        [2, "盐都区", "yandu", 1, []],
    ]


def test_facets_have_the_values_that_are_used_in_their_order(library, source_of):
    library.case("jiu", 日期="2019", 层级="省级")
    source = source_of(library)
    cases = columns.in_order(source.cases)
    content = columns.facets_column(cases, source.vocabulary)

    assert [case.id for case in cases] == ["yancheng-yizhan", "jiu", "yandu-gongjiang"]
    assert read_facets(content) == [
        {"职工之家": [0, 1], "劳模工匠": [0, 1, 2]},
        {"2024": [2], "2023": [0], "2019": [1]},
        {"省级": [1], "地市级": [0], "县级": [2]},
    ]


def read_facets(content: bytes) -> list[dict[str, list[int]]]:
    """Return the three facets; the sets of three documents are all gaps or runs."""
    place = 0

    def number() -> int:
        nonlocal place
        place += 1
        return content[place - 1]

    facets = []
    for _ in range(3):
        heads = []
        for _ in range(number()):
            length = number()
            name = content[place : place + length].decode()
            place += length
            heads.append((name, number()))
        facet = {}
        for name, length in heads:
            form, *rest = content[place : place + length]
            place += length
            if form == 0:
                facet[name] = [each - 1 for each in accumulate(gap + 1 for gap in rest)]
            elif form == 1:
                facet[name] = [at for at in range(8) if rest[0] >> at & 1]
            else:
                ends = list(accumulate(rest))
                facet[name] = [
                    each for at in range(0, len(ends), 2) for each in range(ends[at], ends[at + 1])
                ]
        facets.append(facet)
    assert place == len(content)
    return facets
