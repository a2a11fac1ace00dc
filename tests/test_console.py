"""Diagnostics and totals as an editor reads them in a terminal."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.build import Outcome
from site_builder.console import WIDTH, Console, SourceLines, display_width, excerpt, fitting
from site_builder.core.diagnostics import Code, Diagnostic, Location, Severity
from site_builder.core.messages import msg
from site_builder.core.site import Withheld

CASE = "content/cases/2023/a.md"
UNKNOWN_REGION = msg("没有找到地区“{name}”。", name="盐都市")
NEAR = msg("是不是：{names}？", names="江苏省/盐城市/盐都区")
ENGLISH = {
    "错误": "error",
    "{name}：{text}": "{name}: {text}",
    "提示：{hint}": "hint: {hint}",
    "没有找到地区“{name}”。": "There is no region called “{name}”.",
    "是不是：{names}？": "Did you mean {names}?",
}


def error(*place: int, message=UNKNOWN_REGION, hint=NEAR, path: str = CASE) -> Diagnostic:
    return Diagnostic(Code.UNKNOWN_REGION, Severity.ERROR, Location(path, *place), message, hint)


def warning(*place: int, path: str = CASE) -> Diagnostic:
    message = msg("缺少“{section}”一节。", section="成效")
    return Diagnostic(Code.MISSING_SECTION, Severity.WARNING, Location(path, *place), message)


@pytest.fixture
def show(tmp_path: Path):
    """Shows a diagnostic over a source of these bytes."""

    def diagnostic(found: Diagnostic, source: bytes | str | None = None, **options) -> str:
        if source is not None:
            file = tmp_path / found.location.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(source if isinstance(source, bytes) else source.encode())
        console = Console(options.pop("translate", str), SourceLines(tmp_path), **options)
        return console.diagnostic(found)

    return diagnostic


SOURCE = "---\n标题: 驿站\n地区: 江苏省/盐都市、南京市\n---\n"


# Diagnostics


def test_an_error_shows_the_fact_the_place_the_line_and_the_way_out(show) -> None:
    assert show(error(3, 5, 7), SOURCE) == (
        "错误[unknown-region]：没有找到地区“盐都市”。\n"
        "  --> content/cases/2023/a.md:3:5\n"
        "3 | 地区: 江苏省/盐都市、南京市\n"
        "  |       ^^^^^^^^^^^^^\n"
        "  = 提示：是不是：江苏省/盐城市/盐都区？"
    )


def test_a_warning_without_a_way_out_ends_with_its_line(show) -> None:
    assert show(warning(), SOURCE) == (
        "警告[missing-section]：缺少“成效”一节。\n  --> content/cases/2023/a.md:1:1\n1 | ---\n  | ^"
    )


def test_a_file_that_cannot_be_shown_is_only_named(show) -> None:
    expected = (
        "错误[unknown-region]：没有找到地区“盐都市”。\n"
        "  --> content/cases/2023/a.md:3:5\n"
        "  = 提示：是不是：江苏省/盐城市/盐都区？"
    )

    assert show(error(3, 5, 7)) == expected, "no file"
    assert show(error(3, 5, 7), "---\n地区：盐都市\n---\n".encode("gbk")) == expected
    assert show(error(3, 5, 7), "---\n") == expected, "no such line"
    assert show(error(3, 5, 7), "---\n\n\n") == expected, "an empty line"


def test_the_place_is_the_same_with_a_byte_order_mark_and_any_line_ends(show) -> None:
    plain = show(error(3, 5, 7), SOURCE)

    assert show(error(3, 5, 7), b"\xef\xbb\xbf" + SOURCE.encode()) == plain
    assert show(error(3, 5, 7), SOURCE.replace("\n", "\r\n")) == plain
    assert show(error(3, 5, 7), SOURCE.replace("\n", "\r")) == plain


def test_the_gutter_is_as_wide_as_the_number_of_the_line(show) -> None:
    source = "\n" * 99 + "地区: 盐都市\n"

    assert show(error(100, 5, 3), source) == (
        "错误[unknown-region]：没有找到地区“盐都市”。\n"
        "  --> content/cases/2023/a.md:100:5\n"
        "100 | 地区: 盐都市\n"
        "    |       ^^^^^^\n"
        "    = 提示：是不是：江苏省/盐城市/盐都区？"
    )


def test_a_hint_of_several_lines_is_indented_below_its_first(show) -> None:
    found = error(1, 1, hint=msg("改成：\n- 名称: 驿站\n  数值: 12"))

    assert show(found).endswith("  = 提示：改成：\n    - 名称: 驿站\n      数值: 12")


def test_colours_mark_the_name_the_arrow_and_the_carets(show) -> None:
    assert show(error(3, 5, 7, hint=msg("")), SOURCE, colours=True) == (
        "\033[31m错误[unknown-region]\033[0m：没有找到地区“盐都市”。\n"
        "  \033[34m-->\033[0m content/cases/2023/a.md:3:5\n"
        "3 | 地区: 江苏省/盐都市、南京市\n"
        "  | \033[31m      ^^^^^^^^^^^^^\033[0m"
    )


def test_a_warning_is_yellow(show) -> None:
    assert show(warning(), colours=True).startswith("\033[33m警告[missing-section]\033[0m：")


def test_a_reader_of_english_reads_english(show) -> None:
    assert show(error(9, 1), translate=lambda text: ENGLISH[text] if text else "") == (
        "error[unknown-region]: There is no region called “盐都市”.\n"
        "  --> content/cases/2023/a.md:9:1\n"
        "  = hint: Did you mean 江苏省/盐城市/盐都区?"
    )


def test_no_text_of_a_file_moves_the_terminal(show) -> None:
    evil = "\033[2J\a"
    found = error(
        1, 1, 4, message=msg("不认识“{key}”。", key=evil), hint=msg("删掉“{key}”。", key=evil)
    )

    assert "\033" not in show(found, f"{evil}: 甲\n")
    assert "\a" not in show(found)


def test_no_name_of_a_file_moves_the_terminal() -> None:
    found = Diagnostic(
        Code.UNREADABLE, Severity.ERROR, Location("content/a\n\033[2Jb.md"), msg("坏了。")
    )

    shown = Console(str, SourceLines(Path("/nowhere"))).diagnostic(found)

    assert shown == "错误[unreadable]：坏了。\n  --> content/a  [2Jb.md:1:1"


def test_a_file_is_read_once_for_all_its_diagnostics(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("一\n二\n", "utf-8")
    lines = SourceLines(tmp_path)

    first = lines.line("a.md", 1)
    (tmp_path / "a.md").unlink()

    assert (first, lines.line("a.md", 2)) == ("一", "二")
    assert lines.line("a.md", 0) is None


# Excerpts


@pytest.mark.parametrize(
    ("line", "column", "length", "shown", "mark"),
    [
        ("title: x", 8, 1, "title: x", "       ^"),
        ("标题: 驿站", 5, 2, "标题: 驿站", "      ^^^^"),
        ("a：１２", 2, 3, "a：１２", " ^^^^^^"),
        ("标题: 驿站", 5, 0, "标题: 驿站", "      ^"),
        ("标题", 3, 0, "标题", "    ^"),
        ("标题", 9, 4, "标题", "    ^"),
        ("\t标题: x", 2, 2, " 标题: x", " ^^^^"),
        ("cafe\u0301: x", 8, 1, "cafe\u0301: x", "      ^"),
        ("零\u200b宽: x", 6, 1, "零\u200b宽: x", "      ^"),
        ("👷工: x", 5, 1, "👷工: x", "      ^"),
        ("“引”: x", 6, 1, "“引”: x", "      ^"),
    ],
)
def test_carets_stand_under_what_they_mark(line, column, length, shown, mark) -> None:
    assert excerpt(line, column, length) == (shown, mark)


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "甲" * 100 + "错误" + "乙" * 100

    assert excerpt(line, 101, 2) == (
        "…" + "甲" * 24 + "错误" + "乙" * 22 + "…",
        " " * 49 + "^^^^",
    )


def test_a_long_mark_is_cut_with_its_line() -> None:
    assert excerpt("摘要: " + "甲" * 200, 5, 200) == (
        "摘要: " + "甲" * 45 + "…",
        " " * 6 + "^" * 90,
    )


LINES = st.text(st.sampled_from("ab:：甲乙“ \t\u0301\u200b👷\x1b"), max_size=200)


@given(LINES, st.integers(1, 220), st.integers(0, 220))
def test_the_first_caret_stands_in_the_column_behind_what_is_before_it(
    line: str, column: int, length: int
) -> None:
    shown, mark = excerpt(line, column, length)

    indent = len(mark) - len(mark.lstrip())
    rest = line[column - 1 :].replace("\t", " ").replace("\x1b", " ")
    places = [place for place in range(len(shown) + 1) if display_width(shown[:place]) == indent]
    assert any(rest.startswith(shown[place:].removesuffix("…")) for place in places)
    assert set(mark.lstrip()) == {"^"}
    assert display_width(shown) <= WIDTH + 2
    assert len(mark) <= WIDTH + 2
    assert len(mark.lstrip()) <= max(1, display_width(line[column - 1 :][:length]))


@given(LINES, st.integers(0, 100))
def test_as_many_characters_as_fit_are_taken(text: str, columns: int) -> None:
    count = fitting(text, columns)

    assert display_width(text[:count]) <= columns
    assert count == len(text) or display_width(text[: count + 1]) > columns


def test_a_line_of_a_million_characters_costs_no_time() -> None:
    line = "甲" * 1_000_000
    start = time.perf_counter()

    shown, _mark = excerpt(line, 500_000, 300_000)

    assert time.perf_counter() - start < 2
    assert display_width(shown) <= WIDTH + 2


# Totals


@pytest.fixture
def console(tmp_path: Path) -> Console:
    return Console(str, SourceLines(tmp_path))


def test_the_report_tells_problems_and_what_is_not_published(console: Console) -> None:
    withheld = Withheld(CASE, "驿站", msg("到 {day} 才发布", day="2024-06-02"))
    outcome = Outcome([warning()], blocked=False, withheld=(withheld,))

    assert list(console.report(outcome)) == [
        "警告[missing-section]：缺少“成效”一节。\n  --> content/cases/2023/a.md:1:1\n",
        "不发布：content/cases/2023/a.md（到 2024-06-02 才发布）",
    ]


def test_a_good_build_ends_with_what_was_written_and_where_it_is(console: Console) -> None:
    outcome = Outcome(
        [], blocked=False, cases=36, complete=30, pages=120, written=7, removed=2, seconds=1.26
    )

    assert list(console.closing(outcome, Path("/srv/site"), strict=False)) == [
        "内容完整度：30/36 个案例四节齐全（83 %）。",
        "36 个案例，120 个页面；写了 7 个文件，删了 2 个；用时 1.3 秒。",
        f"网站在这里：{Path('/srv/site/index.html')}",
    ]


def test_a_good_check_ends_with_the_number_of_cases(console: Console) -> None:
    outcome = Outcome([warning(), warning(path="b.md")], blocked=False, cases=2, complete=1)

    assert list(console.closing(outcome, None, strict=False)) == [
        "内容完整度：1/2 个案例四节齐全（50 %）。",
        "0 个错误，2 个警告，在 2 个文件里。",
        "检查通过：2 个案例，用时 0.0 秒。",
    ]


def test_a_blocked_build_says_that_nothing_was_touched(console: Console) -> None:
    outcome = Outcome([error(3, 5), warning(), warning(9)], blocked=True, cases=1, complete=1)

    assert list(console.closing(outcome, Path("/srv/site"), strict=True)) == [
        "内容完整度：1/1 个案例四节齐全（100 %）。",
        "1 个错误，2 个警告，在 1 个文件里。",
        f"网站没有改动：{Path('/srv/site')}",
    ]


def test_a_build_that_only_warnings_block_says_why(console: Console) -> None:
    outcome = Outcome([warning()], blocked=True)

    assert list(console.closing(outcome, None, strict=True)) == [
        "0 个错误，1 个警告，在 1 个文件里。",
        "严格模式下，警告也算不通过。",
    ]


def test_the_reasons_of_pages_are_told_one_a_line(console: Console) -> None:
    reasons = {"index.html": msg("新页面"), "cases/a/index.html": msg("模板 {name} 变了", name="x")}
    outcome = Outcome([], blocked=False, reasons=reasons)

    assert list(console.explanation(outcome)) == [
        "index.html：新页面",
        "cases/a/index.html：模板 x 变了",
    ]
    assert list(console.explanation(Outcome([], blocked=False))) == ["没有页面要重做。"]


def test_what_a_second_build_made_otherwise_is_listed(console: Console) -> None:
    assert list(console.verified(())) == ["核对过了：从头再做一遍，结果一字不差。"]
    assert list(console.verified(("a.html", "b/c.html"))) == [
        "核对发现 2 个文件和从头做的不一样。这是程序的错，请告诉维护者：",
        "  a.html",
        "  b/c.html",
    ]
