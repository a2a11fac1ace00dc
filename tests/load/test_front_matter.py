from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.core.diagnostics import Location, Report
from site_builder.load.front.front_matter import FrontMatter, parse_front_matter, parse_yaml
from site_builder.load.front.values import Mapping, Scalar

EXAMPLES = "front_matter"
CASE = """\
---
标题: 盐城市总工会让干部走进联系点
日期: 2023-03-28
地区: 江苏省/盐城市、江苏省/盐城市/盐都区
关键词:
  - 调查研究
  - 基层工会建设
单位: 盐城市总工会
数据:
  - 名称: 走访的联系点
    数值: "10"
    单位: 个
  - 名称: 调研天数
    数值: "3"
    单位: 天
来源:
  - 报刊: 工人日报
    日期: 2023-04-10
    题名: 3天调研10个点
    说明: 版面未印报名
---

正文
"""
KEY = re.compile(r"(\s*(?:- )?\S+): (.+)")


def read(text: str) -> tuple[FrontMatter | None, Report]:
    report = Report()
    return parse_front_matter("x.md", text, report), report


def value_of(front: FrontMatter | None, name: str) -> Scalar:
    assert front is not None
    assert front.fields is not None
    value = {key.text: value for key, value in front.fields.entries}[name]
    assert isinstance(value, Scalar)
    return value


def test_an_editor_is_told_what_is_wrong_and_the_rest_is_read(example, told, shown):
    report = Report()
    if example.file == "yaml_files":
        answer = f"= {shown(parse_yaml('x.yaml', example.text, report))}\n"
    else:
        front = parse_front_matter("x.md", example.text, report)
        answer = f"= {shown(front and front.fields)}\n"
        if example.file == "fences" and front is not None:
            body = json.dumps(front.body, ensure_ascii=False)
            answer += f"正文从第 {front.body_line} 行起：{body}\n"

    assert told(report) + answer == example.answer


def test_a_case_without_slips_is_read_without_a_word():
    front, report = read(CASE)

    assert report.diagnostics == []
    assert front is not None
    assert (front.body, front.body_line) == ("\n正文\n", 22)


def change_colon(line):
    return re.sub(r": ", "：", line, count=1)


def tighten_colon(line):
    return re.sub(r": ", ":", line, count=1)


def drop_colon(line):
    return re.sub(r": ", " ", line, count=1)


def widen_hyphen(line):
    return line.replace("- ", "－", 1)


def tighten_hyphen(line):
    return line.replace("- ", "-", 1)


def begin_with_tab(line):
    return re.sub(r"^ +", "\t", line)


def begin_with_wide_space(line):
    return line.replace("  ", "　", 1)


def add_colon(line):
    return KEY.sub(r"\1: 甲: \2", line)


def add_star(line):
    return KEY.sub(r"\1: *\2", line)


def quote_a_word(line):
    return KEY.sub(r'\1: "甲"\2', line)


def open_quote(line):
    return re.sub(r': ([^"].*)$', r': "\1', line)


def open_bracket(line):
    return KEY.sub(r"\1: [\2", line)


def indent_more(line):
    return re.sub(r"^    (?=\S)", "     ", line)


def indent_less(line):
    return re.sub(r"^    (?=\S)", "  ", line)


SLIPS = {
    change_colon: "full-width-colon",
    tighten_colon: "missing-space",
    drop_colon: "yaml-syntax",
    widen_hyphen: "full-width-hyphen",
    tighten_hyphen: "missing-space",
    begin_with_tab: "tab-indent",
    begin_with_wide_space: "full-width-space",
    add_colon: "colon-in-value",
    add_star: "special-start",
    quote_a_word: "special-start",
    open_quote: "unclosed",
    open_bracket: "unclosed",
    indent_more: "indentation",
    indent_less: "indentation",
}


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
def test_one_slip_in_any_line_gives_one_error_in_that_line(slip):
    lines = CASE.split("\n")
    last = lines.index("---", 1)
    tried = 0
    for row in range(1, last):
        changed = slip(lines[row])
        if changed == lines[row]:
            continue
        tried += 1

        _, report = read("\n".join([*lines[:row], changed, *lines[row + 1 :]]))

        assert [(each.location.line, each.code) for each in report.diagnostics] == [
            (row + 1, SLIPS[slip])
        ], changed
    assert tried >= 5


def test_places_count_code_points_from_one():
    front, _ = read('---\n标题: 𠀀某案例\n做法名称: "甲"\n---\n')

    assert value_of(front, "标题").location == Location("x.md", 2, 5, 4)
    assert value_of(front, "做法名称").location == Location("x.md", 3, 7, 3)


