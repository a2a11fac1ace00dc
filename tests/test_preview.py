"""The preview shows an edited page at once, then the built site; hints decide nothing."""

from __future__ import annotations

import os

import pytest

from site_builder.build import Options, build_from_nothing
from site_builder.console import Console, SourceLines
from site_builder.i18n import translator
from site_builder.preview import Preview

PATH, CASE = "content/cases/2023/yancheng-yizhan.md", "cases/yancheng-yizhan/index.html"
BODY = "## 针对问题\n\n甲\n\n## 主要做法\n\n乙\n\n## 成效\n\n丙\n\n## 经验启示\n\n丁\n"


class Stage:
    """A preview whose background works when it is told to, and whose clock stands still."""

    def __init__(self, library) -> None:
        self.tasks, self.timers, self.reloads = [], [], 0
        console = Console(translator("zh-CN"), SourceLines(library.root))
        self.preview = Preview(
            library.root, "http://127.0.0.1:1/", console, self, self.reload, self.later
        )
        self.preview.build()
        self.settle()

    def ask(self, task, *arguments) -> None:
        assert not self.tasks, "one thing after the other"
        self.tasks.append((task, arguments))

    def reload(self) -> None:
        self.reloads += 1

    def later(self, _seconds, call) -> None:
        self.timers.append(call)

    def work(self) -> None:
        task, arguments = self.tasks.pop()
        self.preview.go_on(task(*arguments))

    def settle(self) -> None:
        """Let everything happen that is waited for."""
        while self.tasks or self.timers:
            if self.tasks:
                self.work()
            else:
                self.timers.pop(0)()


@pytest.fixture
def stage(library):
    return Stage(library)


def shown(stage, output):
    """Return what a browser gets."""
    return stage.preview.pages.get(output) or (stage.preview.folder / output).read_bytes()


def clean_build(library):
    """Return the files of a build from nothing."""
    output = library.root.parent / "clean"
    options = Options(library.root, output, base_url="http://127.0.0.1:1/", drafts=True)
    build_from_nothing(options, library.root.parent / "nothing")
    return {
        each.relative_to(output): each.read_bytes() for each in output.rglob("*") if each.is_file()
    }


def built(stage):
    folder = stage.preview.folder
    return {
        each.relative_to(folder): each.read_bytes() for each in folder.rglob("*") if each.is_file()
    }


def test_an_edited_page_is_shown_before_anything_is_built(library, stage, capsys):
    reloads = stage.reloads
    capsys.readouterr()
    library.case("yancheng-yizhan", BODY + "\n戊\n")
    stage.preview.changed([PATH])

    assert "戊" in shown(stage, CASE).decode()
    assert "戊" not in (stage.preview.folder / CASE).read_text("utf-8")
    assert stage.reloads == reloads + 1
    assert capsys.readouterr().out == ""

    stage.settle()

    assert stage.preview.pages == {}
    assert "戊" in shown(stage, CASE).decode()
    assert stage.reloads == reloads + 1, "the browser has it already"
    assert "内容完整度" in capsys.readouterr().out
    assert built(stage) == clean_build(library)


def test_edits_during_a_build_stay_in_sight_and_are_built_after_it(library, stage):
    library.case("yancheng-yizhan", BODY + "\n戊\n")
    stage.preview.changed([PATH])
    stage.timers.clear()
    stage.preview.build()
    task, arguments = stage.tasks.pop()
    answer = task(*arguments)
    library.case("yancheng-yizhan", BODY + "\n己\n")
    stage.preview.changed([PATH])
    stage.preview.go_on(answer)

    assert "戊" in (stage.preview.folder / CASE).read_text("utf-8")
    assert "己" in shown(stage, CASE).decode()

    stage.settle()

    assert stage.preview.pages == {}
    assert built(stage) == clean_build(library)


def test_changes_that_nobody_told_of_are_found_by_looking(library, stage):
    reloads = stage.reloads
    library.case("yancheng-yizhan", 标题="别的标题")
    stage.preview.due = 0.0
    stage.preview.tick()
    stage.settle()

    assert "别的标题" in shown(stage, CASE).decode()
    assert stage.reloads == reloads + 1
    assert built(stage) == clean_build(library)


def test_a_wrong_hint_builds_nothing(library, stage, capsys):
    capsys.readouterr()
    stage.preview.changed([PATH, "content/cases/2023/.x.md.swp"])
    stage.settle()

    assert capsys.readouterr().out == ""


def test_a_page_shown_too_soon_is_put_right(library, stage):
    """A page and a title: the page is shown, and the build shows what the browser lacks."""
    library.case("yancheng-yizhan", BODY + "\n戊\n")
    stage.preview.changed([PATH])
    reloads = stage.reloads
    library.case("yandu-gongjiang", 标题="别的标题")
    stage.settle()

    assert stage.reloads == reloads + 1
    assert "别的标题" in shown(stage, "cases/index.html").decode()
    assert built(stage) == clean_build(library)


def test_errors_are_told_and_the_next_good_edit_is_followed(library, stage, capsys):
    library.case("yancheng-yizhan", BODY, 地区="不知道")
    stage.preview.changed([PATH])
    stage.settle()

    assert "unknown-region" in capsys.readouterr().out
    assert stage.preview.glance is None

    library.case("yancheng-yizhan", BODY + "\n戊\n")
    stage.preview.changed([PATH])
    stage.settle()

    assert "戊" in shown(stage, CASE).decode()
    assert stage.preview.glance is not None
    assert built(stage) == clean_build(library)


def test_what_a_build_raises_is_raised_here_and_not_tried_again_until_something_changes(
    library, stage
):
    library.case("yancheng-yizhan", BODY)
    os.utime(library.root / PATH, (1, 1))
    stage.preview.look()
    stage.work()
    stage.timers.pop(0)()
    stage.work()
    [(task, _arguments)] = stage.tasks
    stage.tasks.clear()

    assert task.__name__ == "look_and_build"
    with pytest.raises(OSError, match="full"):
        stage.preview.go_on(OSError("full"))

    stage.preview.look()
    stage.settle()

    assert "甲" not in shown(stage, CASE).decode()
