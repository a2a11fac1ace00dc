"""A case is read aloud by a stub of the browser's voices: what is said, marked, announced, stopped."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize("width", [390, 1280])
CASE = "cases/yizhan-1/"
STUB = """
globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
globalThis.said = [];
const voices = new EventTarget();
Object.assign(voices, {
  list: %s,
  now: null,
  getVoices: () => voices.list,
  speak: (utterance) => { voices.now = utterance; said.push([utterance.text, utterance.lang]); },
  cancel: () => {
    const cut = voices.now;
    voices.now = null;
    cut?.onerror({ error: "interrupted" });
  },
});
globalThis.end = () => { const ended = voices.now; voices.now = null; ended.onend(); };
Object.defineProperty(globalThis, "speechSynthesis", { value: voices });
"""
CHINESE = STUB % '[{ lang: "en-US" }, { lang: "zh_CN", localService: true }]'
SAID = [
    "杭州市第1号爱心驿站",
    "为方便户外职工歇脚喝水，杭州市总工会在沿街单位设立爱心驿站，由单位自己管理，工会补助设备。",
    "针对问题",
    "户外职工歇脚难，杭州市的环卫工人只能坐在路边。",
    "主要做法",
    "在沿街单位设立爱心驿站，第1号驿站由劳模工匠项目补助。",
    "成效",
    "建成驿站 1 家。",
    "经验启示",
    "编者按：单位愿意开门是前提。",
]
SEEN = """(element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}"""


@pytest.fixture
def open_case(open_page):
    def open_case(width, stub=CHINESE, **options):
        options.setdefault("reduced_motion", "reduce")
        page = open_page("", width=width, height=700, **options)
        page.add_init_script(stub)
        page.goto(CASE, wait_until="networkidle")
        return page

    return open_case


def texts(page) -> list[str]:
    return [text for text, _language in page.evaluate("said")]


@WIDTHS
def test_headline_summary_and_text_are_read_in_their_order_and_marked(open_case, width):
    page = open_case(width)
    start = page.locator(".aloud > button")
    status = page.locator(".aloud [role=status]")
    assert start.inner_text() == "朗读"
    assert start.bounding_box()["height"] >= 44
    start.focus()
    page.keyboard.press("Enter")

    assert status.inner_text() == "正在朗读"
    for place, text in enumerate(SAID):
        assert texts(page) == SAID[: place + 1]
        marked = page.locator(".read-now")
        assert marked.count() == 1
        assert marked.inner_text().replace("\n", "") == text
        assert marked.evaluate(SEEN), text
        page.evaluate("end()")
    assert page.evaluate("said.every(([, language]) => language === 'zh-CN')")
    assert page.locator(".read-now").count() == 0
    assert (status.inner_text(), start.inner_text()) == ("读完了", "朗读")
    assert not page.get_by_role("button", name="停止").is_visible()


@WIDTHS
def test_by_keyboard_it_pauses_takes_the_sentence_up_again_and_stops(open_case, width):
    page = open_case(width)
    status = page.locator(".aloud [role=status]")
    page.locator(".aloud > button").focus()
    page.keyboard.press("Enter")
    page.evaluate("end()")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")

    assert focused.inner_text() == "暂停"
    assert focused.bounding_box()["height"] >= 44
    page.keyboard.press("Enter")
    assert (status.inner_text(), focused.inner_text()) == ("已暂停朗读", "继续朗读")
    assert page.evaluate("speechSynthesis.now") is None
    assert page.locator(".read-now").count() == 1
    page.keyboard.press("Enter")
    assert texts(page) == [*SAID[:2], SAID[1]]
    page.keyboard.press("Tab")
    assert focused.inner_text() == "停止"
    page.keyboard.press("Enter")
    assert status.inner_text() == "已停止朗读"
    assert focused.inner_text() == "朗读", "focus does not fall away with the button"
    assert page.locator(".read-now").count() == 0
    page.keyboard.press("Enter")
    assert texts(page)[3:] == SAID[:1], "it begins again"


@pytest.mark.parametrize("voices", ["[]", '[{ lang: "en-US" }, { lang: "zh-HK" }]'])
def test_it_is_offered_when_a_voice_of_mandarin_comes_and_nothing_moves_then(open_case, voices):
    page = open_case(390, STUB % voices)
    button = page.get_by_role("button", name="朗读")
    below = page.locator(".summary")

    assert not button.is_visible()
    before = below.bounding_box()
    page.evaluate(
        "() => { speechSynthesis.list = [{ lang: 'zh-CN' }];"
        " speechSynthesis.dispatchEvent(new Event('voiceschanged')); }"
    )
    assert button.is_visible()
    assert below.bounding_box() == before


def test_without_voices_at_all_there_is_no_button(open_case):
    page = open_case(
        390, "Object.defineProperty(globalThis, 'speechSynthesis', {value: undefined})"
    )

    assert page.locator(".aloud").count() == 1
    assert not page.locator(".aloud > button").is_visible()


def test_who_leaves_the_page_hears_no_more(open_case):
    page = open_case(1280)
    page.get_by_role("button", name="朗读").click()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")

    assert page.evaluate("speechSynthesis.now") is None
    assert page.locator(".read-now").count() == 0


def test_a_voice_that_fails_is_told_of(open_case):
    page = open_case(1280)
    page.get_by_role("button", name="朗读").click()
    page.evaluate("speechSynthesis.now.onerror({ error: 'network' })")

    assert page.locator(".aloud [role=status]").inner_text() == "这个浏览器没能读出来"
    assert page.locator(".read-now").count() == 0


@WIDTHS
def test_paper_shows_neither_the_buttons_nor_the_mark(open_case, width):
    page = open_case(width)
    page.get_by_role("button", name="朗读").click()
    page.emulate_media(media="print")

    assert not page.get_by_role("button", name="停止").is_visible()
    marked = page.locator(".read-now")
    assert marked.evaluate("element => getComputedStyle(element).outlineStyle") == "none"


def test_the_elder_view_has_it_with_larger_buttons(open_case):
    page = open_case(390)
    page.get_by_role("button", name="长辈版").click()
    page.get_by_role("button", name="朗读").click()

    for button in page.locator(".aloud button").all():
        assert button.bounding_box()["height"] >= 60
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_passages_follow_the_page_and_a_row_of_a_table_is_one(modules):
    passages = modules.evaluate(
        """async (html) => {
          const { passagesOf } = await import("./assets/read-aloud.js");
          document.body.innerHTML = html;
          return passagesOf([document.body]).map(({ block, text }) => [block.localName, text]);
        }""",
        "<h2>成效</h2><ul><li>一<strong>二</strong><ul><li>三</li></ul>四</li></ul><table><tr><th>点"
        "</th><th>问</th></tr><tr><td>甲<b>乙</b></td><td>丙</td></tr></table>"
        '<p>文<sup class="footnote-ref">1</sup>字<span class="unseen">无</span></p>',
    )

    assert passages == [
        ["h2", "成效"],
        ["li", "一二"],
        ["li", "三"],
        ["li", "四"],
        ["tr", "点，问"],
        ["tr", "甲乙，丙"],
        ["p", "文字"],
    ]


def test_long_texts_are_cut_into_breaths_and_nothing_is_lost(modules):
    texts = [
        "一。二！“三？”四",
        "……",
        "增长3.5%；其中女职工 1,200 人。",
        "长" * 130,
        ("职工之家建在家门口，" * 9) + "完。",
    ]
    cut = modules.evaluate(
        """async (texts) => {
          const { sentencesOf } = await import("./assets/read-aloud.js");
          return texts.map(sentencesOf);
        }""",
        texts,
    )

    assert cut[:3] == [
        ["一。", "二！", "“三？”", "四"],
        [],
        ["增长3.5%；", "其中女职工 1,200 人。"],
    ]
    assert ["".join(each) for each in cut[3:]] == texts[3:]
    assert all(len(each) <= 60 for sentences in cut for each in sentences)
