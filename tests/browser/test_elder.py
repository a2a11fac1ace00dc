"""The elder view: one press in, one press out, remembered, nothing moves while a page loads."""

from __future__ import annotations

import pytest

PAGES = ("", "cases/", "cases/yizhan-1/", "regions/jiangsu/", "keywords/", "search/?q=驿站")
SIZES = """() => {
  const size = (element) => parseFloat(getComputedStyle(element).fontSize);
  const button = document.querySelector("[data-elder]");
  return {
    body: size(document.body),
    largest: size(document.querySelector("h1")),
    tall: button.getBoundingClientRect().height,
    wide: document.documentElement.scrollWidth > innerWidth,
  };
}"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
def test_one_press_turns_it_on_for_every_page_and_one_press_off(open_page, width):
    page = open_page("", width=width)
    button = page.get_by_role("button", name="长辈版")

    assert button.get_attribute("aria-pressed") == "false"
    assert page.evaluate(SIZES)["body"] == 18
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    for path in PAGES:
        page.goto(path)
        sizes = page.evaluate(SIZES)
        assert sizes["body"] == 22.5, path
        assert sizes["tall"] >= 60, path
        assert not sizes["wide"], path
        assert button.get_attribute("aria-pressed") == "true", path
    page.goto("cases/yizhan-1/")
    assert page.evaluate(SIZES)["largest"] >= 30
    button.click()
    page.reload()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.evaluate(SIZES)["body"] == 18


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_largest_size_is_30_pixels_and_is_remembered_with_the_view(open_page, width):
    page = open_page("", width=width)
    button = page.get_by_role("button", name="长辈版")
    largest = page.get_by_role("button", name="最大字号")

    assert not largest.is_visible(), "the usual view has one button"
    button.click()
    assert largest.get_attribute("aria-pressed") == "false"
    largest.click()
    for path in PAGES:
        page.goto(path)
        sizes = page.evaluate(SIZES)
        assert sizes["body"] >= 30, path
        assert sizes["largest"] >= sizes["body"], path
        assert sizes["tall"] >= 60, path
        assert not sizes["wide"], path
        assert largest.get_attribute("aria-pressed") == "true", path
    largest.click()
    page.reload()
    assert page.evaluate(SIZES)["body"] == 22.5
    assert button.get_attribute("aria-pressed") == "true"
    largest.click()
    button.click()
    page.reload()
    assert page.evaluate(SIZES)["body"] == 18
    assert not largest.is_visible()


@pytest.mark.parametrize("size", ["长辈版", "最大字号"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_remembered_view_stands_before_the_first_paint_and_nothing_shifts(
    open_page, scheme, size
):
    page = open_page("", color_scheme=scheme)
    page.get_by_role("button", name="长辈版").click()
    if size != "长辈版":
        page.get_by_role("button", name=size).click()
    page.add_init_script(
        "globalThis.shifts = 0; new PerformanceObserver((list) => { for (const entry of"
        " list.getEntries()) shifts += entry.value; }).observe({ type: 'layout-shift', buffered:"
        " true }); addEventListener('DOMContentLoaded', () => globalThis.first ="
        " document.documentElement.dataset.view, { once: true });"
    )
    page.goto("cases/")
    page.wait_for_load_state("networkidle")

    assert page.evaluate("first") == "elder"
    # A pixel's rounding at most: what readers feel begins at 0.1 (Web Vitals).
    assert page.evaluate("shifts") < 0.001


def test_without_scripts_there_is_no_button_that_does_nothing(open_page):
    page = open_page("", java_script_enabled=False)

    assert page.get_by_role("button", name="长辈版").count() == 0
    assert page.get_by_role("link", name="全部案例").first.is_visible()
