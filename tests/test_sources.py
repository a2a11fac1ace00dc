"""Every file that a site is made from counts, and nothing but what is in it."""

from __future__ import annotations

import os

import pytest

from site_builder import sources
from site_builder.load import scan
from site_builder.load.content import digest_file
from site_builder.sources import read_sources

PATH = "content/cases/2023/yancheng-yizhan.md"


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (PATH, b"x"),
        ("content/cases/new.md", b""),
        ("content/cases/stray.txt", b""),
        ("content/pages/about.md", b"x"),
        ("content/site.yaml", b"x"),
        ("content/keywords.yaml", b"x"),
        ("content/regions.yaml", b""),
        ("content/images/a.png", b""),
        ("templates/page.html", b"x"),
        ("templates/_new.html", b""),
        ("templates/assets/site.css", b""),
        ("templates/page.xml", b"\xff"),
    ],
)
def test_a_change_of_any_file_is_another_library(library, path, content):
    before = read_sources(library.root).mark()
    library.write(path, content)
    after = read_sources(library.root).mark()

    assert after != before
    assert read_sources(library.root).mark() == after


@pytest.mark.parametrize("path", ["content/site.yaml", "content/keywords.yaml"])
def test_a_settings_file_that_cannot_be_read_is_none_that_is_missing(library, monkeypatch, path):
    def refused(file):
        if file == library.root / path:
            raise PermissionError(13, "Permission denied")
        return digest_file(file)

    whole = read_sources(library.root).mark()
    with monkeypatch.context() as patched:
        patched.setattr(sources, "digest_file", refused)
        unread = read_sources(library.root).mark()
    library.remove(path)

    assert len({whole, unread, read_sources(library.root).mark()}) == 3


def test_a_removed_file_and_a_moved_one_make_another_library(library):
    before = read_sources(library.root).mark()
    (library.root / PATH).rename(library.root / "content/cases/b.md")
    moved = read_sources(library.root).mark()
    library.remove("content/cases/b.md")

    assert len({before, moved, read_sources(library.root).mark()}) == 3


def test_times_of_files_do_not_count(library):
    before = read_sources(library.root).mark()
    for file in library.root.rglob("*"):
        os.utime(file, (1, 1))

    assert read_sources(library.root).mark() == before


def test_a_link_that_leads_out_of_the_library_counts(library):
    before = read_sources(library.root).mark()
    (library.root / "content/cases/out.md").symlink_to("/etc/hostname")

    assert read_sources(library.root).mark() != before


def test_an_image_that_goes_after_it_was_listed_is_named(library, monkeypatch):
    monkeypatch.setattr(scan, "walk", lambda *_: iter(["content/images/gone.jpg"]))
    found = read_sources(library.root)
    [problem] = found.problems

    assert found.images == {"content/images/gone.jpg": sources.ABSENT}
    assert (problem.code.value, problem.location.path) == ("unreadable", "content/images/gone.jpg")
