"""Choosing cases and comparing them, in a real browser: the tray, the page, its address."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from site_builder.plan.checks import section_of

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize("width", [390, 1280])
FULL = "最多对比4个案例，请先移出一个"


def pick(page, number):
    page.locator(f'[data-compare="yizhan-{number}"]').click()


def tray(page):
    return page.get_by_role("complementary", name="对比", exact=True)


def kept(page):
    text = page.evaluate("localStorage.getItem('compare:/')")
    return [each["id"] for each in json.loads(text or "[]")]


def newest(page, count):
    buttons = page.locator("[data-compare]")
    return [buttons.nth(place).get_attribute("data-compare") for place in range(count)]


@WIDTHS
def test_cases_chosen_in_a_list_are_compared(open_page, width):
    page = open_page("cases/", width)
    expect(tray(page)).to_be_hidden()
    one, other = newest(page, 2)
    for id_ in (one, other):
        page.locator(f'[data-compare="{id_}"]').click()

    expect(tray(page)).to_contain_text("已选 2/4")
    expect(page.locator("#page-compare-said")).to_have_text("已加入对比，共2个")
    expect(page.locator('[aria-pressed="true"]')).to_have_count(2)
    tray(page).get_by_role("link", name="对比", exact=True).click()

    expect(page).to_have_url(re.compile(rf"/compare/\?ids={one},{other}$"))
    expect(page.locator("#page-compare-status")).to_have_text("2个案例并排对比。")
    sections = page.locator(".comparison h2").all_inner_texts()
    assert sections == ["基本情况", "针对问题", "主要做法", "成效", "经验启示"]
    for section in page.locator(".comparison section").all():
        expect(section.locator("h3")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_button_takes_out_what_it_put_in(open_page):
    page = open_page("cases/yizhan-3/")
    button = page.locator("[data-compare]")
    button.focus()
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert kept(page) == ["yizhan-3"]

    page.keyboard.press("Enter")

    expect(button).to_have_attribute("aria-pressed", "false")
    expect(tray(page)).to_be_hidden()
    assert kept(page) == []


def test_a_button_is_called_by_the_case_it_stands_for(open_page):
    page = open_page("cases/yizhan-3/")
    title = page.locator("h1").inner_text()

    expect(page.get_by_role("button", name=f"加入对比 {title}")).to_be_visible()


@WIDTHS
def test_a_fifth_case_finds_no_room(open_page, width):
    page = open_page("cases/", width)
    ids = newest(page, 5)
    for id_ in ids:
        page.locator(f'[data-compare="{id_}"]').click()

    expect(page.locator("#page-compare-said")).to_have_text(FULL)
    assert kept(page) == ids[:4]
    fifth = page.locator(f'[data-compare="{ids[4]}"]')
    expect(fifth).to_have_attribute("aria-pressed", "false")


@WIDTHS
def test_the_tray_is_used_from_the_keyboard(open_page, width):
    page = open_page("cases/", width)
    ids = newest(page, 3)
    for id_ in ids:
        page.locator(f'[data-compare="{id_}"]').click()
    page.locator("#page-compare summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert kept(page) == ids[1:]
    removed = page.evaluate("document.activeElement.dataset.remove")
    assert removed == ids[1], "the focus goes to the next case"

    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.localName") == "summary"
    expect(page.locator("#page-compare details")).not_to_have_attribute("open", "")
    tray(page).get_by_role("button", name="清空").click()
    expect(tray(page)).to_be_hidden()
    expect(page.locator("#page-compare-said")).to_have_text("已清空对比")
    assert (kept(page), page.evaluate("document.activeElement.id")) == ([], "page-main")


def test_tabs_know_of_each_other(open_page):
    page = open_page("cases/")
    other = page.context.new_page()
    other.goto(page.url)
    id_ = newest(page, 1)[0]

    page.locator(f'[data-compare="{id_}"]').click()

    expect(tray(other)).to_contain_text("已选 1/4")
    expect(other.locator(f'[data-compare="{id_}"]')).to_have_attribute("aria-pressed", "true")


@WIDTHS
def test_a_search_result_is_chosen(open_page, width):
    page = open_page("search/?q=渔家书屋", width)
    button = page.locator('#page-search-results [data-compare="yizhan-26"]')
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")

    page.locator("[name=q]").fill("爱心驿站")
    page.keyboard.press("Enter")
    expect(page.locator("#page-search-results > li")).to_have_count(10)
    page.locator("[name=q]").fill("渔家书屋")
    page.keyboard.press("Enter")

    expect(button).to_have_attribute("aria-pressed", "true")
    assert kept(page) == ["yizhan-26"]


@WIDTHS
def test_the_tray_hides_neither_focus_nor_the_end_of_the_page(open_page, width):
    page = open_page("cases/", width)
    page.locator("[data-compare]").first.click()
    last = page.locator(".footer a").last
    last.focus()

    top = page.evaluate("document.getElementById('page-compare').getBoundingClientRect().top")
    assert last.bounding_box()["y"] + last.bounding_box()["height"] <= top


def test_what_was_kept_wrongly_is_no_choice(open_page):
    page = open_page("cases/")
    for text in ("{", "7", '[{"id": "../x", "title": "x"}, {"id": "a"}, null]'):
        page.evaluate("text => localStorage.setItem('compare:/', text)", text)
        page.reload()
        expect(tray(page)).to_be_hidden()


def test_a_link_compares_without_touching_the_readers_own_choice(open_page):
    page = open_page("cases/")
    id_ = newest(page, 1)[0]
    page.locator(f'[data-compare="{id_}"]').click()
    page.goto("compare/?ids=yizhan-1,yizhan-2,yizhan-1")

    expect(page.locator(".comparison-heads li")).to_have_count(2)
    assert kept(page) == [id_]
    page.locator(".comparison-heads").get_by_role("button").first.click()
    expect(page.locator("#page-compare-status")).to_have_text("只选了一个案例，再选一个就能对比。")
    assert page.url.endswith("compare/?ids=yizhan-2")
    assert page.evaluate("document.activeElement.dataset.leave") == "yizhan-2"

    page.get_by_role("link", name="再选案例").click()
    expect(tray(page)).to_contain_text("已选 1/4")
    assert kept(page) == ["yizhan-2"]


def test_the_tray_is_what_is_compared_where_the_address_names_nothing(open_page):
    page = open_page("cases/yizhan-3/")
    page.locator("[data-compare]").click()
    page.goto("compare/")

    expect(page.locator(".comparison-heads li")).to_have_count(1)
    assert page.url.endswith("compare/?ids=yizhan-3")


def test_ids_that_nobody_knows_are_told(open_page):
    page = open_page("compare/?ids=yizhan-1,gone,<b>x</b>,yizhan-2,yizhan-3", quiet=False)

    expect(page.locator("#page-compare-notes p")).to_have_text(
        [
            "最多对比4个案例，多出来的没有显示。",
            "没有找到案例“gone”，它可能已经改名或撤下。",
            "没有找到案例“<b>x</b>”，它可能已经改名或撤下。",
        ]
    )
    expect(page.locator(".comparison-heads li")).to_have_count(2)
    assert page.url.endswith("compare/?ids=yizhan-1,yizhan-2")


def test_an_old_id_becomes_the_new_one(open_page):
    page = open_page("compare/?ids=old-yizhan,yizhan-2")

    expect(page.locator(".comparison-heads li")).to_have_count(2)
    assert page.url.endswith("compare/?ids=yizhan-1,yizhan-2")


def test_what_the_net_did_not_give_can_be_asked_for_again(open_page):
    page = open_page("compare/", quiet=False)
    page.route("**/cases/yizhan-2/", lambda route: route.abort())
    page.goto("compare/?ids=yizhan-1,yizhan-2")
    expect(page.locator("#page-compare-notes")).to_contain_text("有的案例没有取到")
    assert page.url.endswith("ids=yizhan-1,yizhan-2")

    page.unroute("**/cases/yizhan-2/")
    page.get_by_role("button", name="再试一次").click()

    expect(page.locator(".comparison-heads li")).to_have_count(2)
    expect(page.locator("#page-compare-notes")).to_be_empty()


def test_without_a_choice_the_page_leads_to_the_lists(open_page):
    page = open_page("compare/")

    expect(page.locator("#page-compare-status")).to_have_text("还没有选择案例。")
    expect(page.get_by_role("main").get_by_role("link", name="全部案例")).to_be_visible()
    expect(page.get_by_role("button", name="打印")).to_be_hidden()


def test_without_javascript_nothing_promises_what_does_not_work(open_page):
    page = open_page("cases/", java_script_enabled=False)
    assert page.locator("[data-compare]").count() > 0
    expect(page.locator("[data-compare]").first).to_be_hidden()
    expect(tray(page)).to_be_hidden()

    page.goto("compare/")
    assert "对比需要 JavaScript" in page.locator("main noscript").inner_text()
    expect(page.get_by_role("main").get_by_role("link", name="全部案例")).to_be_visible()


def test_names_stay_in_sight(open_page):
    wide = open_page("compare/?ids=yizhan-1,yizhan-2", 1280, height=500)
    wide.get_by_role("heading", name="经验启示").scroll_into_view_if_needed()
    wide.mouse.wheel(0, 300)
    expect(wide.locator(".comparison-heads a").first).to_be_in_viewport()

    phone = open_page("compare/?ids=yizhan-1,yizhan-2", 390, height=500)
    way = phone.locator(".comparison section").nth(1)
    way.evaluate("part => scrollTo(0, part.getBoundingClientRect().top + scrollY + 60)")
    expect(way.locator("h2")).to_be_in_viewport()
    expect(way.locator("h3").first).to_be_in_viewport()


def test_paper_has_the_names_the_texts_and_the_address(open_page):
    page = open_page("compare/?ids=yizhan-1,yizhan-2")
    expect(page.locator(".comparison-heads li")).to_have_count(2)
    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="成效")).to_be_visible()
    expect(page.locator(".paper-only")).to_contain_text("compare/?ids=yizhan-1,yizhan-2")
    expect(page.get_by_role("button", name="复制链接")).to_be_hidden()


def test_only_texts_are_taken_over_from_a_page(modules):
    html = (
        '<p id="x" onclick="a()" style="color: red" class="k">甲<script>b()</script>'
        '<a href="../b/#t">乙</a><a href="javascript:c()">丙</a><img src="i.png" alt="图" onerror="d()">'
        '<font>丁</font><svg><a href="x">戊</a></svg><iframe src="/"></iframe></p>'
    )
    copy = modules.evaluate(
        """async (html) => {
          const { cleaned } = await import("./assets/compare-clean.js");
          const page = new DOMParser().parseFromString(html, "text/html");
          return cleaned(page.body.firstChild, "https://example.org/cases/a/").outerHTML;
        }""",
        html,
    )

    assert copy == (
        '<p class="k">甲<a href="https://example.org/cases/b/#t">乙</a><a>丙</a>'
        '<img alt="图" src="https://example.org/cases/a/i.png" loading="lazy">丁</p>'
    )


def test_a_table_that_scrolls_is_reached_by_keyboard_in_the_copy_too(modules):
    copy = modules.evaluate(
        """async (html) => {
          const { cleaned } = await import("./assets/compare-clean.js");
          const page = new DOMParser().parseFromString(html, "text/html");
          return cleaned(page.body.firstChild, "https://example.org/").outerHTML;
        }""",
        '<div aria-label="表格 1" class="table-scroll" role="region" tabindex="0">甲</div>',
    )

    assert copy == (
        '<div class="table-scroll" role="group" tabindex="0" aria-label="表格 1">甲</div>'
    )


def test_the_page_names_sections_as_the_builder_does(modules):
    headings = [
        "一、成效",
        "（二）主要做法",
        "3. 成效",
        "① 成效",
        "第一部分 背景",
        "成效",
        "12345热线",
    ]

    names = modules.evaluate(
        """async (headings) => {
          const { sectionOf } = await import("./assets/compare-case.js");
          return headings.map(sectionOf);
        }""",
        headings,
    )

    assert names == [section_of(each) for each in headings]


def test_sites_below_one_origin_have_a_choice_each(modules):
    lists = modules.evaluate(
        """async () => {
          const { Choice } = await import("./assets/compare-choice.js");
          const [one, other] = ["a", "b"].map((name) => new Choice(`${location.origin}/${name}/compare/`));
          one.replace([]);
          other.replace([]);
          one.add({ id: "x", title: "甲" });
          other.add({ id: "y", title: "乙" });
          return [one.key, one.list(), other.list()];
        }"""
    )

    assert lists == ["compare:/a/", [{"id": "x", "title": "甲"}], [{"id": "y", "title": "乙"}]]
