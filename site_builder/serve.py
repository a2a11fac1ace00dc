"""A preview on this machine that follows the editor: the door to livereload."""

from __future__ import annotations

import contextlib
import errno
import html
import logging
import mimetypes
import sys
import threading
import webbrowser
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import ioloop, web

from site_builder.background import Background
from site_builder.core.messages import msg
from site_builder.preview import QUIET, WATCHED, Preview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from site_builder.console import Console

SCRIPT = '<script src="/livereload.js?port={port}"></script>'
"""A file of our own origin: the pages' Content-Security-Policy allows no inline script."""
STEP = 10
"""Milliseconds without a change after which the changes of a moment are told together."""


class PortTakenError(Exception):
    """Another program listens on the port."""


class PreviewHandler(web.RequestHandler):
    """Serves the preview's files, never from a browser's cache."""

    def initialize(self, preview: Preview, port: int) -> None:
        """Take what is served."""
        self.preview = preview
        self.script = SCRIPT.format(port=port)

    def set_default_headers(self) -> None:
        """Keep browsers from caching, and other sites from framing or reading the preview."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    def compute_etag(self) -> str | None:
        """Return no ETag: a preview is never answered with 304."""
        return None

    def head(self, path: str) -> None:
        """Answer HEAD like GET; tornado leaves the body out."""
        self.get(path)

    def get(self, path: str) -> None:
        """Serve one file, or say why there is none."""
        folder = self.preview.folder.resolve()
        file = (folder / path).resolve()
        if not file.is_relative_to(folder):
            raise web.HTTPError(404)
        if file.is_dir() and path and not path.endswith("/"):
            self.redirect(f"/{path}/")
            return
        if file.is_dir():
            file /= "index.html"
        newer = self.preview.pages.get(file.relative_to(folder).as_posix())
        if newer is not None:
            self.finish_html(newer.decode())
            return
        if not file.is_file() or file.name.startswith("."):
            self.set_status(404)
            file = folder / "404.html"
        if not file.is_file():
            self.set_status(503)
            self.finish_html(self.problems())
        elif file.suffix == ".html":
            self.finish_html(file.read_text("utf-8"))
        else:
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            text = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
            self.set_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
            self.finish(file.read_bytes())

    def finish_html(self, text: str) -> None:
        """Send a page with the script that reloads it."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(text.replace("</head>", f"{self.script}</head>", 1))

    def problems(self) -> str:
        """Return a page that tells why there is no site yet."""
        console = self.preview.console
        outcome = self.preview.outcome
        found = (
            [] if outcome is None else [console.diagnostic(each) for each in outcome.diagnostics]
        )
        title = html.escape(console.text(msg("内容有错误，改好保存后这里会自动刷新。")))
        body = html.escape("\n\n".join(found))
        return (
            f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
            f"</head><body><h1>{title}</h1><pre>{body}</pre></body></html>"
        )


def serve(root: Path, host: str, port: int, console: Console, *, open_browser: bool) -> None:
    """Build and serve until interrupted; raises PortTakenError."""
    shown = f"[{host}]" if ":" in host else host
    background = Background()
    loop = ioloop.IOLoop.current()
    reload = partial(LiveReloadHandler.reload_waiters, "*")
    preview = Preview(root, f"http://{shown}:{port}/", console, background, reload, loop.call_later)
    try:
        listen(preview, host, port)
        preview.build()
        preview.go_on(background.answer())
        text = msg("预览：{address}（草稿也显示；按 Ctrl+C 结束）", address=preview.address)
        print(console.text(text))
        sys.stdout.flush()
        tell = partial(loop.add_callback, preview.changed)
        threading.Thread(target=watch, args=(preview, root, tell), daemon=True).start()
        background.listen(partial(loop.add_callback, preview.go_on))
        ioloop.PeriodicCallback(preview.tick, QUIET * 1000).start()
        if open_browser:
            webbrowser.open(preview.address)
        loop.start()
    finally:
        background.stop()


def listen(preview: Preview, host: str, port: int) -> None:
    """Begin to answer; raises PortTakenError."""
    application = web.Application(
        [
            (r"/livereload", LiveReloadHandler),
            (r"/livereload\.js", LiveReloadJSHandler),
            (r"/(.*)", PreviewHandler, {"preview": preview, "port": port}),
        ],
        log_function=lambda _handler: None,
    )
    logging.getLogger("livereload").setLevel(logging.ERROR)
    LiveReloadHandler.live_css = True
    # Asked for a name only; its way of watching loses changes.
    LiveReloadHandler.watcher = Watcher()
    try:
        application.listen(port, address=host)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise PortTakenError(str(port)) from error


def watch(preview: Preview, root: Path, tell: Callable[[Iterable[str]], object]) -> None:
    """Tell of changed files as the system sees them, by their paths in the library.

    Where it cannot watch, the preview looks at the files more often.
    """
    import watchfiles

    folders = [root / name for name in WATCHED if (root / name).is_dir()]
    with contextlib.suppress(OSError, RuntimeError):
        for changes in watchfiles.watch(
            *folders, watch_filter=None, step=STEP, raise_interrupt=False
        ):
            paths = {Path(path) for _kind, path in changes}
            tell(
                [
                    path.relative_to(root).as_posix()
                    for path in sorted(paths)
                    if path.is_relative_to(root) and not path.is_dir()
                ]
            )
    preview.seldom = QUIET
