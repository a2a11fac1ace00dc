"""A case takes its id, its address and its place from its document."""

from __future__ import annotations

from site_builder.core.dates import PartialDate
from site_builder.core.document import Actor, Body, Case, Document, Facts, Level
from site_builder.core.region import Rank, Region


def test_a_case_has_the_id_of_its_document_and_lies_where_its_first_region_is() -> None:
    china = Region("national", "", "全国", "全国", Rank.NATIONAL, ("全国",), ())
    jiangsu = Region("jiangsu", "320000", "江苏省", "江苏", Rank.PROVINCE, ("江苏省",), (10,))
    facts = Facts(
        title="职工驿站",
        date=PartialDate(2023),
        regions=("江苏", "全国"),
        keywords=(),
        organisation="江苏省总工会",
        actor=Actor.UNION,
        summary="",
        sources=(),
    )
    document = Document("yizhan", "content/cases/2023/yizhan.md", facts, Body(""))

    case = Case(document, (jiangsu, china), (), Level.PROVINCE)

    assert (case.id, case.url, case.region, case.facts) == (
        "yizhan",
        "cases/yizhan/",
        jiangsu,
        facts,
    )
