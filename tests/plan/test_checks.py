"""What an editor is told about sections, dates, keywords, related cases and stray files."""

from __future__ import annotations

import datetime

import pytest

from site_builder.core.dates import PartialDate
from site_builder.core.diagnostics import Location, Report
from site_builder.core.document import SECTIONS, Heading
from site_builder.plan.checks import (
    check_dates,
    check_keywords_used,
    check_related,
    check_sections,
    check_strays,
    is_complete,
    section_of,
)

GOOD = [(section, "正文。") for section in SECTIONS]


@pytest.fixture
def sections(make, told):
    """Checks a body of these sections and shows what an editor is told."""

    def check(*given: tuple[str, str]) -> list[tuple[str, str, str, str, str]]:
        report = Report()
        document = make.document(body=make.body(*given))
        check_sections(document.path, document.body, report)
        return told(report)

    return check


@pytest.mark.parametrize(
    "heading",
    [
        "主要做法",
        "二、主要做法",
        "二 主要做法",
        "（二）主要做法",
        "(二)、主要做法",
        "十二、主要做法",
        "2.主要做法",
        "2. 主要做法",
        "2．主要做法",
        "２、主要做法",
        "（2）主要做法",
        "2）主要做法",
        "2 主要做法",
        "②主要做法",
        "⑵ 主要做法",
        "㈡主要做法",
        "第二部分：主要做法",
        "第二部分 主要做法",
        " 二、 主要做法 ",
    ],
)
def test_a_section_is_known_by_its_name_whatever_its_number(heading: str) -> None:
    assert section_of(heading) == "主要做法"


def test_the_four_sections_in_their_order_need_no_word(sections) -> None:
    assert sections(*GOOD) == []
    numbered = zip("一二三四", GOOD, strict=True)
    assert sections(*((f"{mark}、{name}", text) for mark, (name, text) in numbered)) == []


def test_further_sections_are_welcome(sections) -> None:
    assert sections(*GOOD[:2], ("资金从哪里来", ""), *GOOD[2:], ("附件", "略。")) == []


def test_a_missing_section_is_named_for_the_whole_file(sections) -> None:
    assert sections(*GOOD[:3]) == [
        (
            "warning",
            "missing-section",
            "content/cases/a.md:1:1+0",
            "缺少“经验启示”一节。",
            "加一行“## 经验启示”，下面写正文；来源没有写到的，写“来源未载明”。",
        )
    ]


def test_a_case_without_any_section_misses_all_four(sections) -> None:
    assert [message for *_rest, message, _hint in sections()] == [
        "缺少“主要做法”一节。",
        "缺少“成效”一节。",
        "缺少“经验启示”一节。",
        "缺少“针对问题”一节。",
    ]


def test_a_misspelt_section_is_shown_with_its_right_heading(sections) -> None:
    assert sections(*GOOD[:1], ("二、主要作法", "正文。"), *GOOD[2:]) == [
        (
            "warning",
            "misspelt-section",
            "content/cases/a.md:24:4+6",
            "小标题“二、主要作法”像是“主要做法”。",
            "改成：## 主要做法",
        )
    ]


def test_one_heading_is_taken_for_one_missing_section_only(sections) -> None:
    found = sections(("主要问题", "正文。"), *GOOD[2:])

    assert [(code, message) for _severity, code, _place, message, _hint in found] == [
        ("missing-section", "缺少“主要做法”一节。"),
        ("misspelt-section", "小标题“主要问题”像是“针对问题”。"),
    ]


def test_a_repeated_section_names_the_line_of_the_first(sections) -> None:
    assert sections(*GOOD, ("五、成效", "又一段。")) == [
        (
            "warning",
            "repeated-section",
            "content/cases/a.md:36:4+4",
            "“成效”一节出现了两次，前一次在第 28 行。",
            "请把两处合成一节。",
        ),
        (
            "warning",
            "section-order",
            "content/cases/a.md:36:4+4",
            "“成效”应当放在“经验启示”前面。",
            "各节的次序是：针对问题、主要做法、成效、经验启示。",
        ),
    ]


def test_only_the_first_section_out_of_order_is_reported(sections) -> None:
    assert sections(*reversed(GOOD)) == [
        (
            "warning",
            "section-order",
            "content/cases/a.md:24:4+2",
            "“成效”应当放在“经验启示”前面。",
            "各节的次序是：针对问题、主要做法、成效、经验启示。",
        )
    ]


def test_an_empty_section_is_reported_at_its_heading(sections) -> None:
    assert sections(*GOOD[:2], ("三、成效", "  \n "), GOOD[3]) == [
        (
            "warning",
            "empty-section",
            "content/cases/a.md:28:4+4",
            "“成效”一节没有内容。",
            "来源没有写到的，请写“来源未载明”。",
        )
    ]


def test_a_heading_without_words_does_not_shift_which_section_is_empty(sections) -> None:
    found = sections(("", ""), *GOOD[:3], ("经验启示", ""))

    assert [(code, message) for _severity, code, _place, message, _hint in found] == [
        ("empty-section", "“经验启示”一节没有内容。")
    ]


def test_deeper_headings_are_no_sections(make, told) -> None:
    body = make.body(*GOOD)
    deeper = Heading(3, "chengxiao", "成效", Location("content/cases/a.md", 22, 5, 2))
    report = Report()
    document = make.document(body=make.body(*GOOD, headings=(*body.headings, deeper)))

    check_sections(document.path, document.body, report)

    assert told(report) == []


