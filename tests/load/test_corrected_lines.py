"""A corrected line that is shown works when it is put in place."""

from __future__ import annotations

import re

from site_builder.core.diagnostics import Diagnostic, Report
from site_builder.load.front.front_matter import parse_front_matter, parse_yaml

EXAMPLES = "front_matter"
CORRECTED = re.compile(r"改成：(?P<line>[^\n]+?)(?:；有几项就[^\n]*)?")
INDENT = re.compile(r"[ \t\u3000]*")


def told_of(file: str, text: str) -> list[Diagnostic]:
    report = Report()
    if file == "yaml_files":
        parse_yaml("x.yaml", text, report)
    else:
        parse_front_matter("x.md", text, report)
    return report.in_order()


def put_in_place(text: str, found: Diagnostic, line: str) -> str:
    lines = text.split("\n")
    row = found.location.line - 1
    indent = "" if line == "---" else INDENT.match(lines[row])[0]
    lines[row] = indent + line
    return "\n".join(lines)


def test_what_a_corrected_line_mends_is_not_told_again(example) -> None:
    for found in told_of(example.file, example.text):
        corrected = CORRECTED.fullmatch(str(found.hint))
        if corrected is None or "……" in corrected["line"]:  # a long line is not shown whole
            continue
        mended = put_in_place(example.text, found, corrected["line"])
        again = [(each.location.line, str(each.message)) for each in told_of(example.file, mended)]

        assert (found.location.line, str(found.message)) not in again, corrected["line"]
