from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.core.diagnostics import Report
from site_builder.load.front import yaml_reader
from site_builder.load.front.front_matter import parse_front_matter, parse_yaml
from site_builder.load.front.yaml_draft import UNTIDY, Draft
from site_builder.load.front.yaml_slips import mend

EXAMPLES = "front_matter"
CONTENT = Path(__file__).parent.parent.parent / "content"


def read(example):
    report = Report()
    parse = parse_yaml if example.file == "yaml_files" else parse_front_matter
    return parse("x", example.text, report), report.diagnostics


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML was built without libyaml")
def test_both_readers_of_yaml_give_the_same_values_places_and_errors(example, monkeypatch):
    fast = read(example)
    monkeypatch.setattr(yaml_reader, "LOADER", yaml.SafeLoader)

    assert read(example) == fast


LINE = st.sampled_from(
    [
        "标题: 甲",
        "标题:",
        "a: 12:30",
        "日期: 2023-03-28 # 备注",
        "标题: 甲 #1",
        "标题: 甲#1",
        '标题: "甲: 乙"',
        "标题: '甲'",
        "标题: 甲: 乙",
        "标题：甲",
        "来源:",
        "- 甲",
        "- 甲 乙",
        "- 甲：乙",
        "-甲",
        "- 报刊: 甲",
        "- - 甲",
        "甲",
        "# 备注",
        "",
        "关键词: [甲，乙]",
        "摘要: |",
    ]
)
INDENTED = st.tuples(st.sampled_from(["", "  ", "    "]), LINE).map("".join)


@settings(max_examples=500)
@given(st.lists(INDENTED, max_size=8))
def test_what_is_read_without_looking_for_slips_has_none(lines):
    def draft():
        return Draft("x", lines, 1, Report())

    quick = draft()
    if UNTIDY.search(quick.typed):
        return
    try:
        value = yaml_reader.Builder(quick, tidy=True).build()
    except yaml.YAMLError:
        return

    careful = draft()
    mend(careful, keys_first=False)

    assert careful.report.diagnostics == []
    assert yaml_reader.Builder(careful, tidy=False).build() == value


def test_most_cases_of_the_library_need_no_search_for_slips():
    texts = [path.read_text("utf-8").split("---\n")[1] for path in CONTENT.glob("cases/*/*.md")]

    quick = sum(1 for text in texts if not UNTIDY.search(text))

    assert quick >= len(texts) * 0.8