@pytest.mark.parametrize(
    ("sections", "complete"),
    [
        (GOOD, True),
        ([(f"1. {name}", text) for name, text in GOOD], True),
        ([*GOOD, ("附件", "")], True),
        (GOOD[:3], False),
        ([*GOOD[:3], ("经验启示", "")], False),
        ([*GOOD[:3], ("经验启示", " \n")], False),
        ([*GOOD, ("成效", "")], True),
    ],
)
def test_a_case_is_complete_when_all_four_sections_have_text(make, sections, complete) -> None:
    assert is_complete(make.document(body=make.body(*sections))) is complete


@pytest.mark.parametrize(
    "date",
    [PartialDate(2024, 6, 1), PartialDate(2024, 6), PartialDate(2024), PartialDate(1949, 10)],
)
def test_today_and_what_may_be_today_is_not_the_future(make, told, date: PartialDate) -> None:
    report = Report()

    check_dates(make.document(date=date), datetime.date(2024, 6, 1), report)

    assert told(report) == []


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (PartialDate(2024, 6, 2), "2024年6月2日"),
        (PartialDate(2024, 7), "2024年7月"),
        (PartialDate(2025), "2025年"),
    ],
)
def test_a_date_in_the_future_is_shown_as_it_was_written(make, told, date, shown) -> None:
    report = Report()

    check_dates(make.document(date=date), datetime.date(2024, 6, 1), report)

    assert told(report) == [
        (
            "warning",
            "future-date",
            "content/cases/a.md:3:5+10",
            f"日期是 {shown}，还没有到。",
            "请核对年份；要定时发布，请用“发布”一项。",
        )
    ]


def test_a_keyword_that_no_case_uses_is_reported_where_it_stands(make, told) -> None:
    vocabulary = [
        (keyword, Location("content/keywords.yaml", line, 9, len(keyword.name)))
        for line, keyword in enumerate(make.keywords, 1)
    ]
    report = Report()

    check_keywords_used(vocabulary, [make.case(keywords=[0]), make.case("b", keywords=[2])], report)

    assert told(report) == [
        (
            "warning",
            "unused-keyword",
            "content/keywords.yaml:2:9+4",
            "关键词“劳模工匠”还没有案例使用。",
            "暂时用不到就先删掉，或给合适的案例加上。",
        )
    ]


@pytest.fixture
def related(make, told):
    """Checks a case's related ids, knowing three cases of which one is withheld."""

    def check(*ids: str) -> list[tuple[str, str, str, str, str]]:
        report = Report()
        known = {"a", "yancheng-yizhan", "caogao"}
        check_related("a", make.document("a", related=ids).names, known, {"caogao"}, report)
        return told(report)

    return check


def test_a_related_case_that_exists_needs_no_word(related) -> None:
    assert related("yancheng-yizhan") == []


def test_a_related_id_that_is_nearly_right_is_answered_with_the_right_one(related) -> None:
    assert related("yancheng-yizhang") == [
        (
            "error",
            "broken-related",
            "content/cases/a.md:8:5+16",
            "没有编号为“yancheng-yizhang”的案例。",
            "是不是：yancheng-yizhan？",
        )
    ]


def test_a_related_id_like_no_other_is_answered_with_what_an_id_is(related) -> None:
    assert related("yancheng-yizhan", "盐城驿站.md") == [
        (
            "error",
            "broken-related",
            "content/cases/a.md:9:5+7",
            "没有编号为“盐城驿站.md”的案例。",
            "编号就是案例的文件名，不带 .md。",
        )
    ]


def test_a_case_is_not_related_to_itself(related) -> None:
    assert related("a") == [
        (
            "error",
            "broken-related",
            "content/cases/a.md:8:5+1",
            "“a”就是这个案例自己。",
            "请删掉这一个。",
        )
    ]


def test_a_withheld_related_case_is_a_warning(related) -> None:
    assert related("caogao") == [
        (
            "warning",
            "withheld-link",
            "content/cases/a.md:8:5+6",
            "相关案例“caogao”这次不发布，先不显示。",
            "",
        )
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        (
            "说明.DOCX",
            "文字处理软件的文件不能直接发布：用 site-builder new 建一个案例，把文字粘贴进去；"
            "原稿请移走。",
        ),
        ("a.md.txt", "如果它是案例，就把文件名的结尾改成 .md；不用的文件请移走。"),
        ("名单.xlsx", "案例文件要以 .md 结尾；图片请放进 content/images/；不用的文件请移走。"),
    ],
)
def test_a_stray_file_is_reported_unless_a_document_uses_it(told, name, hint) -> None:
    report = Report()

    check_strays(
        [f"content/cases/2023/{name}", "content/cases/2023/a.png"],
        {"content/cases/2023/a.png"},
        report,
    )

    assert told(report) == [
        (
            "warning",
            "stray-file",
            f"content/cases/2023/{name}:1:1+0",
            "这个文件不是案例，也没有案例用到它，不会发布。",
            hint,
        )
    ]


def test_a_file_whose_name_macos_took_apart_is_the_one_that_a_document_names(told) -> None:
    report = Report()

    check_strays(["content/cases/cafe\u0301.png"], {"content/cases/caf\u00e9.png"}, report)

    assert told(report) == []
