"""Documents are read once; what they became is remembered by their bytes."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from site_builder import documents
from site_builder.core.diagnostics import Code, Diagnostic, Location, Severity
from site_builder.core.messages import msg
from site_builder.documents import Reader, kept_keys
from site_builder.load.content import digest_document
from site_builder.load.parse import parse_content
from site_builder.sources import document_digests
from site_builder.workers import workers
from site_builder.write.store import Store

PATH = "content/cases/2023/yancheng-yizhan.md"
OTHER = "content/cases/2023/yandu-gongjiang.md"


@pytest.fixture
def converted(monkeypatch):
    """The paths of the files that were converted since the list was last emptied."""
    paths = []

    def parse(kind, path, content):
        paths.append(path)
        return parse_content(kind, path, content)

    monkeypatch.setattr(documents, "parse_content", parse)
    return paths


def read(library, *paths, kind="case", jobs=1, meanwhile=()):
    with (
        contextlib.closing(Store(library.root / ".site-builder", "b1")) as store,
        workers(jobs, 1000) as executor,
    ):
        digests = dict(document_digests(library.root, kind, paths))
        reader = Reader(library.root, store, digests, executor, meanwhile=meanwhile)
        return list(reader.read(kind, paths))


def test_a_file_that_did_not_change_is_not_converted_again(library, converted):
    first = read(library, PATH, OTHER)
    assert converted == [PATH, OTHER]
    library.case("yancheng-yizhan", "改了\n")
    converted.clear()
    second = read(library, PATH, OTHER)

    assert converted == [PATH]
    assert second[1] == first[1]
    assert second[0].parsed.body.html == "<p>改了</p>"


def test_a_text_that_comes_back_is_still_known(library, converted):
    first = read(library, PATH)
    library.case("yancheng-yizhan", "改了\n")
    read(library, PATH)
    library.case("yancheng-yizhan")
    converted.clear()

    assert read(library, PATH) == first
    assert converted == []


def test_what_is_remembered_is_what_a_file_becomes_with_its_diagnostics(library):
    library.case("yancheng-yizhan", "## 成效\n\n[无](none.md)\n", 主体="没有", 标题="长" * 70)
    first, second = read(library, PATH), read(library, PATH)

    assert second == first
    assert [each.code.value for each in first[0].parsed.diagnostics] == [
        "title-length", "wrong-value", "missing-section", "missing-section", "missing-section",
    ]  # fmt: skip


def test_a_moved_file_is_read_at_its_new_place(library, converted):
    read(library, PATH)
    library.write("content/cases/b.md", (library.root / PATH).read_bytes())
    [moved] = read(library, "content/cases/b.md")

    assert converted == [PATH, "content/cases/b.md"]
    assert moved.parsed.document.path == "content/cases/b.md"


def test_a_case_and_a_page_of_one_path_are_two_things():
    assert digest_document("case", PATH, b"x") != digest_document("page", PATH, b"x")


def test_a_file_that_cannot_be_read_is_told_each_time(library):
    for _ in range(2):
        [found] = read(library, "content/cases/gone.md")

        assert (found.digest, found.complete) == ("", False)
        assert [each.code for each in found.parsed.diagnostics] == [Code.UNREADABLE]


def test_a_document_that_took_too_long_is_tried_again(library, converted, monkeypatch):
    slow = Diagnostic(Code.SLOW_DOCUMENT, Severity.ERROR, Location(PATH), msg("慢"))
    monkeypatch.setattr(
        documents, "check_sections", lambda _p, _b, report, **_: report.extend([slow])
    )
    read(library, PATH)
    monkeypatch.undo()

    assert [each.parsed.diagnostics for each in read(library, PATH)] == [()]


@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_a_fence_left_open_is_one_slip_and_the_sections_behind_it_are_not_missed(library, fence):
    library.case("yancheng-yizhan", f"## 针对问题\n\n甲\n\n{fence}\n乙\n\n## 主要做法\n\n丙\n")
    [found] = read(library, PATH)

    assert [each.code.value for each in found.parsed.diagnostics] == ["unclosed-code"]
    assert not found.complete


def test_whether_all_sections_are_there_is_remembered(library):
    library.case("yandu-gongjiang", "## 成效\n\n乙\n")

    for _ in range(2):
        assert [each.complete for each in read(library, PATH, OTHER)] == [True, False]


def test_texts_that_are_kept_no_longer_are_converted_again(library, converted):
    read(library, PATH)
    [file] = (library.root / ".site-builder").glob("*.sqlite")
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("DELETE FROM kept WHERE kind <> 'facts'")
        database.commit()
    [found] = read(library, PATH)

    assert converted == [PATH]
    assert found.parsed.body.html.startswith("<h2")
    assert found.parsed.body.text[0] == ("针对问题", "户外职工歇脚难。")


@pytest.mark.parametrize("jobs", [1, 2])
def test_documents_come_in_the_order_of_their_paths_whoever_reads_them(library, jobs):
    for number in range(150):
        library.case(f"case-{number:03d}")
    paths = sorted(
        path.relative_to(library.root).as_posix()
        for path in (library.root / "content/cases").rglob("*.md")
    )
    read(library, *paths[::3])

    found = read(library, *paths, jobs=jobs)

    assert [each.parsed.path for each in found] == paths
    assert [each.parsed.document.path for each in found] == paths
    assert {key: len(keys) for key, keys in kept_keys(found).items()} == {
        "facts": 152, "html": 152, "text": 152,
    }  # fmt: skip


@pytest.mark.parametrize(("jobs", "done"), [(1, []), (2, ["templates"])])
def test_while_others_read_there_is_time_for_something_else(library, jobs, done):
    for number in range(70):
        library.case(f"case-{number:02d}")
    paths = [f"content/cases/case-{number:02d}.md" for number in range(70)]
    found = []

    read(library, *paths, jobs=jobs, meanwhile=[lambda: found.append("templates")])
    read(library, PATH, jobs=jobs, meanwhile=[lambda: found.append("one file is read here")])

    assert found == done
