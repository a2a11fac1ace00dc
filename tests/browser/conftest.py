"""A built library of 26 cases on a server of its own, and pages of a real browser to read it with."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[2] / "templates" / "assets"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WORDS = [
    "职工之家",
    "劳模工匠",
    "普惠服务",
    "建会入会",
    "技能培训",
    "劳动竞赛",
    "集体协商",
    "法律援助",
    "困难帮扶",
    "健康关爱",
    "心理服务",
    "就业创业",
    "职工文化",
    "阅读推广",
    "数字服务",
    "女职工",
    "青年职工",
    "户外劳动者",
    "新就业形态",
    "志愿服务",
    "调查研究",
    "干部队伍",
    "经费管理",
    "安全生产",
]
REGIONS = (
    "江苏省/盐城市/盐都区",
    "浙江省/杭州市",
    "江苏省/盐城市",
    "湖北省/黄石市",
    "广东省/广州市",
    "山东省/济南市",
    "四川省/成都市",
    "江苏省/南京市",
    "贵州省/贵阳市",
    "辽宁省/大连市",
    "福建省/厦门市",
    "海南省/海口市",
    "浙江省/宁波市",
)
"""Ten provinces; each of these has two of the cases."""
LEVELS = ("县级", "地市级")
CASES = 26
SUMMARY = (
    "为方便户外职工歇脚喝水，{place}总工会在沿街单位设立爱心驿站，由单位自己管理，工会补助设备。"
)
BODY = """\
## 针对问题

户外职工歇脚难，{place}的环卫工人只能坐在路边。

## 主要做法

在沿街单位设立爱心驿站，第{number}号驿站由{keyword}项目补助。

## 成效

建成驿站 {number} 家。

## 经验启示

编者按：单位愿意开门是前提。
"""
CASE = """\
---
标题: {place}第{number}号爱心驿站
日期: {year}-03-{day:02}
地区: {region}
关键词: {keywords}
单位: {place}总工会
主体: 工会
层级: {level}
摘要: {summary}
来源:
  - 报刊: 工人日报
    日期: 2024-03-30
---

{body}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def write_library(root):
    """Write the cases: number 1 to 26, of 2021 to 2024, one of them about a reading room."""
    (root / "content/cases").mkdir(parents=True)
    (root / "content/site.yaml").write_text("名称: 测试案例库\n", "utf-8")
    lines = [f"- {{name: {word}, slug: k{place}}}" for place, word in enumerate(WORDS)]
    (root / "content/keywords.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    for number in range(1, CASES + 1):
        region = REGIONS[number % len(REGIONS)]
        place = region.rpartition("/")[2]
        keyword = WORDS[number % len(WORDS)]
        values = {"number": number, "place": place, "keyword": keyword}
        body = BODY.format(**values)
        if number == CASES:
            body += "\n渔民家门口办起渔家书屋。\n"
        text = CASE.format(
            **values,
            region=region,
            year=2021 + number % 4,
            day=number,
            keywords=f"{keyword}、职工之家" if number % 3 == 0 and number % len(WORDS) else keyword,
            level=LEVELS[number % 2],
            summary=SUMMARY.format(place=place),
            body=body,
        )
        if number == 1:
            text = text.replace("主体: 工会", "主体: 工会\n旧地址: old-yizhan")
        (root / f"content/cases/yizhan-{number}.md").write_text(text, "utf-8")


@pytest.fixture(scope="session")
def search_site(tmp_path_factory):
    """The address of the built library."""
    root = tmp_path_factory.mktemp("search")
    write_library(root)
    command = [sys.executable, "-m", "site_builder", "build", "--root", str(root)]
    result = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, timeout=100
    )
    assert result.returncode == 0, result.stdout + result.stderr
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(root / "output"))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium():
    """A browser."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import expect, sync_playwright

    assert CHROMIUM, "the browser tests need Chromium: scripts/ensure_chromium.sh"
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, search_site):
    """Opens a path of the site in a page of its own; nothing may be complained of in the end."""
    contexts, complaints = [], []

    def open_page(path, width=1280, height=900, quiet=True, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, base_url=search_site, **options
        )
        contexts.append(context)
        page = context.new_page()
        if quiet:
            page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@contextlib.contextmanager
def serving(folder):
    """Serve a folder on loopback; gives its address."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def serve():
    """A function that serves a folder until the module's tests are done, and returns its address."""
    with contextlib.ExitStack() as servers:
        yield lambda folder: servers.enter_context(serving(folder))


@pytest.fixture(scope="module")
def modules_folder(tmp_path_factory):
    """The folder that the page of `modules` is served from, for what a test wants to fetch."""
    folder = tmp_path_factory.mktemp("modules")
    (folder / "assets").symlink_to(ASSETS)
    (folder / "index.html").write_text("<!doctype html><title>-</title>", "utf-8")
    return folder


@pytest.fixture(scope="module")
def modules(chromium, modules_folder, serve):
    """An empty page beside the site's modules: page.evaluate can import them from ./assets/."""
    page = chromium.new_page()
    page.goto(serve(modules_folder))
    yield page
    page.close()
