"""The search page in a real browser, on phones and on desks: what issue 4 asks of it."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

PHONE, DESK = 390, 1280
BOTH = pytest.mark.parametrize("width", [PHONE, DESK])
COUNT_QUERIES = """() => {
  window.asked = [];
  const query = window.caseSearch.query;
  window.caseSearch.query = (text, options) => {
    window.asked.push(text);
    return query(text, options);
  };
}"""


@pytest.fixture
def expect(chromium):
    from playwright.sync_api import expect

    return expect


def box(page):
    return page.get_by_role("combobox", name="搜索案例").or_(
        page.get_by_role("searchbox", name="搜索案例")
    )


def heading(page):
    return page.get_by_role("heading", level=1)


def titles(page):
    """All titles of a page; a reader scrolls for them."""
    page.mouse.wheel(0, 20)
    page.wait_for_function("() => !document.querySelector('#page-search-results .hit-place')")
    return page.locator("#page-search-results h2").all_inner_texts()


def facet(page, name):
    return page.get_by_role("group", name=name, exact=True)


def value(page, name, count=None):
    """A checkbox of a facet, with its count where that matters."""
    number = "[0-9]+" if count is None else count
    return page.get_by_role("checkbox", name=re.compile(f"^{name}（{number}）$"))


def address(page):
    return page.evaluate("decodeURIComponent(location.search)")


def choose(page, name, count=None):
    value(page, name, count).click()


@BOTH
def test_results_appear_while_one_types(open_page, expect, width):
    page = open_page("search/", width)
    expect(heading(page)).to_have_text("搜索")

    box(page).press_sequentially("渔家书屋", delay=20)

    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    expect(page).to_have_title("“渔家书屋” 共 1 条 - 测试案例库")
    assert titles(page) == ["盐都区第26号爱心驿站"]
    assert address(page) == "?q=渔家书屋"
    expect(box(page)).to_be_focused()


def test_typing_asks_once_it_pauses(open_page, expect):
    page = open_page("search/")
    expect(heading(page)).to_have_text("搜索")
    page.evaluate(COUNT_QUERIES)

    box(page).press_sequentially("渔家书屋", delay=10)

    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    assert page.evaluate("asked.filter((text) => text)")[-1] == "渔家书屋"
    assert page.evaluate("asked.length") < len("渔家书屋")


def test_nothing_is_asked_while_characters_are_composed(open_page, expect):
    page = open_page("search/")
    expect(heading(page)).to_have_text("搜索")
    page.evaluate(COUNT_QUERIES)
    box(page).focus()
    session = page.context.new_cdp_session(page)

    for text in ("y", "yu", "yu'jia"):
        session.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": 1, "selectionEnd": 1}
        )
        page.wait_for_timeout(200)
    assert page.evaluate("asked") == []
    session.send("Input.insertText", {"text": "渔家"})

    expect(heading(page)).to_have_text("“渔家” 共 1 条")
    assert page.evaluate("asked") == ["渔家"]


def test_an_answer_that_comes_too_late_is_dropped(open_page, expect):
    page = open_page("search/")
    expect(heading(page)).to_have_text("搜索")
    page.evaluate(
        """() => {
          const query = window.caseSearch.query;
          window.caseSearch.query = async (text, options) => {
            const answer = await query(text, options);
            if (text !== "盐城") return answer;
            await new Promise((resolve) => setTimeout(resolve, 1500));
            window.late = true;
            return answer;
          };
        }"""
    )
    box(page).fill("盐城")
    page.wait_for_timeout(400)
    box(page).fill("渔家书屋")
    page.wait_for_function("() => window.late")
    page.wait_for_timeout(100)

    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    assert titles(page) == ["盐都区第26号爱心驿站"]


@BOTH
def test_without_words_the_page_says_how_to_search_and_fetches_no_index(open_page, expect, width):
    page = open_page("404.html", width)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("search/")

    expect(page.get_by_role("heading", name="可以这样找")).to_be_visible()
    expect(page.get_by_role("link", name="江苏 6 个案例")).to_be_visible()
    expect(facet(page, "年份")).to_be_hidden()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if re.search("/search/.", url)] == []

    box(page).fill("渔家书屋")
    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    expect(page.get_by_role("heading", name="可以这样找")).to_be_hidden()
    box(page).fill("")
    expect(heading(page)).to_have_text("搜索")
    expect(page.locator("#page-search-results > li")).to_have_count(0)


def test_on_phones_facets_are_fetched_when_the_tray_is_opened(open_page, expect):
    page = open_page("404.html", PHONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("search/?q=渔家书屋")
    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    assert not [url for url in asked if "/facets-" in url or "/regions-" in url]

    page.get_by_role("button", name="筛选").click()
    expect(value(page, "2023", 1)).to_be_visible()
    assert [url for url in asked if "/facets-" in url]


@BOTH
def test_a_result_shows_where_the_words_stand(open_page, expect, width):
    page = open_page("search/?q=渔家书屋", width)
    result = page.locator("#page-search-results > li")

    expect(result).to_have_count(1)
    expect(result.locator(".hit-text mark")).to_have_text(["渔家书屋"])
    expect(result.get_by_role("link", name="盐都区第26号爱心驿站")).to_be_visible()
    expect(result.get_by_role("link", name="江苏盐城盐都")).to_be_visible()
    expect(result.locator("time")).to_have_text("2023年3月26日")
    result.get_by_role("link", name="经验启示").click()
    expect(page.get_by_role("heading", name="经验启示")).to_be_in_viewport()
    assert page.url.partition("#")[0].endswith("/cases/yizhan-26/")


def test_results_open_in_new_tabs_like_any_link(open_page, expect):
    page = open_page("search/?q=渔家书屋")
    link = page.get_by_role("link", name="盐都区第26号爱心驿站")

    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_load_state()

    assert opened.value.url.endswith("/cases/yizhan-26/")
    assert address(page) == "?q=渔家书屋"


@BOTH
def test_results_come_ten_to_a_page_with_real_links(open_page, expect, width):
    page = open_page("search/?q=爱心驿站", width)
    expect(heading(page)).to_have_text("“爱心驿站” 共 26 条")
    first = titles(page)
    pager = page.get_by_role("navigation", name="分页")
    expect(pager.get_by_role("link")).to_have_text(["1", "2", "3", "下一页"])

    pager.get_by_role("link", name="下一页").click()

    expect(page).to_have_title("“爱心驿站” 共 26 条（第 2 页） - 测试案例库")
    expect(heading(page)).to_be_focused()
    expect(heading(page)).to_be_in_viewport()
    second = titles(page)
    assert address(page) == "?q=爱心驿站&page=2"
    pager.get_by_role("link", name="第 3 页").click()
    expect(page.locator("#page-search-results > li")).to_have_count(6)
    third = titles(page)
    assert len({*first, *second, *third}) == 26
    page.go_back()
    expect(pager.locator("[aria-current=page]")).to_have_text("2")
    assert titles(page) == second


def test_a_page_beyond_the_last_is_the_last(open_page, expect):
    page = open_page("search/?q=爱心驿站&page=99")

    expect(page.locator(".pager [aria-current=page]")).to_have_text("3")
    expect(page.locator("#page-search-results > li")).to_have_count(6)
    assert address(page) == "?q=爱心驿站&page=3"


def test_results_are_sorted_by_two_links(open_page, expect):
    page = open_page("search/?q=盐城")
    expect(heading(page)).to_have_text("“盐城” 共 4 条")
    expect(page.locator(".sort [aria-current]")).to_have_text("相关")

    page.get_by_role("link", name="最新").click()

    expect(page.locator(".sort [aria-current]")).to_have_text("最新")
    expect(page.locator("#page-search-results time")).to_have_text(
        ["2024年3月15日", "2023年3月26日", "2023年3月2日", "2022年3月13日"]
    )
    assert address(page) == "?q=盐城&sort=date"
    page.go_back()
    expect(page.locator(".sort [aria-current]")).to_have_text("相关")


@BOTH
def test_one_section_can_be_searched_alone(open_page, expect, width):
    page = open_page("search/?q=渔家书屋", width)
    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    scope = page.get_by_label("查找范围")
    assert scope.locator("option").all_inner_texts() == [
        "全文",
        "针对问题",
        "主要做法",
        "成效",
        "经验启示",
    ]

    scope.select_option("成效")
    expect(heading(page)).to_have_text("没有找到“渔家书屋”的案例")
    assert address(page) == "?q=渔家书屋&section=成效"
    page.get_by_role("link", name="在全文中查找").click()

    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    expect(scope).to_have_value("")


def test_values_of_one_facet_add_up_and_facets_narrow_each_other(open_page, expect):
    page = open_page("search/?q=爱心驿站")
    expect(value(page, "2023", 7)).to_be_visible()

    choose(page, "2023", 7)
    expect(heading(page)).to_have_text("“爱心驿站” 共 7 条")
    expect(value(page, "2022", 7)).not_to_be_checked()
    choose(page, "2022", 7)
    expect(heading(page)).to_have_text("“爱心驿站” 共 14 条")
    choose(page, "地市级", 7)

    expect(heading(page)).to_have_text("“爱心驿站” 共 7 条")
    assert address(page) == "?q=爱心驿站&year=2023&year=2022&level=地市级"


def test_a_value_that_reaches_zero_stays_in_its_place(open_page, expect):
    page = open_page("search/?q=爱心驿站")
    expect(value(page, "县级", 13)).to_be_visible()
    names = facet(page, "关键词").locator("label").all_inner_texts()

    choose(page, "2024", 6)
    expect(heading(page)).to_have_text("“爱心驿站” 共 6 条")

    empty = value(page, "县级", 0)
    expect(empty).to_be_enabled()
    empty.focus()
    expect(empty).to_be_focused()
    muted = page.evaluate("getComputedStyle(document.querySelector('.none')).color")
    assert muted == "rgb(89, 82, 80)"
    after = facet(page, "关键词").locator("label").all_inner_texts()
    assert [each.split("（")[0] for each in after] == [each.split("（")[0] for each in names]


def test_regions_unfold_under_the_one_that_is_chosen(open_page, expect):
    page = open_page("search/?q=爱心驿站")
    tree = facet(page, "地区")
    expect(tree.get_by_role("checkbox").first).to_have_accessible_name("江苏（6）")
    expect(value(page, "盐城")).to_have_count(0)

    choose(page, "江苏", 6)
    expect(heading(page)).to_have_text("“爱心驿站” 共 6 条")
    expect(value(page, "江苏", 6)).to_be_focused()
    choose(page, "盐城", 4)
    expect(heading(page)).to_have_text("“爱心驿站” 共 4 条")
    assert address(page) == "?q=爱心驿站&region=jiangsu/yancheng"
    assert value(page, "江苏", 6).evaluate("(each) => each.indeterminate")
    choose(page, "盐都", 2)
    expect(heading(page)).to_have_text("“爱心驿站” 共 2 条")
    choose(page, "浙江", 4)
    expect(heading(page)).to_have_text("“爱心驿站” 共 6 条")
    assert address(page) == "?q=爱心驿站&region=jiangsu/yancheng/yandu&region=zhejiang"
    choose(page, "盐都", 2)

    expect(heading(page)).to_have_text("“爱心驿站” 共 4 条")
    expect(value(page, "盐都", 2)).to_be_focused()


def test_long_facets_show_their_first_values_and_a_button(open_page, expect):
    page = open_page("search/?q=驿站")
    keywords = facet(page, "关键词")
    expect(keywords.get_by_role("checkbox")).to_have_count(8)

    keywords.get_by_role("button", name="再显示 16 个").click()
    expect(keywords.get_by_role("checkbox")).to_have_count(24)
    expect(keywords.get_by_role("checkbox").nth(8)).to_be_focused()
    keywords.get_by_role("button", name="收起").click()
    expect(keywords.get_by_role("checkbox")).to_have_count(8)
    keywords.get_by_role("searchbox", name="找关键词").fill("职工")

    expect(keywords.get_by_role("checkbox")).to_have_count(4)
    assert facet(page, "地区").get_by_role("checkbox").count() == 8
    assert facet(page, "地区").get_by_role("button").inner_text() == "再显示 2 个"
    expect(facet(page, "地区").get_by_role("searchbox")).to_have_count(0)


@BOTH
def test_what_is_chosen_stands_above_the_results_and_can_be_taken_back(open_page, expect, width):
    page = open_page("search/?q=爱心驿站&region=jiangsu&year=2023&level=县级", width)
    chips = page.get_by_role("list", name="已选的筛选")
    expect(chips.get_by_role("button")).to_have_text(
        ["地区：江苏✕", "年份：2023✕", "层级：县级✕", "全部清除"]
    )

    chips.get_by_role("button", name="取消 年份：2023").click()
    expect(chips.get_by_role("button")).to_have_text(["地区：江苏✕", "层级：县级✕", "全部清除"])
    expect(chips.get_by_role("button", name="取消 层级：县级")).to_be_focused()
    chips.get_by_role("button", name="全部清除").click()

    expect(heading(page)).to_have_text("“爱心驿站” 共 26 条")
    expect(heading(page)).to_be_focused()
    expect(chips).to_be_hidden()
    assert address(page) == "?q=爱心驿站"


@BOTH
def test_an_address_says_all_that_is_asked(open_page, expect, width):
    page = open_page(
        "search/?q=驿站&region=jiangsu/yancheng&year=2023&year=2022&level=县级&section=主要做法"
        "&sort=date",
        width,
    )

    expect(heading(page)).to_have_text("“驿站” 共 2 条")
    expect(box(page)).to_have_value("驿站")
    expect(page.get_by_label("查找范围")).to_have_value("主要做法")
    expect(page.locator(".chip")).to_have_count(4)
    expect(page.locator(".sort [aria-current]")).to_have_text("最新")
    if width == DESK:
        expect(value(page, "盐城")).to_be_checked()
        expect(value(page, "2022")).to_be_checked()


@pytest.mark.parametrize(
    "query",
    [
        "region=atlantis&year=1066&keyword=没有这个词&level=星际&sort=taste&page=-3&section=x&z=1",
        "region=constructor&keyword=__proto__&year=toString&page=1e9",
        "region=&year=&page=",
    ],
)
def test_what_an_address_asks_beside_the_library_is_ignored(open_page, expect, query):
    page = open_page(f"search/?q=渔家书屋&{query}")

    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    expect(page.locator(".chip")).to_have_count(0)


def test_what_is_typed_is_never_taken_for_html(open_page, expect):
    page = open_page("search/?q=<img src=x onerror=alert(1)><b>驿站")

    expect(page.locator("#page-search-results > li").first).to_be_visible()
    expect(page.locator("main img, main b")).to_have_count(0)
    assert heading(page).inner_text().startswith("“<img src=x onerror=alert(1)><b>驿站” 共")


def test_back_undoes_a_search_in_one_step_however_it_was_typed(open_page, expect):
    page = open_page("search/?q=盐城")
    expect(heading(page)).to_have_text("“盐城” 共 4 条")
    box(page).fill("")
    box(page).press_sequentially("渔家书屋", delay=250)
    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    box(page).press("Enter")

    page.go_back()

    expect(heading(page)).to_have_text("“盐城” 共 4 条")
    expect(box(page)).to_have_value("盐城")
    page.go_forward()
    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")


def test_choices_beside_the_results_take_no_steps_back(open_page, expect):
    page = open_page("")
    page.goto("search/?q=爱心驿站")
    choose(page, "2023", 7)
    expect(heading(page)).to_have_text("“爱心驿站” 共 7 条")
    choose(page, "地市级", 0)
    expect(heading(page)).to_have_text("没有找到“爱心驿站”的案例")

    page.go_back()

    expect(heading(page)).to_have_text("测试案例库")


@BOTH
def test_back_from_a_case_leads_to_the_same_place_in_the_results(open_page, expect, width):
    page = open_page("search/?q=爱心驿站&page=2", width)
    expect(page.locator("#page-search-results > li")).to_have_count(10)
    page.mouse.wheel(0, 20)
    link = page.locator("#page-search-results h2 a").nth(8)
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    place, name = page.evaluate("scrollY"), link.inner_text()
    assert place > 300
    link.click()
    expect(heading(page)).to_have_text(name)

    page.go_back()

    expect(page.locator("#page-search-results > li")).to_have_count(10)
    page.wait_for_function("place => Math.abs(scrollY - place) < 2", arg=place)
    assert address(page) == "?q=爱心驿站&page=2"


def test_the_slash_and_control_k_lead_to_the_box(open_page, expect):
    page = open_page("search/?q=盐城")
    expect(heading(page)).to_have_text("“盐城” 共 4 条")

    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("/")
    expect(box(page)).to_have_value("盐城/")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()
    page.get_by_role("searchbox", name="找关键词").focus()
    page.keyboard.press("/")

    expect(page.get_by_role("searchbox", name="找关键词")).to_have_value("/")


def test_the_slash_can_be_switched_off_and_stays_so(open_page, expect):
    page = open_page("search/")
    page.get_by_role("checkbox", name="按 / 键跳到搜索框").uncheck()
    page.goto("cases/")
    page.keyboard.press("/")
    expect(box(page)).not_to_be_focused()
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()

    page.goto("search/")
    page.get_by_role("checkbox", name="按 / 键跳到搜索框").check()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("regions/jiangsu/yancheng/", "?region=jiangsu/yancheng"),
        ("keywords/k0/", "?keyword=职工之家"),
        ("years/2023/", "?year=2023"),
    ],
)
def test_lists_lead_to_the_search_that_has_their_cases(open_page, expect, path, asked):
    page = open_page(path)
    total = re.search("[0-9]+", page.locator(".extent").inner_text())[0]
    page.get_by_role("link", name="在搜索中继续筛选").click()

    expect(heading(page)).to_have_text(f"符合筛选的案例 共 {total} 条")
    assert address(page) == asked


def test_the_number_of_results_is_announced_once_when_all_is_quiet(open_page, expect):
    page = open_page("search/?q=驿站")
    status = page.locator("[data-search-status]")
    expect(status).to_have_text("找到 26 条")
    page.evaluate(
        """() => {
          window.told = [];
          const status = document.querySelector("[data-search-status]");
          new MutationObserver(() => told.push(status.textContent)).observe(status, {childList: true});
        }"""
    )

    box(page).press_sequentially("盐城市", delay=200)
    expect(status).to_have_text("找到 4 条")
    page.wait_for_timeout(600)

    assert page.evaluate("told") == ["找到 4 条"]
    assert status.evaluate("(each) => getComputedStyle(each).display") != "none"


def test_on_phones_the_facets_lie_in_a_tray(open_page, expect):
    page = open_page("search/?q=爱心驿站", PHONE, height=844, has_touch=True)
    opener = page.get_by_role("button", name="筛选")
    expect(opener).to_have_text("筛选")
    expect(facet(page, "年份")).to_be_hidden()

    opener.click()
    tray = page.get_by_role("dialog", name="筛选")
    tray.get_by_role("checkbox", name="2023（7）").click()
    expect(tray.get_by_role("button", name="查看")).to_have_text("查看 7 条")
    tray.get_by_role("checkbox", name="县级（7）").click()
    tray.get_by_role("checkbox", name="浙江（1）").click()
    expect(tray.get_by_role("button", name="查看")).to_have_text("查看 1 条")
    expect(tray.get_by_role("status")).to_have_text("找到 1 条")
    tray.get_by_role("button", name="查看 1 条").click()

    expect(tray).to_be_hidden()
    expect(opener).to_have_text("筛选（3）")
    expect(opener).to_be_focused()
    expect(page.locator(".chip")).to_have_count(3)
    page.go_back()
    expect(heading(page)).to_have_text("“爱心驿站” 共 26 条")


@pytest.mark.parametrize("way", ["Escape", "关闭", "outside"])
def test_the_tray_closes_in_every_usual_way(open_page, expect, way):
    page = open_page("search/?q=爱心驿站", PHONE, height=844)
    page.get_by_role("button", name="筛选").click()
    tray = page.get_by_role("dialog", name="筛选")
    expect(tray).to_be_visible()

    if way == "outside":
        page.mouse.click(200, 60)
    elif way == "Escape":
        page.keyboard.press(way)
    else:
        tray.get_by_role("button", name=way).click()

    expect(tray).to_be_hidden()
    expect(page.get_by_role("button", name="筛选")).to_be_focused()


def test_the_facets_move_when_the_window_grows(open_page, expect):
    page = open_page("search/?q=爱心驿站", PHONE)
    page.get_by_role("button", name="筛选").click()
    page.set_viewport_size({"width": DESK, "height": 900})

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(
        page.get_by_role("complementary", name="筛选").get_by_role("group").first
    ).to_be_visible()


@BOTH
def test_nothing_found_offers_only_what_leads_to_results(open_page, expect, width):
    page = open_page("search/?q=渔家书屋&region=zhejiang&year=2023", width)

    expect(heading(page)).to_have_text("没有找到“渔家书屋”的案例")
    expect(page).to_have_title("没有找到“渔家书屋”的案例 - 测试案例库")
    expect(page.locator(".chip")).to_have_text(["地区：浙江✕", "年份：2023✕"])
    expect(page.locator(".ways-on li")).to_have_text(
        ["去掉 地区：浙江 有 1 条", "去掉全部筛选 有 1 条"]
    )
    expect(page.locator("#page-search-results > li")).to_have_count(0)
    expect(page.get_by_role("link", name="职工之家 8 个案例")).to_be_visible()
    expect(page.get_by_role("link", name="江苏 6 个案例")).to_be_visible()
    expect(page.locator("[data-search-status]")).to_have_text("没有找到")
    page.get_by_role("link", name="去掉 地区：浙江").click()

    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    expect(page.get_by_role("link", name="职工之家 8 个案例")).to_be_hidden()
    page.go_back()
    expect(heading(page)).to_have_text("没有找到“渔家书屋”的案例")


def test_nothing_found_offers_the_words_that_are_there(open_page, expect):
    page = open_page("search/?q=渔家书屋 “火星移民”")

    expect(heading(page)).to_have_text("没有找到“渔家书屋 “火星移民””的案例")
    expect(page.get_by_role("link", name="只找：渔家书屋", exact=True)).to_be_visible()


def test_a_slip_of_the_pen_is_recognised(open_page, expect):
    page = open_page("search/?q=盐诚市")

    page.get_by_role("link", name="您是不是要找：盐城市").click()

    expect(heading(page)).to_have_text("“盐城市” 共 4 条")
    expect(box(page)).to_have_value("盐城市")


def test_words_of_which_only_some_are_found_are_said_so(open_page, expect):
    page = open_page("search/?q=渔家书屋 火星移民")

    expect(heading(page)).to_have_text(re.compile("“渔家书屋 火星移民” 共 \\d+ 条"))
    expect(page.locator(".note")).to_contain_text("火星移民")


@BOTH
def test_a_failure_is_told_and_can_be_tried_again(open_page, expect, width):
    page = open_page("404.html", width, quiet=False)
    page.route("**/search/postings/**", lambda route: route.abort())
    page.goto("search/?q=渔家书屋")

    expect(heading(page)).to_have_text("没有查完“渔家书屋”")
    failure = page.locator("#page-search-failure")
    expect(failure).to_contain_text("有一部分数据没有取到")
    expect(page.locator("[data-search-status]")).to_contain_text("有一部分数据没有取到")
    page.unroute("**/search/postings/**")
    page.get_by_role("button", name="再试一次").click()

    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    expect(failure).to_be_hidden()
    expect(heading(page)).to_be_focused()


def test_an_entry_that_is_missing_is_told_too(open_page, expect):
    page = open_page("404.html", quiet=False)
    page.route("**/search/entry.json", lambda route: route.fulfill(status=503))
    page.goto("search/?year=2023")

    expect(heading(page)).to_have_text("没有查完")
    expect(page.get_by_role("button", name="再试一次")).to_be_visible()


@BOTH
def test_while_the_first_answer_is_on_its_way_nothing_jumps(open_page, expect, width):
    page = open_page("404.html", width)
    page.route(
        "**/search/entry.json", lambda route: (page.wait_for_timeout(700), route.continue_())
    )
    page.goto("search/?q=渔家书屋", wait_until="commit")

    expect(page.get_by_text("正在查找…")).to_be_visible()
    before = page.locator("#page-search-title").bounding_box()
    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    after = page.locator("#page-search-title").bounding_box()
    assert (before["x"], before["y"], before["height"]) == (after["x"], after["y"], after["height"])


def test_without_javascript_the_page_leads_on_by_regions_and_keywords(open_page, expect):
    page = open_page("regions/", java_script_enabled=False)
    page.get_by_role("searchbox", name="搜索案例").fill("渔家书屋")
    page.get_by_role("button", name="搜索").click()

    assert page.url.partition("?")[0].endswith("/search/")
    note = page.locator("noscript p")
    expect(note).to_be_visible()
    expect(note).to_contain_text("搜索需要 JavaScript")
    expect(page.get_by_label("查找范围")).to_be_hidden()
    expect(page.get_by_role("button", name="筛选")).to_be_hidden()
    page.get_by_role("link", name="江苏 6 个案例").click()
    expect(heading(page)).to_have_text("江苏省")


@pytest.mark.parametrize("width", [320, PHONE, DESK])
@pytest.mark.parametrize("query", ["q=爱心驿站&region=jiangsu&year=2023", "q=火星移民"])
def test_the_page_fits(open_page, expect, width, query):
    page = open_page(f"search/?{query}", width)
    expect(page.locator("[data-search-status]")).to_have_text(re.compile("找到"))

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@BOTH
def test_what_is_pressed_is_large_enough(open_page, expect, width):
    page = open_page("search/?q=爱心驿站&year=2023", width)
    expect(heading(page)).to_have_text("“爱心驿站” 共 7 条")
    if width == PHONE:
        page.get_by_role("button", name="筛选").click()

    small = page.evaluate(
        """() => [...document.querySelectorAll("main :is(button, select, input[type=search], .choice,"
            + " .sort a, .pager a)")]
          .map((each) => [each.outerHTML, each.getBoundingClientRect()])
          .filter(([, box]) => box.height > 0 && box.height < (innerWidth < 960 ? 44 : 36))
          .map(([html]) => html)"""
    )
    assert small == []


def test_paper_gets_the_results_alone(open_page, expect):
    page = open_page("search/?q=爱心驿站&year=2023")
    expect(heading(page)).to_have_text("“爱心驿站” 共 7 条")
    page.emulate_media(media="print")

    expect(page.get_by_role("link", name="盐都区第26号爱心驿站")).to_be_visible()
    for hidden in (box(page), facet(page, "年份"), page.get_by_label("查找范围")):
        expect(hidden).to_be_hidden()


def test_a_screen_reader_can_skip_the_facets(open_page, expect):
    page = open_page("search/?q=渔家书屋")
    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")
    skip = page.get_by_role("link", name="跳到结果")
    skip.focus()
    page.keyboard.press("Enter")

    expect(heading(page)).to_be_focused()
    expect(heading(page)).to_have_text("“渔家书屋” 共 1 条")


def test_the_page_promises_a_function_to_programs(open_page, expect):
    page = open_page("search/?q=盐城")
    expect(heading(page)).to_have_text("“盐城” 共 4 条")

    answer = page.evaluate(
        "caseSearch.query('渔家书屋', {regions: ['jiangsu'], years: ['2023'], offset: 0, limit: 5})"
    )

    assert answer["total"] == 1
    assert answer["hits"][0]["id"] == "yizhan-26"
    assert answer["hits"][0]["url"] == "cases/yizhan-26/"
    assert answer["facets"]["region"]["jiangsu/yancheng/yandu"] == 1
