"""Long builds tell how far they have come: a bar on a terminal, a line for each phase elsewhere."""

from __future__ import annotations

import io
import os
import sys

import pytest

from site_builder.core.messages import msg
from site_builder.i18n import translator
from site_builder.progress import CLEAR, MANY, Bar, Lines, progress_on

CHINESE = translator("zh-CN")
PHASE = msg("生成页面")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


@pytest.fixture
def pipe():
    """A file descriptor to write to, and a function that returns what was written."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)

    def written() -> str:
        try:
            return os.read(reading, 1 << 16).decode()
        except BlockingIOError:
            return ""

    yield writing, written
    os.close(reading)
    os.close(writing)


def late(bar: Bar) -> Bar:
    """Return a bar whose build began long ago."""
    bar._start -= 100
    return bar


def test_a_line_tells_of_a_phase_with_many_things_and_of_no_other() -> None:
    stream = io.StringIO()
    lines = Lines(stream, CHINESE)
    lines.begin(msg("读取文档"), MANY - 1)
    lines.begin(PHASE, MANY)
    with lines.following([1, 2]):
        lines.at(3)
    lines.end()

    assert stream.getvalue() == "生成页面：共 1000……\n"


def test_lines_are_in_the_readers_language() -> None:
    stream = io.StringIO()
    Lines(stream, translator("en")).begin(PHASE, 20_000)

    assert stream.getvalue() == "Making pages: 20000 in all…\n"


def test_the_bar_tells_phase_count_and_rate() -> None:
    bar = Bar(1, CHINESE)
    bar.begin(PHASE, 200)

    assert bar.text(50, 2.0) == "生成页面 ██████░░░░░░░░░░░░░░░░░░ 50/200，每秒 25"
    assert bar.text(0, 0.0) == "生成页面 ░░░░░░░░░░░░░░░░░░░░░░░░ 0/200，每秒 0"
    assert bar.text(200, 4.0) == "生成页面 ████████████████████████ 200/200，每秒 50"


def test_a_short_build_draws_no_bar(pipe) -> None:
    handle, written = pipe
    bar = Bar(handle, CHINESE)
    bar.begin(PHASE, 10)
    bar.at(10)
    bar.end()

    assert written() == ""


def test_a_long_build_draws_one_and_leaves_nothing_behind(pipe) -> None:
    handle, written = pipe
    bar = late(Bar(handle, CHINESE))
    bar.begin(PHASE, 10)
    bar.at(5)  # at once: not drawn again

    assert written() == f"{CLEAR}{bar.text(0, 0.0)}"

    bar.end()

    assert written() == CLEAR


def test_the_bar_follows_what_others_count(pipe) -> None:
    handle, written = pipe
    bar = late(Bar(handle, CHINESE))
    counts = [1, 2]
    text = ""
    with bar.following(counts):
        while "3/" not in text:
            text += written()
        counts[0] = 40
        while "42/" not in text:
            text += written()

    assert text.startswith(CLEAR)


@pytest.mark.parametrize(
    ("stream", "environment", "expected"),
    [
        (Terminal(), {"TERM": "xterm"}, Bar),
        (Terminal(), {}, Bar),
        (Terminal(), {"TERM": "dumb"}, Lines),
        (Terminal(), {"CI": "true"}, Lines),
        (io.StringIO(), {"TERM": "xterm"}, Lines),
    ],
)
def test_only_a_terminal_has_a_bar(stream, environment, expected) -> None:
    assert type(progress_on(stream, CHINESE, environment)) is expected


def test_phases_of_a_build_are_told_beside_what_it_prints(library, monkeypatch, capsys) -> None:
    from site_builder import progress
    from site_builder.cli import main

    monkeypatch.setattr(progress, "MANY", 1)
    arguments = ["build", "--root", str(library.root), "--jobs", "1"]

    assert main(arguments) == 0
    told = capsys.readouterr()
    assert [line.split("：")[0] for line in told.err.splitlines()] == [
        "读取文档",
        "生成页面和检索索引",
        "发布文件",
    ]
    assert "读取文档" not in told.out

    library.case("yancheng-yizhan", 标题="别的标题")
    assert main([*arguments, "--format", "json"]) == 0
    assert capsys.readouterr().out.startswith("{")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_processes_count_for_a_bar(library, monkeypatch, pipe) -> None:
    from dataclasses import replace

    from site_builder import workers
    from site_builder.build import Options, build_site

    class Counted(Bar):
        def following(self, counts):
            self.counts = counts
            return super().following(counts)

    monkeypatch.setattr(workers, "WORTH_SHARING", 1)
    bar = Counted(pipe[0], CHINESE)
    options = Options(library.root, library.root / "output", jobs=2)
    outcome = build_site(replace(options, progress=bar))

    assert sum(bar.counts) == outcome.pages
