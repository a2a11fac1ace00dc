"""The site of the project's own content, read over HTTP like a browser would."""

from __future__ import annotations

import functools
import http.server
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import html5lib
import pytest

PREFIX = "/union/cases/"
XHTML = "{http://www.w3.org/1999/xhtml}"
LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action"}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def translate_path(self, path):
        if not path.startswith(PREFIX):
            return "/nonexistent"
        return super().translate_path("/" + path[len(PREFIX) :])


@pytest.fixture(scope="session")
def site(repository, tmp_path_factory):
    """Build the project's content for a sub-path and serve it there; return its address."""
    output = tmp_path_factory.mktemp("site") / "output"
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(output))
    )
    address = f"http://127.0.0.1:{server.server_port}{PREFIX}"
    command = [sys.executable, "-m", "site_builder", "build", "--strict", "--root", str(repository)]
    command += ["--output", str(output), "--base-url", address, "--now", "2026-11-01"]
    result = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, timeout=100
    )
    assert result.returncode == 0, result.stdout + result.stderr
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()


@functools.cache
def fetch(url):
    with urllib.request.urlopen(url, timeout=10) as response:
        return response.headers.get_content_type(), response.read()


@pytest.fixture(scope="session")
def pages(site):
    """Return every page that links lead to, from the home page on, parsed strictly."""
    waiting, found = [site], {}
    while waiting:
        url = waiting.pop()
        if url in found:
            continue
        kind, content = fetch(url)
        if kind != "text/html":
            found[url] = None
            continue
        parser = html5lib.HTMLParser(strict=True)
        try:
            found[url] = parser.parse(content, transport_encoding="utf-8")
        except html5lib.html5parser.ParseError as error:
            raise AssertionError(
                f"{url}: {error} at {parser.tokenizer.stream.position()}"
            ) from error
        for _, target in links(url, found[url]):
            if target.startswith(site) and place_of(target) not in found:
                waiting.append(place_of(target))
    return found


def place_of(target):
    """Return the file behind an address; what follows the ? is for its script."""
    return urldefrag(target)[0].partition("?")[0]


def links(url, page):
    """Yield every address that a page names, resolved, with the element that names it."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.removeprefix(XHTML)
        value = element.get(LINKS.get(name, ""))
        if value is not None:
            yield element, urljoin(url, value)


def test_every_page_is_reached_by_links(site, pages, repository):
    cases = [path.stem for path in (repository / "content/cases").rglob("*.md")]

    assert len(cases) >= 12
    for case in cases:
        assert f"{site}cases/{case}/" in pages
    for path in (
        "",
        "cases/",
        "regions/",
        "keywords/",
        "insights/",
        "accessibility/",
        "about/",
        "data/cases.json",
        "feed.xml",
    ):
        assert site + path in pages


def test_every_internal_link_and_fragment_resolves(site, pages):
    for url, page in pages.items():
        if page is None:
            continue
        for _, target in links(url, page):
            if not target.startswith(site):
                continue
            place, fragment = place_of(target), urldefrag(target)[1]
            assert place in pages, f"{url} → {target}"
            if fragment:
                ids = {each.get("id") for each in pages[place].iter() if isinstance(each.tag, str)}
                assert unquote(fragment) in ids, f"{url} → {target}"


def test_nothing_is_requested_from_elsewhere(site, pages):
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(site))
    for url, page in pages.items():
        if page is None:
            continue
        for element, target in links(url, page):
            name = element.tag.removeprefix(XHTML)
            if name == "a" or element.get("rel") in {"canonical", "license", "me"}:
                continue
            assert target.startswith((origin + PREFIX, "data:")), f"{url}: {target}"
    for name in re.findall(r"assets/[^\"]+\.css", fetch(site)[1].decode()):
        assert not re.findall(r"url\(\s*['\"]?(?:https?:)?//", fetch(site + name)[1].decode())


def test_no_page_has_inline_script_or_style(pages):
    for url, page in pages.items():
        if page is None:
            continue
        for element in page.iter():
            if not isinstance(element.tag, str):
                continue
            name = element.tag.removeprefix(XHTML)
            assert name != "style", url
            assert "style" not in element.attrib, url
            assert not any(key.startswith("on") for key in element.attrib), url
            if name == "script" and element.get("src") is None:
                assert element.get("type") in {"application/json", "application/ld+json"}, url


def test_every_page_has_one_h1_and_ids_that_occur_once(pages):
    for url, page in pages.items():
        if page is None:
            continue
        elements = [each for each in page.iter() if isinstance(each.tag, str)]
        ids = [each.get("id") for each in elements if each.get("id")]
        assert len(ids) == len(set(ids)), url
        assert sum(each.tag == XHTML + "h1" for each in elements) == 1, url


def test_every_page_has_its_own_title_and_description(pages):
    titles = {}
    for url, page in pages.items():
        if page is None:
            continue
        title = page.findtext(f".//{XHTML}title")
        assert title not in titles, f"{url} and {titles.get(title)}: {title}"
        titles[title] = url


def test_a_strict_policy_stands_first_in_every_head(pages):
    for url, page in pages.items():
        if page is None:
            continue
        policies = [
            each.get("content")
            for each in page.iter(f"{XHTML}meta")
            if (each.get("http-equiv") or "").lower() == "content-security-policy"
        ]
        assert len(policies) == 1, url
        assert "default-src 'none'" in policies[0]
        assert "unsafe" not in policies[0]


def test_a_missing_page_shows_the_way_back(site):
    kind, content = fetch(site + "404.html")
    page = html5lib.parse(content, transport_encoding="utf-8")

    assert kind == "text/html"
    here = site + "deep/er/nothing"
    targets = {urldefrag(target)[0] for _, target in links(here, page)} - {here}
    assert site in targets
    for target in targets:
        if target.startswith(site):
            fetch(target)


def test_the_data_holds_every_case(site, repository):
    import csv
    import io
    import json

    library = json.loads(fetch(site + "data/cases.json")[1])
    content = fetch(site + "data/cases.csv")[1]
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))

    ids = {path.stem for path in (repository / "content/cases").rglob("*.md")}
    assert {case["id"] for case in library["cases"]} == ids == {row[0] for row in rows[1:]}
    assert content.startswith(b"\xef\xbb\xbf")
    assert {len(row) for row in rows} == {len(rows[0])}


def test_the_published_schema_accepts_every_case_of_the_repository(site, repository):
    import json

    import jsonschema
    import yaml

    schema = json.loads(fetch(site + "data/case.schema.json")[1])
    validator = jsonschema.Draft202012Validator(schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    for path in (repository / "content/cases").rglob("*.md"):
        head = path.read_text("utf-8").split("\n---\n")[0].removeprefix("---\n")
        facts = yaml.load(head, yaml.BaseLoader)
        assert [error.message for error in validator.iter_errors(facts)] == [], path.name


def test_an_unknown_address_is_a_404(site):
    with pytest.raises(urllib.error.HTTPError) as caught:
        fetch(site + "nothing/")
    caught.value.close()
    assert caught.value.code == 404
