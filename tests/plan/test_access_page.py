"""The accessibility page claims what was checked, and nothing where nothing was."""

from __future__ import annotations

import ast
import json
from pathlib import Path

from site_builder.plan.access_page import KINDS, MODES, RESULTS, access_view, read_checks

TABLES = Path(__file__).parents[1] / "browser" / "test_access.py"
FOUND = {
    "date": "2026-01-31",
    "axe": "4.12.1",
    "kinds": ["home", "suggestions"],
    "modes": ["light", "dark"],
    "widths": [390, 1280],
    "checks": 8,
    "violations": 1,
}


def test_results_are_told_in_words(make, tmp_path) -> None:
    path = tmp_path / "results.json"
    path.write_text(json.dumps(FOUND), "utf-8")

    assert read_checks(make.outline(), path) == FOUND | {
        "kinds": ["首页", "搜索建议"],
        "modes": ["浅色", "深色"],
    }


def test_without_results_nothing_is_claimed(make, tmp_path) -> None:
    assert read_checks(make.outline(), tmp_path / "missing.json") is None


def test_the_page_has_its_place(make) -> None:
    view = access_view(make.outline())

    assert view["head"]["title"] == "无障碍说明"
    assert view["crumbs"] == [{"title": "首页", "url": ""}]


def test_every_kind_that_is_checked_has_a_name_and_every_name_is_checked() -> None:
    tables = {
        node.targets[0].id: [key.value for key in node.value.keys]
        for node in ast.parse(TABLES.read_text("utf-8")).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
    }

    assert set(tables["KINDS"]) == set(KINDS)
    assert set(tables["MODES"]) <= set(MODES)


def test_what_is_committed_tells_of_the_kinds_that_there_are() -> None:
    results = json.loads(RESULTS.read_text("utf-8"))

    assert set(results["kinds"]) == set(KINDS)
    assert results["checks"] == len(results["kinds"]) * len(results["modes"]) * len(
        results["widths"]
    )
