"""Lists on paper: the cases and where they come from, nothing to press."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "path", ["cases/", "regions/", "regions/jiangsu/", "keywords/", "keywords/k0/"]
)
def test_a_printed_list_names_its_library_and_has_nothing_to_press(open_page, path):
    page = open_page(path)
    assert not page.locator("main .paper-only").is_visible()
    page.emulate_media(media="print")

    assert page.locator("main .paper-only").inner_text().startswith("测试案例库")
    for hidden in (".masthead", ".footer", ".crumbs", ".pager", ".halves", ".subscribe"):
        assert not page.locator(hidden).first.is_visible(), hidden


def test_a_printed_list_keeps_its_cases(open_page):
    page = open_page("regions/jiangsu/")
    page.emulate_media(media="print")

    assert page.locator(".entry-title").count() > 1
    assert all(each.is_visible() for each in page.locator(".entry-title").all())
