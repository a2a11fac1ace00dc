"""Diagnostics as other programs read them: JSON, annotations, SARIF, JUnit."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.arguments import FORMATS as NAMES
from site_builder.build import Outcome
from site_builder.core.diagnostics import Code, Diagnostic, Location, Severity
from site_builder.core.messages import msg
from site_builder.formats import FORMATS, as_github, as_json, as_junit, as_sarif

ERROR = Diagnostic(
    Code.UNKNOWN_REGION,
    Severity.ERROR,
    Location("content/cases/2023/驿站 1.md", 3, 5, 7),
    msg("没有找到地区“{name}”。", name="盐都市"),
    msg("是不是：{names}？", names="江苏省/盐城市/盐都区"),
)
WARNING = Diagnostic(
    Code.MISSING_SECTION,
    Severity.WARNING,
    Location("content/cases/2023/b.md"),
    msg("缺少“{section}”一节。", section="成效"),
)
OTHER = Diagnostic(
    Code.WRONG_DATE,
    Severity.ERROR,
    Location("content/cases/2023/b.md", 4, 5),
    msg("“{date}”不对：没有 {month} 月。", date="2023-13", month=13),
)
OUTCOME = Outcome(
    [ERROR, WARNING, OTHER],
    blocked=True,
    cases=5,
    complete=3,
    pages=40,
    rendered=39,
    written=7,
    removed=2,
    seconds=1.23456,
)
NOTHING = Outcome([], blocked=False)


def english(text: str) -> str:
    return {"没有找到地区“{name}”。": "There is no region called “{name}”."}.get(text, text)


def one(message: str = "甲", hint: str = "", path: str = "a.md") -> Outcome:
    """An outcome with one error of these texts."""
    found = Diagnostic(
        Code.WRONG_VALUE,
        Severity.ERROR,
        Location(path),
        msg("{text}", text=message),
        msg("{text}", text=hint),
    )
    return Outcome([found], blocked=True)


@pytest.mark.parametrize("name", NAMES[1:])
def test_every_format_of_the_command_line_can_be_written(name: str) -> None:
    assert isinstance(FORMATS[name](OUTCOME, str), str)
    assert isinstance(FORMATS[name](NOTHING, str), str)


def test_formats_are_written_in_the_readers_language() -> None:
    for write in FORMATS.values():
        assert "There is no region called “盐都市”." in write(OUTCOME, english)


# JSON


def test_json_is_one_object_with_diagnostics_counts_and_seconds() -> None:
    assert json.loads(as_json(OUTCOME, str)) == {
        "diagnostics": [
            {
                "path": "content/cases/2023/驿站 1.md",
                "line": 3,
                "column": 5,
                "severity": "error",
                "code": "unknown-region",
                "message": "没有找到地区“盐都市”。",
                "hint": "是不是：江苏省/盐城市/盐都区？",
            },
            {
                "path": "content/cases/2023/b.md",
                "line": 1,
                "column": 1,
                "severity": "warning",
                "code": "missing-section",
                "message": "缺少“成效”一节。",
                "hint": "",
            },
            {
                "path": "content/cases/2023/b.md",
                "line": 4,
                "column": 5,
                "severity": "error",
                "code": "wrong-date",
                "message": "“2023-13”不对：没有 13 月。",
                "hint": "",
            },
        ],
        "counts": {
            "cases": 5,
            "pages": 40,
            "rendered": 39,
            "written": 7,
            "removed": 2,
            "errors": 2,
            "warnings": 1,
        },
        "seconds": 1.235,
    }


def test_json_of_a_good_build_has_no_diagnostics() -> None:
    assert json.loads(as_json(NOTHING, str))["diagnostics"] == []


# GitHub


def test_github_annotates_the_line_of_each_diagnostic() -> None:
    assert as_github(OUTCOME, str) == (
        "::error file=content/cases/2023/驿站 1.md,line=3,col=5,endColumn=12,title=unknown-region"
        "::没有找到地区“盐都市”。%0A是不是：江苏省/盐城市/盐都区？\n"
        "::warning file=content/cases/2023/b.md,line=1,col=1,title=missing-section"
        "::缺少“成效”一节。\n"
        "::error file=content/cases/2023/b.md,line=4,col=5,title=wrong-date"
        "::“2023-13”不对：没有 13 月。"
    )


def test_github_is_told_nothing_when_there_is_nothing() -> None:
    assert as_github(NOTHING, str) == ""


def test_no_text_can_end_an_annotation_or_one_of_its_properties() -> None:
    outcome = one("100%\r\n::error::假的", "改成：\n标题: 甲", "a,line=9:b%.md")

    assert as_github(outcome, str) == (
        "::error file=a%2Cline=9%3Ab%25.md,line=1,col=1,title=wrong-value"
        "::100%25%0D%0A::error::假的%0A改成：%0A标题: 甲"
    )


@given(st.text(), st.text(), st.text())
def test_an_annotation_is_always_one_line_that_says_what_was_said(
    message: str, hint: str, path: str
) -> None:
    text = as_github(one(message, hint, path), str)

    match = re.fullmatch(
        r"::error file=([^,\n\r]*),line=1,col=1,title=wrong-value::([^\n\r]*)", text
    )
    assert match is not None
    assert ":" not in match[1]
    assert unescaped(match[1]) == path
    assert unescaped(match[2]) == "\n".join(filter(None, (message, hint)))


def unescaped(text: str) -> str:
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


# SARIF


def test_sarif_has_what_its_schema_requires() -> None:
    log = json.loads(as_sarif(OUTCOME, str))

    assert log == {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "site-builder",
                        "fullDescription": {
                            "text": "Turns a union's case studies, written in Markdown,"
                            " into a public static library."
                        },
                        "rules": [
                            {"id": "missing-section"},
                            {"id": "unknown-region"},
                            {"id": "wrong-date"},
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "unknown-region",
                        "ruleIndex": 1,
                        "level": "error",
                        "message": {
                            "text": "没有找到地区“盐都市”。\n是不是：江苏省/盐城市/盐都区？"
                        },
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {
                                        "uri": "content/cases/2023/%E9%A9%BF%E7%AB%99%201.md"
                                    },
                                    "region": {"startLine": 3, "startColumn": 5, "endColumn": 12},
                                }
                            }
                        ],
                    },
                    {
                        "ruleId": "missing-section",
                        "ruleIndex": 0,
                        "level": "warning",
                        "message": {"text": "缺少“成效”一节。"},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "content/cases/2023/b.md"},
                                    "region": {"startLine": 1, "startColumn": 1},
                                }
                            }
                        ],
                    },
                    {
                        "ruleId": "wrong-date",
                        "ruleIndex": 2,
                        "level": "error",
                        "message": {"text": "“2023-13”不对：没有 13 月。"},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "content/cases/2023/b.md"},
                                    "region": {"startLine": 4, "startColumn": 5},
                                }
                            }
                        ],
                    },
                ],
            }
        ],
    }


def test_sarif_of_a_good_build_is_a_run_without_results() -> None:
    (run,) = json.loads(as_sarif(NOTHING, str))["runs"]

    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1))
def test_a_path_in_sarif_is_a_uri(path: str) -> None:
    (run,) = json.loads(as_sarif(one(path=f"content/{path}"), str))["runs"]

    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9/._~%-]+", uri)
    assert urlsplit(uri).path == uri
    assert unquote(uri) == f"content/{path}"


# JUnit


def test_junit_has_a_failed_test_for_every_file_with_problems() -> None:
    suite = ET.fromstring(as_junit(OUTCOME, str).encode())

    assert suite.tag == "testsuite"
    assert suite.attrib == {
        "name": "site-builder",
        "tests": "5",
        "failures": "2",
        "time": "1.235",
    }
    assert [
        (
            case.get("classname"),
            case.get("name"),
            [(failure.get("message"), failure.text) for failure in case],
        )
        for case in suite
    ] == [
        ("site-builder", "ok-0", []),
        ("site-builder", "ok-1", []),
        ("site-builder", "ok-2", []),
        (
            "site-builder",
            "content/cases/2023/驿站 1.md",
            [
                (
                    "没有找到地区“盐都市”。",
                    "3:5 unknown-region 没有找到地区“盐都市”。 是不是：江苏省/盐城市/盐都区？",
                )
            ],
        ),
        (
            "site-builder",
            "content/cases/2023/b.md",
            [
                (
                    "缺少“成效”一节。",
                    (
                        "1:1 missing-section 缺少“成效”一节。\n"
                        "4:5 wrong-date “2023-13”不对：没有 13 月。"
                    ),
                )
            ],
        ),
    ]


def test_junit_of_nothing_is_an_empty_suite() -> None:
    suite = ET.fromstring(as_junit(NOTHING, str).encode())

    assert (suite.get("tests"), suite.get("failures"), list(suite)) == ("0", "0", [])


@given(st.text(), st.text(), st.text())
def test_junit_is_xml_whatever_is_said(message: str, hint: str, path: str) -> None:
    text = as_junit(one(message, hint, path), str)

    suite = ET.fromstring(text.encode())

    assert suite.get("failures") == "1"


def test_what_xml_cannot_hold_is_replaced() -> None:
    suite = ET.fromstring(as_junit(one('“\0”和"<b>"', "", "a<b>&.md"), str).encode())

    (case,) = suite
    assert case.get("name") == "a<b>&.md"
    assert case[0].get("message") == '“\ufffd”和"<b>"'
