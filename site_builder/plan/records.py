"""The library as data: one JSON file, one CSV file, and the schema of the front matter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from site_builder.core.document import SECTIONS
from site_builder.core.fingerprint import mark_of, sum_of
from site_builder.core.lazy import Each
from site_builder.core.messages import msg
from site_builder.core.site import Page
from site_builder.plan.checks import section_of
from site_builder.plan.schema_org import absolute
from site_builder.plan.views import figure_view, image_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.core.document import Case, Figure, Source
    from site_builder.plan.outline import Outline

DATA = "data/cases.json"
ALL = "cases"
"""What the one input of the data files is called."""
COLUMNS = (
    msg("编号"),
    msg("标题"),
    msg("日期"),
    msg("地区"),
    msg("地区代码"),
    msg("关键词"),
    msg("单位"),
    msg("主体"),
    msg("层级"),
    msg("做法名称"),
    msg("摘要"),
    msg("数据"),
    msg("参与方"),
    msg("来源"),
    msg("网址"),
)


def plan_data(outline: Outline, case_schema: Mapping[str, object]) -> Iterator[Page]:
    """Yield the data files."""
    inputs = partial(json_inputs, outline)
    yield Page(DATA, "data:json", partial(json_view, outline), inputs)
    inputs = partial(csv_inputs, outline)
    yield Page("data/cases.csv", "data:csv", partial(csv_view, outline), inputs)
    yield Page("data/case.schema.json", "data:json", lambda: case_schema)


def json_view(outline: Outline) -> Mapping[str, object]:
    """Return the whole library, each case made as it is written: together they are large."""
    config = outline.config
    return {
        "title": config.title,
        "url": absolute(config, ""),
        "licence": {"name": config.data_licence.name, "url": config.data_licence.url},
        "count": len(outline.library.cases),
        "cases": Each(partial(record, outline), outline.library.cases),
    }


def json_inputs(outline: Outline) -> Mapping[str, str]:
    """Return what the whole library is made from."""
    return {ALL: sum_of(map(outline.marks.data, outline.library.cases))}


def record(outline: Outline, case: Case) -> dict[str, object]:
    """Return one case as data; keys without a value are there and empty."""
    facts = case.facts
    picture = facts.image
    return {
        "id": case.id,
        "url": absolute(outline.config, case.url),
        "title": facts.title,
        "date": facts.date.iso,
        "regions": [
            {"path": region.path, "code": region.code, "name": region.full_name}
            for region in case.regions
        ],
        "keywords": [keyword.name for keyword in case.keywords],
        "organisation": facts.organisation,
        "actor": facts.actor.value,
        "level": case.level.value,
        "practice": facts.practice,
        "summary": facts.summary,
        "figures": [figure_view(figure) for figure in facts.figures],
        "sources": [source_record(source) for source in facts.sources],
        "partners": list(facts.partners),
        "updated": facts.updated.isoformat() if facts.updated else "",
        "image": absolute(outline.config, image_address(picture.file)) if picture else "",
        "sections": sections(case),
    }


def sections(case: Case) -> dict[str, str]:
    """Return a case's plain text by section; those of the national form without their numbering.

    What stands before the first heading has an empty name; parts of one name are joined.
    """
    parts: dict[str, list[str]] = {}
    for title, text in case.document.body.text:
        if text:
            name = section_of(title)
            parts.setdefault(name if name in SECTIONS else title, []).append(text)
    return {name: "\n".join(texts) for name, texts in parts.items()}


def source_record(source: Source) -> dict[str, str]:
    """Return a publication as data."""
    return {
        "publication": source.publication,
        "date": source.date.iso if source.date else "",
        "page": source.page,
        "byline": source.byline,
        "title": source.title,
        "url": source.url,
        "note": source.note,
    }


def csv_view(outline: Outline) -> Mapping[str, object]:
    """Return the library as a table, one case a row."""
    header = [outline.text(column) for column in COLUMNS]
    return {"rows": [header, *(row(outline, case) for case in outline.library.cases)]}


def csv_inputs(outline: Outline) -> Mapping[str, str]:
    """Return what the table is made from."""
    return {ALL: mark_of([outline.marks.case(case) for case in outline.library.cases])}


def row(outline: Outline, case: Case) -> list[str]:
    """Return one case as a row, in the order of COLUMNS."""
    facts = case.facts
    return [
        case.id,
        facts.title,
        facts.date.iso,
        "、".join(region.full_name for region in case.regions),
        "、".join(region.code for region in case.regions if region.code),
        "、".join(keyword.name for keyword in case.keywords),
        facts.organisation,
        facts.actor.value,
        case.level.value,
        facts.practice,
        facts.summary,
        "；".join(figure_text(figure) for figure in facts.figures),
        "、".join(facts.partners),
        "；".join(source_text(source) for source in facts.sources),
        absolute(outline.config, case.url),
    ]


def figure_text(figure: Figure) -> str:
    """Return a key result in one phrase."""
    said = "，".join(part for part in (figure.as_of, figure.note) if part)
    return f"{figure.label}{figure.value}{figure.unit}" + (f"（{said}）" if said else "")


def source_text(source: Source) -> str:
    """Return a publication in one phrase."""
    title = f"《{source.title}》" if source.title else ""
    date = source.date.iso if source.date else ""
    parts = (title, source.publication, date, source.page, source.byline, source.url)
    note = f"（{source.note}）" if source.note else ""
    return " ".join(part for part in parts if part) + note
