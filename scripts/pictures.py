"""Takes the pictures of README.md and docs/design_system.md from the library as it is."""

from __future__ import annotations

import argparse
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from contact_sheet import PAGES, Mode, looking, photograph
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TARGET = Path(__file__).parent.parent / "docs" / "images"
GAP = 24
AROUND = "#b9b0ac"
SMALLER = 0.75
"""Than on the screen, to show three beside each other."""
QUALITY = 70
"""Of WebP."""
WIDE, PHONE = 1280, 390
PAPER = 794
"""A4 at 96 pixels an inch."""


@dataclass(frozen=True, slots=True)
class View:
    """One page in one mode, from the top or from an element."""

    page: str
    mode: Mode
    start: str = ""
    """The selector of the element at the top."""


def wide(page: str, scheme: str = "light", start: str = "") -> View:
    """Return a page on a large screen."""
    return View(page, Mode("wide", WIDE, "dark" if scheme == "dark" else "light"), start)


def phone(page: str, scheme: str = "light", *, elder: bool = False, start: str = "") -> View:
    """Return a page on a phone."""
    return View(page, Mode("phone", PHONE, "dark" if scheme == "dark" else "light", elder), start)


PICTURES: dict[str, tuple[View, ...]] = {
    "library-light": (wide("home"), phone("case"), phone("found")),
    "library-dark": (wide("home", "dark"), phone("case", "dark"), phone("region", "dark")),
    "design-case": (wide("case"), wide("case", start=".reading")),
    "design-lists": (wide("region"), phone("keyword")),
    "design-search": (wide("found"), phone("found", "dark")),
    "design-insights": (wide("insights", start=".matrix"), phone("insights", "dark")),
    "design-compare": (wide("compare"),),
    "design-elder": (
        phone("case"),
        phone("case", elder=True),
        phone("case", "dark", elder=True),
    ),
    "design-paper": (
        View("case", Mode("print", PAPER, paper=True)),
        View("region", Mode("print", PAPER, paper=True)),
    ),
}


def main() -> None:
    """Build the site and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="which pictures; all")
    TARGET.mkdir(parents=True, exist_ok=True)
    with looking() as (browser, address):
        for name in parser.parse_args().names or PICTURES:
            picture = beside([take(browser, address, view) for view in PICTURES[name]])
            picture.save(TARGET / f"{name}.webp", quality=QUALITY, method=6)
            print(TARGET / f"{name}.webp")


def take(browser: Browser, address: str, view: View) -> Image.Image:
    """Return what a reader sees of a page without scrolling on."""
    shot = photograph(browser, address + PAGES[view.page], view.mode, whole=False, start=view.start)
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    size = (round(image.width * SMALLER), round(image.height * SMALLER))
    return image.resize(size, Image.Resampling.LANCZOS)


def beside(images: list[Image.Image]) -> Image.Image:
    """Return pictures side by side."""
    width = GAP + sum(each.width + GAP for each in images)
    whole = Image.new("RGB", (width, max(each.height for each in images) + 2 * GAP), AROUND)
    left = GAP
    for each in images:
        whole.paste(each, (left, GAP))
        left += each.width + GAP
    return whole


if __name__ == "__main__":
    main()
