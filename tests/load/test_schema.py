from __future__ import annotations

import dataclasses
import json

from site_builder.core.dates import PartialDate
from site_builder.core.diagnostics import Report
from site_builder.load.front_matter import parse_front_matter, parse_yaml
from site_builder.load.schema import (
    parse_case,
    parse_keywords,
    parse_page,
    parse_settings,
    parse_zones,
)
from site_builder.load.schema_case import CASE

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
    written = {CASE.by_name[key.text].name for key, _ in front.fields.entries if key.text in CASE.by_name}
    if "整篇" not in example.title:
        rest = [f"{key}: {value}\n" for key, value in REST.items() if CASE.by_name[key].name not in written]
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
        return {name: plain(part) for name, part in parts.items() if part not in ("", (), None) and name != "location"}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value if isinstance(value, bool | int | None) else str(value)


def test_everything_wrong_is_told_at_once_and_where_it_stands(example, told):
    assert answer(example, told) == example.answer
