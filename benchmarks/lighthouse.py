"""Lighthouse on the main kinds of pages, served with gzip on loopback: its four scores of each."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from gzip_server import serving

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / ".lighthouse"
"""Ignored by git; what npm installs is no part of the site."""
LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = {
    "home": "",
    "case": "cases/yancheng-jiajiadao/",
    "region": "regions/jiangsu/yancheng/",
    "search": "search/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
"""The median counts: a machine that is busy makes one run slow."""


def install() -> Path:
    """Return the lighthouse command, which npm installs the first time."""
    command = TOOLS / "node_modules/.bin/lighthouse"
    if not command.exists():
        npm = shutil.which("npm")
        if npm is None:
            sys.exit("npm is missing: install nodejs 18 or newer with npm")
        words = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(TOOLS), LIGHTHOUSE]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return command


def scores(command: Path, url: str, chromium: str) -> tuple[dict[str, int], set[str]]:
    """Return the scores of one run, 0 to 100, and what cost points."""
    words = [str(command), url, "--quiet", "--output=json"]
    words += [f"--only-categories={','.join(CATEGORIES)}"]
    words += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(words, env=environment, capture_output=True, check=True)
    report = json.loads(done.stdout)
    found = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    lost = {
        each["id"]
        for category in report["categories"].values()
        for each in category["auditRefs"]
        if each["weight"]
        and (report["audits"][each["id"]]["score"] or 0) < 1
        and report["audits"][each["id"]]["scoreDisplayMode"] not in {"notApplicable", "manual"}
    }
    return found, lost


def main() -> int:
    """Print the scores; the exit code is 1 where one is below 100."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is missing: scripts/ensure_chromium.sh")
    command = install()
    good = True
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "site_builder", "build", "--root", str(ROOT)]
        subprocess.run([*build, "--output", f"{folder}/site"], check=True, capture_output=True)
        print(f"{LIGHTHOUSE}, median of {RUNS}\n{'page':<8}", *CATEGORIES)
        with serving(Path(folder, "site")) as address:
            for name, place in PAGES.items():
                runs = [scores(command, address + place, chromium) for _ in range(RUNS)]
                medians = [sorted(run[each] for run, _ in runs)[RUNS // 2] for each in CATEGORIES]
                row = (
                    f"{score:>{len(title)}}"
                    for score, title in zip(medians, CATEGORIES, strict=True)
                )
                print(f"{name:<8}", *row)
                if min(medians) < 100:
                    good = False
                    print("        ", *sorted(set.union(*(lost for _, lost in runs))))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
