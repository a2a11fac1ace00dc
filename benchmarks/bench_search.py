"""Compares the search with Pagefind: time and memory to index, disk, bytes and time of queries."""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import write_corpus
from gzip_server import serving

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

QUERIES = 60
FIRST = 9
"""Queries that are asked as the first of all."""
DESK, PHONE = 1280, 390
LENGTH = 4
"""Characters of a query."""
PIECE = re.compile("[\u4e00-\u9fff]{4,}")
PAGEFIND = "pagefind[extended]==1.5.2"


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    seconds: float
    cpu: float
    megabytes: float
    """Of its largest process, at its peak."""


def main() -> None:
    """Generate the cases, index them with both, query both, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="how many cases (10000)")
    parser.add_argument("--keep", metavar="DIR", help="write everything here and keep it")
    parser.add_argument("--no-peer", action="store_true", help="do not run Pagefind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(options.keep or temporary)
        if not (root / "content").is_dir():
            write_corpus(root, options.cases)
        run([sys.executable, "-m", "site_builder", "build", "--root", str(root)])
        queries = draw_queries(root)
        print(f"{options.cases} cases, {len(queries)} queries of {LENGTH} characters")
        own = index_own(root)
        show("ours", own, root / "output/search", ("index.html",))
        measure_own(root / "output", queries)
        if not options.no_peer:
            peer, folder = index_peer(root, Path(temporary))
            show("Pagefind", peer, folder / "pagefind", ())
            measure_peer(folder, queries)
            print(f"index: {peer.seconds / own.seconds:.1f} times faster than Pagefind")


def run(command: list[str]) -> Cost:
    """Run a command and return what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{command[:4]} failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, cpu, usage.ru_maxrss / 1024)


def show(name: str, cost: Cost, folder: Path, others: tuple[str, ...]) -> None:
    """Print what indexing took and what came of it."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name not in others]
    size = sum(path.stat().st_size for path in files) / 1e6
    blocks = sum(path.stat().st_blocks * 512 for path in files) / 1e6
    print(
        f"{name:9} index: {cost.seconds:6.1f} s wall, {cost.cpu:6.1f} s cpu, "
        f"{cost.megabytes:6.0f} MB peak; on disk {size:.1f} MB ({blocks:.0f} MB in blocks), "
        f"{len(files)} files"
    )


def index_own(root: Path) -> Cost:
    """Write our index alone, in a process of its own that has read the cases before."""
    script = Path(__file__).with_name("index_only.py")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(script), str(root), folder]
        result = subprocess.run(
            command, check=True, capture_output=True, text=True, start_new_session=True
        )
    seconds, cpu, megabytes = map(float, result.stdout.split())
    return Cost(seconds, cpu, megabytes)


def index_peer(root: Path, temporary: Path) -> tuple[Cost, Path]:
    """Index the pages of the cases with Pagefind, installed for it."""
    venv = temporary / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    subprocess.run([venv / "bin/pip", "install", "--quiet", PAGEFIND], check=True)
    folder = temporary / "pages"
    shutil.copytree(root / "output/cases", folder / "cases", ignore=only_cases)
    arguments = ["--site", str(folder), "--root-selector", "main"]
    return run([str(venv / "bin/python"), "-m", "pagefind", *arguments]), folder


def only_cases(folder: str, _names: list[str]) -> list[str]:
    """Leave out the lists of cases."""
    return ["index.html", "page"] if Path(folder).name == "cases" else []


def draw_queries(root: Path) -> list[str]:
    """Return phrases from the bodies of cases, the same each time."""
    chance = random.Random(4)
    paths = sorted((root / "content/cases").rglob("*.md"))
    found: list[str] = []
    while len(found) < QUERIES:
        text = chance.choice(paths).read_text("utf-8").rpartition("---\n")[2]
        piece = chance.choice(PIECE.findall(text))
        start = chance.randrange(len(piece) - LENGTH + 1)
        found.append(piece[start : start + LENGTH])
    return found


SUBMIT = """async (query) => {
  const search = window.caseSearch;
  window.ask ??= search.query.bind(search);
  const box = document.querySelector("main input[type=search]");
  const list = document.getElementById("page-search-results");
  let answered = false;
  search.query = async (...wishes) => {
    const answer = await window.ask(...wishes);
    answered = true;
    return answer;
  };
  const shown = new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (!answered) return;
      watch.disconnect();
      list.getBoundingClientRect();
      resolve(performance.now());
    });
    watch.observe(list, { childList: true });
  });
  box.value = query;
  const start = performance.now();
  box.form.requestSubmit();
  return (await shown) - start;
}"""
"""Searches as a reader who presses Enter; milliseconds until the results stand in the page."""


def measure_own(site: Path, queries: list[str]) -> None:
    """Print bytes and milliseconds of queries typed into the search page."""

    def ask(page: Page, query: str) -> float:
        return float(page.evaluate(SUBMIT, query))

    for name, width in (("desk", DESK), ("phone", PHONE)):
        sizes = [first_bytes(site, query, width) for query in queries[:FIRST]]
        median, most = statistics.median(sizes) / 1000, max(sizes) / 1000
        print(f"          all of a first query, {name}: {median:.0f} KB median, {most:.0f} most")
    measure(site, queries, "search/", "window.caseSearch", ask)


def first_bytes(site: Path, query: str, width: int) -> int:
    """Return the bytes of all that is fetched when an address with a query is opened."""
    from playwright.sync_api import sync_playwright

    with serving(site) as address, sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        fetched: list[int] = []
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda event: fetched.append(event["encodedDataLength"]))
        page.goto(f"{address}search/?q={query}", wait_until="networkidle")
        page.wait_for_selector("#page-search-results > li")
        page.wait_for_load_state("networkidle")
        browser.close()
    return sum(fetched)


def measure_peer(site: Path, queries: list[str]) -> None:
    """Print bytes and milliseconds of Pagefind's own queries, ten results loaded."""
    (site / "index.html").write_text("<!doctype html><html lang='zh-CN'><title>p</title>", "utf-8")

    def ask(page: Page, query: str) -> float:
        return float(
            page.evaluate(
                """async (query) => {
                     const start = performance.now();
                     window.engine ??= await import('/pagefind/pagefind.js');
                     const found = await window.engine.search(query);
                     await Promise.all(found.results.slice(0, 10).map((each) => each.data()));
                     return performance.now() - start;
                   }""",
                query,
            )
        )

    measure(site, queries, "", "document.body", ask)


def measure(
    site: Path, queries: list[str], place: str, ready: str, ask: Callable[[Page, str], float]
) -> None:
    """Print the bytes of a first query and the median of further ones, as served with gzip."""
    from playwright.sync_api import sync_playwright

    with serving(site) as address, sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        fetched: list[int] = []
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda event: fetched.append(event["encodedDataLength"]))
        page.goto(address + place, wait_until="networkidle")
        page.wait_for_function(ready)
        before = sum(fetched)
        sizes: list[int] = []
        times: list[float] = []
        for query in queries:
            start = sum(fetched)
            times.append(ask(page, query))
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(250)
            sizes.append(sum(fetched) - start)
        browser.close()
    print(
        f"          page {before / 1000:.0f} KB, first query {sizes[0] / 1000:.0f} KB, further "
        f"{statistics.median(sizes[1:]) / 1000:.0f} KB (largest {max(sizes[1:]) / 1000:.0f}); "
        f"query to results {statistics.median(times[1:]):.0f} ms median, {max(times[1:]):.0f} most"
    )


if __name__ == "__main__":
    main()
