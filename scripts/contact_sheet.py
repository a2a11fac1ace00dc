"""Takes a picture of every kind of page in every mode, on one sheet, to be looked at by people."""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.server
import io
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PIL import Image, ImageDraw
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "build" / "contact"
"""Outside version control."""
PAGES = {
    "home": "",
    "cases": "cases/",
    "case": "cases/huangshi-aixin-xiaofeiyue/",
    "regions": "regions/",
    "region": "regions/zhejiang/",
    "keywords": "keywords/",
    "keyword": "keywords/puhui-fuwu/",
    "year": "years/2022/",
    "search": "search/",
    "found": "search/?q=%E5%A4%96%E5%8D%96%E5%B0%8F%E5%93%A5",
    "nothing": "search/?q=%E9%BE%98%E9%BE%98%E9%BE%98",
    "insights": "insights/",
    "compare": "compare/?ids=huangshi-aixin-xiaofeiyue,shanghai-gonghui-sansuo",
    "page": "about/",
    "access": "accessibility/",
    "missing": "404.html",
}
HEIGHT = 900
THUMB = 300
"""Width of a picture on the sheet."""
GAP, LABEL = 16, 22


@dataclass(frozen=True, slots=True)
class Mode:
    """How a page is looked at."""

    name: str
    width: int
    scheme: Literal["light", "dark"] = "light"
    elder: bool = False
    paper: bool = False


MODES = (
    Mode("wide", 1280),
    Mode("wide dark", 1280, "dark"),
    Mode("wide elder", 1280, elder=True),
    Mode("phone", 390),
    Mode("phone dark", 390, "dark"),
    Mode("phone elder", 390, elder=True),
    Mode("print", 794, paper=True),
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without telling."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


@contextlib.contextmanager
def served(folder: str) -> Iterator[str]:
    """Serve a folder on this machine and yield its address."""
    handler = functools.partial(Quiet, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@contextlib.contextmanager
def looking() -> Iterator[tuple[Browser, str]]:
    """Build the library and serve it; yield a browser and the address of the home page."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        command = [sys.executable, "-m", "site_builder", "build", "--root", str(ROOT)]
        subprocess.run([*command, "--output", folder], check=True, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        with served(folder) as address:
            yield browser, address
        browser.close()


def main() -> None:
    """Build the site, look at it, put the pictures side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", help="which kinds; all")
    names = parser.parse_args().pages or list(PAGES)
    TARGET.mkdir(parents=True, exist_ok=True)
    with looking() as (browser, address):
        shots = {name: look(browser, address + PAGES[name], name) for name in names}
    sheet(shots).save(TARGET / "sheet.png")
    print(TARGET / "sheet.png")


def look(browser: Browser, address: str, name: str) -> list[Image.Image]:
    """Return the pictures of a page in all modes; whole ones are kept too."""
    images: list[Image.Image] = []
    for mode in MODES:
        shot = photograph(browser, address, mode)
        (TARGET / f"{name} {mode.name}.png").write_bytes(shot)
        images.append(Image.open(io.BytesIO(shot)).convert("RGB"))
    return images


def photograph(
    browser: Browser, address: str, mode: Mode, *, whole: bool = True, start: str = ""
) -> bytes:
    """Return a picture of a page: the whole of it, or what shows at first or from an element."""
    size = {"width": mode.width, "height": mode.width * 1414 // 1000 if mode.paper else HEIGHT}
    context = browser.new_context(viewport=size, color_scheme=mode.scheme)  # type: ignore[arg-type]
    if mode.elder:
        context.add_init_script("localStorage.setItem('elder', 'on')")
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if mode.paper:
        page.emulate_media(media="print")
    if start:
        page.locator(start).first.evaluate("(element) => element.scrollIntoView()")
    shot = page.screenshot(full_page=whole)
    context.close()
    return shot


def sheet(shots: dict[str, list[Image.Image]]) -> Image.Image:
    """Return all pictures in rows, a row for each kind of page."""
    rows = [[small(shot) for shot in row] for row in shots.values()]
    heights = [max(each.height for each in row) + LABEL + GAP for row in rows]
    size = (GAP + len(MODES) * (THUMB + GAP), GAP + sum(heights))
    whole = Image.new("RGB", size, "#8a8480")
    draw = ImageDraw.Draw(whole)
    top = GAP
    for name, row, height in zip(shots, rows, heights, strict=True):
        for place, (shot, mode) in enumerate(zip(row, MODES, strict=True)):
            left = GAP + place * (THUMB + GAP)
            draw.text((left, top), f"{name} - {mode.name} {mode.width}", fill="white")
            whole.paste(shot, (left, top + LABEL))
        top += height
    return whole


def small(shot: Image.Image) -> Image.Image:
    """Return a picture of the sheet's width, cut where it is very long."""
    height = min(shot.height * THUMB // shot.width, 2 * THUMB)
    return shot.resize((THUMB, shot.height * THUMB // shot.width)).crop((0, 0, THUMB, height))


if __name__ == "__main__":
    main()
