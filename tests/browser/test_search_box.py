"""The search box of every page in a real browser: a form first, and suggestions for those who use it."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

PHONE, DESK = 390, 1280
BOTH = pytest.mark.parametrize("width", [PHONE, DESK])
PAGES = (
    "",
    "cases/",
    "cases/yizhan-26/",
    "regions/jiangsu/",
    "keywords/",
    "years/2023/",
    "search/",
)


@pytest.fixture
def expect(chromium):
    from playwright.sync_api import expect

    return expect


def box(page):
    return page.locator("#page-search")


def options(page):
    return page.get_by_role("listbox", name="搜索建议").get_by_role("option")


def type_slowly(page, text):
    """Type like a person: the first use of the box fetches what suggests."""
    box(page).click()
    box(page).press_sequentially(text, delay=30)


def chosen(page):
    """Return the text of the option that the keyboard has reached."""
    place = box(page).get_attribute("aria-activedescendant")
    return page.locator(f"#{place}").inner_text() if place else ""


@BOTH
@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_search_box(open_page, expect, path, width):
    page = open_page(path, width)

    expect(page.get_by_role("search")).to_have_count(1)
    expect(box(page)).to_be_visible()
    expect(page.get_by_role("search").get_by_role("button")).to_have_text("搜索")
    assert box(page).evaluate("(each) => each.labels[0].textContent") == "搜索案例"
    names = ("type", "name", "enterkeyhint", "autocapitalize", "autocorrect", "spellcheck")
    assert [box(page).get_attribute(name) for name in names] == [
        "search",
        "q",
        "search",
        "off",
        "off",
        "false",
    ]
    for part in (box(page), page.get_by_role("search").get_by_role("button")):
        assert part.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_box_stands_between_the_name_and_the_menu(open_page):
    page = open_page("regions/")

    order = page.evaluate(
        "[...document.querySelector('.masthead .frame').children].map((each) => each.className)"
    )
    assert order == ["name", "elder", "elder", "search search-header", "menu"]


@BOTH
def test_enter_searches_for_what_was_typed(open_page, expect, width):
    page = open_page("cases/yizhan-26/", width)
    type_slowly(page, "渔家")
    page.wait_for_timeout(600)

    box(page).press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("“渔家” 共 1 条")
    expect(box(page)).to_have_value("渔家")
    assert page.evaluate("decodeURIComponent(location.search)") == "?q=渔家"


@BOTH
def test_suggestions_come_in_groups_with_their_numbers(open_page, expect, width):
    page = open_page("keywords/", width)
    type_slowly(page, "盐")

    expect(options(page).first).to_be_visible()
    listbox = page.get_by_role("listbox", name="搜索建议")
    regions = listbox.get_by_role("group", name="地区").get_by_role("option")
    expect(regions.filter(has_text="盐城市").first).to_contain_text("4 个案例")
    expect(regions.first.locator("mark").first).to_have_text("盐")
    assert options(page).count() <= 8
    groups = listbox.get_by_role("group").evaluate_all(
        "(all) => all.map((each) => each.getAttribute('aria-label'))"
    )
    assert groups == [each for each in ("地区", "关键词", "案例") if each in groups]
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(box(page)).to_have_attribute("aria-controls", "page-suggestions")
    said = page.get_by_role("search").get_by_role("status")
    expect(said).to_have_text(re.compile(r"有 \d 条建议"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_pinyin_and_initials_lead_to_the_same_suggestions(open_page, expect):
    page = open_page("cases/")
    for typed in ("yancheng", "ycs", "鹽城"):
        box(page).fill("")
        type_slowly(page, typed)
        expect(options(page).filter(has_text="盐城市").first).to_be_visible()


@BOTH
def test_arrows_choose_and_enter_opens_what_is_chosen(open_page, expect, width):
    page = open_page("years/2023/", width)
    type_slowly(page, "职工")
    expect(options(page).first).to_be_visible()
    texts = options(page).all_inner_texts()
    assert chosen(page) == ""
    assert len(texts) > 2

    box(page).press("ArrowDown")
    assert chosen(page) == texts[0]
    box(page).press("ArrowUp")
    assert chosen(page) == ""
    box(page).press("ArrowUp")
    assert chosen(page) == texts[-1]
    box(page).press("ArrowDown")
    box(page).press("ArrowDown")
    expect(options(page).nth(0)).to_have_attribute("aria-selected", "true")
    expect(options(page).nth(1)).to_have_attribute("aria-selected", "false")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("职工")
    target = options(page).first.get_attribute("href")
    box(page).press("Enter")
    page.wait_for_url(target)


def test_escape_closes_the_list_and_then_clears_the_box(open_page, expect):
    page = open_page("cases/")
    type_slowly(page, "盐城")
    expect(options(page).first).to_be_visible()

    box(page).press("Escape")
    expect(options(page).first).to_be_hidden()
    expect(box(page)).to_have_value("盐城")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    box(page).press("ArrowDown")
    expect(options(page).first).to_be_visible()
    box(page).press("Escape")
    box(page).press("Escape")

    expect(box(page)).to_have_value("")
    expect(box(page)).to_be_focused()


def test_a_press_opens_what_is_under_it(open_page, expect):
    page = open_page("cases/", PHONE, height=844, has_touch=True)
    box(page).tap()
    box(page).press_sequentially("盐城市", delay=30)
    option = options(page).filter(has_text="盐城市").first
    expect(option).to_be_visible()
    assert option.bounding_box()["height"] >= 44

    option.tap()

    expect(page.get_by_role("heading", level=1)).to_have_text("盐城市")


def test_the_list_closes_when_the_reader_goes_elsewhere(open_page, expect):
    page = open_page("cases/")
    type_slowly(page, "盐城")
    expect(options(page).first).to_be_visible()

    page.keyboard.press("Tab")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Tab")

    expect(options(page).first).to_be_hidden()
    expect(page.get_by_role("link", name="案例", exact=True)).to_be_focused()


def test_nothing_is_suggested_while_characters_are_composed(open_page, expect):
    page = open_page("cases/")
    box(page).focus()
    expect(box(page)).to_have_role("combobox")
    session = page.context.new_cdp_session(page)
    for text in ("y", "yan", "yan'cheng"):
        session.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": 1, "selectionEnd": 1}
        )
        page.wait_for_timeout(300)
    expect(options(page)).to_have_count(0)

    session.send("Input.insertText", {"text": "盐城"})

    expect(options(page).filter(has_text="盐城市").first).to_be_visible()


def test_what_suggests_is_fetched_when_somebody_turns_to_the_box(open_page, expect):
    page = open_page("404.html")
    asked = []
    page.on("request", lambda request: asked.append(request.url.partition("/assets/")[2]))
    page.goto("cases/")
    page.wait_for_load_state("networkidle")
    scripts = {each.split(".")[0] for each in asked if each.endswith(".js")}
    assert scripts == {"elder", "search-box", "compare-tray"}
    assert not [each for each in asked if "search/" in each]

    box(page).focus()
    expect(box(page)).to_have_role("combobox")
    assert any(each.startswith("search-combobox") for each in asked)


def test_a_box_whose_suggestions_fail_is_still_a_box(open_page, expect):
    page = open_page("404.html", quiet=False)
    page.route("**/search/suggest*", lambda route: route.abort())
    page.route("**/search/cases/**", lambda route: route.abort())
    page.goto("cases/")
    type_slowly(page, "渔家书屋")
    page.wait_for_timeout(500)

    expect(options(page)).to_have_count(0)
    box(page).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("“渔家书屋” 共 1 条")


def test_a_box_whose_script_fails_tries_again(open_page, expect):
    page = open_page("404.html", quiet=False)
    page.route("**/assets/search-combobox*", lambda route: route.abort())
    page.goto("cases/")
    type_slowly(page, "盐")
    page.wait_for_timeout(300)
    expect(box(page)).not_to_have_role("combobox")
    page.unroute("**/assets/search-combobox*")

    page.keyboard.type("城")

    expect(box(page)).to_have_role("combobox")
    expect(options(page).filter(has_text="盐城市").first).to_be_visible()


def test_on_the_search_page_titles_are_not_suggested_twice(open_page, expect):
    page = open_page("search/")
    type_slowly(page, "盐都区")
    expect(options(page).filter(has_text="盐都区").first).to_be_visible()
    expect(page.get_by_role("group", name="案例")).to_have_count(0)

    box(page).fill("")
    type_slowly(page, "yandu")

    expect(options(page).first).to_be_visible()


def test_the_slash_leads_to_the_box_of_any_page(open_page, expect):
    page = open_page("cases/yizhan-26/")

    page.keyboard.press("/")

    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")


def test_a_missing_page_searches_from_anywhere(open_page, expect):
    page = open_page("404.html")
    box(page).fill("渔家书屋")
    box(page).press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("“渔家书屋” 共 1 条")


def test_without_javascript_the_box_is_a_plain_form(open_page, expect):
    page = open_page("", java_script_enabled=False)

    expect(page.get_by_role("searchbox", name="搜索案例")).to_be_visible()
    expect(page.locator("[aria-expanded]")).to_have_count(0)
    box(page).fill("盐城")
    box(page).press("Enter")
    assert page.url.partition("?")[0].endswith("/search/")


def test_the_box_is_not_printed(open_page, expect):
    page = open_page("cases/yizhan-26/")
    page.emulate_media(media="print")

    expect(box(page)).to_be_hidden()
