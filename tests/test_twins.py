"""Builds with --compress leave exact twins beside text files, made once, gone with their files."""

from __future__ import annotations

import datetime
import gzip

import brotli
import pytest

from site_builder import twins
from site_builder.build import Options, build_site

CASE = "content/cases/2023/yancheng-yizhan.md"


def build(library, **wishes):
    given = {"output": library.root / "output", "now": datetime.date(2026, 1, 1), "compress": True}
    return build_site(Options(root=library.root, self_test=False, **given | wishes))


def twins_of(tree):
    return {name for name in tree if name.endswith((".gz", ".br"))}


@pytest.fixture
def tried(monkeypatch):
    """The twins that were made or tried, in this process."""
    names = []

    def noted(output, twin):
        names.append(twin.name)
        return stage_twin(output, twin)

    stage_twin = twins.stage_twin
    monkeypatch.setattr(twins, "stage_twin", noted)
    return names


def test_twins_are_smaller_and_unpack_to_their_files(library):
    build(library)
    tree = library.tree()

    assert {"index.html.gz", "index.html.br", "feed.xml.gz", "data/cases.json.br"} < twins_of(tree)
    for name in twins_of(tree):
        file = name[:-3]
        unpack = gzip.decompress if name.endswith(".gz") else brotli.decompress
        assert unpack(tree[name]) == tree[file]
        assert len(tree[name]) < len(tree[file])


def test_a_second_build_does_nothing_and_an_edit_makes_the_twins_of_what_it_changed(library, tried):
    build(library)
    tried.clear()
    assert build(library).written == 0
    assert tried == []

    before = library.tree()
    library.case("yancheng-yizhan", body="## 针对问题\n\n另一段。\n")
    build(library)
    after = library.tree()

    changed = {name for name in before if before[name] != after.get(name)} - twins_of(before)
    assert {name[:-3] for name in tried} <= changed | {name for name in after if name not in before}
    assert "cases/yancheng-yizhan/index.html.gz" in tried


@pytest.mark.parametrize("edit", ["body", "title", "nothing"])
def test_step_by_step_or_at_once_it_is_the_same(library, edit):
    build(library)
    if edit == "body":
        library.write(CASE, (library.root / CASE).read_text("utf-8").replace("歇脚难", "喝水难"))
    elif edit == "title":
        library.case("yancheng-yizhan", 标题="另一个标题")

    assert build(library, verify=True).differences == ()


def test_twins_go_with_their_files(library):
    build(library)
    library.remove("content/cases/2023/yandu-gongjiang.md")
    build(library)

    assert [name for name in library.tree() if name.startswith("cases/yandu-gongjiang/")] == []


def test_a_build_without_twins_removes_them_and_one_with_them_brings_them_back(library):
    build(library, compress=False)
    plain = library.tree()
    build(library)
    both = library.tree()
    build(library, compress=False)
    again = library.tree()

    assert twins_of(plain) == set()
    assert again == plain
    build(library)
    assert library.tree() == both


def test_a_twin_that_somebody_touched_or_took_away_is_made_again(library):
    build(library)
    before = library.tree()
    (library.root / "output/index.html.gz").write_bytes(b"-")
    (library.root / "output/index.html.br").unlink()
    build(library)

    assert library.tree() == before


def test_what_gets_no_smaller_is_not_tried_again(library, tried, monkeypatch):
    monkeypatch.setitem(twins.TWINS, ".gz", lambda content: content)
    build(library)
    assert not [name for name in library.tree() if name.endswith(".gz")]
    assert "index.html.gz" in tried

    tried.clear()
    library.write("content/pages/more.md", "---\ntitle: 新的一页\n---\n\n正文。\n")
    build(library)
    assert "data/case.schema.json.gz" not in tried
    assert "more/index.html.gz" in tried


def test_more_processes_make_the_same_twins(library):
    for number in range(30):
        library.case(f"yizhan-{number}", 单位=f"第{number}工会")
    build(library, output=library.root / "one", jobs=1)
    build(library, output=library.root / "two", jobs=2)

    assert library.tree("one") == library.tree("two")
