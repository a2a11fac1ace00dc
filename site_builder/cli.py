"""Arguments become one call, its outcome text and an exit code."""

from __future__ import annotations

import atexit
import contextlib
import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from site_builder.arguments import (
    UsageError,
    checked_base_url,
    checked_day,
    make_parser,
    read_language,
)
from site_builder.core.messages import Message, msg
from site_builder.i18n import translator

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from site_builder.build import Options, Outcome
    from site_builder.console import Console

GOOD, BLOCKED, WRONG_ARGUMENTS = 0, 1, 2
REASONS = {
    errno.EACCES: msg("没有权限"),
    errno.EPERM: msg("没有权限"),
    errno.EROFS: msg("这里是只读的"),
    errno.ENOSPC: msg("磁盘满了"),
    errno.ENOENT: msg("没有这个文件夹"),
    errno.EEXIST: msg("这里已经有一个同名的文件"),
    errno.ENOTDIR: msg("路径里有一段是文件，不是文件夹"),
    errno.EISDIR: msg("这里是文件夹，不是文件"),
}


def run() -> None:
    """Run the command line of this process; the console script."""
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # head and the like take what they want and go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = BLOCKED
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(reason_of(error), file=sys.stderr)
        code = BLOCKED
    leave(code)


def leave(code: int) -> NoReturn:
    """End this process at once; to take a library apart object by object first takes long."""
    atexit._run_exitfuncs()  # noqa: SLF001 - what libraries have to do is done
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code)


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not be able to show Chinese
            stream.reconfigure(encoding="utf-8", errors="replace")
    translate = translator(read_language(arguments))
    try:
        options = make_parser(translate).parse_args(arguments)
        return COMMANDS[options.command](options)
    except UsageError as error:
        if error.usage:
            print(error.usage, file=sys.stderr)
        print(error.message.show(translate), file=sys.stderr)
        return WRONG_ARGUMENTS
    except KeyboardInterrupt:
        return 130


def run_build(options: argparse.Namespace) -> int:
    """Build the site."""
    return build_or_check(options, write=True)


def run_check(options: argparse.Namespace) -> int:
    """Check the content and write nothing."""
    return build_or_check(options, write=False)


def build_or_check(options: argparse.Namespace, *, write: bool) -> int:
    """Build or check, and tell what came of it."""
    from site_builder.build import Options
    from site_builder.progress import progress_on

    root = find_root(options.root)
    output = (Path(options.output) if write and options.output else root / "output").absolute()
    if write:
        check_output_place(root, output)
    console = make_console(options, root)
    settings = Options(
        root=root,
        output=output,
        base_url=checked_base_url(options.base_url),
        drafts=options.drafts,
        now=checked_day(options.now),
        strict=options.strict,
        write=write,
        fresh=write and options.fresh,
        verify=write and options.verify,
        compress=write and options.compress,
        self_test=write and options.self_test,
        cluster=(write and options.cluster) or "",
        on_wait=lambda: say(console, msg("另一个构建正在写 {path}，等它结束……", path=str(output))),
        progress=progress_on(sys.stderr, console.translate),
        **({"jobs": options.jobs} if options.jobs else {}),
    )
    try:
        outcome = attempt(settings, console)
    finally:
        settings.progress.end()
    if outcome is None:
        return BLOCKED
    show(outcome, console, options, output if write else None)
    if write:
        show_comparisons(outcome, console, options)
    return BLOCKED if outcome.blocked or outcome.differences else GOOD


def attempt(settings: Options, console: Console) -> Outcome | None:
    """Build, or say in a sentence why the system does not let us; raises UsageError."""
    from site_builder.build import build_site
    from site_builder.workers import ClusterError
    from site_builder.write.lock import BusyError
    from site_builder.write.publish import OutputRefusedError

    try:
        return build_site(settings)
    except OutputRefusedError as error:
        path = str(error)
        message = (
            msg(
                "{path} 里有不是 site-builder 写的文件。请换一个空文件夹，或先把它们移走。",
                path=path,
            )
            if Path(path).is_dir()
            else msg("{path} 是一个文件，网站要写到文件夹里。", path=path)
        )
        raise UsageError(message) from error
    except ClusterError as error:
        raise UsageError(error.message) from error
    except BusyError:
        say(console, msg("等了很久，另一个构建还没有结束。请稍后再试。"))
    except OSError as error:
        path, reason = str(error.filename or settings.output), reason_of(error)
        if Path(path).is_relative_to(settings.root / "content"):
            say(console, msg("读不出来：{path}（{reason}）。", path=path, reason=reason))
        else:
            say(console, msg("写不进去：{path}（{reason}）。", path=path, reason=reason))
    return None


