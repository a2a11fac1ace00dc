"""Plain texts become by the short way the same bodies as by the long one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.diagnostics import Location, Report
from site_builder.core.document import Body, Heading, Link
from site_builder.load.front.front_matter import parse_front_matter
from site_builder.load.markup.any_body import any_body
from site_builder.load.markup.plain import plain_body

EXAMPLES = "markup"
PATH = "content/cases/a.md"
CONTENT = Path(__file__).parents[2] / "content"


def by_engine(text: str, first_line: int = 1) -> Body:
    """Return a body as the engine makes it, which must find no fault."""
    report = Report()
    body = any_body(PATH, text, first_line, report)
    assert report.diagnostics == []
    return body


def test_a_plain_text_becomes_a_body() -> None:
    text = (
        "先说**要点**。\n\n## 做法\n\n1. **一是。** 见[乙](b.md)\n2. 二\n\n"
        "\u3000\u3000段落\n第二行\n\n### 小标题\n- 甲\n\n- 也*乙*\n## 做法\n"
    )

    assert plain_body(PATH, text, 5) == Body(
        "<p>先说<strong>要点</strong>。</p>\n"
        '<h2 id="做法">做法</h2>\n'
        '<ol><li><strong>一是。</strong>见<a href="../b/">乙</a></li>\n<li>二</li>\n</ol>\n'
        "<p>段落第二行</p>\n"
        '<h3 id="小标题">小标题</h3>\n'
        "<ul><li><p>甲</p>\n</li>\n<li><p>也<em>乙</em></p>\n</li>\n</ul>\n"
        '<h2 id="做法-2">做法</h2>',
        (
            Heading(2, "做法", "做法", Location(PATH, 7, 1, 5)),
            Heading(3, "小标题", "小标题", Location(PATH, 15, 1, 7)),
            Heading(2, "做法-2", "做法", Location(PATH, 19, 1, 5)),
        ),
        (Link("b.md", "cases/b/", "", "content/cases/b.md", Location(PATH, 9, 17, 4)),),
        (),
        (
            ("", "先说要点。"),
            ("做法", "一是。见乙\n二\n段落第二行\n小标题\n甲\n也乙"),
            ("做法", ""),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "<b>甲</b>", "甲 & 乙", "&lt;", "a > b", "> 引", "`码`", "甲_乙", "~~删~~", "\\*", "a | b",
        "    码", "- 甲\n  乙", "- 甲\n乙", "1. 甲\n\n   乙", "- - 甲", "- # 甲", "- [ ] 甲", "---",
        "甲\n---", "甲\n===", "![图](a.png)", "[注]: b.md", "[^1]", "[甲][乙]", "[甲](b.md \"题\")",
        "*[甲]: 乙", "!!! note", ": 定义", "甲\n: 定义", "{#id}", "甲  \n乙", "***甲***",
        "[甲](javascript:x)", "[甲](../../../b.md)", "*[甲](b.md)* [", "#话题#", "####### 甲", "# ",
        "\x01", "\ufdd0", "\xa0", "５. 甲\n- 乙", "**# 甲",
    ],
)  # fmt: skip
def test_what_may_mean_more_is_left_to_the_engine(text: str) -> None:
    assert plain_body(PATH, f"甲\n\n{text}\n\n乙", 1) is None


def test_no_fault_is_passed_over(example) -> None:
    body = plain_body(PATH, example.text, 1)

    assert body is None or body == by_engine(example.text)


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.md")), ids=lambda path: path.stem)
def test_the_librarys_own_texts_come_out_the_same(path: Path) -> None:
    front = parse_front_matter(PATH, path.read_text("utf-8"), Report())
    assert front is not None
    body = plain_body(PATH, front.body, front.body_line)

    assert body is None or body == any_body(PATH, front.body, front.body_line, Report())


STARTS = st.sampled_from([
    "", "", "", "", "## ", "### ", "# ", "#", "- ", "* ", "+ ", "1. ", "2) ", "12. ", "3.", "３. ", " ",
    "  ", "    ", "\u3000\u3000", "> ", ": ", "=", "---", "- - ", "- 1. ", "- # ", "[", "!", "**", "01. ", "5#",
])  # fmt: skip
PARTS = st.sampled_from([
    "字", "字", "文本", "a", "word ", " ", "，", "。", "（一）", "1、", "——", "“", "”", "**", "**粗**", "**粗。** ",
    "*", "*斜*", "***", "[链](a.md)", "[外](https://e.org/?a=1#f)", "[坏](x:y)", "[", "](", "]", "(", ")", "#",
    "5", "９", ".", "-", "!", ":", "=", "_", "`", "~~", "|", "<b>", "&amp;", "{#i}", "\\", "\t", "\u3000",
    "\xa0", "\u2028", "\u200b", "😀", "𠮷", "\x1f",
])  # fmt: skip
LINES = st.one_of(
    st.just(""),
    st.tuples(STARTS, st.lists(PARTS, max_size=5).map("".join), st.sampled_from(["", "", " ", "  "])).map("".join),
)  # fmt: skip
TEXTS = st.one_of(st.lists(LINES, max_size=8).map("\n".join), st.text())


@given(TEXTS, st.sampled_from([1, 9]))
def test_both_ways_lead_to_the_same_body(text: str, first_line: int) -> None:
    body = plain_body(PATH, text, first_line)

    assert body is None or body == by_engine(text, first_line)


def test_most_of_the_librarys_own_texts_are_plain() -> None:
    texts = [path.read_text("utf-8") for path in CONTENT.rglob("*.md")]
    fronts = [parse_front_matter(PATH, text, Report()) for text in texts]
    plain = [front for front in fronts if front and plain_body(PATH, front.body, 1)]

    assert len(plain) > len(texts) / 2
