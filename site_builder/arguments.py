"""What may be said on the command line, and how that is explained."""

from __future__ import annotations

import argparse
import ast
import datetime
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

from site_builder.core.messages import Message, msg
from site_builder.i18n import CHINESE, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from site_builder.core.messages import Translate

    Text = Callable[[Message], str]
    """Shows a message in the reader's language."""

COMMANDS = ("build", "check", "serve", "new")
FORMATS = ("text", "json", "github", "sarif", "junit")

REASONS = (
    (r"unrecognized arguments: (?P<names>.*)", msg("不认识的参数：{names}")),
    (
        r"the following arguments are required: COMMAND",
        msg("还缺少命令，可以是：{commands}", commands=", ".join(COMMANDS)),
    ),
    (r"the following arguments are required: (?P<names>.*)", msg("还缺少：{names}")),
    (r"argument (?P<name>.*): expected one argument", msg("{name} 后面要写一个值")),
    (
        r"argument (?P<name>.*): ignored explicit argument (?P<value>.*)",
        msg("{name} 后面不用写值，不能是“{value}”"),
    ),
    (
        r"argument COMMAND: invalid choice: (?P<value>.*) \(choose from (?P<choices>.*)\)",
        msg("没有“{value}”这个命令。命令写在最前面，可以是：{choices}"),
    ),
    (
        r"argument (?P<name>.*): invalid choice: (?P<value>.*) \(choose from (?P<choices>.*)\)",
        msg("{name} 不能是“{value}”，可以是：{choices}"),
    ),
    (
        r"argument (?P<name>.*): invalid positive value: (?P<value>.*)",
        msg("{name} 要写大于 0 的整数，不能是“{value}”"),
    ),
    (
        r"argument (?P<name>.*): invalid port value: (?P<value>.*)",
        msg("{name} 要写 1 到 65535 的整数，不能是“{value}”"),
    ),
)
"""What argparse says, and how a colleague would say it."""


class UsageError(Exception):
    """The command line asks for what cannot be done."""

    def __init__(self, message: Message, usage: str = "") -> None:
        super().__init__(str(message))
        self.message = message
        self.usage = usage


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the reader's language and leaves exiting to its caller."""

    translate: Translate = staticmethod(str)
    options: tuple[str, ...] = ()
    """What its commands understand, for guessing what was meant."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with the reason in plain words."""
        reason = explain(message) or message
        wrong = message.removeprefix("unrecognized arguments: ").partition(" ")[0]
        name = wrong.partition("=")[0]
        meant = [] if name in self.options else get_close_matches(name, self.options, 1)
        raise UsageError(
            msg("参数有误：{reason}。是不是 {meant}？", reason=reason, meant=meant[0])
            if meant and wrong != message
            else msg("参数有误：{reason}。", reason=reason),
            self.format_usage().rstrip(),
        )

    def format_usage(self) -> str:
        """Return the usage line with its title in the reader's language."""
        return self._translated(super().format_usage())

    def format_help(self) -> str:
        """Return the help with its titles in the reader's language."""
        return self._translated(super().format_help())

    def _translated(self, text: str) -> str:
        return text.replace("usage: ", msg("用法：").show(self.translate), 1)


def explain(said: str) -> Message | None:
    """Return what argparse said as a colleague would, or None when it is not known."""
    for pattern, reason in REASONS:
        match = re.fullmatch(pattern, said, re.DOTALL)
        if match is None:
            continue
        values = match.groupdict()
        if "value" in values:
            values["value"] = ast.literal_eval(values["value"])  # argparse shows its repr
        if "choices" in values:
            values["choices"] = values["choices"].replace("'", "")
        return Message(reason.text, (*reason.values, *values.items()))
    return None


def read_language(arguments: Sequence[str]) -> str:
    """Return the language asked for, before anything else is read: errors are told in it too."""
    for position, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
    return CHINESE


