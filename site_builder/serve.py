"""A preview on this machine that follows the editor: the door to livereload."""

from __future__ import annotations

import errno
import html
import logging
import mimetypes
import os
import sys
import webbrowser
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import ioloop, web

from site_builder.build import Options, Outcome, build_site
from site_builder.core.messages import msg
from site_builder.load.scan import is_clutter
from site_builder.write.store import CACHE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_builder.console import Console

    Snapshot = dict[str, tuple[int, int]]

WATCHED = ("content", "templates")
POLL = 150
"""Milliseconds between two looks at the files; a change is built when a look finds no further."""
SCRIPT = '<script src="/livereload.js?port={port}"></script>'
"""A file of our own origin: the pages' Content-Security-Policy allows no inline script."""


class PortTakenError(Exception):
    """Another program listens on the port."""


@dataclass
class Preview:
    """The last good site, and what the last build said."""

    root: Path
    address: str
    console: Console
    outcome: Outcome | None = None
    seen: Snapshot = field(default_factory=dict)
    waiting: bool = False
    """Whether something changed since the last build."""

    @property
    def folder(self) -> Path:
        """Where the preview lies."""
        return self.root / CACHE / "preview"

    def build(self) -> bool:
        """Build once, tell what came of it, and return whether there is a new site."""
        options = Options(self.root, self.folder, base_url=self.address, drafts=True)
        self.outcome = build_site(options)
        for text in self.console.report(self.outcome):
            print(text)
        for text in self.console.closing(self.outcome, None, strict=False):
            print(text)
        if self.outcome.blocked:
            print(self.console.text(msg("改好保存后会自动重来；浏览器里先看上一次的。")))
        sys.stdout.flush()
        return not self.outcome.blocked

    def look(self) -> None:
        """Build when files changed and have been quiet since the last look."""
        snapshot = dict(take_snapshot(self.root))
        if snapshot != self.seen:
            self.seen, self.waiting = snapshot, True
        elif self.waiting:
            self.waiting = False
            self.build()
            # Also after errors: a first page that only tells of errors has to follow too.
            LiveReloadHandler.reload_waiters("*")


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
    preview = Preview(root, f"http://{shown}:{port}/", console)
    preview.seen = dict(take_snapshot(root))
    application = web.Application(
        [
            (r"/livereload", LiveReloadHandler),
            (r"/livereload\.js", LiveReloadJSHandler),
            (r"/(.*)", PreviewHandler, {"preview": preview, "port": port}),
        ],
        log_function=lambda _handler: None,
    )
    logging.getLogger("livereload").setLevel(logging.ERROR)
    try:
        application.listen(port, address=host)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise PortTakenError(str(port)) from error
    preview.build()
    print(
        console.text(msg("预览：{address}（草稿也显示；按 Ctrl+C 结束）", address=preview.address))
    )
    sys.stdout.flush()
    LiveReloadHandler.live_css = True
    LiveReloadHandler.watcher = (
        Watcher()
    )  # asked for a name only; its way of watching loses changes
    ioloop.PeriodicCallback(preview.look, POLL).start()
    if open_browser:
        webbrowser.open(preview.address)
    ioloop.IOLoop.current().start()


def take_snapshot(root: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the watched files with their times and sizes.

    Times only tell when to look; what is rendered again is decided by content.
    """
    for name in WATCHED:
        for folder, folders, files in os.walk(root / name, followlinks=True):
            folders[:] = [each for each in folders if not is_clutter(each)]
            for each in files:
                path = os.path.join(folder, each)  # noqa: PTH118 - many, and often
                try:
                    status = os.stat(path)  # noqa: PTH116
                except OSError:
                    continue
                if not is_clutter(each):
                    yield path, (status.st_mtime_ns, status.st_size)
