"""Images become what pages show; what was made of one is made once."""

from __future__ import annotations

import datetime
import io
import re
import shutil

import pytest
from PIL import Image

from site_builder import making, publishing, sources
from site_builder.build import Options, build_site
from site_builder.load import photos
from site_builder.load.content import digest_file

CASE = "cases/yancheng-yizhan/index.html"
BODY = """\
## 针对问题

甲

## 主要做法

乙![驿站门口](/images/b.jpg)

## 成效

![表](/images/b.jpg)

## 经验启示

丙
"""


def jpeg(width=1000, height=500, colour="red", orientation=0) -> bytes:
    target, exif = io.BytesIO(), Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    more = {"exif": exif} if orientation else {}
    Image.new("RGB", (width, height), colour).save(target, "JPEG", **more)
    return target.getvalue()


def build(library, output="output", **wishes):
    options = {"jobs": 1, "now": datetime.date(2026, 1, 1)} | wishes
    return build_site(Options(root=library.root, output=library.root / output, **options))


def copies(library, output="output") -> list[str]:
    return [name for name in library.tree(output) if name.endswith(".webp")]


@pytest.fixture
def illustrated(library):
    """A library with a case that has an image of its own, and another in its body, twice."""
    library.write("content/images/a.jpg", jpeg())
    library.write("content/images/b.jpg", jpeg(700, 500, "blue", orientation=6))
    library.case("yancheng-yizhan", BODY, 题图="{图片: images/a.jpg, 替代文字: 驿站}")
    return library


@pytest.fixture
def made(monkeypatch):
    """What Pillow had to do."""
    done = []
    for name in ("measure", "scaled", "cleaned"):
        original = getattr(photos, name)

        def counted(*arguments, name=name, original=original):
            done.append((name, *arguments[1:]))
            return original(*arguments)

        monkeypatch.setattr(photos, name, counted)
    return done


def test_images_have_their_sizes_and_copies(illustrated):
    outcome = build(illustrated)
    page = illustrated.read(CASE)

    assert outcome.diagnostics == []
    assert re.findall(r'\.jpg"[^>]* width="(\d+)" height="(\d+)"', page) == [
        ("1000", "500"),
        ("500", "700"),
        ("500", "700"),
    ]
    linked = set(re.findall(r"assets/images/[0-9a-f]{32}-\d+\.webp(?= \d+w)", page))
    assert linked == set(copies(illustrated))
    assert sorted(name.rpartition("-")[2] for name in linked) == [
        "1000.webp",
        "480.webp",
        "500.webp",
    ]
    assert page.count('loading="lazy"') == 2, "the case's own image is not waited with"


def test_an_image_without_more_is_published_as_it_is_and_another_one_without_its_rest(illustrated):
    build(illustrated)
    tree = illustrated.tree()
    bare = Image.open(io.BytesIO(tree["images/b.jpg"]))

    assert tree["images/a.jpg"] == jpeg()
    assert (bare.size, dict(bare.getexif())) == ((500, 700), {})


def test_a_build_that_changes_nothing_makes_nothing(illustrated, made):
    first = build(illustrated)
    done = sorted(made, key=str)
    made.clear()
    again = build(illustrated)

    assert done == [
        ("cleaned",),
        ("measure",),
        ("measure",),
        ("scaled", 1000),
        ("scaled", 480),
        ("scaled", 500),
    ]
    assert (again.written, again.removed, made) == (0, 0, [])
    assert first.written > 0


def test_an_image_is_scaled_once_for_all_output_folders(illustrated, made):
    build(illustrated)
    made.clear()
    build(illustrated, "other")

    assert made == []
    assert illustrated.tree("other") == illustrated.tree()


def test_an_edit_of_a_text_leaves_its_images_alone(illustrated, made):
    build(illustrated)
    made.clear()
    illustrated.case(
        "yancheng-yizhan", BODY + "\n丁\n", 题图="{图片: images/a.jpg, 替代文字: 驿站}"
    )
    build(illustrated)
    page = illustrated.read(CASE)
    build(illustrated, "clean", fresh=True)

    assert "丁" in page
    assert illustrated.tree() == illustrated.tree("clean")


