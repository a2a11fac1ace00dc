"""Any page becomes text, with links that work wherever the site lies."""

from __future__ import annotations

import pytest

from site_builder.core.site import Page
from site_builder.render.pages import Renderer
from site_builder.render.templates import TemplateError, Templates

TEXTS = {"case.html": '<a href="{{ root }}{{ url }}">{{ title }}</a>\n'}


@pytest.fixture
def renderer() -> Renderer:
    return Renderer(Templates(TEXTS, {}), "/gh/")


@pytest.mark.parametrize(
    ("output", "root"),
    [
        ("index.html", "./"),
        ("feed.xml", "./"),
        ("about/index.html", "../"),
        ("cases/a/index.html", "../../"),
        ("regions/jiangsu/yancheng/page/2/index.html", "../../../../../"),
        ("404.html", "/gh/"),
    ],
)
def test_a_page_knows_its_way_to_the_start_of_the_site(renderer, output: str, root: str) -> None:
    assert renderer.root(output) == root


def test_a_page_with_a_template_is_rendered_with_its_view(renderer) -> None:
    page = Page("cases/a/index.html", "case.html", lambda: {"url": "cases/", "title": "甲 & 乙"})

    assert renderer.render(page) == '<a href="../../cases/">甲 &amp; 乙</a>\n'


def test_a_page_of_data_needs_no_template(renderer) -> None:
    page = Page("data/cases.csv", "data:csv", lambda: {"rows": [["编号"], ["a"]]})

    assert renderer.render(page) == "\ufeff编号\r\na\r\n"


def test_a_template_that_fails_is_told_from_a_view_that_fails(renderer) -> None:
    with pytest.raises(TemplateError):
        renderer.render(Page("a/index.html", "case.html", dict))

    with pytest.raises(ZeroDivisionError):
        renderer.render(Page("a/index.html", "case.html", lambda: {"url": 1 // 0}))


def test_an_unknown_format_is_our_own_bug(renderer) -> None:
    with pytest.raises(KeyError):
        renderer.render(Page("data/cases.ods", "data:ods", dict))
