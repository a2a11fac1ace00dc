"""A file with errors may mean every name that stands in it."""

from __future__ import annotations

import pytest

from site_builder.load.doubt import CERTAIN, Doubt


@pytest.mark.parametrize(
    ("text", "name", "covered"),
    [
        ("- nam: 建会入会\n", "建会入会", True),
        ("- nam: 苏州工业园区\n", "江苏省/苏州市/苏州工业园区", True),
        ("- nam: 建会入会\n", "劳模工匠", False),
        ("- nam: 建会入会\n", "江苏省/", False),
        (None, "劳模工匠", True),
    ],
)
def test_only_what_stands_in_the_file_is_in_doubt(
    text: str | None, name: str, covered: bool
) -> None:
    assert Doubt(text).covers(name) is covered


def test_a_file_without_errors_leaves_no_doubt() -> None:
    assert not CERTAIN.covers("劳模工匠")
    assert not CERTAIN.covers("")
