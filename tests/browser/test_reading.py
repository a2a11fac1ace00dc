"""Pages stay readable at their edges: hardly any cases, long names, words without breaks, wide letters."""

from __future__ import annotations

import subprocess
import sys

import pytest

PHONE, WIDE = 390, 1280
KINDS = [
    "",
    "cases/",
    "cases/yizhan-1/",
    "regions/jiangsu/",
    "keywords/k2/",
    "insights/",
    "search/",
]
LONG = (
    "某市总工会推出 https://example.org/a/very/long/path/without/any/break/index.html 平台"
    "Internationalization-and-Localization，累计服务职工1234567890人次，职工满意度很高"
)
CASE = """\
---
标题: {title}
日期: 2023
地区: 江苏省/盐城市/盐都区
关键词: [一个很长很长很长很长的关键词名字]
单位: 盐城市盐都区总工会
主体: 工会
层级: 县级
摘要: 一句话。
数据:
  - 名称: 累计服务
    数值: 12345678901234567890123456789012
    单位: 平方公里每小时每人次
来源:
  - 报刊: 工人日报
    日期: 2023-03-30
---

## 针对问题

Pneumonoultramicroscopicsilicovolcanoconiosis_and_more_and_more_and_more_and_more 见。

## 主要做法

做了。

## 成效

好。

## 经验启示

编者按：行。
"""
SAID = "document.querySelector('main').innerText"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
WIDE_LETTERS = """
* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
    line-height: 1.5 !important; }
p { margin-block-end: 2em !important; }
"""
CUT = """() => [...document.querySelectorAll("main *")].filter((each) => {
  const style = getComputedStyle(each);
  return style.overflow === "hidden" && style.position !== "absolute"
    && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map((each) => each.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module", params=[0, 1])
def small_site(request, tmp_path_factory, serve):
    """The address of a library of no case or one, and its pages."""
    root = tmp_path_factory.mktemp("small")
    (root / "content/cases").mkdir(parents=True)
    (root / "content/site.yaml").write_text("名称: 一个名字很长很长很长的案例库\n", "utf-8")
    (root / "content/keywords.yaml").write_text(
        "- {name: 一个很长很长很长很长的关键词名字, slug: long}\n", "utf-8"
    )
    if request.param:
        (root / "content/cases/a.md").write_text(CASE.format(title=LONG), "utf-8")
    command = [sys.executable, "-m", "site_builder", "build", "--root", str(root)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    pages = sorted(
        path.relative_to(root / "output").as_posix() for path in (root / "output").rglob("*.html")
    )
    return request.param, serve(root / "output"), pages


@pytest.mark.parametrize("elder", [False, True])
def test_pages_of_no_case_or_one_fit_the_smallest_screen_and_say_nothing_silly(
    chromium, small_site, elder
):
    _, address, pages = small_site
    page = chromium.new_page(viewport={"width": 320, "height": 800})
    if elder:
        page.add_init_script("localStorage.setItem('elder', 'on')")
    wide, silly = [], []
    for path in pages:
        page.goto(address + path)
        if page.evaluate(TOO_WIDE):
            wide.append(path)
        said = page.evaluate(SAID)
        if "共0" in said or "undefined" in said or "最多，1个" in said:
            silly.append(path)
    page.close()

    assert len(pages) >= 9
    assert (wide, silly) == ([], [])


def test_only_an_empty_library_says_that_it_is_wherever_cases_would_be(chromium, small_site):
    count, address, _ = small_site
    page = chromium.new_page()
    for path in ("", "cases/", "regions/", "keywords/", "insights/"):
        page.goto(address + path)
        assert ("还没有案例。" in page.evaluate(SAID)) == (count == 0), path
    page.close()


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("path", KINDS)
def test_wide_letters_and_lines_cut_nothing_off(open_page, path, width):
    page = open_page(path, width, bypass_csp=True)
    page.add_style_tag(content=WIDE_LETTERS)

    assert not page.evaluate(TOO_WIDE)
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("path", ["cases/yizhan-1/", "accessibility/"])
def test_running_text_has_the_size_and_the_distances_of_the_norms(open_page, path, width):
    page = open_page(path, width)
    style = page.evaluate(
        """() => { const style = getComputedStyle(document.querySelector(".prose > p"));
        return [parseFloat(style.fontSize), parseFloat(style.lineHeight)]; }"""
    )
    gap = page.evaluate(
        """() => { const probe = document.querySelector(".prose > p");
        probe.after(probe.cloneNode(true));
        return parseFloat(getComputedStyle(probe.nextElementSibling).marginBlockStart); }"""
    )
    size, line = style

    assert size == 18
    assert line == pytest.approx(1.8 * size)
    assert gap >= 1.3 * (line - size)
    assert gap + line >= 1.3 * line


@pytest.mark.parametrize(("elder", "least"), [(False, 44), (True, 60)])
def test_what_is_mainly_pressed_is_large(open_page, elder, least):
    page = open_page("cases/yizhan-1/", PHONE)
    if elder:
        page.get_by_role("button", name="长辈版").click()
    heights = page.evaluate(
        """() => [...document.querySelectorAll("main button, .masthead button, .masthead a, .masthead input")]
        .map((each) => [each.textContent.trim(), each.getBoundingClientRect()])
        .filter(([, box]) => box.height > 0).map(([name, box]) => [name, box.height])"""
    )

    assert [each for each in heights if each[1] < least - 0.5] == []
