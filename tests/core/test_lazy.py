"""Elements are made when they are asked for, and are those of a list."""

from __future__ import annotations

from site_builder.core.lazy import Each


def test_elements_are_made_when_they_are_asked_for() -> None:
    asked = []
    each = Each(lambda case: asked.append(case) or case.upper(), ["a", "b", "c"])

    assert (len(each), asked) == (3, [])
    assert (each[1], each[1:], asked) == ("B", ["B", "C"], ["b", "b", "c"])


def test_what_is_made_is_the_same_as_a_list_of_it() -> None:
    each = Each(str.upper, ["a", "b"])

    assert each == Each(str.upper, ["A", "B"])
    assert each == ["A", "B"]
    assert each != ["A", "C"]
    assert repr(each) == "['A', 'B']"
