"""What of a case is searched, and in which pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.diagnostics import Location
from site_builder.core.document import Body, Heading
from site_builder.search.passages import (
    LONGEST_SENTENCE,
    PASSAGE,
    body_sections,
    case_text,
    cut,
    lines,
)
from site_builder.search.tokens import canonical, terms


def test_a_case_has_eight_fields_and_its_passages_by_section(library, source_of):
    source = source_of(library)
    text = case_text(source.cases[0], source.regions)

    assert text.fields == (
        "案例 yandu-gongjiang",
        "",
        "劳模工匠",
        "江苏省盐城市盐都区,\n江苏盐城盐都,\n江苏省,\n江苏,\n盐城市,\n盐城,\n盐都区,\n盐都,\n盐都县,\n盐都区总工会",
        "工匠",
        "为方便户外职工歇脚喝水，市总工会在沿街单位设立驿站，由单位自己管理，工会补助设备，职工扫码就能找到最近的一处。",
        "针对问题,\n主要做法,\n成效,\n经验启示",
        "工人日报",
    )
    assert text.sections == (
        ("针对问题", "针对问题", 1, ["户外职工歇脚难。"]),
        ("主要做法", "主要做法", 2, ["在沿街单位设立驿站。"]),
        ("成效", "成效", 3, ["建成驿站 12 家。"]),
        ("经验启示", "经验启示", 4, ["编者按：单位愿意开门是前提。"]),
    )
    assert text.slots == 32
    assert text.in_slots == [
        *text.fields,
        *(each.passages[0] for each in text.sections),
        *[""] * 20,
    ]


def test_figures_partners_and_sources_are_details(library, source_of):
    library.case(
        "tingjian",
        数据="\n  - 名称: 驿站\n    数值: '12'\n    单位: 家\n    说明: 含在建",
        参与方="市住建局、某公司",
        来源="\n  - 报刊: 工人日报\n    题名: 歇脚有了去处\n    署名: 张三",
    )
    source = source_of(library)
    case = next(each for each in source.cases if each.id == "tingjian")

    assert case_text(case, source.regions).fields[7] == (
        "驿站 12家,\n含在建,\n市住建局,\n某公司,\n工人日报,\n歇脚有了去处,\n张三"
    )


def test_no_pair_goes_over_the_end_of_a_value():
    found = {term for term, _ in terms(canonical(lines(["职工之家", "5G基站", "APP办卡"]), {}))}

    assert found.isdisjoint({"家5", "站a"})
    assert {"之家", "5g", "g基", "app", "p办"} <= found


def test_text_before_the_first_heading_and_a_repeated_section_are_kept():
    at = Location("content/cases/chu.md")
    body = Body(
        "",
        headings=(
            Heading(2, "成效", "成效", at),
            Heading(2, "其他", "其他", at),
            Heading(2, "成效-1", "成效", at),
        ),
        text=(("", "先说一句。"), ("成效", "一。"), ("其他", "二。"), ("成效", "三。")),
    )

    assert list(body_sections(body)) == [
        ("", "", 0, ["先说一句。"]),
        ("成效", "成效", 3, ["一。"]),
        ("其他", "其他", 0, ["二。"]),
        ("成效", "成效-1", 3, ["三。"]),
    ]


def test_short_paragraphs_stand_together_and_long_ones_are_cut_by_sentences():
    short = "短段。" * 10
    long = "这一句正好十个汉字长。" * 20

    assert list(cut(f"{short}\n{short}\n{long}")) == [
        f"{short}\n{short}\n" + "这一句正好十个汉字长。" * 5,
        "这一句正好十个汉字长。" * 10,
        "这一句正好十个汉字长。" * 5,
    ]


def test_a_mark_that_closes_a_sentence_stays_with_it():
    text = "他说：“" + "歇脚" * 40 + "。”" + "工会" * 30 + "。"

    assert list(cut(text)) == ["他说：“" + "歇脚" * 40 + "。”", "工会" * 30 + "。"]


@given(st.text(st.sampled_from("工会职。！？”\n，a "), max_size=1500))
def test_passages_hold_the_whole_text_and_no_more(text):
    passages = list(cut(text))

    assert "".join(passages).replace("\n", "") == "".join(text.splitlines())
    assert all(len(passage) <= PASSAGE + LONGEST_SENTENCE for passage in passages)


def test_a_field_that_is_too_long_goes_on_before_the_body(library, source_of):
    library.case("chang", 参与方="、".join(f"第{number}家单位" for number in range(300)))
    source = source_of(library)
    text = case_text(next(each for each in source.cases if each.id == "chang"), source.regions)

    assert len(text.fields[7]) == 1000
    heading, anchor, number, passages = text.sections[0]
    assert (heading, anchor, number) == ("", "", 0)
    assert text.fields[7] + "".join(passages) == (
        ",\n".join(f"第{number}家单位" for number in range(300)) + ",\n工人日报"
    )
