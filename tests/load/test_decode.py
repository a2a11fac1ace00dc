from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.diagnostics import Location, Report
from site_builder.load.decode import MAX_DOCUMENT, decode, likely_encoding

TEXT = "标题: 盐城市总工会让干部带着工作难题走进联系点\n日期: 2023-03-28\n\n## 针对问题\n\n职工办事要跑几个窗口。\n"
TRADITIONAL = "標題: 縣總工會讓幹部帶著工作難題走進聯繫點\n\n職工辦事要跑幾個窗口，關鍵在於資料。\n"
SAVE_AS = "    用记事本打开，选“另存为”，把“编码”改成 UTF-8 再保存。\n"


def answer(data: bytes, told) -> tuple[str | None, str]:
    report = Report()
    return decode("x.md", data, report), told(report)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["plain", "byte order mark", "Windows line ends", "old Mac line ends"],
)
def test_utf8_of_every_kind_is_taken_silently(data, told):
    assert answer(data, told) == (TEXT, "")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode("gbk"), "GBK"),
        ((TEXT + "㐀𠀀").encode("gb18030"), "GB18030"),
        (TRADITIONAL.encode("big5"), "Big5"),
        (TEXT.encode("utf-16"), "UTF-16 LE"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16 BE"),
        (TEXT.encode("utf-16-le"), "UTF-16 LE"),
        (TEXT.encode("utf-16-be"), "UTF-16 BE"),
        ("title: A case in Latin letters\n".encode("utf-16-le"), "UTF-16 LE"),
        (TEXT.encode("utf-32"), "UTF-32"),
        ("标题: 甲".encode("gbk"), "GBK"),
    ],
)
def test_another_encoding_is_named_with_the_way_out(data, name, told):
    assert likely_encoding(data) == name
    assert answer(data, told) == (
        None,
        f"error[not-utf8] 1:1 这个文件的编码不是 UTF-8，很可能是 {name}。\n{SAVE_AS}",
    )


def test_a_damaged_utf8_file_is_not_taken_for_gbk(told):
    data = TEXT.encode() + b"\xe4\xbd\n" + TEXT.encode()

    assert answer(data, told) == (
        None,
        "error[not-utf8] 1:1 这个文件的编码不是 UTF-8：第 7 行有认不出来的字。\n"
        "    用记事本打开，把那里的乱码改回来，再选“另存为”，把“编码”改成 UTF-8。\n",
    )


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "　\n\u200b\n".encode()])
def test_a_file_without_a_visible_sign_is_empty(data, told):
    assert answer(data, told) == (
        None,
        "error[empty-file] 1:1 这个文件是空的。\n    把内容写进来；不需要它就删掉。\n",
    )


def test_a_nul_is_shown_in_its_place(told):
    assert answer("标题: 甲\n日期\0: 2023\n\0".encode(), told) == (
        None,
        "error[nul-byte] 2:3+1 这里有一个看不见的空字符（NUL），文件里这样的字符共 2 个。\n"
        "    文件可能没有存完整：用备份替换它，或者把这一行删掉重新打一遍。\n",
    )


def test_a_file_of_nuls_is_told_so(told):
    assert answer(bytes(100), told)[1].startswith("error[nul-byte] 1:1+1 ")


def test_a_document_above_the_limit_is_not_read(told):
    assert decode("x.md", b"a" * MAX_DOCUMENT, Report()) == "a" * MAX_DOCUMENT
    assert answer(b"a" * (MAX_DOCUMENT + 1), told) == (
        None,
        "error[too-large] 1:1 这个文件超过了 2 MB。\n"
        "    一篇案例通常只有几 KB：看看是不是误把图片或整份材料粘贴了进来。\n",
    )


def test_the_fault_of_a_file_stands_at_its_beginning():
    report = Report()
    decode("content/cases/a.md", TEXT.encode("gbk"), report)

    assert [each.location for each in report.diagnostics] == [Location("content/cases/a.md")]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff")))
def test_what_is_written_in_utf8_is_read_back(text):
    report = Report()

    assert decode("x.md", f"甲{text}".encode(), report) == f"甲{text}"
    assert report.diagnostics == []


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_one_error(data):
    report = Report()
    text = decode("x.md", data, report)

    assert (text is None) == (len(report.diagnostics) == 1)
