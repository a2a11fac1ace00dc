"""What may be said on the command line, and what is answered to the rest."""

from __future__ import annotations

import re

import pytest

from site_builder import formats
from site_builder.arguments import FORMATS, UsageError, make_parser, read_language
from site_builder.i18n import translator

HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
COMMANDS = ("build", "check", "serve", "new")


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of help break at the width of the terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


def parse(*arguments: str) -> dict[str, object]:
    return vars(make_parser(str).parse_args(arguments))


def help_of(capsys: pytest.CaptureFixture[str], translate, *arguments: str) -> str:
    with pytest.raises(SystemExit) as caught:
        make_parser(translate).parse_args([*arguments, "--help"])
    assert caught.value.code == 0
    return capsys.readouterr().out


def refusal(translate, *arguments: str) -> str:
    with pytest.raises(UsageError) as caught:
        make_parser(translate).parse_args(arguments)
    return caught.value.message.show(translate)


def without_han(text: str) -> str:
    """Stands for a translation: nothing of what was written in Chinese is left."""
    return HAN.sub("x", text)


# What may be said


def test_build_has_these_arguments_and_defaults() -> None:
    assert parse("build") == {
        "command": "build",
        "root": ".",
        "output": None,
        "base_url": None,
        "drafts": False,
        "now": None,
        "strict": False,
        "jobs": None,
        "fresh": False,
        "explain": False,
        "verify": False,
        "compress": False,
        "self_test": True,
        "cluster": None,
        "format": "text",
        "lang": "zh",
    }


def test_every_argument_of_build_is_understood() -> None:
    given = parse(
        *("build", "--root", "lib", "--output", "site", "--base-url", "https://example.org/"),
        *("--drafts", "--now", "2026-01-31", "--strict", "--jobs", "2", "--format", "json"),
        *("--lang", "en", "--fresh", "--explain", "--verify", "--compress", "--no-self-test"),
        *("--cluster", "tcp://10.0.0.1:8786"),
    )

    assert given == {
        "command": "build",
        "root": "lib",
        "output": "site",
        "base_url": "https://example.org/",
        "drafts": True,
        "now": "2026-01-31",
        "strict": True,
        "jobs": 2,
        "fresh": True,
        "explain": True,
        "verify": True,
        "compress": True,
        "self_test": False,
        "cluster": "tcp://10.0.0.1:8786",
        "format": "json",
        "lang": "en",
    }


def test_the_bounds_of_numbers_are_allowed() -> None:
    assert parse("build", "--jobs", "1")["jobs"] == 1
    assert parse("serve", "--port", "1")["port"] == 1
    assert parse("serve", "--port", "65535")["port"] == 65535


def test_check_writes_nothing_and_so_has_no_output() -> None:
    assert "output" not in parse("check", "--strict", "--format", "sarif")


def test_serve_listens_on_this_machine_only_unless_told_otherwise() -> None:
    assert parse("serve") == {
        "command": "serve",
        "root": ".",
        "host": "127.0.0.1",
        "port": 8000,
        "open": False,
        "lang": "zh",
    }


def test_new_takes_a_title_and_several_keywords() -> None:
    assert parse("new") == {
        "command": "new",
        "root": ".",
        "title": None,
        "region": None,
        "keyword": None,
        "id": None,
        "lang": "zh",
    }
    given = parse("new", "驿站", "--keyword", "职工之家", "--keyword", "劳模工匠", "--id", "yizhan")
    assert (given["title"], given["keyword"], given["id"]) == (
        "驿站",
        ["职工之家", "劳模工匠"],
        "yizhan",
    )


def test_every_format_can_be_written() -> None:
    assert set(FORMATS) == {"text", *formats.FORMATS}


@pytest.mark.parametrize("arguments", [["--lang", "en", "build"], ["build", "--lang", "en"]])
def test_the_language_may_stand_before_or_behind_the_command(arguments: list[str]) -> None:
    assert parse(*arguments)["lang"] == "en"


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], "zh"),
        (["build"], "zh"),
        (["--lang", "en", "build"], "en"),
        (["build", "--lang=en"], "en"),
        (["build", "--wrong", "--lang", "en"], "en"),
        (["build", "--lang"], "zh"),
        (["--lang", "fr"], "fr"),
    ],
)
def test_the_language_is_known_before_anything_else_is_understood(arguments, language) -> None:
    assert read_language(arguments) == language


# Help


def test_the_help_lists_the_commands(capsys) -> None:
    assert help_of(capsys, str) == (
        "用法：site-builder [-h] [--lang {zh,en}] COMMAND ...\n"
        "\n"
        "把一个文件夹的工会案例做成可以公开发布的静态网站。\n"
        "\n"
        "命令:\n"
        "  COMMAND\n"
        "    build         生成网站\n"
        "    check         只检查，不写任何文件\n"
        "    serve         在本机预览，保存后自动刷新\n"
        "    new           新建一个案例\n"
        "\n"
        "选项:\n"
        "  -h, --help      显示这份说明\n"
        "  --lang {zh,en}  提示用的语言：zh 中文，en English\n"
    )


