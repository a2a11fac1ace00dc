from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.diagnostics import Report
from site_builder.load.ids import ID, check_id, id_of, pinyin, syllables

RENAME = "    请给文件换个名字，用小写字母、数字和连字符，例如 yancheng-jiajiadao.md。\n"


@pytest.mark.parametrize(
    ("stem", "id_"),
    [
        ("yancheng-jiajiadao", "yancheng-jiajiadao"),
        ("2023", "2023"),
        ("家家到", "jiajiadao"),
        ("重庆长沙", "chongqingchangsha"),
        ("家家到-2023", "jiajiadao-2023"),
        ("2023年家家到", "2023nianjiajiadao"),
        ("Yancheng Jiajiadao", "yancheng-jiajiadao"),
        ("Yancheng_(Jiajiadao)", "yancheng-jiajiadao"),
        ("越工周记（一）", "yuegongzhouji-yi"),
        ("ＡＢＣ１２", "abc12"),
        ("Café Ünion", "cafe-union"),
        ("女", "nv"),
        ("二〇二三", "erlingersan"),
        ("--a--", "a"),
        ("a--b", "a-b"),
        ("甲.乙", "jia-yi"),
        ("！", ""),
        ("", ""),
    ],
)
def test_a_stem_becomes_an_id(stem, id_):
    assert id_of(stem) == id_


@given(st.text())
def test_an_id_has_the_signs_of_an_id_and_stays_what_it_is(stem):
    id_ = id_of(stem)

    assert id_ == "" or ID.fullmatch(id_)
    assert id_of(id_) == id_


def answer(path: str, told) -> tuple[str | None, str]:
    report = Report()
    return check_id(path, report), told(report)


def test_a_stem_that_is_an_id_is_taken_silently(told):
    assert answer("content/cases/2023/yancheng-jiajiadao.md", told) == ("yancheng-jiajiadao", "")


def test_another_stem_is_warned_of_with_the_id(told):
    assert answer("content/cases/家家到.md", told) == (
        "jiajiadao",
        "warning[id-normalised] 1:1 文件名“家家到”不能直接用作网址，编号定为 jiajiadao。\n"
        "    想让两者一致，就把文件改名为 jiajiadao.md。\n",
    )


def test_a_name_decomposed_by_macos_is_the_same_name(told):
    assert answer("content/cases/cafe\u0301.md", told) == answer("content/cases/café.md", told)


@pytest.mark.parametrize(
    ("stem", "reason"),
    [
        ("！", "从这个文件名得不出编号：里面没有汉字、字母或数字。"),
        ("page", "编号不能是“page”：列表的分页要用这个网址。"),
        ("Page", "编号不能是“page”：列表的分页要用这个网址。"),
        ("con", "编号不能是“con”：Windows 把这个名字留给了设备。"),
        ("NUL", "编号不能是“nul”：Windows 把这个名字留给了设备。"),
        ("com1", "编号不能是“com1”：Windows 把这个名字留给了设备。"),
        ("lpt9", "编号不能是“lpt9”：Windows 把这个名字留给了设备。"),
        ("a" * 121, "从这个文件名得出的编号有 121 个字符，超过了 120 个。"),
    ],
)
def test_a_stem_that_gives_no_usable_id_is_an_error(stem, reason, told):
    assert answer(f"content/cases/{stem}.md", told) == (
        None,
        f"error[wrong-id] 1:1 {reason}\n{RENAME}",
    )


@pytest.mark.parametrize("stem", ["pages", "console", "com10", "nulls", "a" * 120])
def test_names_that_only_look_reserved_are_free(stem, told):
    assert answer(f"content/cases/{stem}.md", told) == (stem, "")


@pytest.mark.parametrize(
    ("han", "read"),
    [
        ("盐城", ("yan", "cheng")),
        ("重庆重视", ("chong", "qing", "zhong", "shi")),
        ("银行行长", ("yin", "hang", "hang", "zhang")),
        ("长沙校长", ("chang", "sha", "xiao", "zhang")),
        ("会计会议", ("kuai", "ji", "hui", "yi")),
        ("绿地略多", ("lv", "di", "lue", "duo")),
        ("女", ("nv",)),
        ("〇々", ("ling", "")),
        ("", ()),
    ],
)
def test_each_character_is_read_as_in_its_phrase(han, read):
    assert syllables(han) == read


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=12))
def test_there_is_a_reading_in_plain_letters_for_each_character_or_none(han):
    read = syllables(han)

    assert len(read) == len(han)
    assert all(each == "" or (each.isascii() and each.isalpha()) for each in read)


def test_ids_and_syllables_are_read_alike(repository):
    texts = [path.read_text("utf-8") for path in repository.glob("content/cases/*/*.md")]
    runs = {run for text in texts for run in re.findall("[\u4e00-\u9fff]{2,}", text)}
    different = [run for run in runs if "".join(syllables(run)) != pinyin(run)]

    assert len(runs) > 1000
    assert len(different) <= len(runs) // 500
