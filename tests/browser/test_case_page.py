"""The page of a case in a real browser: it follows the reader, hands out texts and data, prints."""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize("width", [390, 1280])
CASE = "cases/xieshang/"
TEXT = """\
---
标题: 某市总工会推动“四方联动”集体协商
日期: 2023
地区: 江苏省/盐城市/盐都区、全国
关键词: 职工之家、劳模工匠
单位: 某市总工会
主体: 工会
做法名称: "=四方联动"
摘要: 为解决新就业形态劳动者协商难、协商范围窄的问题，某市总工会联合三部门建立机制，覆盖企业3.2万家，劳动者45.7万人。
数据:
  - {名称: 行业集体合同, 数值: "126", 单位: 份, 截至: 2023-12, 说明: '称"全覆盖",属实'}
  - {名称: 覆盖劳动者, 数值: 45.7万余, 单位: 人}
来源:
  - {报刊: 工人日报, 日期: 2023-04-10, 版次: 第2版, 署名: 记者张翀 通讯员张柏怀 叶芃, 题名: “四方联动”破解协商难}
题图: {图片: images/head.jpg, 替代文字: 协商会议, 图源: 张三 摄}
修订: 2026-05-06
---

"""
SECTIONS = ("针对问题", "主要做法", "成效", "经验启示")
LONG = "全市有劳动者45.7万余人，平台企业1200多家，协商从站点开始，一级一级往上谈。" * 14
CITATION = "张翀，张柏怀，叶芃. “四方联动”破解协商难[N]. 工人日报，2023-04-10（2）."
TABLE = """\
项目,内容,单位,说明\r
标题,某市总工会推动“四方联动”集体协商,,\r
做法名称,'=四方联动,,\r
单位,某市总工会,,\r
地区,江苏省盐城市盐都区、全国,,\r
日期,2023年 修订于2026年5月6日,,\r
关键词,职工之家、劳模工匠,,\r
摘要,为解决新就业形态劳动者协商难、协商范围窄的问题，某市总工会联合三部门建立机制，覆盖企业3.2万家，劳动者45.7万人。,,\r
行业集体合同,126,份,"截至2023年12月，称""全覆盖"",属实"\r
覆盖劳动者,45.7万余,人,\r
来源,张翀，张柏怀，叶芃. “四方联动”破解协商难[N]. 工人日报，2023-04-10（2）.,,\r
网址,https://example.org/lib/cases/xieshang/,,\r
"""


def picture(width: int, height: int) -> bytes:
    target = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(target, "JPEG")
    return target.getvalue()


@pytest.fixture(scope="module")
def case_site(tmp_path_factory, serve):
    """A library of one long case with images, and its neighbours; its address is known."""
    root = tmp_path_factory.mktemp("case")
    for folder in ("cases", "images"):
        (root / "content" / folder).mkdir(parents=True)
    body = "".join(f"## {name}\n\n{LONG}\n\n" for name in SECTIONS)
    body = body.replace("## 成效\n", "![站点](/images/body.jpg)\n\n## 成效\n")
    files = {
        "site.yaml": "名称: 测试案例库\n网址: https://example.org/lib/\n联系方式: a@example.org\n",
        "keywords.yaml": "- {name: 职工之家, slug: zhijia}\n- {name: 劳模工匠, slug: laomo}\n",
        "cases/xieshang.md": TEXT + body,
        "cases/newer.md": TEXT.replace("2023\n", "2024\n", 1).replace("某市", "新市") + body,
        "cases/older.md": TEXT.replace("2023\n", "2022\n", 1).replace("某市", "旧市") + body,
    }
    for name, text in files.items():
        (root / "content" / name).write_text(text, "utf-8")
    (root / "content/images/head.jpg").write_bytes(picture(1600, 900))
    (root / "content/images/body.jpg").write_bytes(picture(1000, 1400))
    command = [sys.executable, "-m", "site_builder", "build", "--root", str(root)]
    result = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, timeout=100
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return serve(root / "output")


@pytest.fixture
def open_case(chromium, case_site):
    """Opens the case in a window of its own; nothing may be complained of."""
    contexts, complaints = [], []

    def open_case(width=1280, height=800, script="", allow=(), **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, base_url=case_site, **options
        )
        contexts.append(context)
        context.grant_permissions(list(allow))
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(CASE)
        return page

    yield open_case
    for context in contexts:
        context.close()
    assert complaints == []


def until(page, expression: str, argument=None) -> None:
    """Wait for something to be true; wait_for_function would break the policy of the page."""
    for _time in range(200):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


