"""Which files a library consists of."""

from __future__ import annotations

import os
import unicodedata

import pytest

from site_builder.core.diagnostics import Report
from site_builder.load.scan import MAX_IMAGE, scan_library, stem


@pytest.fixture
def scan(library):
    def run():
        report = Report()
        return scan_library(library.root, report), report.in_order()

    return run


def test_folders_below_cases_are_the_editors_own(library, scan):
    library.write("content/cases/a/b/c/deep.md", "x")
    files, found = scan()

    assert "content/cases/a/b/c/deep.md" in files.cases
    assert files.pages == ("content/pages/about.md",)
    assert found == []


def test_files_come_in_the_order_of_their_paths(library, scan):
    for name in ("z", "a", "m", "B", "中"):
        library.write(f"content/cases/{name}.md", "x")

    assert list(scan()[0].cases) == sorted(scan()[0].cases)


def test_what_systems_and_editors_leave_behind_is_no_part_of_a_library(library, scan):
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "~$案例.docx", "案例.md~", ".a.md.swp"):
        library.write(f"content/cases/2023/{name}", "x")
    library.write("content/cases/.git/config", "x")
    files, found = scan()

    assert len(files.cases) == 2
    assert files.strays == ()
    assert found == []


def test_other_files_in_the_documents_folders_are_strays(library, scan):
    library.write("content/cases/2023/案例.docx", "x")
    library.write("content/pages/deeper/x.md", "x")
    library.write("content/pages/notes.txt", "x")

    assert scan()[0].strays == (
        "content/cases/2023/案例.docx",
        "content/pages/deeper/x.md",
        "content/pages/notes.txt",
    )


def test_the_ending_may_be_written_in_capitals(library, scan):
    library.write("content/cases/2023/big.MD", "x")
    library.write("content/images/a.JPG", b"x")
    files, _ = scan()

    assert "content/cases/2023/big.MD" in files.cases
    assert files.images == ("content/images/a.JPG",)


def test_an_image_above_ten_megabytes_is_an_error(library, scan):
    library.write("content/images/good.png", b"x" * 100)
    with (library.root / "content/images/big.png").open("wb") as file:
        file.truncate(MAX_IMAGE + 1)
    [found] = scan()[1]

    assert (found.code.value, found.location.path) == ("too-large", "content/images/big.png")
    assert str(found.message) == "这张图片有 10.1 MB，超过了 10 MB。"


def test_a_link_out_of_the_library_is_an_error(library, scan, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("secret", "utf-8")
    os.symlink(outside, library.root / "content/cases/door")
    os.symlink(outside / "secret.md", library.root / "content/cases/window.md")
    files, found = scan()

    assert [(each.code.value, each.location.path) for each in found] == [
        ("outside-root", "content/cases/door"),
        ("outside-root", "content/cases/window.md"),
    ]
    assert not any("secret" in path or "window" in path for path in files.cases)


def test_links_within_the_library_are_followed_once(library, scan):
    os.symlink(library.root / "content", library.root / "content/cases/again")
    library.write("content/shared/x.md", "x")
    os.symlink(library.root / "content/shared", library.root / "content/cases/shared")
    files, found = scan()

    assert found == []
    assert len(files.cases) == len(set(files.cases)) <= 6
    assert "content/cases/shared/x.md" in files.cases


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("content/cases/2023/a.md", "a"),
        ("content/cases/a.b.md", "a.b"),
        ("content/cases/" + unicodedata.normalize("NFD", "é家.md"), "é家"),
    ],
)
def test_the_stem_is_the_name_without_its_ending_in_one_composition(path, name):
    assert stem(path) == name
