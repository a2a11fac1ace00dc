"""Examples in files: title, input and the whole of what must come of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from site_builder.load.front.values import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from site_builder.core.diagnostics import Report
    from site_builder.load.front.values import Value

EXAMPLES = Path(__file__).parent.parent / "fixtures"
EXAMPLE = re.compile(r"(?P<title>[^\n]+)\n\.\n(?P<input>.*?\n)\.\n(?P<output>.*?)\.\n", re.DOTALL)
INVISIBLE = re.compile(r"⟨U\+([0-9A-F]{4})⟩")
"""How a sign that nobody sees is written in an example."""


@dataclass(frozen=True)
class Example:
    """One example: what an editor typed, and what the program answers."""

    file: str
    title: str
    text: str
    answer: str


def read_examples(folder: str) -> list[Example]:
    """Return the examples of all files of a folder below tests/fixtures."""
    return [
        Example(
            path.stem,
            found["title"],
            INVISIBLE.sub(lambda sign: chr(int(sign[1], 16)), found["input"]),
            found["output"],
        )
        for path in sorted((EXAMPLES / folder).glob("*.md"))
        for found in EXAMPLE.finditer(path.read_text("utf-8"))
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that takes an `example` those of the folder that its module names."""
    if "example" in metafunc.fixturenames:
        examples = read_examples(metafunc.module.EXAMPLES)
        metafunc.parametrize(
            "example", examples, ids=[f"{each.file}: {each.title}" for each in examples]
        )


def told(report: Report) -> str:
    """Return what a report tells, each problem with its place, message and hint."""
    lines = []
    for each in report.in_order():
        at = each.location
        place = f"{at.line}:{at.column}" + (f"+{at.length}" if at.length else "")
        lines.append(f"{each.severity}[{each.code}] {place} {each.message}")
        lines += [f"    {line}" for line in str(each.hint).split("\n") if line]
    return "".join(f"{line}\n" for line in lines)


def plain(value: Value | None) -> object:
    """Return a value without its places; a key that stands there twice is told apart."""
    if isinstance(value, Scalar):
        return None if value.empty else value.text
    if isinstance(value, Sequence):
        return [plain(each) for each in value.values]
    if isinstance(value, Mapping):
        result: dict[str, object] = {}
        for key, each in value.entries:
            result[key.text + " (又一次)" * (key.text in result)] = plain(each)
        return result
    return None


@pytest.fixture(name="told")
def told_fixture():
    return told


@pytest.fixture
def shown():
    """Shows a value as one line of JSON."""
    return lambda value: json.dumps(plain(value), ensure_ascii=False)
