"""Citations follow the examples of GB/T 7714-2025, and programs read the others back."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.config import Config
from site_builder.core.dates import PartialDate
from site_builder.core.document import Source
from site_builder.plan.citations import bibtex, citations, gb_report, names, page_of, report_of

CONFIG = Config(
    title="工会创新案例库", organisation="××省总工会", base_url="https://example.org/lib/"
)
HUANGSHI = Source(
    "工人日报",
    PartialDate(2023, 4, 10),
    "第2版",
    "记者张翀 通讯员张柏怀 叶芃",
    "“爱心消费月”带动消费超1.2亿元",
)


@pytest.mark.parametrize(
    ("source", "citation"),
    [
        (
            HUANGSHI,
            "张翀，张柏怀，叶芃. “爱心消费月”带动消费超1.2亿元[N]. 工人日报，2023-04-10（2）.",
        ),
        (
            Source("中国青年报", PartialDate(2000, 11, 20), "15", "丁文详", "数字革命与竞争国际化"),
            "丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
        ),
        (
            Source(
                "人民日报",
                PartialDate(2022, 8, 16),
                "第17版",
                "陈缮真",
                "题名",
                "https://example.org/a.html",
            ),
            "陈缮真. 题名[N/OL]. 人民日报，2022-08-16（17）. https://example.org/a.html.",
        ),
        (
            Source("工人日报", PartialDate(2023, 10), "", "记者甲某、乙某、丙某、丁某", "题名"),
            "甲某，乙某，丙某，等. 题名[N]. 工人日报，2023-10.",
        ),
        (Source("工人日报", title="题名"), "题名[N]. 工人日报."),
        (Source("工人日报", PartialDate(2022)), "题名不详[N]. 工人日报，2022."),
        (Source("工人日报", page="A02", title="题名？"), "题名？[N]. 工人日报（A02）."),
    ],
)
def test_a_report_is_cited_as_the_standard_does(source, citation) -> None:
    assert gb_report(report_of("a-1", source)) == citation


@pytest.mark.parametrize(
    ("byline", "found"),
    [
        ("本报记者 邹佩然 本报通讯员 毛朝阳", ["邹佩然", "毛朝阳"]),
        ("记者羊荣江 通讯员曹竟文 摄", ["羊荣江", "曹竟文"]),
        ("记者邹伟锋 通讯员邵晨晨、潘秀河", ["邹伟锋", "邵晨晨", "潘秀河"]),
        ("人民网记者郭莹", ["郭莹"]),
        ("通讯员热孜万古丽·沙塔尔", ["热孜万古丽·沙塔尔"]),
        ("（记者 John Smith 通讯员李四）", ["John Smith", "李四"]),
        ("新华社记者齐中熙、樊曦摄", ["齐中熙", "樊曦"]),
        ("文/张三 图/李四", ["张三", "李四"]),
        ("文：张三 摄影：李四", ["张三", "李四"]),
        ("本报讯", []),
        ("", []),
    ],
)
def test_names_are_told_from_what_their_bearers_are(byline, found) -> None:
    assert names(byline) == found


@pytest.mark.parametrize(
    ("page", "number"),
    [("第2版", "2"), ("第02版", "2"), ("A02", "A02"), ("头版", "头版"), ("10", "10"),
     ("2-3版", "2-3"), ("01－04版", "1－4"), ("", "")],
)  # fmt: skip
def test_pages_are_cited_by_their_numbers(page, number) -> None:
    assert page_of(page) == number


def test_a_page_is_cited_with_the_day_when_it_last_changed(make) -> None:
    def page(**facts):
        return citations(CONFIG, make.case(title="标题", **facts))["page"]

    published, revised = datetime.date(2026, 5, 1), datetime.date(2026, 6, 2)
    assert page(publish=published) == "××省总工会. 标题[EB/OL]. （2026-05-01）"
    assert page(publish=published, updated=revised) == "××省总工会. 标题[EB/OL]. （2026-06-02）"
    assert page() == "××省总工会. 标题[EB/OL]. "


def test_a_library_without_an_organisation_answers_by_its_name(make) -> None:
    case = make.case(title="标题")

    assert citations(Config(title="案例库"), case)["page"] == "案例库. 标题[EB/OL]. "


def test_bibtex_holds_the_page_and_its_sources(make) -> None:
    case = make.case("huangshi", title="50%的{商户}", sources=(HUANGSHI,))

    assert citations(CONFIG, case)["bibtex"] == (
        "@online{huangshi,\n"
        "  author = {{××省总工会}},\n"
        "  title = {50\\%的\\textbraceleft{}商户\\textbraceright{}},\n"
        "  url = {https://example.org/lib/cases/huangshi/},\n"
        "  langid = {chinese}\n"
        "}\n"
        "@article{huangshi-1,\n"
        "  entrysubtype = {newspaper},\n"
        "  author = {张翀 and 张柏怀 and 叶芃},\n"
        "  title = {“爱心消费月”带动消费超1.2亿元},\n"
        "  journal = {工人日报},\n"
        "  date = {2023-04-10},\n"
        "  number = {2},\n"
        "  langid = {chinese}\n"
        "}"
    )


def test_csl_json_holds_the_page_and_its_sources(make) -> None:
    case = make.case("huangshi", title="“标题”", sources=(HUANGSHI, Source("内部材料")))

    assert json.loads(citations(CONFIG, case)["csl"]) == [
        {
            "id": "huangshi",
            "type": "webpage",
            "title": "“标题”",
            "author": [{"literal": "××省总工会"}],
            "container-title": "工会创新案例库",
            "URL": "https://example.org/lib/cases/huangshi/",
            "language": "zh-CN",
        },
        {
            "id": "huangshi-1",
            "type": "article-newspaper",
            "title": "“爱心消费月”带动消费超1.2亿元",
            "author": [{"literal": "张翀"}, {"literal": "张柏怀"}, {"literal": "叶芃"}],
            "container-title": "工人日报",
            "issued": {"date-parts": [[2023, 4, 10]]},
            "page": "2",
            "language": "zh-CN",
        },
        {
            "id": "huangshi-2",
            "type": "article-newspaper",
            "container-title": "内部材料",
            "language": "zh-CN",
        },
    ]


@given(st.text())
def test_no_text_breaks_out_of_a_bibtex_field(text) -> None:
    """Braces are balanced at every place, and no sign of TeX stands bare."""
    written = bibtex(text)
    depths = [written[:end].count("{") - written[:end].count("}") for end in range(len(written))]
    bare = re.sub(r"\\(?:text\w+\{\}|[%&#$_])", "", written)

    assert written.count("{") == written.count("}")
    assert min(depths, default=0) >= 0
    assert not set(bare) & set("\\{}%&#$_^~\n")