def test_another_image_of_the_same_name_changes_its_pages_and_its_copies(illustrated):
    build(illustrated)
    before = copies(illustrated)
    illustrated.write("content/images/a.jpg", jpeg(600, 400))
    outcome = build(illustrated)

    assert CASE in outcome.reasons
    assert 'width="600" height="400"' in illustrated.read(CASE)
    assert len(set(copies(illustrated)) & set(before)) == 1, "that of the other image"
    build(illustrated, "clean", fresh=True)
    assert illustrated.tree() == illustrated.tree("clean")


def test_what_was_taken_from_the_output_folder_comes_back(illustrated):
    build(illustrated)
    tree = illustrated.tree()
    shutil.rmtree(illustrated.root / "output/assets/images")
    illustrated.write("output/images/b.jpg", b"scribbled over")
    build(illustrated)

    assert illustrated.tree() == tree


def test_an_image_that_no_page_shows_is_published_without_copies(library):
    library.write("content/images/a.jpg", jpeg())
    build(library)

    assert copies(library) == []
    assert library.tree()["images/a.jpg"] == jpeg()


def test_several_processes_make_the_same(illustrated):
    for number in range(4):
        illustrated.write(f"content/images/more-{number}.jpg", jpeg(600 + number, orientation=3))
    build(illustrated, jobs=2)
    build(illustrated, "alone", fresh=True, jobs=1)

    assert illustrated.tree() == illustrated.tree("alone")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"GIF89a", "broken-image"),
        (jpeg()[:300], "broken-image"),
        (b"", "broken-image"),
    ],
)
def test_an_image_that_cannot_be_opened_is_named_with_its_place(illustrated, content, code):
    illustrated.write("content/images/b.jpg", content)

    for outcome in (build(illustrated), build(illustrated), build(illustrated, write=False)):
        [found] = outcome.diagnostics
        assert outcome.blocked
        assert (found.code.value, found.location.path, found.location.line) == (
            code,
            "content/images/b.jpg",
            1,
        )


def test_an_image_of_too_many_pixels_is_named_with_its_place(illustrated):
    target = io.BytesIO()
    Image.new("1", (8000, 8000)).save(target, "PNG")
    illustrated.write("content/images/b.jpg", target.getvalue())
    [found] = build(illustrated).diagnostics

    assert (found.code.value, found.location.path) == ("too-large", "content/images/b.jpg")


def test_an_image_that_is_changed_while_a_build_reads_is_made_again_by_the_next(
    illustrated, monkeypatch
):
    scaled = photos.scaled

    def meddle(content, width):
        illustrated.write("content/images/b.jpg", jpeg(640, 640, "green"))
        return scaled(content, width)

    monkeypatch.setattr(photos, "scaled", meddle)
    build(illustrated)
    monkeypatch.undo()
    build(illustrated)
    build(illustrated, "clean", fresh=True)

    assert illustrated.tree() == illustrated.tree("clean")


@pytest.mark.parametrize(
    ("path", "missed"),
    [("a.jpg", 1), ("b.jpg", 2), ("c.jpg", 0)],
    ids=["copied", "cleaned", "as is"],
)
@pytest.mark.parametrize(("module", "name"), [(making, "read_library"), (publishing, "staging")])
def test_an_image_that_goes_while_a_build_runs_is_as_if_it_had_never_been(
    illustrated, monkeypatch, module, name, path, missed
):
    illustrated.write("content/images/c.jpg", jpeg(300, 300, "green"))
    original = getattr(module, name)

    def meddle(*arguments):
        monkeypatch.undo()
        illustrated.remove(f"content/images/{path}")
        return original(*arguments)

    monkeypatch.setattr(module, name, meddle)
    outcome = build(illustrated)
    clean = build(illustrated, "clean", fresh=True)

    assert [each.code.value for each in outcome.diagnostics] == ["missing-image"] * missed
    assert (outcome.diagnostics, outcome.blocked) == (clean.diagnostics, clean.blocked)
    assert illustrated.tree() == illustrated.tree("clean")


def test_an_image_that_cannot_be_read_is_named_with_the_reason(illustrated, monkeypatch):
    """Nobody can take the right to read from root, who runs tests in containers."""

    def refuse(file):
        if file.name == "b.jpg":
            raise PermissionError(13, "Permission denied")
        return digest_file(file)

    monkeypatch.setattr(sources, "digest_file", refuse)
    outcome = build(illustrated)
    [found] = outcome.diagnostics

    assert outcome.blocked
    assert (found.code.value, found.location.path) == ("unreadable", "content/images/b.jpg")
