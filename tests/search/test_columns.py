"""What the index knows of each document besides its text."""

from __future__ import annotations

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

    assert list(numbers(columns.slots_of(text))) == [1]
    assert list(numbers(columns.sections_of(text))) == [2, 0, 1, 3, 2]


def test_facets_have_the_values_that_are_used_in_their_order(library, source_of):
    library.case("jiu", 日期="2019", 层级="省级")
    source = source_of(library)
    cases = columns.in_order(source.cases)

    assert [case.id for case in cases] == ["yancheng-yizhan", "jiu", "yandu-gongjiang"]
    keywords = [("职工之家", b"\x01\x03"), ("劳模工匠", b"\x01\x07")]
    levels = ["省级", "地市级", "县级"]

    assert columns.facets_column(cases, source.vocabulary) == b"".join(
        (
            b"\x02",
            *(bytes((12,)) + name.encode() + bytes((len(found),)) for name, found in keywords),
            *(found for _name, found in keywords),
            b"\x03\x042024\x042023\x042019",
            b"\x03",
            *(bytes((len(name.encode()),)) + name.encode() for name in levels),
            bytes((1 * 3 + 1, 2 * 3 + 0, 0 * 3 + 2)),
        )
    )
