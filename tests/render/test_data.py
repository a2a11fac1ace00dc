"""Data files are plain JSON and a CSV that spreadsheets open right and safely."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.render.data import FORMATS, csv_parts, json_parts

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def render_json(view: dict[str, object]) -> str:
    return "".join(json_parts(view))


def render_csv(view: dict[str, list[list[str]]]) -> str:
    return "".join(csv_parts(view))


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_json_has_a_line_for_every_key_and_for_every_element_of_a_list() -> None:
    assert render_json({"标题": "案例库", "none": [], "cases": [{"b": 1, "a": [2]}, {}]}) == (
        '{\n"标题": "案例库",\n"none": [],\n"cases": [\n{"b": 1, "a": [2]},\n{}\n]\n}\n'
    )


@given(st.dictionaries(st.text(), PLAIN))
def test_json_says_just_what_the_data_says(view: dict[str, object]) -> None:
    assert json.loads(render_json(view)) == view


def test_csv_begins_with_a_byte_order_mark_and_ends_lines_as_excel_does() -> None:
    rows = [["编号", "标题"], ["a", "他说：“好”，\n真的"], ["b", 'say "yes", please']]

    assert render_csv({"rows": rows}) == (
        '\ufeff编号,标题\r\na,"他说：“好”，\n真的"\r\nb,"say ""yes"", please"\r\n'
    )


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+86 10", "'+86 10"),
        ("-5%", "'-5%"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("－5%", "'－5%"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("1=1", "1=1"),
        ("2023-03-28", "2023-03-28"),
        ("", ""),
    ],
)
def test_no_cell_is_taken_for_a_formula(cell: str, shown: str) -> None:
    assert read_csv(render_csv({"rows": [[cell, "x"]]})) == [[shown, "x"]]


@given(
    st.lists(
        st.lists(st.text(st.characters(blacklist_categories=["Cs"])), min_size=2, max_size=3),
        min_size=1,
    )
)
def test_a_table_is_read_back_cell_by_cell(rows: list[list[str]]) -> None:
    text = render_csv({"rows": rows})

    assert [[cell.removeprefix("'") for cell in row] for row in read_csv(text)] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


def test_every_format_has_a_name() -> None:
    assert {"json": json_parts, "csv": csv_parts} == FORMATS