def current(page) -> list[str]:
    return page.locator(".contents [aria-current=true]").all_inner_texts()


def scroll_to(page, heading: str) -> None:
    page.get_by_role("heading", name=heading, exact=True).evaluate(
        "heading => scrollBy(0, heading.getBoundingClientRect().top - 100)"
    )


@WIDTHS
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_list_of_sections_follows_the_reader(open_case, width, motion):
    page = open_case(width, reduced_motion=motion)
    marked = page.locator(".contents [aria-current=true]")

    assert current(page) == []
    for heading in (*SECTIONS, *reversed(SECTIONS)):
        scroll_to(page, heading)
        expect(marked).to_have_text(heading)
    page.evaluate("scrollTo(0, 0)")
    expect(marked).to_have_count(0)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(marked).to_have_text("引用")


@WIDTHS
def test_a_jump_brings_a_heading_into_sight_below_the_list(open_case, width):
    page = open_case(width)
    for heading in ("主要做法", "经验启示", "引用"):
        page.locator(".contents").get_by_role("link", name=heading).click()
        box = page.get_by_role("heading", name=heading, exact=True).bounding_box()
        bar = page.locator(".contents").bounding_box()
        assert 0 <= box["y"] < 800
        if width == 390:
            assert bar["y"] + bar["height"] <= box["y"]
            assert bar["y"] >= 0, "it stays at the top"


