"""The provinces as tiles and as a list."""

from __future__ import annotations

import os
import re
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed"
    ),
]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_provinces_can_be_a_plain_list(open_page, width):
    page = open_page("", width=width)
    tiles = page.locator(".tiles")

    assert "grid" in tiles.evaluate("each => getComputedStyle(each).display")
    page.get_by_label("用列表显示").check()
    assert "grid" not in tiles.evaluate("each => getComputedStyle(each).display")
    names = tiles.inner_text()
    assert len(re.findall(r"\d+", names)) == 34
