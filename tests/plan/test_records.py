"""The whole library as data, for spreadsheets and programs."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pytest

from site_builder.core.config import Config, Licence
from site_builder.core.dates import PartialDate
from site_builder.core.document import Figure, Level, Picture, Source
from site_builder.plan.records import plan_data
from site_builder.render.data import csv_parts, json_parts

SCHEMA = {"type": "object"}


@pytest.fixture
def outline(make):
    config = Config(
        title="测试案例库",
        base_url="https://example.org/gh/",
        data_licence=Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    )
    full = make.case(
        "yizhan",
        title="驿站，“暖心”",
        date=PartialDate(2024, 5),
        regions=["jiangsu/yancheng/yandu", "jiangsu/yancheng/gaoxinqu", "national"],
        keywords=[0, 1],
        level=Level.COUNTY,
        practice="暖心驿站",
        figures=(Figure("驿站", "12", "家", "2023年底"), Figure("服务", "2万余", "人次")),
        sources=(
            Source(
                "工人日报", PartialDate(2023, 3, 30), "3", "张三", "驿站", "https://a.cn/", "摘要"
            ),
            Source("内部材料"),
        ),
        partners=("邮政公司", "移动公司"),
        updated=datetime.date(2024, 5, 6),
        image=Picture("a b.png", "content/images/a b.png", "驿站"),
        body=make.body(("", "引子。"), ("一、针对问题", "难。"), ("附件", ""), ("三部曲", "唱。")),
    )
    return make.outline(full, make.case("a", organisation="=总工会"), config=config)


def pages_of(outline) -> dict[str, object]:
    return {page.output: page for page in plan_data(outline, SCHEMA)}


def test_the_json_file_holds_the_whole_library(outline) -> None:
    page = pages_of(outline)["data/cases.json"]
    data = json.loads("".join(json_parts(page.view())))

    assert {key: value for key, value in data.items() if key != "cases"} == {
        "title": "测试案例库",
        "url": "https://example.org/gh/",
        "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "count": 2,
    }
    assert data["cases"][0] == {
        "id": "yizhan",
        "url": "https://example.org/gh/cases/yizhan/",
        "title": "驿站，“暖心”",
        "date": "2024-05",
        "regions": [
            {
                "path": "jiangsu/yancheng/yandu",
                "code": "320903",
                "name": "江苏省/盐城市/盐都区",
            },
            {
                "path": "jiangsu/yancheng/gaoxinqu",
                "code": "",
                "name": "江苏省/盐城市/盐城高新区",
            },
            {"path": "national", "code": "", "name": "全国"},
        ],
        "keywords": ["职工之家", "劳模工匠"],
        "organisation": "盐城市总工会",
        "actor": "工会",
        "level": "县级",
        "practice": "暖心驿站",
        "summary": "市总工会在沿街单位设立驿站。",
        "figures": [
            {"label": "驿站", "value": "12", "unit": "家", "as_of": "2023年底", "note": ""},
            {"label": "服务", "value": "2万余", "unit": "人次", "as_of": "", "note": ""},
        ],
        "sources": [
            {
                "publication": "工人日报",
                "date": "2023-03-30",
                "page": "3",
                "byline": "张三",
                "title": "驿站",
                "url": "https://a.cn/",
                "note": "摘要",
            },
            {
                "publication": "内部材料",
                "date": "",
                "page": "",
                "byline": "",
                "title": "",
                "url": "",
                "note": "",
            },
        ],
        "partners": ["邮政公司", "移动公司"],
        "updated": "2024-05-06",
        "image": "https://example.org/gh/images/a%20b.png",
        "sections": {"": "引子。", "针对问题": "难。", "三部曲": "唱。"},
    }


def test_every_record_has_the_same_keys(outline) -> None:
    cases = pages_of(outline)["data/cases.json"].view()["cases"]

    assert list(cases[0]) == list(cases[1])
    assert (cases[1]["updated"], cases[1]["image"], cases[1]["practice"]) == ("", "", "")


def test_a_section_that_stands_twice_loses_no_text(make) -> None:
    body = make.body(("成效", "一。"), ("三、成效", "二。"))

    (record,) = pages_of(make.outline(make.case(body=body)))["data/cases.json"].view()["cases"]

    assert record["sections"] == {"成效": "一。\n二。"}


def test_the_csv_file_opens_right_in_a_spreadsheet(outline) -> None:
    text = "".join(csv_parts(pages_of(outline)["data/cases.csv"].view()))

    assert text == (
        "\ufeff编号,标题,日期,地区,地区代码,关键词,单位,主体,层级,做法名称,摘要,数据,参与方,来源,网址\r\n"
        "yizhan,驿站，“暖心”,2024-05,江苏省/盐城市/盐都区、江苏省/盐城市/盐城高新区、全国,320903,"
        "职工之家、劳模工匠,盐城市总工会,工会,县级,暖心驿站,市总工会在沿街单位设立驿站。,"
        "驿站12家（2023年底）；服务2万余人次,邮政公司、移动公司,"
        "《驿站》 工人日报 2023-03-30 3 张三 https://a.cn/（摘要）；内部材料,https://example.org/gh/cases/yizhan/\r\n"
        "a,案例 a,2023-03-28,江苏省/盐城市,320900,职工之家,'=总工会,工会,地市级,,"
        "市总工会在沿街单位设立驿站。,,,工人日报 2023-03-30,https://example.org/gh/cases/a/\r\n"
    )


def test_every_row_has_every_column(outline) -> None:
    text = "".join(csv_parts(pages_of(outline)["data/cases.csv"].view())).removeprefix("\ufeff")

    rows = list(csv.reader(io.StringIO(text, newline="")))

    assert {len(row) for row in rows} == {15}


def test_an_empty_library_is_a_table_with_its_heading(make) -> None:
    outline = make.outline()

    assert len(pages_of(outline)["data/cases.csv"].view()["rows"]) == 1
    assert pages_of(outline)["data/cases.json"].view()["cases"] == []


def test_the_columns_are_named_in_the_language_of_the_site(make) -> None:
    outline = make.outline(translate=lambda text: {"编号": "id", "标题": "title"}.get(text, text))

    header, *_rows = pages_of(outline)["data/cases.csv"].view()["rows"]

    assert header[:3] == ["id", "title", "日期"]


def test_the_schema_of_the_front_matter_is_published_beside_the_data(outline) -> None:
    page = pages_of(outline)["data/case.schema.json"]

    assert (page.template, page.view()) == ("data:json", SCHEMA)
