from __future__ import annotations

import dataclasses
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.core.dates import PartialDate
from site_builder.core.diagnostics import Report
from site_builder.load.front.front_matter import parse_front_matter, parse_yaml
from site_builder.load.schema.case import CASE
from site_builder.load.schema.facts import (
    parse_case,
    parse_keywords,
    parse_page,
    parse_settings,
    parse_zones,
)

EXAMPLES = "schema"
REST = {
    "标题": "盐城市总工会让干部走进联系点",
    "日期": "2023-03-28",
    "地区": "江苏省/盐城市",
    "关键词": "调查研究",
    "单位": "盐城市总工会",
    "主体": "工会",
    "摘要": "盐城市总工会把一季度的现场观摩办成问答，干部带着问题走完十个联系点，请各点当场说明办法。",
    "来源": "{报刊: 工人日报}",
}
"""What an example about one key of a case need not write."""


def answer(example, told) -> str:
    """Return what is said of an example, and what its keys mean."""
    report = Report()
    match example.file:
        case "case":
            meaning = read_case(example, report)
        case "page":
            front = parse_front_matter("x.md", example.text, report)
            meaning = as_json(parse_page(front.fields, "x.md", report))
        case "site":
            meaning = as_json(parse_settings(yaml(example, report), "x.yaml", report))
        case "keywords":
            found = parse_keywords(yaml(example, report), "x.yaml", report)
            meaning = "".join(as_json(keyword, f"{at.line}:{at.column} ") for keyword, at in found)
        case "regions":
            found = parse_zones(yaml(example, report), "x.yaml", report)
            meaning = "".join(as_json(zone) for zone in found)
    return told(report) + meaning


def yaml(example, report):
    return parse_yaml("x.yaml", example.text, report)


def read_case(example, report) -> str:
    """Return the facts that an example is about; one that is not 整篇 gets the other keys too."""
    text = example.text
    front = parse_front_matter("x.md", text, Report())
    written = {
        CASE.by_name[key.text].name for key, _ in front.fields.entries if key.text in CASE.by_name
    }
    if "整篇" not in example.title:
        rest = [
            f"{key}: {value}\n"
            for key, value in REST.items()
            if CASE.by_name[key].name not in written
        ]
        text = text.removesuffix("---\n") + "".join(rest) + "---\n"
    front = parse_front_matter("x.md", text, report)
    facts, _ = parse_case(front.fields, "x.md", report)
    if facts is None:
        return ""
    return "".join(
        f"{key.name} = {json.dumps(plain(getattr(facts, key.name)), ensure_ascii=False)}\n"
        for key in CASE.keys
        if key.name in written
    )


def as_json(value, before: str = "") -> str:
    return "" if value is None else f"{before}= {json.dumps(plain(value), ensure_ascii=False)}\n"


def plain(value: object) -> object:
    """Return a value as JSON takes it, without what is empty."""
    if isinstance(value, PartialDate):
        return value.iso
    if dataclasses.is_dataclass(value):
        parts = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
        return {
            name: plain(part)
            for name, part in parts.items()
            if part not in ("", (), None) and not name.endswith("location")
        }
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value if isinstance(value, bool | int | None) else str(value)


def test_everything_wrong_is_told_at_once_and_where_it_stands(example, told):
    assert answer(example, told) == example.answer


def test_every_value_has_its_own_place():
    front = parse_front_matter(
        "x.md",
        """\
---
标题: "甲"
日期: 2023
地区: 江苏省、浙江省
关键词:
  - 驿站
  - 工匠，志愿
数据:
  - 名称: 户外
    数值: 5
    单位:  家
来源: {报刊: 工人日报, 链接: https://example.org/}
相关案例: [a, "b"]
题图: {图片: a.png, 替代文字: 乙}
---
""",
        Report(),
    )
    _, names = parse_case(front.fields, "x.md", Report())

    assert {path: (at.line, at.column, at.length) for path, at in names.places.items()} == {
        "title": (2, 5, 3),
        "date": (3, 5, 4),
        "regions": (4, 5, 7),
        "regions.0": (4, 5, 3),
        "regions.1": (4, 9, 3),
        "keywords": (6, 3, 0),
        "keywords.0": (6, 5, 2),
        "keywords.1": (7, 5, 2),
        "keywords.2": (7, 8, 2),
        "figures": (9, 3, 0),
        "figures.0": (9, 5, 2),
        "figures.0.label": (9, 9, 2),
        "figures.0.value": (10, 9, 1),
        "figures.0.unit": (11, 10, 1),
        "sources": (12, 6, 2),
        "sources.0": (12, 6, 2),
        "sources.0.publication": (12, 10, 4),
        "sources.0.url": (12, 20, 20),
        "related": (13, 7, 1),
        "related.0": (13, 8, 1),
        "related.1": (13, 11, 3),
        "image": (14, 6, 2),
        "image.src": (14, 10, 5),
        "image.alt": (14, 23, 1),
    }


def test_what_a_slip_has_touched_is_not_judged_again(told):
    report = Report()
    front = parse_front_matter(
        "x.md", "---\n标题: 甲: 乙\n日期: *2023\n关键词: [驿站\n数据: [5\n---\n", report
    )
    before = told(report)
    parse_case(front.fields, "x.md", report)

    added = {each.code for each in report.diagnostics} - {
        line.partition("[")[2].partition("]")[0] for line in before.split("\n")
    }
    assert added == {"missing-key"}


def test_files_that_could_not_be_read_mean_nothing_and_say_nothing_more():
    report = Report()

    assert parse_settings(None, "x.yaml", report) is None
    assert parse_keywords(None, "x.yaml", report) == ()
    assert parse_zones(None, "x.yaml", report) == ()
    assert report.diagnostics == []


def test_a_related_id_that_is_none_is_not_looked_up_as_well():
    front = parse_front_matter("x.md", "---\n相关案例: a.md、b、/cases/c、d-e\n---\n", Report())

    _, names = parse_case(front.fields, "x.md", Report())

    assert names.related == ("b", "d-e")
    assert [names.places[f"related.{place}"].column for place in (0, 1)] == [12, 23]


NAMES = st.sampled_from(
    [name for key in CASE.keys for name in key.names] + ["tilte", "名称", "url"]
)
TEXTS = st.sampled_from(
    [
        "甲",
        "是",
        "2023-02-30",
        "2023",
        "工会",
        "市级",
        "甲、乙",
        "https://a.b/",
        "a:b",
        "~",
        '""',
        "/a",
        "-",
    ]
)
VALUES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda values: f"[{', '.join(values)}]")
        | st.dictionaries(NAMES, inner, max_size=3).map(
            lambda values: (
                "{" + ", ".join(f"{name}: {value}" for name, value in values.items()) + "}"
            )
        )
    ),
    max_leaves=6,
)


@settings(max_examples=200)
@given(st.lists(st.tuples(NAMES, VALUES), max_size=12))
def test_any_values_make_facts_or_errors_in_chinese(entries):
    text = "".join(f"{name}: {value}\n" for name, value in entries)
    report = Report()
    front = parse_front_matter("x.md", f"---\n{text}---\n", report)
    if front.fields is None:
        return

    facts, _ = parse_case(front.fields, "x.md", report)

    errors = [each for each in report.diagnostics if each.severity == "error"]
    assert (facts is None) == bool(errors)
    assert not any(each.message.text.isascii() for each in report.diagnostics)
