"""Diagnostics for other programs: JSON, annotations, SARIF and JUnit."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from site_builder import __doc__ as purpose
from site_builder.core.diagnostics import Code, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from site_builder.build import Outcome
    from site_builder.core.diagnostics import Diagnostic
    from site_builder.core.messages import Translate

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, not even escaped."""


def as_json(outcome: Outcome, translate: Translate) -> str:
    """Return one JSON object with the diagnostics and counts."""
    return json.dumps(
        {
            "diagnostics": [
                {
                    "path": each.location.path,
                    "line": each.location.line,
                    "column": each.location.column,
                    "severity": each.severity.value,
                    "code": each.code.value,
                    "message": each.message.show(translate),
                    "hint": each.hint.show(translate),
                }
                for each in outcome.diagnostics
            ],
            "counts": {
                "cases": outcome.cases,
                "pages": outcome.pages,
                "rendered": outcome.rendered,
                "written": outcome.written,
                "removed": outcome.removed,
                "errors": outcome.count(Severity.ERROR),
                "warnings": outcome.count(Severity.WARNING),
            },
            "seconds": round(outcome.seconds, 3),
        },
        ensure_ascii=False,
        indent=1,
    )


def as_github(outcome: Outcome, translate: Translate) -> str:
    """Return GitHub Actions workflow commands: an annotation on the line of each diagnostic."""
    return "\n".join(annotation(each, translate) for each in outcome.diagnostics)


def annotation(found: Diagnostic, translate: Translate) -> str:
    """Return the workflow command of one diagnostic."""
    at = found.location
    place = f"file={escape_property(at.path)},line={at.line},col={at.column}"
    if at.length:
        place += f",endColumn={at.column + at.length}"
    text = "\n".join(filter(None, full_text(found, translate)))
    title = escape_property(found.code.value)
    return f"::{found.severity.value} {place},title={title}::{escape_data(text)}"


def full_text(found: Diagnostic, translate: Translate) -> tuple[str, str]:
    """Return a diagnostic's message and hint."""
    return found.message.show(translate), found.hint.show(translate)


def escape_data(text: str) -> str:
    """Escape the text of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape a property of a workflow command."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(outcome: Outcome, translate: Translate) -> str:
    """Return a SARIF 2.1.0 log (OASIS)."""
    used = sorted({each.code for each in outcome.diagnostics})
    driver = {
        "name": "site-builder",
        "fullDescription": {"text": purpose},
        "rules": [{"id": code.value} for code in used],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [sarif_result(each, used, translate) for each in outcome.diagnostics],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


def sarif_result(found: Diagnostic, used: list[Code], translate: Translate) -> dict[str, object]:
    """Return one diagnostic as a SARIF result."""
    at = found.location
    region = {"startLine": at.line, "startColumn": at.column}
    if at.length:
        region["endColumn"] = at.column + at.length
    place = {"artifactLocation": {"uri": quote(at.path)}, "region": region}
    return {
        "ruleId": found.code.value,
        "ruleIndex": used.index(found.code),
        "level": found.severity.value,
        "message": {"text": "\n".join(filter(None, full_text(found, translate)))},
        "locations": [{"physicalLocation": place}],
    }


def as_junit(outcome: Outcome, translate: Translate) -> str:
    """Return a JUnit report: one failed test for each file with diagnostics."""
    by_path: dict[str, list[Diagnostic]] = {}
    for each in outcome.diagnostics:
        by_path.setdefault(each.location.path, []).append(each)
    good = max(0, outcome.cases - len(by_path))
    rows = ['<?xml version="1.0" encoding="UTF-8"?>']
    counts = f'tests="{good + len(by_path)}" failures="{len(by_path)}"'
    rows.append(f'<testsuite name="site-builder" {counts} time="{outcome.seconds:.3f}">')
    rows += [f'<testcase classname="site-builder" name="ok-{n}"/>' for n in range(good)]
    for path, found in by_path.items():
        text = "\n".join(
            f"{each.location.line}:{each.location.column} {each.code.value} "
            + " ".join(filter(None, full_text(each, translate)))
            for each in found
        )
        message = quoteattr(found[0].message.show(translate))
        rows.append(f'<testcase classname="site-builder" name={quoteattr(path)}>')
        rows.append(f"<failure message={message}>{escape(text)}</failure></testcase>")
    rows.append("</testsuite>")
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", "\n".join(rows))


FORMATS: Mapping[str, Callable[[Outcome, Translate], str]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "junit": as_junit,
}
"""By the name behind --format; text is the console's."""
