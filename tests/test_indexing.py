"""The index of a library lies beside its pages and is tried out before it is published."""

from __future__ import annotations

import json


def test_a_build_writes_the_index_of_what_it_publishes(library):
    library.case("caogao", 草稿="是")
    library.run("build")

    entry = json.loads(library.read("search/entry.json"))
    assert entry["documents"] == 2
    names = json.loads(library.read(f"search/names-{entry['files']['names']}.json"))
    assert "劳模工匠" in str(names)
    regions = json.loads(library.read(f"search/regions-{entry['files']['regions']}.json"))
    assert regions == [
        [0, "江苏", "jiang'su", 0, []],
        [1, "盐城", "yan'cheng", 1, []],
        [2, "盐都", "yan'du", 1, []],
    ]


def test_files_of_an_index_that_changed_are_removed(library):
    library.run("build")
    before = set(library.tree())
    library.case("yancheng-yizhan", 标题="另一个标题")
    library.run("build")
    after = set(library.tree())

    gone = {name.partition("/")[2].partition("/")[0] for name in before - after}
    assert gone >= {"documents", "postings"}
    assert {name for name in after if name.startswith("search/postings/")}.isdisjoint(before)


def test_a_lost_phrase_is_a_fault_of_ours_and_publishes_nothing(library, monkeypatch):
    import pytest

    from site_builder import indexing
    from site_builder.build import Options, build_site
    from site_builder.search.self_test import LostPhraseError

    files = indexing.whole_files

    def without_postings(source, gathered):
        for name, content in files(source, gathered):
            yield name, b"\0" if name.startswith(("postings/", "offsets/")) else content

    monkeypatch.setattr(indexing, "whole_files", without_postings)
    options = Options(root=library.root, output=library.root / "output", jobs=1)

    with pytest.raises(LostPhraseError):
        build_site(options)
    assert not (library.root / "output").exists()


def test_the_self_test_can_be_left_out(library, monkeypatch):
    from site_builder import indexing
    from site_builder.build import Options, build_site

    def refuse(*_arguments):
        raise AssertionError

    monkeypatch.setattr(indexing, "check_index", refuse)
    options = Options(library.root, library.root / "output", jobs=1, self_test=False)

    assert not build_site(options).blocked