def test_a_part_of_a_text_has_its_own_place():
    front, _ = read(
        '---\na: 甲、乙\nb: "甲、乙"\nc: 甲、\n  乙\nd: |\n  甲\n    乙\ne: "\\u7532、乙"\nf：甲、乙\n---\n'
    )
    places = {
        name: value_of(front, name).part(at, at + 1)
        for name, at in zip("abcdef", (2, 2, 3, 4, 2, 2), strict=True)
    }

    assert places == {
        "a": Location("x.md", 2, 6, 1),
        "b": Location("x.md", 3, 7, 1),
        "c": Location("x.md", 5, 3, 1),
        "d": Location("x.md", 8, 5, 1),
        "e": Location("x.md", 9, 12, 1),
        "f": Location("x.md", 10, 5, 1),
    }


def test_the_keys_stand_at_the_line_that_opens_the_front_matter():
    front, _ = read("\n\n---\n标题: 甲\n---\n")

    assert front is not None
    assert front.fields is not None
    assert front.fields.location == Location("x.md", 3, 1, 3)


def test_a_yaml_file_may_begin_further_down():
    value = parse_yaml("x.yaml", "名称: 甲\n", Report(), first_line=5)

    assert isinstance(value, Mapping)
    assert value.entries[0][0].location == Location("x.yaml", 5, 1, 2)


@pytest.mark.parametrize("depth", [51, 1000, 100_000])
@pytest.mark.parametrize("sign", ["[", "{甲: ", "- "])
def test_nesting_beyond_fifty_levels_is_one_error_and_no_crash(depth, sign):
    front, report = read(f"---\n标题: 甲\n关键词:\n  {sign * depth}甲\n---\n")

    assert front is not None
    assert front.fields is None
    codes = {each.code for each in report.diagnostics} - {"unclosed"}
    assert codes == {"nested-too-deep"}


def test_fifty_levels_are_read():
    front, report = read(f"---\n关键词: {'[' * 49}甲{']' * 49}\n---\n")

    assert report.diagnostics == []
    assert front is not None


def test_after_a_hundred_errors_the_rest_is_not_looked_at(told):
    front, report = read("---\n" + "标题：甲\n" * 5000 + "---\n")

    assert front is not None
    assert front.fields is None
    assert len(report.diagnostics) == 101
    assert told(report).endswith(
        "error[yaml-syntax] 102:1 前面已经有 100 处错误，从这一行起先不看了。\n"
        "    先改好前面的，再检查一遍。\n"
    )


HOSTILE = {
    "hyphens": "- " * 200_000,
    "brackets": "[" * 200_000,
    "words": "甲、" * 100_000,
    "round brackets": "（" * 100_000,
    "quotes": '"' * 200_000,
    "colons": "甲: " * 100_000,
    "blanks": " " * 400_000 + "甲",
    "unseen signs": "甲\u200b" * 100_000,
    "lines": "\n".join(["甲"] * 100_000),
    "indented lines": "\n".join(["  甲"] * 100_000),
    "tabs": "\n".join(["\t甲: 乙"] * 30_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_time_in_proportion(name):
    started = time.process_time()
    read(f"---\n标题: 甲\n关键词: {HOSTILE[name]}\n---\n")
    read(f"---\n标题: 甲\n关键词:\n  {HOSTILE[name]}\n---\n")

    assert time.process_time() - started < 10


SIGNS = """
标题 来源 甲 : ： ， 、 - － [ ] { } " ' “ ” # | > & * ! % @ ` ? 2023 --- ... << \\ 𠀀 ~ yes &a *a !!str
"""
BLANKS = (": ", "- ", " #", " ", "  ", "\t", "　", "\u00a0", "\u200b", "\u2028", "\x85", "\x07")
LINES = ("\n", "\n  ", "\n- ", "标题: ", "\n来源:\n  - 报刊: ", "\n摘要: |\n  ")
TYPED = st.lists(st.sampled_from([*SIGNS.split(), *BLANKS, *LINES]), max_size=40).map("".join)


@settings(max_examples=300)
@given(TYPED)
def test_whatever_is_typed_there_are_values_or_errors_in_their_places(text):
    text = f"---\n{text}\n---\n正文\n"
    front, report = read(text)

    lines = text.split("\n")
    for each in report.diagnostics:
        at = each.location
        assert 1 <= at.line <= len(lines)
        assert 1 <= at.column <= at.column + at.length <= len(lines[at.line - 1]) + 1
    if front is None or front.fields is None:
        assert report.diagnostics != []
