"""What a reader's browser fetches for a page: requests, and bytes with gzip and with Brotli."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from gzip_server import serving

from site_builder.write.twins import brotlied, gzipped

if TYPE_CHECKING:
    from playwright.sync_api import Request

ROOT = Path(__file__).parent.parent
PAGES = {
    "home": "",
    "case": "cases/yancheng-jiajiadao/",
    "region": "regions/jiangsu/yancheng/",
    "search": "search/",
    "results": "search/?q=职工",
}
MARKS = {"home": 60_000, "case": 60_000}
"""Bytes with gzip, without images, that a page may weigh."""
IMAGES = {".avif", ".gif", ".ico", ".jpg", ".jpeg", ".png", ".webp"}


@dataclass
class Weight:
    """What one page came to; bytes by the suffix of the files."""

    requests: int = 0
    gzip: Counter[str] = field(default_factory=Counter)
    brotli: Counter[str] = field(default_factory=Counter)


def weigh(folder: Path, chromium: str) -> dict[str, Weight]:
    """Open each page in a browser that knows nothing yet, and weigh what it asks for."""
    from playwright.sync_api import sync_playwright

    weights: dict[str, Weight] = {}
    with sync_playwright() as playwright, serving(folder) as address:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, place in PAGES.items():
            page = browser.new_page(viewport={"width": 390, "height": 800})
            urls: list[str] = []
            page.on("request", partial(note, urls))
            page.goto(address + place, wait_until="networkidle")
            page.close()
            weights[name] = weight_of(folder, urls)
        browser.close()
    return weights


def note(urls: list[str], request: Request) -> None:
    """Take down what is asked for."""
    urls.append(request.url)


def weight_of(folder: Path, urls: list[str]) -> Weight:
    """Return what files weigh, images aside."""
    weight = Weight()
    for url in urls:
        path = folder / unquote(urlsplit(url).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if path.suffix in IMAGES or not path.is_file():
            continue
        content = path.read_bytes()
        weight.requests += 1
        weight.gzip[path.suffix] += min(len(content), len(gzipped(content)))
        weight.brotli[path.suffix] += min(len(content), len(brotlied(content)))
    return weight


def main() -> int:
    """Print the weights; the exit code is 1 where a page weighs more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="a built site; without it the project's is built")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium is missing: scripts/ensure_chromium.sh", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        site = options.site or Path(folder, "site")
        if not options.site:
            command = [sys.executable, "-m", "site_builder", "build", "--root", str(ROOT)]
            subprocess.run([*command, "--output", str(site)], check=True, capture_output=True)
        weights = weigh(site, chromium)
    print("Bytes fetched on a first visit, without images")
    print(f"{'page':<8} {'requests':>8} {'gzip':>8} {'brotli':>8}  by kind, with gzip")
    for name, weight in weights.items():
        kinds = ", ".join(f"{suffix} {size:,}" for suffix, size in sorted(weight.gzip.items()))
        numbers = (weight.requests, weight.gzip.total(), weight.brotli.total())
        print(f"{name:<8} {numbers[0]:>8} {numbers[1]:>8,} {numbers[2]:>8,}  {kinds}")
    heavy = [name for name, most in MARKS.items() if weights[name].gzip.total() > most]
    for name in heavy:
        print(f"{name} weighs more than {MARKS[name]:,} bytes", file=sys.stderr)
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main())