def make_parser(translate: Translate) -> Parser:
    """Return the parser of the whole command line, explained in a language."""

    def text(message: Message) -> str:
        return message.show(translate).replace("%", "%%")

    parser = Parser(
        prog="site-builder",
        description=text(msg("把一个文件夹的工会案例做成可以公开发布的静态网站。")),
        add_help=False,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parsers = [parser]

    def command(name: str, explained: Message) -> Parser:
        made: Parser = commands.add_parser(
            name,
            help=text(explained),
            description=text(explained),
            add_help=False,
            allow_abbrev=False,
        )
        parsers.append(made)
        made.add_argument(
            "--root", default=".", metavar="DIR", help=text(msg("案例库的文件夹，默认是这里"))
        )
        return made

    add_build_arguments(command("build", msg("生成网站")), text)
    add_check_arguments(command("check", msg("只检查，不写任何文件")), text)
    add_serve_arguments(command("serve", msg("在本机预览，保存后自动刷新")), text)
    add_new_arguments(command("new", msg("新建一个案例")), text)
    for each in parsers:
        finish(each, translate, text, top=each is parser)
    parser.options = tuple(
        sorted({name for each in parsers for name in each._option_string_actions})  # noqa: SLF001 - as below
    )
    return parser


def finish(parser: Parser, translate: Translate, text: Text, *, top: bool) -> None:
    """Give a parser what all have: help, the language, titles."""
    parser.translate = translate
    parser.add_argument("-h", "--help", action="help", help=text(msg("显示这份说明")))
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=CHINESE if top else argparse.SUPPRESS,
        help=text(msg("提示用的语言：zh 中文，en English")),
    )
    for group in parser._action_groups:  # noqa: SLF001 - argparse offers no other way to name them
        group.title = {
            "options": text(msg("选项")),
            "positional arguments": text(msg("命令") if top else msg("参数")),
        }.get(group.title or "", group.title)


def add_check_arguments(parser: Parser, text: Text) -> None:
    """Add what check and build have in common."""
    parser.add_argument(
        "--base-url", metavar="URL", help=text(msg("网站发布后的网址，代替 site.yaml 里的"))
    )
    parser.add_argument("--drafts", action="store_true", help=text(msg("连草稿一起")))
    parser.add_argument(
        "--now", metavar="DATE", help=text(msg("把这一天当作今天，例如 2026-01-31"))
    )
    parser.add_argument("--strict", action="store_true", help=text(msg("有警告也算不通过")))
    parser.add_argument("--jobs", type=positive, metavar="N", help=text(msg("同时用几个进程")))
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help=text(msg("结果的写法：{formats}", formats=" ".join(FORMATS))),
    )


def add_build_arguments(parser: Parser, text: Text) -> None:
    """Add the arguments of build."""
    parser.add_argument("--output", metavar="DIR", help=text(msg("网站写到哪里，默认是 output")))
    add_check_arguments(parser, text)
    parser.add_argument(
        "--fresh", action="store_true", help=text(msg("忘掉以前记住的，全部从头做"))
    )
    parser.add_argument("--explain", action="store_true", help=text(msg("说明每个页面为什么重做")))
    parser.add_argument(
        "--verify", action="store_true", help=text(msg("另外从头再做一遍，逐字节核对"))
    )
    parser.add_argument(
        "--compress",
        action="store_true",
        help=text(msg("文本文件旁边再写 .gz 和 .br，服务器可以直接发送")),
    )
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help=text(msg("交给 Dask 集群去做：tcp://主机:8786，或 local")),
    )
    parser.add_argument(
        "--no-self-test",
        dest="self_test",
        action="store_false",
        help=text(msg("不抽查检索索引")),
    )


def add_serve_arguments(parser: Parser, text: Text) -> None:
    """Add the arguments of serve."""
    parser.add_argument(
        "--host", default="127.0.0.1", help=text(msg("监听的地址，默认只有本机能看"))
    )
    parser.add_argument("--port", type=port, default=8000, help=text(msg("端口，默认 8000")))
    parser.add_argument("--open", action="store_true", help=text(msg("同时打开浏览器")))


def add_new_arguments(parser: Parser, text: Text) -> None:
    """Add the arguments of new."""
    parser.add_argument(
        "title", nargs="?", metavar="TITLE", help=text(msg("案例标题；不写就一项一项问"))
    )
    parser.add_argument("--region", metavar="REGION", help=text(msg("地区，例如 江苏省/盐城市")))
    parser.add_argument(
        "--keyword", action="append", metavar="KEYWORD", help=text(msg("关键词，可以写几次"))
    )
    parser.add_argument(
        "--id", metavar="ID", help=text(msg("编号，也就是文件名；不写就用标题的拼音"))
    )


def positive(text: str) -> int:
    """Return a whole number above 0."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def port(text: str) -> int:
    """Return a port number."""
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError(text)
    return number


def checked_base_url(text: str | None) -> str | None:
    """Return a base URL with a closing /; raises UsageError for what is none."""
    if text is None:
        return None
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise UsageError(
            msg(
                "--base-url 要写完整网址，例如 https://example.org/cases/，不能是“{text}”。",
                text=text,
            )
        )
    return text if text.endswith("/") else f"{text}/"


def checked_day(text: str | None) -> datetime.date | None:
    """Return a day; raises UsageError for what is none."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            msg("--now 要写成 2026-01-31 这样的日期，不能是“{text}”。", text=text)
        ) from None
