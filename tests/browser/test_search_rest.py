"""Results below the screen come when somebody is about to look at them."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

LIST = "#page-search-results > li"
PLACES = "#page-search-results > .hit-place"


@pytest.fixture
def expect(chromium):
    from playwright.sync_api import expect

    return expect


@pytest.fixture
def results(open_page, expect):
    """Opens ten results of many; gives the page and the documents that were asked for."""

    def results(width=1280, height=800, **options):
        page = open_page("404.html", width, height, **options)
        asked = []
        page.on("request", lambda request: "/documents/" in request.url and asked.append(request))
        page.goto("search/?q=爱心驿站")
        expect(page.locator(LIST)).to_have_count(10)
        return page, asked

    return results


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_at_first_only_what_is_seen_is_fetched(results, expect, width, height):
    page, asked = results(width, height)
    page.wait_for_load_state("networkidle")

    left = page.locator(PLACES).count()
    assert left > 3
    assert len(asked) == 10 - left
    expect(page.locator(PLACES).first).not_to_be_in_viewport()
    expect(page.locator(LIST).nth(9 - left)).to_contain_text("爱心驿站")


def test_a_high_screen_is_full_at_once(results, expect):
    page, _asked = results(height=3500)

    expect(page.locator(PLACES)).to_have_count(0)


@pytest.mark.parametrize(
    "look",
    [
        lambda page: page.mouse.wheel(0, 5),
        lambda page: page.keyboard.press("Tab"),
        lambda page: page.keyboard.press("Control"),
        lambda page: page.evaluate("dispatchEvent(new Event('beforeprint'))"),
        lambda page: page.set_viewport_size({"width": 1280, "height": 2000}),
    ],
    ids=["scrolled", "tab", "command", "printed", "larger"],
)
def test_the_rest_comes_when_the_page_is(results, expect, look):
    page, asked = results()
    first = page.locator(LIST).first.inner_text()

    look(page)

    expect(page.locator(PLACES)).to_have_count(0)
    expect(page.locator("#page-search-results h2")).to_have_count(10)
    assert page.locator(LIST).first.inner_text() == first
    assert len(asked) == 10


def test_typing_asks_for_no_more_of_what_is_left_behind(results, expect):
    page, asked = results()
    before = len(asked)

    page.locator("#page-search").fill("渔家书屋")

    expect(page.locator(LIST)).to_have_count(1)
    assert len(asked) == before + 1


def test_what_cannot_be_fetched_is_told_and_tried_again(results, expect):
    page, _asked = results(quiet=False)
    page.route("**/search/documents/**", lambda route: route.abort())

    page.mouse.wheel(0, 5)

    expect(page.locator("#page-search-failure")).to_be_visible()
    page.unroute("**/search/documents/**")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(LIST)).to_have_count(10)
    page.mouse.wheel(0, 5)
    expect(page.locator("#page-search-results h2")).to_have_count(10)


def test_the_function_answers_whole_and_in_the_same_order(results):
    page, _asked = results()

    whole, parts = page.evaluate(
        """async () => {
             const ids = (hits) => hits.map((hit) => hit.id);
             const whole = await window.caseSearch.query("爱心驿站");
             const { hits, left, rest } = await window.caseSearch.query("爱心驿站", { first: 4 });
             return [ids(whole.hits), [ids(hits), left, ids(await rest())]];
           }"""
    )

    assert parts == [whole[:4], 6, whole[4:]]
    assert len(whole) == 10
