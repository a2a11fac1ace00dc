"""Everyone can use every kind of page: axe finds nothing, and neither does what axe cannot see.

With SITE_BUILDER_ACCESS=FILE what was found is written there: the accessibility page tells of it.
"""

from __future__ import annotations

import datetime
import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

AXE = (
    "async tags => (await axe.run({runOnly: {type: 'tag', values: tags}, "
    "rules: {'target-size': {enabled: true}}, resultTypes: ['violations']})).violations.map("
    "each => [each.id, each.nodes.map(node => node.target.join(' '))])"
)
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
KINDS = {
    "home": "",
    "cases": "cases/",
    "case": "cases/yancheng-jiajiadao/",
    "regions": "regions/",
    "region": "regions/jiangsu/yancheng/",
    "keywords": "keywords/",
    "keyword": "keywords/laomo-gongjiang/",
    "year": "years/2023/",
    "insights": "insights/",
    "compare": "compare/",
    "compared": "compare/?ids=yancheng-jiajiadao,tianjin-jingkai-sanjidi",
    "search": "search/",
    "found": "search/?q=职工",
    "nothing": "search/?q=zzzqqqxxx",
    "suggestions": "search/",
    "page": "about/",
    "accessibility": "accessibility/",
    "missing": "404.html",
}
"""A page of every kind; a new kind is added here, and its name in plan/access_page.py."""
MODES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "large": {"color_scheme": "light"},
    "large dark": {"color_scheme": "dark"},
    "largest": {"color_scheme": "light"},
}
VIEW = "([view, size]) => Object.assign(document.documentElement.dataset, { view, size })"
WIDTHS = (390, 1280)
STEPS = 400
"""Tabs after which a page is taken for a trap."""
FOCUSED = """
() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {
    name: `${element.localName} ${element.textContent.trim().slice(0, 20)}`,
    place: [...document.querySelectorAll("*")].indexOf(element),
    order: element.tabIndex,
    seen: seen || style.boxShadow !== "none",
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}
"""
OUTLINE = """
() => ({
  lang: document.documentElement.lang,
  titles: document.querySelectorAll("h1").length,
  mains: document.querySelectorAll("main").length,
  levels: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((each) => each.checkVisibility()).map((each) => Number(each.localName[1])),
  navigations: [...document.querySelectorAll("nav")]
    .map((each) => each.getAttribute("aria-label")
      ?? document.getElementById(each.getAttribute("aria-labelledby"))?.textContent ?? ""),
  moving: document.getAnimations().length,
})
"""


@pytest.fixture(scope="module")
def library_site(repository, tmp_path_factory, serve):
    """The project's own library, built and served."""
    output = tmp_path_factory.mktemp("access") / "output"
    command = [sys.executable, "-m", "site_builder", "build", "--no-self-test"]
    command += ["--root", str(repository), "--output", str(output)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return serve(output)


@pytest.fixture(scope="module")
def axe():
    """The text of axe-core, and its version."""
    import axe_playwright_python

    text = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
    return text, re.match(r"/\*! axe v([\d.]+)", text)[1]


@pytest.fixture(scope="module")
def found(axe):
    """What was found, by kind, mode and width; written down in the end if somebody wants it."""
    findings: dict[tuple[str, str, int], int] = {}
    yield findings
    target = os.environ.get("SITE_BUILDER_ACCESS")
    if target and len(findings) == len(KINDS) * len(MODES) * len(WIDTHS):
        report = {
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "axe": axe[1],
            "kinds": list(KINDS),
            "modes": list(MODES),
            "widths": list(WIDTHS),
            "checks": len(findings),
            "violations": sum(findings.values()),
        }
        text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
        Path(target).write_text(text, "utf-8", newline="\n")


@pytest.fixture
def opened(chromium, library_site):
    """Opens a kind of page, and waits until it is as its reader sees it."""
    contexts = []

    def opened(kind, width, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(library_site + KINDS[kind], wait_until="networkidle")
        if kind in {"found", "nothing"}:
            page.wait_for_function(
                "() => document.title.includes('职工') || !document.querySelector('[aria-busy=true]')"
            )
        elif kind == "suggestions":
            page.locator("#page-search").press_sequentially("盐城")
            page.locator("#page-suggestions [role=option]").first.wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(opened, axe, found, kind):
    text, _version = axe
    faults = {}
    for width in WIDTHS:
        page = opened(kind, width)
        page.evaluate(text)
        for mode, media in MODES.items():
            page.emulate_media(**media)
            view = "elder" if mode.startswith("large") else "usual"
            page.evaluate(VIEW, [view, "largest" if mode == "largest" else "usual"])
            violations = page.evaluate(AXE, list(TAGS))
            found[kind, mode, width] = len(violations)
            if violations:
                faults[mode, width] = violations

    assert faults == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_order_and_reflows_at_320_pixels_which_is_a_zoom_of_400_per_cent(opened, kind):
    page = opened(kind, 320)
    outline = page.evaluate(OUTLINE)
    levels, names = outline["levels"], outline["navigations"]

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert outline["lang"] == "zh-CN"
    assert (outline["titles"], outline["mains"], outline["moving"]) == (1, 1, 0)
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert "" not in names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["home", "case", "region", "insights", "compared", "found"])
def test_tab_goes_through_a_page_in_its_order_and_is_seen_everywhere(opened, kind, width):
    page = opened(kind, width)
    page.evaluate("document.activeElement.blur()")
    steps = []
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        step = page.evaluate(FOCUSED)
        if step is None or (steps and step["place"] == steps[0]["place"]):
            break
        steps.append(step)
    else:
        pytest.fail("Tab never comes to the end of the page")
    places = [step["place"] for step in steps]

    assert steps[0]["name"] == "a 跳到正文"
    assert places == sorted(places)
    assert [step["name"] for step in steps if not (step["seen"] and step["shown"])] == []
    assert {step["order"] for step in steps} <= {0}