def show(
    outcome: Outcome, console: Console, options: argparse.Namespace, output: Path | None
) -> None:
    """Print what a build came to, in the format asked for."""
    if options.format == "text":
        for text in console.report(outcome):
            print(text)
        for text in console.closing(outcome, output, strict=options.strict):
            print(text)
        return
    from site_builder.formats import FORMATS

    text = FORMATS[options.format](outcome, console.translate)
    if text:
        print(text)
    if options.format == "github":
        for line in console.closing(outcome, output, strict=options.strict):
            print(line)
    for each in outcome.withheld:
        print(console.withheld(each), file=sys.stderr)


def show_comparisons(outcome: Outcome, console: Console, options: argparse.Namespace) -> None:
    """Print what was compared with an earlier build or another one, never among a format's data."""
    stream = sys.stdout if options.format == "text" else sys.stderr
    if options.explain and not outcome.blocked:
        for text in console.explanation(outcome):
            print(text, file=stream)
    if outcome.differences is not None:
        for text in console.verified(outcome.differences):
            print(text, file=stream)


def run_serve(options: argparse.Namespace) -> int:
    """Serve a preview that follows the editor."""
    from site_builder.serve import PortTakenError, serve

    root = find_root(options.root)
    console = make_console(options, root)
    try:
        serve(root, options.host, options.port, console, open_browser=options.open)
    except PortTakenError:
        message = msg(
            "端口 {port} 已经被别的程序占用。换一个试试：site-builder serve --port {other}",
            port=options.port,
            other=options.port + 1,
        )
        raise UsageError(message) from None
    except OSError as error:
        reason = reason_of(error)
        message = (
            msg("写不进去：{path}（{reason}）。", path=str(error.filename), reason=reason)
            if error.filename
            else msg("不能在 {host} 上预览：{reason}。", host=options.host, reason=reason)
        )
        raise UsageError(message) from None
    return GOOD


def run_new(options: argparse.Namespace) -> int:
    """Write a new case."""
    from site_builder.author.new import NewCaseError, Wish
    from site_builder.desk import Terminal, UnreadableError, new_case

    root = find_root(options.root)
    console = make_console(options, root)
    wish = Wish(options.title, options.region, options.keyword, options.id)
    try:
        path = new_case(root, wish, Terminal(console))
    except UnreadableError as error:
        for problem in error.diagnostics:
            print(console.diagnostic(problem) + "\n")
        return BLOCKED
    except NewCaseError as error:
        raise UsageError(error.message) from error
    except OSError as error:
        reason = reason_of(error)
        message = msg("写不进去：{path}（{reason}）。", path=str(error.filename), reason=reason)
        raise UsageError(message) from error
    except EOFError:
        print()  # the question has no end of line
        message = msg("没有人回答，什么也没写。请把标题、--region 和 --keyword 都写在命令里。")
        raise UsageError(message) from None
    print(console.text(msg("写好了：{path}。打开它，把〔〕里的提示换成正文。", path=path)))
    return GOOD


def reason_of(error: OSError) -> Message | str:
    """Return why the system refused something, in plain words where they are known."""
    return REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


def make_console(options: argparse.Namespace, root: Path) -> Console:
    """Return the console of this process."""
    import os

    from site_builder.console import Console, SourceLines

    colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return Console(translator(options.lang), SourceLines(root), colours)


def say(console: Console, message: Message) -> None:
    """Print one sentence beside the output proper."""
    print(console.text(message), file=sys.stderr)


def find_root(text: str) -> Path:
    """Return the library's folder; raises UsageError when it holds no content."""
    root = Path(text).absolute()
    if not (root / "content").is_dir():
        raise UsageError(
            msg(
                "{path} 里没有 content 文件夹。请到案例库的文件夹里运行，或用 --root 指明。",
                path=str(root),
            )
        )
    return root


def check_output_place(root: Path, output: Path) -> None:
    """Raise UsageError for an output folder inside or around what the site is made from."""
    if output.is_symlink() and not output.exists():
        raise UsageError(msg("{path} 是一个符号链接，它指向的文件夹不存在。", path=str(output)))
    real = output.resolve()
    for name in ("content", "templates"):
        source = (root / name).resolve()
        if real == source or source in real.parents or real in source.parents:
            raise UsageError(msg("输出文件夹不能放在 {name}/ 里，也不能把它包在里面。", name=name))


COMMANDS = {"build": run_build, "check": run_check, "serve": run_serve, "new": run_new}