def test_the_help_of_a_command_explains_its_arguments(capsys) -> None:
    text = help_of(capsys, str, "new")

    assert text.startswith("用法：site-builder new ")
    assert text[text.index("\n\n") :] == (
        "\n\n"
        "新建一个案例\n"
        "\n"
        "参数:\n"
        "  TITLE              案例标题；不写就一项一项问\n"
        "\n"
        "选项:\n"
        "  --root DIR         案例库的文件夹，默认是这里\n"
        "  --region REGION    地区，例如 江苏省/盐城市\n"
        "  --keyword KEYWORD  关键词，可以写几次\n"
        "  --id ID            编号，也就是文件名；不写就用标题的拼音\n"
        "  -h, --help         显示这份说明\n"
        "  --lang {zh,en}     提示用的语言：zh 中文，en English\n"
    )


@pytest.mark.parametrize("command", [[], *([each] for each in COMMANDS)])
def test_every_word_of_the_help_can_be_translated(capsys, command: list[str]) -> None:
    assert HAN.findall(help_of(capsys, without_han, *command)) == []


@pytest.mark.parametrize("command", [[], *([each] for each in COMMANDS)])
def test_the_help_is_there_in_english(capsys, command: list[str]) -> None:
    text = help_of(capsys, translator("en"), *command).replace("zh 中文", "")

    assert HAN.findall(text) == []


# Wrong arguments

WRONG = [
    ([], "参数有误：还缺少命令，可以是：build, check, serve, new。"),
    (
        ["biuld"],
        "参数有误：没有“biuld”这个命令。命令写在最前面，可以是：build, check, serve, new。",
    ),
    (
        ["--root", "lib", "check"],
        "参数有误：没有“lib”这个命令。命令写在最前面，可以是：build, check, serve, new。",
    ),
    (["build", "--quickly"], "参数有误：不认识的参数：--quickly。"),
    (["build", "--out=x"], "参数有误：不认识的参数：--out=x。是不是 --output？"),
    (["build", "--verfy", "--fresh"], "参数有误：不认识的参数：--verfy。是不是 --verify？"),
    (["build", "一", "二"], "参数有误：不认识的参数：一 二。"),
    (["check", "--output", "x"], "参数有误：不认识的参数：--output x。"),
    (["build", "--str"], "参数有误：不认识的参数：--str。是不是 --strict？"),
    (["build", "--output"], "参数有误：--output 后面要写一个值。"),
    (["build", "--strict=yes"], "参数有误：--strict 后面不用写值，不能是“yes”。"),
    (["build", "-hx"], "参数有误：-h/--help 后面不用写值，不能是“x”。"),
    (
        ["build", "--format", "it's"],
        "参数有误：--format 不能是“it's”，可以是：text, json, github, sarif, junit。",
    ),
    (["build", "--lang", "法语"], "参数有误：--lang 不能是“法语”，可以是：zh, en。"),
    (["build", "--jobs", "0"], "参数有误：--jobs 要写大于 0 的整数，不能是“0”。"),
    (["build", "--jobs", "-1"], "参数有误：--jobs 要写大于 0 的整数，不能是“-1”。"),
    (["build", "--jobs", "两个"], "参数有误：--jobs 要写大于 0 的整数，不能是“两个”。"),
    (["serve", "--port", "70000"], "参数有误：--port 要写 1 到 65535 的整数，不能是“70000”。"),
    (["serve", "--port", "65536"], "参数有误：--port 要写 1 到 65535 的整数，不能是“65536”。"),
    (["serve", "--port", "0"], "参数有误：--port 要写 1 到 65535 的整数，不能是“0”。"),
    (["serve", "--port", "C:\\x"], "参数有误：--port 要写 1 到 65535 的整数，不能是“C:\\x”。"),
    (["new", "甲", "乙"], "参数有误：不认识的参数：乙。"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_a_wrong_argument_is_answered_in_a_sentence(arguments: list[str], message: str) -> None:
    assert refusal(str, *arguments) == message


@pytest.mark.parametrize("arguments", [arguments for arguments, _message in WRONG])
def test_every_word_of_an_answer_can_be_translated(arguments: list[str]) -> None:
    answer = refusal(without_han, *arguments)

    assert {*HAN.findall(answer)} <= {*HAN.findall("".join(arguments))}


def test_a_refusal_shows_how_the_command_is_used() -> None:
    with pytest.raises(UsageError) as caught:
        make_parser(str).parse_args(["serve", "--port"])

    assert " ".join(caught.value.usage.split()) == (
        "用法：site-builder serve [--root DIR] [--host HOST] [--port PORT] [--open] [-h]"
        " [--lang {zh,en}]"
    )
    assert str(caught.value) == "参数有误：--port 后面要写一个值。"
