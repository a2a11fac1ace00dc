"""A page is outdated for a reason, and the reason is told."""

from __future__ import annotations

import pytest

from site_builder.core.fingerprint import mark_of
from site_builder.core.site import Page
from site_builder.plan.outdated import inputs_of, why_outdated


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (None, {}, "新页面"),
        ({}, {}, None),
        ({"case": "1"}, {"case": "1"}, None),
        ({"case": "1"}, {"case": "2"}, "案例内容变了"),
        ({"case": "1", "around": "1"}, {"case": "2", "around": "2"}, "前后案例变了"),
        ({}, {"template:base.html": "1"}, "模板 base.html 变了"),
        ({"asset:site.css": "1"}, {}, "资源 site.css 变了"),
        ({"case": "1"}, {"case": "1", "of a theme": "1"}, "“of a theme”变了"),
    ],
)
def test_the_first_part_that_differs_is_the_reason(old, new, reason):
    found = why_outdated(old, new)

    assert (None if found is None else str(found)) == reason


def test_a_page_is_made_from_its_view_unless_it_says_from_what():
    page = Page("a.html", "a.html", lambda: {"b": [1], "a": "x"})

    assert inputs_of(page) == {"b": mark_of([1]), "a": mark_of("x")}
    cheaper = Page("a.html", "a.html", lambda: {"b": [1]}, lambda: {"c": "2"})
    assert inputs_of(cheaper) == {"c": "2"}
