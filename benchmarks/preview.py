"""Times the preview: from saving a body until the browser can fetch the new page."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from edits import Editor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

START = 900
"""Seconds the first build may take."""
FOLLOW = 300
"""Seconds a change may take."""
POLL = 0.005
QUIET = 1.0
"""Seconds between two edits."""


class Reader:
    """Fetches pages of the preview."""

    def __init__(self, port: int) -> None:
        self.port = port

    def fetch(self, path: str) -> bytes:
        """Return what stands at a path now; empty where nothing does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START)
        try:
            connection.request("GET", f"/{path}")
            response = connection.getresponse()
            content = response.read()
        except OSError:
            return b""
        finally:
            connection.close()
        return content if response.status == 200 else b""

    def wait(self, path: str, wanted: Callable[[bytes], bool], limit: float) -> float | None:
        """Return when a page was as it is wanted, or None after so many seconds."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            if wanted(self.fetch(path)):
                return time.perf_counter()
            time.sleep(POLL)
        return None


def time_preview(library: Path, edits: int) -> tuple[list[float], list[float]]:
    """Return for each edit the seconds until its page is new, and until the search index is."""
    port = free_port()
    command = [sys.executable, "-m", "site_builder", "serve", "--root", str(library)]
    server = subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.DEVNULL, start_new_session=True
    )
    editor = Editor(library)
    try:
        return follow(Reader(port), editor, edits)
    finally:
        editor.put_back()
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def follow(reader: Reader, editor: Editor, edits: int) -> tuple[list[float], list[float]]:
    """Edit and wait for what follows, again and again."""
    if reader.wait("cases/", bool, START) is None:
        raise SystemExit(f"the preview did not start in {START} s")
    times = [follow_one(reader, editor) for _ in range(edits)]
    return [page for page, _ in times], [index for _, index in times]


def follow_one(reader: Reader, editor: Editor) -> tuple[float, float]:
    """Edit a case; return the seconds until its page is new, and until the search index is."""
    time.sleep(QUIET)
    before = reader.fetch("search/entry.json")
    edit = editor.edit()
    page = reader.wait(edit.page, lambda content: edit.text.encode() in content, FOLLOW)
    index = reader.wait("search/entry.json", lambda content: content not in (b"", before), FOLLOW)
    if page is None or index is None:
        raise SystemExit(f"the preview did not follow an edit in {FOLLOW} s")
    return page - edit.saved, index - edit.saved


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
