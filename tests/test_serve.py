"""The preview: builds once a burst, keeps the last good site, reloads, never caches."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(library, *arguments):
    """Run serve and yield its address and a function that reads what it printed so far."""
    port = free_port()
    log = library.root.parent / "serve.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "site_builder", "serve", "--port", str(port), *arguments],
            cwd=library.root,
            stdout=file,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
    try:
        wait_for(lambda: "预览：" in log.read_text("utf-8"))
        yield f"http://127.0.0.1:{port}/", lambda: log.read_text("utf-8")
    finally:
        process.terminate()
        process.wait(10)


def wait_for(condition, seconds=60.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def get(url):
    with urllib.request.urlopen(url, timeout=10) as response:
        return response.headers, response.read().decode()


def test_serve_builds_on_start_and_answers_no_store(library):
    with serving(library) as (address, printed):
        headers, page = get(f"{address}cases/yancheng-yizhan/")

        assert "案例 yancheng-yizhan" in page
        assert headers["Cache-Control"] == "no-store"
        assert headers["ETag"] is None
        assert '<script src="/livereload.js?port=' in page
        assert address in printed()
    assert not (library.root / "output").exists()


def test_a_burst_of_changes_is_built_once_and_shown(library):
    with serving(library) as (address, printed):
        for number in range(20):
            library.case(f"burst-{number}", 标题=f"一批里的第 {number} 个")
        wait_for(lambda: "burst-19" in get(f"{address}cases/")[1])
        time.sleep(0.6)

        assert printed().count("内容完整度") == 2


def test_errors_are_printed_and_the_last_good_site_stays(library):
    with serving(library) as (address, printed):
        library.case("yancheng-yizhan", 标题="改过的标题", 地区="不知道")
        wait_for(lambda: "unknown-region" in printed())

        assert "案例 yancheng-yizhan" in get(f"{address}cases/yancheng-yizhan/")[1]

        library.case("yancheng-yizhan", 标题="改过的标题")
        wait_for(lambda: "改过的标题" in get(f"{address}cases/yancheng-yizhan/")[1])


def test_with_errors_from_the_start_the_browser_is_told(library):
    library.case("yancheng-yizhan", 地区="<b>不知道</b>")
    with serving(library) as (address, _):
        with pytest.raises(urllib.error.HTTPError) as caught:
            get(address)
        page = caught.value.read().decode()
        caught.value.close()

        assert caught.value.code == 503
        assert "unknown-region" in page
        assert "<b>不知道" not in page

        library.case("yancheng-yizhan")
        wait_for(lambda: reachable(address))


def reachable(address):
    try:
        get(address)
    except urllib.error.HTTPError as error:
        error.close()
        return False
    return True


def test_the_browser_is_told_to_reload(library):
    from tornado.ioloop import IOLoop
    from tornado.websocket import websocket_connect

    with serving(library) as (address, _):

        async def listen():
            socket = await websocket_connect(address.replace("http", "ws") + "livereload")
            await socket.write_message(json.dumps({"command": "hello"}))
            hello = json.loads(await socket.read_message())
            await socket.write_message(json.dumps({"command": "info", "url": address}))
            library.case("yancheng-yizhan", 标题="改过的标题")
            told = json.loads(await socket.read_message())
            socket.close()
            return hello["command"], told["command"]

        assert IOLoop.current().run_sync(listen, timeout=15) == ("hello", "reload")
        assert "改过的标题" in get(f"{address}cases/yancheng-yizhan/")[1]


def test_a_taken_port_is_said(library):
    with serving(library) as (address, _):
        port = address.split(":")[2].strip("/")
        result = library.run("serve", "--port", port)

    assert result.returncode == 2
    assert f"端口 {port} 已经被别的程序占用" in result.stderr
    assert f"--port {int(port) + 1}" in result.stderr


def test_nothing_outside_the_preview_is_served(library):
    with serving(library) as (address, _):
        for path in (
            "../../content/site.yaml",
            "..%2f..%2fcontent/site.yaml",
            ".site-builder-manifest.json",
        ):
            with socket.create_connection(
                ("127.0.0.1", int(address.split(":")[2].strip("/")))
            ) as raw:
                raw.sendall(f"GET /{path} HTTP/1.0\r\n\r\n".encode())
                assert raw.recv(64).startswith(b"HTTP/1.1 404")


def test_serve_listens_on_loopback_only(library):
    with serving(library) as (address, _):
        port = int(address.split(":")[2].strip("/"))

        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", port), timeout=2).close()


def test_drafts_are_shown_in_the_preview(library):
    library.case("caogao", 草稿="是", 标题="一篇草稿")
    with serving(library) as (address, _):
        assert "一篇草稿" in get(f"{address}cases/caogao/")[1]


def test_an_edited_body_is_shown_and_then_built_like_any_other(library):
    with serving(library) as (address, printed):
        file = library.root / "content/cases/2023/yancheng-yizhan.md"
        file.write_text(file.read_text("utf-8") + "\n再补一句。\n", "utf-8")
        wait_for(lambda: "再补一句" in get(f"{address}cases/yancheng-yizhan/")[1])
        wait_for(lambda: printed().count("内容完整度") == 2)

        built = library.tree(".site-builder/preview")
        library.run("build", "--fresh", "--drafts", "--base-url", address)

    assert "再补一句" in built["cases/yancheng-yizhan/index.html"].decode()
    assert built == library.tree()
