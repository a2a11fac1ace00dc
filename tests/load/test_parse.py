"""One source file becomes a document, whatever is in it."""

from __future__ import annotations

import codecs

import pytest

from site_builder.core.diagnostics import Code, Report
from site_builder.core.document import Document, StaticPage
from site_builder.core.new_case import ALL_PROMPTS, HEAD, PROMPTS
from site_builder.load.parse import parse_content, read_document

PATH = "content/cases/2023/yancheng-yizhan.md"


def codes(parsed):
    return [each.code for each in parsed.diagnostics]


def test_a_good_case_becomes_a_document(library):
    parsed = read_document(library.root, "case", PATH)

    assert isinstance(parsed.document, Document)
    assert parsed.document.id == "yancheng-yizhan"
    assert parsed.document.facts.date.iso == "2023-03-28"
    assert [heading.text for heading in parsed.body.headings] == [
        "针对问题", "主要做法", "成效", "经验启示",
    ]  # fmt: skip
    assert codes(parsed) == []


def test_a_good_page_becomes_a_static_page(library):
    parsed = read_document(library.root, "page", "content/pages/about.md")

    assert isinstance(parsed.document, StaticPage)
    assert parsed.document.facts.title == "关于本库"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_line_ends_and_byte_order_marks_make_no_difference(library, ending, mark):
    plain = read_document(library.root, "case", PATH)
    text = (library.root / PATH).read_text("utf-8").replace("\n", ending)
    library.write(PATH, mark + text.encode())

    assert read_document(library.root, "case", PATH) == plain


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("标题: 甲\n".encode("gbk"), Code.NOT_UTF8),
        ("标题: 甲\n".encode("utf-16"), Code.NOT_UTF8),
        ("标题: 甲\n".encode("utf-16-be"), Code.NOT_UTF8),
        (b"---\ntitle: a\x00b\n---\n", Code.NUL_BYTE),
        (b"", Code.EMPTY_FILE),
        (b" \n\t\n", Code.EMPTY_FILE),
        (b"x" * (2 * 1024 * 1024 + 1), Code.TOO_LARGE),
        ("没有填写项\n".encode(), Code.NO_FRONT_MATTER),
        ("---\n标题: 甲\n".encode(), Code.UNCLOSED_FRONT_MATTER),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), Code.NUL_BYTE),
        (bytes(range(256)) * 10, Code.NUL_BYTE),
    ],
)
def test_a_file_that_is_no_document_is_a_diagnostic(library, content, code):
    library.write(PATH, content)
    parsed = read_document(library.root, "case", PATH)

    assert parsed.document is None
    assert code in codes(parsed) or (code is Code.NUL_BYTE and Code.NOT_UTF8 in codes(parsed))


def test_a_file_that_is_gone_is_a_diagnostic(library):
    [found] = read_document(library.root, "case", "content/cases/gone.md").diagnostics

    assert found.code is Code.UNREADABLE


def test_a_file_of_any_length_is_read_whole(library):
    text = (library.root / PATH).read_text("utf-8") + "长" * 100_000
    library.write(PATH, text)

    assert read_document(library.root, "case", PATH) == parse_content("case", PATH, text.encode())


def test_names_are_known_even_where_other_facts_are_wrong(library):
    library.case("x", 主体="没有", 地区="盐城市、鼓楼区", 关键词="工匠")
    parsed = read_document(library.root, "case", "content/cases/2023/x.md")

    assert parsed.document is None
    assert parsed.names.regions == ("盐城市", "鼓楼区")
    assert parsed.names.keywords == ("工匠",)
    assert parsed.names.places["regions.1"].column == 9


@pytest.mark.parametrize(
    ("text", "code"), [("---\n", "unclosed-front-matter"), ("---\n---\n", "empty-file")]
)
def test_a_file_of_fences_only_is_one_error(library, text, code):
    library.write(PATH, text)

    assert [each.code.value for each in read_document(library.root, "case", PATH).diagnostics] == [
        code
    ]


NEW_CASE = HEAD.format(
    title="甲", date="2023-03-28", region="江苏省/盐城市", keywords="职工之家"
) + "".join(f"\n## {section}\n\n{prompt}\n" for section, prompt in PROMPTS.items())


def test_the_prompts_of_a_draft_are_its_business():
    assert parse_content("case", PATH, NEW_CASE.encode()).diagnostics == ()


@pytest.mark.parametrize("switch", ["", "草稿: 否\n"])
def test_prompts_that_are_left_when_the_case_is_no_draft_are_one_error(told, switch):
    published = NEW_CASE.replace("草稿: 是\n", switch)
    moved = 0 if switch else -1

    parsed = parse_content("case", PATH, published.encode())

    lines = "、".join(
        str(line)
        for line in (6, 8, 10, 11, 12, 14, 16, 18, *(each + moved for each in (24, 28, 32, 36)))
    )
    assert told(Report(list(parsed.diagnostics))) == (
        f"error[left-prompt] 6:5+8 有 12 处提示还没有换成正文：第 {lines} 行。\n"
        "    把〔〕和里面的提示换成自己的内容，用不着的栏目就删掉；"
        "还没写完，就加上一行“草稿: 是”。\n"
    )


def test_the_one_prompt_that_is_left_is_named(told):
    published = NEW_CASE.replace("草稿: 是\n", "")
    for prompt in ALL_PROMPTS - {"〔文章标题〕"}:
        published = published.replace(prompt, "自己写的内容，" * 5)

    parsed = parse_content("case", PATH, published.encode())

    assert told(Report(list(parsed.diagnostics))).startswith(
        "error[left-prompt] 18:9+6 提示“〔文章标题〕”还没有换成正文。\n"
    )
