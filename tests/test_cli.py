"""The command line, run as a process of its own: exit codes, stdout, stderr."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest


def test_build_says_what_it_did_and_where_the_site_is(library):
    result = library.run("build", "--now", "2026-01-01")

    said = re.sub(r"用时 [\d.]+ 秒", "用时 0.1 秒", result.stdout)
    files = [name for name in library.tree() if not name.startswith(".")]
    ours = ("assets/", "search/")
    pages = [name for name in files if not name.startswith(ours)] + ["search/index.html"]
    assert (result.returncode, result.stderr) == (0, "")
    assert said == (
        "内容完整度：2/2 个案例四节齐全（100 %）。\n"
        f"2 个案例，{len(pages)} 个页面；写了 {len(files)} 个文件，"
        "删了 0 个；用时 0.1 秒。\n"
        f"网站在这里：{library.root / 'output' / 'index.html'}\n"
    )


def test_an_error_is_shown_with_its_line_and_a_caret_under_the_place(library):
    library.case("yancheng-yizhan", 地区="江苏省/盐成市")

    result = library.run("check", "--now", "2026-01-01")

    assert result.returncode == 1
    assert result.stdout.startswith(
        "错误[unknown-region]：没有找到地区“江苏省/盐成市”。\n"
        "  --> content/cases/2023/yancheng-yizhan.md:4:5\n"
        "4 | 地区: 江苏省/盐成市\n"
        "  |       ^^^^^^^^^^^^^\n"
        "  = 提示：是不是：江苏省/盐城市？\n"
    )
    assert "1 个错误，0 个警告，在 1 个文件里。" in result.stdout


def test_the_same_error_in_english(library):
    library.case("yancheng-yizhan", 地区="江苏省/盐成市")

    result = library.run("check", "--lang", "en", "--now", "2026-01-01")

    assert result.returncode == 1
    assert result.stdout.startswith("error[unknown-region]: ")
    assert not re.search(r"(提示|错误|警告|秒)", result.stdout)


def test_json_is_one_object_and_nothing_else(library):
    library.case("yancheng-yizhan", 标题="长" * 61, 关键词="劳模公匠")

    result = library.run("build", "--format", "json", "--now", "2026-01-01")
    said = json.loads(result.stdout)

    assert result.returncode == 1
    assert said.keys() == {"diagnostics", "counts", "seconds"}
    assert said["counts"].keys() == {
        "cases", "pages", "rendered", "written", "removed", "errors", "warnings",
    }  # fmt: skip
    assert [
        (each["path"], each["line"], each["column"], each["severity"], each["code"])
        for each in said["diagnostics"]
    ] == [
        ("content/cases/2023/yancheng-yizhan.md", 2, 5, "warning", "title-length"),
        ("content/cases/2023/yancheng-yizhan.md", 5, 6, "error", "unknown-keyword"),
    ]
    assert said["diagnostics"][1]["hint"] == "是不是：劳模工匠？"


def test_github_annotations_stand_on_the_right_line(library):
    library.case("yancheng-yizhan", 关键词="劳模公匠")

    result = library.run("check", "--format", "github", "--now", "2026-01-01")

    assert result.stdout.split("\n")[0] == (
        "::error file=content/cases/2023/yancheng-yizhan.md,line=5,col=6,endColumn=10,"
        "title=unknown-keyword::关键词表里没有“劳模公匠”。%0A是不是：劳模工匠？"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--now", "明天"], "--now 要写成 2026-01-31 这样的日期"),
        (["build", "--base-url", "example.org"], "--base-url 要写完整网址"),
        (["build", "--output", "content/site"], "输出文件夹不能放在 content/ 里"),
        (["build", "--output", "."], "输出文件夹不能放在 content/ 里，也不能把它包在里面"),
        (["build", "--jobs", "0"], "--jobs 要写大于 0 的整数，不能是“0”"),
        (["build", "--formt", "json"], "不认识的参数：--formt"),
        (["bild"], "bild"),
        (["check", "--root", "nowhere"], "里没有 content 文件夹"),
        ([], "还缺少命令，可以是：build, check, serve, new"),
    ],
)
def test_wrong_arguments_are_explained_and_end_with_2(library, arguments, said):
    result = library.run(*arguments)

    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_link_to_nowhere_is_no_output_folder(library):
    (library.root / "public").symlink_to("nowhere")

    result = library.run("build", "--output", "public")

    assert result.returncode == 2
    assert result.stderr == f"{library.root / 'public'} 是一个符号链接，它指向的文件夹不存在。\n"


def test_a_folder_that_is_not_ours_is_refused(library):
    library.write("public/index.html", "mine")

    result = library.run("build", "--output", "public")

    assert result.returncode == 2
    assert "不是 site-builder 写的文件" in result.stderr
    assert library.tree("public") == {"index.html": b"mine"}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", [[], ["build"], ["check"], ["serve"], ["new"]])
def test_every_command_explains_itself(library, command, language):
    result = library.run(*command, "--help", "--lang", language)

    assert result.returncode == 0
    assert ("用法：site-builder" if language == "zh" else "Usage: site-builder") in result.stdout
    if language == "en":
        assert not re.search(
            r"[\u4e00-\u9fff]{2}", result.stdout.replace("江苏省/盐城市", "").replace("中文", "")
        )


def test_new_writes_a_case_that_is_valid_from_the_start(library):
    result = library.run(
        "new", "新案例: 驿站", "--region", "江苏盐城", "--keyword", "爱心驿站", "--id", "xin"
    )
    [path] = (library.root / "content/cases").rglob("xin.md")
    said = library.report("check", "--drafts", "--strict")

    assert result.returncode == 0
    assert path.relative_to(library.root).as_posix() in result.stdout
    assert said["diagnostics"] == []
    assert said["counts"]["cases"] == 3
    assert "地区: 江苏省/盐城市\n" in path.read_text("utf-8")
    assert "关键词: 职工之家\n" in path.read_text("utf-8")


def test_new_asks_for_what_is_not_given(library):
    import subprocess
    import sys

    result = subprocess.run(
        [sys.executable, "-m", "site_builder", "new", "--root", str(library.root)],
        input="驿站进社区\n盐成\n盐城市\n劳模工匠，工匠人\n劳模工匠\n\n",
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert "没有找到地区“盐成”" in result.stdout
    assert "关键词表里没有“工匠人”" in result.stdout
    assert [path.stem for path in (library.root / "content/cases").rglob("yizhan*.md")] == [
        "yizhanjinshequ"
    ]


def test_new_without_anybody_to_ask_writes_nothing(library):
    result = library.run("new", "标题")

    assert result.returncode == 2
    assert "什么也没写" in result.stderr


def test_new_does_not_write_over_a_case(library):
    result = library.run(
        "new", "标题", "--region", "盐城市", "--keyword", "劳模工匠", "--id", "yancheng-yizhan"
    )

    assert result.returncode == 2
    assert "编号“yancheng-yizhan”已经有案例用了" in result.stderr


def test_a_library_without_settings_is_told_what_is_missing(library):
    library.remove("content/site.yaml")
    library.remove("content/keywords.yaml")

    said = library.report("check", "--now", "2026-01-01")

    assert [(each["path"], each["severity"], each["code"]) for each in said["diagnostics"]] == [
        ("content/keywords.yaml", "error", "missing-file"),
        ("content/site.yaml", "warning", "missing-file"),
    ]


def test_an_output_folder_that_cannot_be_written_is_a_sentence_not_a_traceback(library):
    library.write("blocked", "a file where a folder should be")

    result = library.run("build", "--output", "blocked/site")

    assert result.returncode in {1, 2}
    assert "Traceback" not in result.stderr
    assert result.stderr


def test_what_a_link_out_of_the_library_leads_to_is_not_printed(library, tmp_path):
    (tmp_path / "secret.txt").write_text("the secret\n", "utf-8")
    (library.root / "content/cases/2023/door.md").symlink_to(tmp_path / "secret.txt")

    result = library.run("check")

    assert "outside-root" in result.stdout
    assert "secret\n" not in result.stdout


def test_a_link_to_nothing_is_said(library):
    (library.root / "content/cases/2023/door.md").symlink_to("nothing.md")

    assert [each["code"] for each in library.report("check")["diagnostics"]] == ["unreadable"]


def test_a_reader_that_goes_away_ends_it_quietly(library):
    import subprocess
    import sys

    for number in range(60):
        library.case(f"broken-{number}", 地区="没有")
    command = f"{sys.executable} -m site_builder check --root '{library.root}' | head -1"
    result = subprocess.run(
        ["bash", "-c", command], capture_output=True, encoding="utf-8", check=False
    )

    assert result.stdout.startswith("错误[unknown-region]")
    assert result.stderr == ""


def test_a_folder_without_write_access_is_a_sentence(library, monkeypatch):
    import errno

    from site_builder.cli import main

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied", "content/cases/2026/x.md")

    monkeypatch.setattr("site_builder.desk.write_case", refuse)
    arguments = ["new", "标题", "--region", "盐城市", "--keyword", "工匠"]

    assert main([*arguments, "--root", str(library.root)]) == 2


def test_a_command_does_what_libraries_left_for_its_end(library):
    code = "import atexit, sys; from site_builder.cli import run; atexit.register(print, 'ended'); run()"
    command = [sys.executable, "-c", code, "check", "--root", str(library.root)]

    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert (result.returncode, result.stdout.splitlines()[-1]) == (0, "ended")