@WIDTHS
def test_a_citation_is_copied_with_a_word_of_what_was_done(open_case, width):
    page = open_case(width, allow=("clipboard-read", "clipboard-write"))
    page.get_by_role("button", name="复制 原报道").click()

    expect(page.locator(".said[role=status]")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == CITATION
    page.get_by_role("button", name="复制 本页").click()
    until(page, "navigator.clipboard.readText().then(text => text.includes('EB/OL'))")
    assert re.fullmatch(
        r"测试案例库\. 某市总工会推动“四方联动”集体协商\[EB/OL\]\. （2026-05-06）"
        r"\[20\d\d-\d\d-\d\d\]\. https://example\.org/lib/cases/xieshang/\.",
        page.evaluate("navigator.clipboard.readText()"),
    )


def test_title_and_address_are_copied_for_a_message(open_case, case_site):
    page = open_case(390, allow=("clipboard-read", "clipboard-write"))
    page.get_by_role("button", name="复制标题和链接").click()

    expect(page.locator(".said[role=status]")).to_have_text("已复制标题和链接")
    assert page.evaluate("navigator.clipboard.readText()") == (
        f"某市总工会推动“四方联动”集体协商\n{case_site}{CASE}\n"
    )


def test_without_https_the_old_way_of_copying_does(open_case):
    page = open_case(script="Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="复制 原报道").click()
    expect(page.locator(".said[role=status]")).to_have_text("已复制")
    page.locator("input[name=q]").focus()
    page.keyboard.press("Control+V")

    expect(page.locator("input[name=q]")).to_have_value(CITATION)


def test_where_nothing_may_be_copied_the_reader_is_told(open_case):
    script = (
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.execCommand = () => false;"
    )
    page = open_case(script=script)
    page.get_by_role("button", name="复制 原报道").click()

    expect(page.locator(".said[role=status]")).to_have_text(
        "这个浏览器不让复制，请选中文字后按Ctrl+C"
    )


def saved(page, button) -> tuple[str, str]:
    with page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, download.value.path().read_bytes().decode("utf-8")


@WIDTHS
def test_the_data_of_a_case_are_saved_as_a_table(open_case, width):
    page = open_case(width)
    name, text = saved(page, page.get_by_role("button", name="下载数据（CSV）"))

    assert (name, text) == ("xieshang.csv", "\ufeff" + TABLE)


@WIDTHS
def test_bibtex_and_csl_json_are_saved_with_the_day(open_case, width):
    page = open_case(width)
    today = page.locator("[data-today]").inner_text()
    for summary in page.locator(".citations summary").all():
        summary.click()
    bib = saved(page, page.get_by_role("button", name="下载BibTeX"))
    entries = saved(page, page.get_by_role("button", name="下载CSL-JSON"))

    assert re.fullmatch(r"20\d\d-\d\d-\d\d", today)
    assert bib[0] == "xieshang.bib"
    assert (
        f"  url = {{https://example.org/lib/cases/xieshang/}},\n  urldate = {{{today}}},\n"
        in (bib[1])
    )
    assert bib[1].count("urldate") == 1
    page_entry, report = json.loads(entries[1])
    assert entries[0] == "xieshang.json"
    assert page_entry["accessed"] == {"date-parts": [[int(part) for part in today.split("-")]]}
    assert "accessed" not in report


def test_where_nobody_knows_the_address_yet_it_is_that_of_the_window(open_page):
    page = open_page("cases/yizhan-1/")
    [cited] = [each for each in page.locator(".citation").all_inner_texts() if "EB/OL" in each][:1]

    assert cited.endswith(f". {page.url}.")


@WIDTHS
def test_a_press_prints(open_case, width):
    page = open_case(width, script="window.print = () => { window.printed = true }")
    page.get_by_role("button", name="打印").click()

    assert page.evaluate("window.printed") is True


def test_the_day_is_the_day_in_china(modules):
    asked = """async (moment) => {
        const { today } = await import("./assets/cited-day.js");
        return today(new Date(moment));
    }"""

    assert modules.evaluate(asked, "2026-11-20T15:59:59Z") == "2026-11-20"
    assert modules.evaluate(asked, "2026-11-20T16:00:00Z") == "2026-11-21"


@WIDTHS
def test_without_scripts_all_is_there_but_the_buttons(open_case, width):
    page = open_case(width, java_script_enabled=False)

    assert page.get_by_role("button").all_inner_texts() == ["搜索"]
    assert page.locator(".citation").first.inner_text() == CITATION
    assert "[引用日期]" in page.locator(".citation").nth(1).inner_text()
    page.get_by_role("link", name="成效").click()
    assert page.url.endswith("#%E6%88%90%E6%95%88")


@WIDTHS
def test_nothing_moves_while_images_come(open_case, width):
    script = """
        window.moved = [];
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries()) {
            const what = ({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.nodeName;
            window.moved.push([value, ...sources.map(what)]);
          }
        }).observe({ type: "layout-shift", buffered: true });
    """
    page = open_case(width, script=script)
    pictures = page.locator("article img")
    for number in range(pictures.count()):
        pictures.nth(number).scroll_into_view_if_needed()
        until(page, "place => document.images[place].complete", number)
    page.wait_for_load_state("networkidle")

    assert page.evaluate("window.moved") == []


@WIDTHS
def test_an_image_comes_in_the_size_that_is_needed(open_case, width):
    page = open_case(width)
    first, second = page.locator("article img").all()
    second.scroll_into_view_if_needed()
    until(page, "[...document.images].every((image) => image.currentSrc)")

    assert first.get_attribute("loading") is None
    assert second.get_attribute("loading") == "lazy"
    size = "480" if width == 390 else "960"
    assert first.evaluate("image => image.currentSrc").endswith(f"-{size}.webp")
    assert first.evaluate("image => image.alt") == "协商会议"


@WIDTHS
def test_a_case_leads_on_and_back(open_case, width):
    page = open_case(width)
    around = page.get_by_role("navigation", name="前后案例")

    assert around.get_by_role("listitem").count() == 3
    around.get_by_role("link", name="新市").first.click()
    page.get_by_role("navigation", name="前后案例").get_by_role("link", name="某市").first.click()
    assert page.url.endswith(CASE)


def test_a_mistake_is_reported_with_what_it_is_about(open_case):
    link = open_case().locator("article").get_by_role("link", name="报告错误")

    assert link.get_attribute("href").startswith("mailto:a@example.org?subject=%E6%8A%A5")
    assert "https%3A%2F%2Fexample.org%2Flib%2Fcases%2Fxieshang%2F" in link.get_attribute("href")


def test_paper_has_the_text_its_source_its_address_and_the_day(open_case):
    page = open_case(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    shown = page.locator("body").inner_text()

    assert page.locator(".tools, .contents, .related, .around, .scripted").all_inner_texts() != []
    for hidden in (".tools", ".contents", ".related", ".around", ".scripted", ".said", "details"):
        assert not page.locator(hidden).first.is_visible(), hidden
    for words in ("测试案例库", *SECTIONS, "工人日报", "2023年4月10日", "EB/OL", "CSL-JSON"):
        assert (words in shown) == (words != "CSL-JSON"), words
    assert "本页网址：https://example.org/lib/cases/xieshang/" in shown
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_case_weighs_less_than_60_kb_without_its_images(chromium, case_site):
    page = chromium.new_page()
    bodies = []
    page.on("response", lambda response: bodies.append(response))  # noqa: PLW0108 - it asks for one
    page.goto(case_site + CASE, wait_until="networkidle")
    weights = {
        response.url.rpartition("/")[2]: len(gzip.compress(response.body()))
        for response in bodies
        if response.request.resource_type != "image"
    }
    page.close()

    assert sum(weights.values()) <= 60_000, weights
    assert len(weights) <= 9, weights
