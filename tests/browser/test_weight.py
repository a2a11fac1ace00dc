"""Pages are light and stand still while they load: measured on the project's own library."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.browser

STILL = ("regions/jiangsu/yancheng/", "search/", "insights/", "cases/", "keywords/")
SHIFTS = """
() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().map((entry) => entry.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([]), 300);
})
"""


@pytest.fixture(scope="module")
def built(repository, tmp_path_factory):
    """The project's own library, built."""
    output = tmp_path_factory.mktemp("weight") / "output"
    command = [sys.executable, "-m", "site_builder", "build", "--no-self-test"]
    command += ["--root", str(repository), "--output", str(output)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return output


@pytest.fixture
def weight(repository, monkeypatch):
    """The module that weighs pages."""
    monkeypatch.syspath_prepend(repository / "benchmarks")
    import weight

    return weight


def test_pages_weigh_no_more_than_they_may(built, weight, chromium):
    addresses = [weight.PAGES[name] for name in weight.MARKS]
    for place in addresses:
        assert (built / place / "index.html").is_file()
    page = chromium.new_page()
    heavy = {}
    with weight.serving(built) as address:
        for name, most in weight.MARKS.items():
            urls = []
            page.on("request", lambda request, urls=urls: urls.append(request.url))
            page.goto(address + weight.PAGES[name], wait_until="networkidle")
            found = weight.weight_of(built, urls)
            assert found.requests > 1
            heavy |= {name: found.gzip} if found.gzip.total() > most else {}
    page.close()

    assert heavy == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_pages_load(built, weight, chromium, width):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    moved = {}
    with weight.serving(built) as address:
        for place in (*STILL, *map(weight.PAGES.get, weight.MARKS)):
            page.goto(address + place, wait_until="networkidle")
            shifts = page.evaluate(SHIFTS)
            moved |= {place: shifts} if shifts else {}
    page.close()

    assert moved == {}
