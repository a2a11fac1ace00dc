"""Colours forced by the system, and more contrast: nothing is told by a ground or a shadow alone."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

LOOKS = pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
)
STYLE = """(element, [name, part]) => getComputedStyle(element, part || null)[name]"""
PAGES = ("", "cases/yizhan-1/", "regions/jiangsu/", "insights/", "search/?q=驿站", "compare/")
BARE = """() => [...document.querySelectorAll("button, .button, .tool, .tile, .matrix td a, .chip")]
  .filter((each) => each.checkVisibility() && !each.matches(".plain, .pick:not(.tool)"))
  .filter((each) => {
    const edge = (element) => {
      const { borderTopWidth, borderTopStyle, outlineStyle } = getComputedStyle(element);
      return (borderTopStyle !== "none" && parseFloat(borderTopWidth) > 0) || outlineStyle !== "none";
    };
    return !edge(each) && !edge(each.parentElement);
  })
  .map((each) => each.textContent.trim())"""


def style(locator, name: str, part: str = "") -> str:
    return locator.evaluate(STYLE, [name, part])


@pytest.fixture
def open_forced(open_page):
    def open_forced(path, width, scheme):
        page = open_page(path, width=width, color_scheme=scheme, forced_colors="active")
        page.wait_for_load_state("networkidle")
        return page

    return open_forced


@LOOKS
def test_what_can_be_pressed_has_an_edge_on_every_kind_of_page(open_forced, width, scheme):
    page = open_forced("", width, scheme)
    for path in PAGES:
        page.goto(path, wait_until="networkidle")
        assert page.evaluate(BARE) == [], path


@LOOKS
def test_the_suggestion_that_enter_takes_is_outlined(open_forced, width, scheme):
    page = open_forced("search/", width, scheme)
    page.locator("#page-search").press_sequentially("职工")
    options = page.locator("#page-suggestions [role=option]")
    options.nth(1).wait_for()
    page.keyboard.press("ArrowDown")

    assert style(page.locator("#page-suggestions [aria-selected=true]"), "outlineWidth") == "2px"
    assert style(options.nth(1), "outlineStyle") == "none"


@LOOKS
def test_a_chosen_case_a_chosen_view_and_found_words_are_told_by_marks(open_forced, width, scheme):
    page = open_forced("search/?q=驿站", width, scheme)
    pick = page.locator("[data-compare]").first
    found = page.locator("#page-search-results mark").first

    assert style(pick, "content", "::before") == '""'
    pick.click()
    assert style(pick, "content", "::before").startswith('"✓"')
    assert style(found, "backgroundColor") != style(page.locator("body"), "backgroundColor")
    page.get_by_role("button", name="长辈版").click()
    button = page.get_by_role("button", name="长辈版")
    assert style(button, "content", "::before").startswith('"✓"')


@LOOKS
def test_charts_and_the_mark_of_the_site_take_the_colour_of_text(open_forced, width, scheme):
    page = open_forced("insights/", width, scheme)
    text = style(page.locator("body"), "color")

    assert style(page.locator(".chart-bar").first, "fill") == text
    assert style(page.locator(".mark path").first, "fill") == text
    assert style(page.locator(".matrix td[class^=heat-]").first, "outlineStyle") == "solid"


@LOOKS
def test_focus_is_seen_in_forced_colours(open_forced, width, scheme):
    page = open_forced("cases/yizhan-1/", width, scheme)
    for _step in range(12):
        page.keyboard.press("Tab")
        assert style(page.locator(":focus"), "outlineStyle") == "solid"
        assert style(page.locator(":focus"), "outlineWidth") == "3px"


@LOOKS
def test_more_contrast_draws_lines_and_small_print_in_the_colour_of_text(open_page, width, scheme):
    page = open_page("cases/yizhan-1/", width=width, color_scheme=scheme, contrast="more")
    text = style(page.locator("body"), "color")

    assert style(page.locator(".facts dt").first, "color") == text
    assert style(page.locator(".tool").first, "borderTopColor") == text
    assert style(page.locator(".masthead"), "borderBottomColor") == text
