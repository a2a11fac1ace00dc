"""The page of statistics as templates see it."""

from __future__ import annotations

import pytest

from site_builder.core.document import Keyword, Level
from site_builder.plan.insights import MOST_COLUMNS, insights_view, legend, steps
from site_builder.plan.timeline import timeline


@pytest.fixture
def outline(make):
    return make.outline(
        make.case("a", keywords=[0, 1], regions=["jiangsu/yancheng"]),
        make.case("b", keywords=[0, 1], regions=["jiangsu/nanjing"]),
        make.case("c", keywords=[2], regions=["beijing"], level=Level.PROVINCE),
        make.case("d", keywords=[2], regions=["national"], level=Level.PROVINCE),
    )


def link(title, slug):
    return {"title": title, "url": f"keywords/{slug}/"}


HOME = link("职工之家", "zhigong-zhijia")
MODEL = link("劳模工匠", "laomo-gongjiang")
WELFARE = link("普惠服务", "puhui-fuwu")
NONE = {"count": 0, "url": "", "heat": 0}


def cell(count, region, word, heat):
    return {"count": count, "url": f"search/?region={region}&keyword={word}", "heat": heat}


def test_the_whole_page(outline):
    home = "%E8%81%8C%E5%B7%A5%E4%B9%8B%E5%AE%B6"
    model = "%E5%8A%B3%E6%A8%A1%E5%B7%A5%E5%8C%A0"
    welfare = "%E6%99%AE%E6%83%A0%E6%9C%8D%E5%8A%A1"

    view = insights_view(outline)

    assert view["insights"] == {
        "total": 4,
        "matrix": {
            "columns": [
                {**MODEL, "count": 2},
                {**WELFARE, "count": 2},
                {**HOME, "count": 2},
            ],
            "rows": [
                {
                    "title": "全国",
                    "url": "regions/national/",
                    "cells": [NONE, cell(1, "national", welfare, 1), NONE],
                    "total": 1,
                },
                {
                    "title": "北京",
                    "url": "regions/beijing/",
                    "cells": [NONE, cell(1, "beijing", welfare, 1), NONE],
                    "total": 1,
                },
                {
                    "title": "江苏",
                    "url": "regions/jiangsu/",
                    "cells": [
                        cell(2, "jiangsu", model, 2),
                        NONE,
                        cell(2, "jiangsu", home, 2),
                    ],
                    "total": 2,
                },
            ],
            "others": 0,
            "legend": [
                {"heat": 0, "text": "0"},
                {"heat": 1, "text": "1"},
                {"heat": 2, "text": "2–4"},
                {"heat": 3, "text": "5–9"},
                {"heat": 4, "text": "10–19"},
                {"heat": 5, "text": "20以上"},
            ],
        },
        "timeline": timeline(outline),
        "pairs": [{"one": MODEL, "other": HOME, "count": 2, "expected": "1.0"}],
        "without": ["浙江", "湖北"],
        "region_gaps": [
            {
                "one": {"title": "江苏", "url": "regions/jiangsu/"},
                "other": WELFARE,
                "count": 0,
                "expected": "1.0",
            }
        ],
        "level_gaps": [
            {"one": {"title": level, "url": ""}, "other": other, "count": 0, "expected": "1.0"}
            for level, other in (("地市级", WELFARE), ("省级", MODEL), ("省级", HOME))
        ],
    }
    assert (view["head"]["title"], view["head"]["canonical"]) == (
        "统计",
        "https://example.org/insights/",
    )
    assert view["crumbs"] == [{"title": "首页", "url": ""}]


def test_a_library_without_cases_has_no_statistics(make):
    assert insights_view(make.outline())["insights"] is None


def test_of_one_case_nothing_is_missing_but_other_regions(make):
    view = insights_view(make.outline(make.case()))["insights"]

    assert (view["pairs"], view["region_gaps"], view["level_gaps"]) == ([], [], [])
    assert [row["total"] for row in view["matrix"]["rows"]] == [1]
    assert view["without"] == ["北京", "浙江", "湖北"]


def test_a_case_without_keywords_is_a_row_without_columns(make):
    view = insights_view(make.outline(make.case(keywords=[])))["insights"]

    assert view["matrix"]["columns"] == []
    assert view["matrix"]["rows"][0]["cells"] == []


def test_the_columns_of_a_large_vocabulary_are_its_most_frequent_keywords(make, monkeypatch):
    words = tuple(Keyword(f"词{n}", f"w{n:03}") for n in range(MOST_COLUMNS + 4))
    monkeypatch.setattr(make, "keywords", words)
    cases = [make.case(f"c{n}", keywords=[n]) for n in range(len(words))]
    cases.append(make.case("more", keywords=[len(words) - 1]))

    matrix = insights_view(make.outline(*cases))["insights"]["matrix"]

    assert [each["title"] for each in matrix["columns"]] == [
        f"词{MOST_COLUMNS + 3}",
        *(f"词{n}" for n in range(MOST_COLUMNS - 1)),
    ]
    assert matrix["others"] == 4


@pytest.mark.parametrize(
    ("most", "limits"),
    [
        (0, (1, 2, 5, 10, 20)),
        (49, (1, 2, 5, 10, 20)),
        (50, (1, 5, 10, 20, 50)),
        (149, (1, 10, 20, 50, 100)),
        (2000, (1, 200, 500, 1000, 2000)),
    ],
)
def test_the_steps_of_colour_grow_with_the_library(most, limits):
    assert steps(most) == limits


def test_the_legend_names_every_step(make):
    named = [each["text"] for each in legend(make.outline(), (1, 20, 50, 100, 200))]

    assert named == ["0", "1–19", "20–49", "50–99", "100–199", "200以上"]
