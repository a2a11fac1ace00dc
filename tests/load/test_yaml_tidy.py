"""Tidy front matter says by the short way what it says by libyaml."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from site_builder.core.diagnostics import Location, Report
from site_builder.load.front.values import Mapping, Scalar, Sequence
from site_builder.load.front.yaml_draft import UNTIDY, Draft
from site_builder.load.front.yaml_reader import Builder
from site_builder.load.front.yaml_tidy import read_tidy

EXAMPLES = "front_matter"
CONTENT = Path(__file__).parents[2] / "content"


def draft(text: str, first_line: int = 2) -> Draft:
    return Draft("a.md", text.split("\n"), first_line, Report())


def at(line: int, column: int, length: int) -> Location:
    return Location("a.md", line, column, length)


def test_keys_lists_and_keys_below_are_read_with_their_places() -> None:
    text = '标题: 甲 乙\n# 备注\n数据:\n  - 名称: "甲: 乙"\n    数值: 5\n  - 丙\n题图:\n  图片: a\n草稿:\n'

    assert read_tidy(draft(text)) == Mapping(
        (
            (Scalar("标题", at(2, 1, 2)), Scalar("甲 乙", at(2, 5, 3))),
            (
                Scalar("数据", at(4, 1, 2)),
                Sequence(
                    (
                        Mapping(
                            (
                                (
                                    Scalar("名称", at(5, 5, 2)),
                                    Scalar("甲: 乙", at(5, 9, 6), quoted=True, inset=1),
                                ),
                                (Scalar("数值", at(6, 5, 2)), Scalar("5", at(6, 9, 1))),
                            ),
                            at(5, 5, 2),
                        ),
                        Scalar("丙", at(7, 5, 1)),
                    ),
                    at(5, 3, 0),
                ),
            ),
            (
                Scalar("题图", at(8, 1, 2)),
                Mapping(((Scalar("图片", at(9, 3, 2)), Scalar("a", at(9, 7, 1))),), at(9, 3, 2)),
            ),
            (Scalar("草稿", at(10, 1, 2)), Scalar("", at(10, 4, 0))),
        ),
        at(2, 1, 2),
    )


@pytest.mark.parametrize(
    "text",
    ["", "# 备注", "- 甲", " a: 1", "a: 1\n  b: 2", "a:\n  b:\n    c: 1", "a:\n  - b:\n", "a:\n - - b",
     "a:\n  - b: 1\n   c: 2", "a:\n  - b\n    c: 1", "a:\n  b: 1\n - c"],
)  # fmt: skip
def test_other_shapes_are_left_to_libyaml(text: str) -> None:
    assert read_tidy(draft(text)) is None


def test_every_example_is_read_alike(example) -> None:
    lines = draft(example.text.removeprefix("---\n").partition("\n---")[0])
    assume_tidy = not UNTIDY.search(lines.typed)
    found = read_tidy(lines) if assume_tidy else None

    assert found is None or found == Builder(lines, tidy=True).build()


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.md")), ids=lambda path: path.stem)
def test_the_librarys_own_front_matter_is_read_alike(path: Path) -> None:
    lines = draft(path.read_text("utf-8").split("---\n")[1].rstrip("\n"))

    assert read_tidy(lines) == Builder(lines, tidy=True).build()


KEYS = st.sampled_from(["标题", "数据", "a", "_k", "12", "是", "null", "Ａ"])
VALUES = st.sampled_from([
    "甲", "1", "2023-01-02", "a  b", "a:b", "http://x.y/z?a=1#f", "x，y、z", "'q'", '"q: r"', "''", "'a #b'", "~",
    "a]b", "a, b", "a - b", "=", "a|b", "\"a'b\"", "😀", "x\u3000y", "—", "- a", "[a", "*a", "a: b", "a #b", "",
])  # fmt: skip
INDENTS = st.sampled_from(["", "", "", " ", "  ", "  ", "    "])
LINES = st.one_of(
    st.tuples(INDENTS, st.sampled_from(["", "", "- ", "-  ", "- - "]), KEYS, st.just(": "), VALUES),
    st.tuples(INDENTS, KEYS, st.just(":")),
    st.tuples(INDENTS, st.just("- "), VALUES),
    st.tuples(st.sampled_from(["", "  ", "# 备注", "  # 备注"])),
).map("".join)


@given(st.lists(LINES, max_size=7), st.integers(1, 5))
def test_both_ways_lead_to_the_same_values(lines: list[str], first_line: int) -> None:
    text = draft("\n".join(lines), first_line)
    assume(not UNTIDY.search(text.typed))
    found = read_tidy(text)

    assert found is None or found == Builder(text, tidy=True).build()
