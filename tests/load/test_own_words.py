"""What an editor wrote in the wrong shape is kept in the corrected lines."""

from __future__ import annotations

import pytest

from site_builder.core.diagnostics import Report
from site_builder.load.front.front_matter import parse_yaml
from site_builder.load.schema.own_words import own_words
from site_builder.load.schema.spec import Shape


@pytest.mark.parametrize(
    ("text", "shape", "words"),
    [
        ("甲\n  乙", Shape.TEXT, "甲乙"),
        ("[甲, 乙]", Shape.TEXT, "甲、乙"),
        ("{甲: 乙, 丙: }", Shape.TEXT, "甲：乙，丙"),
        ("{甲: 乙, 丙: }", Shape.WORDS, "乙、丙"),
        ("{省: 江苏省, 市: 盐城市}", Shape.WORDS, "江苏省/盐城市"),
        ("{年: 2023, 月: 3}", Shape.TEXT, "2023-3"),
        ("[{甲: 乙}, [丙, 丁]]", Shape.WORDS, "乙、丙、丁"),
    ],
)
def test_nothing_that_was_written_is_lost(text: str, shape: Shape, words: str) -> None:
    value = parse_yaml("x.yaml", text, Report())

    assert value is not None
    assert own_words(value, shape) == words
