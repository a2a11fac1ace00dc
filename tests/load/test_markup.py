from __future__ import annotations

import re
import signal
import string
import threading
import time
from html.parser import HTMLParser

import html5lib
import pytest
from hypothesis import example as tried
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.core.diagnostics import Code, Location, Report, Severity
from site_builder.core.document import Body, Heading, Link, Picture
from site_builder.load.markup import any_body as markup
from site_builder.load.markup.convert import convert

EXAMPLES = "markup"
PATH = "content/cases/2023/a.md"
OTHER = "content/pages/about.md"


UNSAFE = re.compile(r"\s*(?!https?|mailto|tel)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def shown(file: str, body: Body) -> str:
    """Return what an example of a file is about."""
    lines = [body.html] if body.html else []
    if file == "text":
        lines = [f"[{title}]\n{text}" for title, text in body.text]
    if file == "links":
        lines += [
            f"link {each.location.line}:{each.location.column}+{each.location.length} "
            f"{each.target} | {each.page} | {each.fragment} | {each.file}"
            for each in body.links
        ]
        lines += [
            f"image {each.location.line}:{each.location.column}+{each.location.length} "
            f"{each.src} | {each.file} | {each.alt}"
            for each in body.images
        ]
    return "".join(f"{line}\n" for line in lines)


def test_an_example_comes_out_to_the_letter(example, told):
    report = Report()

    body = convert(PATH, example.text, 1, report)

    assert shown(example.file, body) + told(report) == example.answer


def test_an_example_is_html_that_a_strict_parser_takes(example):
    body = convert(PATH, example.text, 1, Report())

    check_html(body.html)


def read(text: str, path: str = PATH, first_line: int = 1) -> tuple[Body, Report]:
    report = Report()
    return convert(path, text, first_line, report), report


def codes(report: Report) -> list[Code]:
    return [each.code for each in report.in_order()]


def check_html(html: str) -> None:
    """Fail when a strict parser finds a fault, or when something stands there that must not."""
    html5lib.HTMLParser(strict=True).parse(f"<!doctype html><title>x</title>{html}")
    page = Page()
    page.feed(html)
    assert not page.tags & {"script", "style", "iframe", "object", "form", "input", "h1"}
    assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
    assert not [
        url for url in page.urls if re.match(r"\s*(javascript|data|vbscript):", url, re.IGNORECASE)
    ]
    assert len(page.ids) == len(set(page.ids))
    assert not re.search("[\x00-\x08\x0b-\x1f\ufdd0-\ufdef]", html)


class Page(HTMLParser):
    """Collects what the tags of a page hold."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.urls: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.urls += [value or "" for name, value in attrs if name in ("href", "src", "cite")]
        self.ids += [value or "" for name, value in attrs if name == "id"]


def test_places_are_those_of_the_file():
    body, report = read("## 成效\n\n[甲](b.md)![](c.png)<font>\n\n> 小结\n> ---\n", first_line=40)

    assert body.headings == (
        Heading(2, "成效", "成效", Location(PATH, 40, 1, 5)),
        Heading(2, "小结", "小结", Location(PATH, 44, 1, 4)),
    )
    assert body.links == (
        Link("b.md", "cases/b/", "", "content/cases/2023/b.md", Location(PATH, 42, 5, 4)),
    )
    assert body.images == (
        Picture("c.png", "content/cases/2023/c.png", "", location=Location(PATH, 42, 14, 5)),
    )
    assert [(each.code, each.location) for each in report.in_order()] == [
        (Code.MISSING_ALT, Location(PATH, 42, 14, 5)),
        (Code.DROPPED_HTML, Location(PATH, 42, 20, 5)),
    ]


def test_columns_count_code_points():
    body, _ = read("𠮷𠮷\x00[甲](b.md)\n")

    assert body.links[0].location == Location(PATH, 1, 8, 4)


def test_a_heading_is_told_as_it_is_rendered():
    body, _ = read("# **甲** `b`[^1] &amp; <u>丙</u>\n\n###### 丁 {#ding}\n\n[^1]: 注\n")

    assert body.headings == (
        Heading(2, "甲-b-丙", "甲 b & 丙", Location(PATH, 1, 1, 30)),
        Heading(6, "ding", "丁", Location(PATH, 3, 1, 16)),
    )


def test_a_page_of_its_own_links_from_one_folder_up():
    body, _ = read(
        "[甲](../cases/2023/b.md) [乙](/cases/) [丙](about.md#x) ![丁](images/a.png)", OTHER
    )

    assert body.html == (
        '<p><a href="../cases/b/">甲</a> <a href="../cases/">乙</a> <a href="#x">丙</a> '
        '<img alt="丁" decoding="async" loading="lazy" src="../images/a.png"></p>'
    )
    assert [link.page for link in body.links] == ["about/", "cases/", "cases/b/"][::-1]


def test_one_target_used_twice_is_one_link():
    body, _ = read("[甲][x]、[乙][x]\n\n[x]: b.md\n")

    assert [link.location for link in body.links] == [Location(PATH, 3, 6, 4)]


def test_the_file_name_of_a_target_may_be_written_in_any_unicode_form():
    body, _ = read("[甲](cafe\u0301.md)")

    assert body.links[0].file == "content/cases/2023/caf\u00e9.md"


def test_signs_that_html_forbids_stay_escaped_in_a_link():
    body, _ = read("[甲](#%EF%BF%BE%01)")

    assert body.html == '<p><a href="#%EF%BF%BE%01">甲</a></p>'


def test_a_text_without_marks_costs_no_diagnostic():
    body, report = read("")

    assert (body, report.diagnostics) == (Body(""), [])


def test_fifty_levels_are_fine_and_one_more_is_an_error_at_its_line():
    fine, report = read("甲\n\n" + "> " * 50 + "乙\n")
    deep, faults = read("甲\n\n" + "> " * 51 + "乙\n", first_line=7)

    assert (fine.html.count("<blockquote>"), report.diagnostics) == (50, [])
    assert deep == Body("")
    assert [(each.code, each.location.line) for each in faults.diagnostics] == [
        (Code.NESTED_TOO_DEEP, 9)
    ]


DEEP = {
    "quotations": ">" * 3000 + "甲",
    "lists": "\n".join("  " * level + "- 甲" for level in range(60)),
    "lists on one line": "- " * 2000 + "甲",
    "lists in quotations": "> - " * 100 + "甲",
    "bold": "**甲 " * 60 + "乙" + " 甲**" * 60,
    "mixed emphasis": "**甲 ~~乙 " * 30 + "丙" + " 乙~~ 甲**" * 30,
    "tags": "<div>\n" * 60 + "甲",
    "tags in a paragraph": "甲" + "<b>" * 60 + "乙",
    "tables": "<table><tr><td>" * 60,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP.keys())
def test_what_nests_too_deep_is_an_error_and_no_crash(text):
    body, report = read(text)

    assert (body, codes(report)) == (Body(""), [Code.NESTED_TOO_DEEP])


REPEATED = [
    *("[", "[甲", "![", "[甲](", "[甲](b", "[甲][", "*甲 ", "甲* ", "**甲", "_a ", "*a_b~~", "`甲"),
    *("``甲`", "<a ", '<a "', "<!-- ", "&amp;", "\\*", "[^1]", "{#a}", "**甲**{#a}", "<http://a>"),
    *("|", "\n", "- 甲\n", "> 甲\n", "甲\n---\n", "~~~\n", "甲\n: 乙\n", "甲  \n", "（1）甲。\n"),
    *("</p>", "甲<b>乙</b>", "[x]: y.md\n", "*[甲]: 乙\n", "|1|2|\n", "[甲](((((", "\x02\x03"),
]


@pytest.mark.parametrize("unit", REPEATED, ids=repr)
def test_thousands_of_the_same_take_time_that_grows_with_the_text(unit):
    text = unit * (60_000 // len(unit))

    started = time.process_time()
    _body, report = read(text)
    seconds = time.process_time() - started

    assert Code.SLOW_DOCUMENT not in codes(report)
    assert seconds < 3


def test_many_references_and_footnotes_take_time_that_grows_with_the_text():
    count = 3000
    targets = "".join(f"[r{number}]: b{number}.md\n" for number in range(count))
    uses = "".join(f"[甲][r{number}][^{number}]\n" for number in range(count))
    notes = "".join(f"[^{number}]: 注\n" for number in range(count))

    body, report = read(f"{targets}\n{uses}\n{notes}")

    assert (len(body.links), report.diagnostics) == (count, [])


LONG = "\n\n".join(["短"] * 3 + ["很长的一段[链接](b.md)，`代码`。" * 20_000])


# An error that is raised while Python runs a finaliser is dropped there, and raised again later.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_document_that_takes_too_long_is_an_error_at_its_longest_paragraph(monkeypatch):
    monkeypatch.setattr(markup, "MAX_SECONDS", 0.05)

    body, report = read(LONG, first_line=5)

    assert body == Body("")
    assert [(each.code, each.location.line) for each in report.diagnostics] == [
        (Code.SLOW_DOCUMENT, 11)
    ]


def test_a_document_that_takes_too_long_is_stopped_outside_of_the_main_thread(monkeypatch):
    monkeypatch.setattr(markup, "MAX_SECONDS", 0.05)
    results: list[tuple[Body, Report]] = []
    thread = threading.Thread(target=lambda: results.append(read(LONG)))

    thread.start()
    thread.join()

    assert [(body, codes(report)) for body, report in results] == [(Body(""), [Code.SLOW_DOCUMENT])]


def test_a_conversion_in_another_thread_gives_the_same():
    results: list[Body] = []
    thread = threading.Thread(target=lambda: results.append(read("- [甲](b.md)\n")[0]))

    thread.start()
    thread.join()

    assert results == [read("- [甲](b.md)\n")[0]]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no such timer")
def test_the_timer_and_its_handler_are_as_before():
    handler = signal.signal(signal.SIGPROF, lambda *_: None)
    ours = signal.getsignal(signal.SIGPROF)
    try:
        read("甲")

        assert signal.getsignal(signal.SIGPROF) is ours
        assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGPROF, handler)


def test_two_mebibytes_of_ordinary_text_are_converted():
    paragraph = "工会的干部下去走访，**弄清**职工的难处，记在[周记](b.md)里。\n\n- 甲\n- 乙\n\n"
    body, report = read(paragraph * (700_000 // len(paragraph)))

    assert (bool(body.html), report.diagnostics) == (True, [])


# fmt: off
PIECES = st.sampled_from([
    "*", "**", "***", "_", "__", "~~", "`", "```", "#", "##", ">", "|", "[", "]", "(", ")", "![",
    "](", "{#a}", "{.b}", "<", ">", "&", "&amp;", "&#1;", "&nbsp;", "\\", "---", "===", "b.md",
    "\n", "\n\n", " ", "  ", "    ", "\t", "- ", "1. ", "2. ", "> ", "# ", "\n: ", "\n- [x] ",
    "[x]: y.md\n", "\n[^1]: ", "\n*[甲]: 乙\n", "\n!!! note\n    ", "[^1]", "![甲](a.png)",
    "\n| a | b |\n|---|---|\n| 1 | 2 |\n", "[乙](c.md)", "<http://a.b>", "<a@b.c>", "javascript:",
    "<b>", "</b>", "<div>", "</div>", "<p>", "</p>", "<table>", "</table>", "<tr>", "<td>", "</td>",
    "<ul>", "<li>", "</ul>", "<a>", "</a>", "<ruby>", "<rt>", "<rp>", "</ruby>", "<br>", "<hr>",
    "<details>", "<summary>", "</details>", "<dl>", "<dd>", "<h3>", "</h3>", "<pre>", "</pre>",
    "<center>", "<figure>", "<figcaption>", "<script>", "</script>", "<style>", "<svg>", "<math>",
    "<button>", "<select>", "<!--", "-->", "<?php", "]]>", "<![CDATA[", "<x:y>", '"', "'",
    '<a href="b.md#x">', '<a href="javascript:x">', '<img src="a.png" alt="">', '<b title="<i>">',
    '<b onclick="x" style="y">', "<q cite='javascript:x'>", "甲", "乙", "a", "5", "。", "（", "“",
    "\x02", "\x03", "\x00", "\ufde0", "\ufde1", "\uffff",
])
# fmt: on
DOCUMENTS = st.lists(PIECES, max_size=40).map("".join) | st.text()


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
@tried("**甲<div>乙</div>**{#a}")
@tried("<b title='&#xFDE1;'>&#xFDE1;&lt;script&gt;")
def test_any_text_becomes_safe_and_strict_html(text):
    body, _ = read(text)

    check_html(body.html)
    assert "klzzwxh:" not in body.html, "a placeholder was left"
    assert "wzxhzdk:" not in body.html, "a placeholder was left"


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_converting_is_pure(text):
    first, second = read(text), read(text)

    assert first[0] == second[0]
    assert first[1].diagnostics == second[1].diagnostics


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS)
def test_every_place_lies_in_the_file(text):
    body, report = read(text, first_line=3)
    lines = text.split("\n")

    places = [each.location for each in report.diagnostics]
    places += [each.location for each in (*body.headings, *body.links, *body.images)]
    for place in places:
        line = lines[place.line - 3]
        assert place.path == PATH
        assert 1 <= place.column <= len(line) + 1
        assert place.column - 1 + place.length <= len(line)


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS)
def test_every_heading_can_be_linked_to(text):
    body, _ = read(text)
    page = Page()
    page.feed(body.html)

    assert {heading.id for heading in body.headings} <= set(page.ids)
    assert all(heading.id for heading in body.headings)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="甲乙丙，。“”（）、；" + string.digits + "\n", max_size=60))
def test_chinese_prose_loses_no_sign(text):
    body, report = read(text)

    def signs(of: str) -> str:
        return "".join(of.split())

    assert signs("".join(lines for _title, lines in body.text)) == signs(text)
    assert report.diagnostics == []


def test_errors_and_warnings_are_told_apart():
    _, report = read("[甲](javascript:x) <font>乙</font>")

    assert [(each.code, each.severity) for each in report.in_order()] == [
        (Code.UNSAFE_LINK, Severity.ERROR),
        (Code.DROPPED_HTML, Severity.WARNING),
    ]
