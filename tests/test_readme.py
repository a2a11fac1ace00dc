"""Both READMEs tell the same figures and name the same commands."""

from __future__ import annotations

import re

FIGURE = re.compile(r"\d+\.\d KB")
COMMAND = re.compile(r"`make ([a-z-]+)`")
LIGHT = re.compile(
    r"^## (?:Light, and for everyone|轻，人人能用)\n(.*?)^## ", re.DOTALL | re.MULTILINE
)


def test_both_readmes_tell_the_same_of_weight_and_access(repository) -> None:
    parts = [
        LIGHT.search((repository / name).read_text("utf-8"))[1]
        for name in ("README.md", "README.zh.md")
    ]
    english, chinese = ((FIGURE.findall(part), COMMAND.findall(part)) for part in parts)

    assert english == chinese
    assert english[1] == ["weight", "lighthouse", "accessibility"]
