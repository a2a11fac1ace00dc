"""The table of traditional characters, and the script that makes it."""

from __future__ import annotations

import importlib.util
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
DATA = REPOSITORY / "site_builder" / "data"


def installed() -> bool:
    try:
        return version("OpenCC") == "1.4.2"
    except PackageNotFoundError:
        return False


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    lines = (DATA / "variants.tsv").read_text("utf-8").splitlines()
    assert lines[0] == "traditional\tsimplified"
    return [line.split("\t") for line in lines[1:]]


def test_each_row_has_one_common_character_for_another(rows):
    assert [
        row
        for row in rows
        if len(row) != 2
        or row[0] == row[1]
        or any(len(each) != 1 or not "\u4e00" <= each <= "\u9fff" for each in row)
    ] == []


def test_characters_stand_once_in_the_order_of_their_code_points(rows):
    traditional = [row[0] for row in rows]

    assert traditional == sorted(set(traditional))


def test_what_a_character_leads_to_leads_nowhere_else(rows):
    traditional = {row[0] for row in rows}

    assert [row for row in rows if row[1] in traditional] == []


def test_there_are_as_many_as_the_readme_says(rows):
    readme = (DATA / "README.md").read_text("utf-8")

    assert f"the simplified character of each of {len(rows):,} traditional ones" in readme


def test_what_means_something_of_its_own_in_simplified_text_stays(rows):
    assert {row[0] for row in rows} & set("乾著着藉瞭覆吒拚袷薹麴甯祇") == set()


@pytest.mark.skipif(not installed(), reason="OpenCC 1.4.2 is not installed")
def test_the_table_is_what_the_script_makes_of_the_package(tmp_path):
    spec = importlib.util.spec_from_file_location(
        "make_variants", REPOSITORY / "scripts" / "make_variants.py"
    )
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.main(["--output", str(tmp_path / "variants.tsv")])

    assert (tmp_path / "variants.tsv").read_bytes() == (DATA / "variants.tsv").read_bytes()
