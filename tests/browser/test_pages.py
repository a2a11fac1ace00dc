"""The pages in a real browser: they fit a phone, ask nobody else for anything, break no policy."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PAGES = (
    "",
    "cases/",
    "cases/page/2/",
    "cases/tianjin-jingkai-sanjidi/",
    "cases/yancheng-jiajiadao/",
    "regions/",
    "regions/zhejiang/",
    "regions/jiangsu/yancheng/",
    "keywords/",
    "keywords/laomo-gongjiang/",
    "years/2023/",
    "search/?q=职工",
    "insights/",
    "accessibility/",
    "compare/?ids=yancheng-jiajiadao,tianjin-jingkai-sanjidi",
    "about/",
    "contribute/",
    "404.html",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed"
    ),
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site(repository, tmp_path_factory):
    output = tmp_path_factory.mktemp("site") / "output"
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(output))
    )
    address = f"http://127.0.0.1:{server.server_port}/"
    command = [sys.executable, "-m", "site_builder", "build", "--root", str(repository)]
    command += ["--output", str(output), "--base-url", address]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "the browser tests need Chromium: scripts/ensure_chromium.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_and_keep_to_their_policy(site, browser, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    for path in PAGES:
        page.goto(site + path)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{path} is {overflow} px too wide at {width}"
    page.close()

    assert complaints == []
    assert {url for url in asked if not url.startswith(site)} == set()


def test_a_case_is_readable_without_javascript(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.get_by_role("link", name="江苏").first.click()
    page.get_by_role("link", name="盐城市总工会").first.click()

    assert page.get_by_role("heading", level=1).inner_text().startswith("盐城市总工会")
    for section in ("针对问题", "主要做法", "成效", "经验启示", "来源"):
        assert page.get_by_role("heading", name=section, exact=True).is_visible()
    context.close()


def test_links_work_in_a_folder_below_the_root(site, browser, repository, tmp_path):
    page = browser.new_page()
    page.goto(f"{site}regions/jiangsu/yancheng/")
    page.get_by_role("link", name="首页").click()

    assert page.url == site
    page.close()


def test_the_skip_link_comes_first_and_leads_to_the_text(site, browser):
    page = browser.new_page()
    page.goto(f"{site}cases/yancheng-jiajiadao/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#page-main"
    page.close()


def test_paper_gets_the_text_without_navigation(site, browser):
    page = browser.new_page()
    page.goto(f"{site}cases/yancheng-jiajiadao/")
    page.emulate_media(media="print", color_scheme="dark")

    assert not page.get_by_role("navigation", name="主导航").is_visible()
    assert page.get_by_role("heading", name="针对问题").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    }
    page.close()
