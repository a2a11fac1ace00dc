"""Takes the README's picture of the built site: the home page wide, a case and a list on phones."""

from __future__ import annotations

import base64
import functools
import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "library.png"
Scheme = Literal["light", "dark"]
SHOTS: tuple[tuple[str, int, Scheme], ...] = (
    ("", 1280, "light"),
    ("cases/huangshi-aixin-xiaofeiyue/", 390, "light"),
    ("regions/zhejiang/", 390, "dark"),
)
HEIGHT = 844


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without telling."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


def main() -> None:
    """Build the site, serve it, take the pictures and put them side by side."""
    browser_path = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "site_builder", "build", "--root", str(ROOT)]
        subprocess.run([*command, "--output", f"{folder}/site"], check=True)
        handler = functools.partial(Quiet, directory=f"{folder}/site")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
            )
            take(browser, f"http://127.0.0.1:{server.server_port}/")
            browser.close()
        server.shutdown()
    print(PICTURE.relative_to(ROOT))


def take(browser: Browser, address: str) -> None:
    """Write the picture of some pages of the site at an address."""
    images = []
    for path, width, scheme in SHOTS:
        page = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
        page.goto(address + path)
        images.append(base64.b64encode(page.screenshot()).decode())
        page.close()
    width = sum(width for _, width, _ in SHOTS) + 24 * (len(SHOTS) + 1)
    sheet = browser.new_page(viewport={"width": width, "height": HEIGHT + 48})
    shown = "".join(f'<img src="data:image/png;base64,{image}">' for image in images)
    sheet.set_content('<body style="margin:24px;display:flex;gap:24px;background:#b9b2ae">' + shown)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    sheet.screenshot(path=PICTURE)


if __name__ == "__main__":
    main()
