"""The whole index: written, read back, tried out."""

from __future__ import annotations

import json

import pytest

from site_builder.search.index import index_files
from site_builder.search.reader import Reader
from site_builder.search.self_test import LostPhraseError, check_index, draw


@pytest.fixture
def written(library, source_of):
    library.case("beijing-wenjuan", 标题="５Ｇ 基站旁的書屋", 地区="北京市")
    source = source_of(library)
    return source, dict(index_files(source))


def reader_of(written) -> Reader:
    source, files = written
    return Reader(files.__getitem__, str.maketrans(source.variants))


@pytest.mark.parametrize(
    ("phrase", "documents"),
    [
        ("驿站", [0, 1, 2]),
        ("5g基站", [0]),
        ("基站旁的书屋", [0]),
        ("書屋", [0]),
        ("基站书屋", []),
        ("盐都区总工会", [2]),
        ("江苏盐城", [1, 2]),
        ("爱心驿站", [0, 1]),
        ("茶", []),
        ("旁", [0]),
        ("没有的话", []),
        ("，", []),
        ("", []),
        ("建成驿站12家", [0, 1, 2]),
        ("建成驿站1", []),
    ],
)
def test_a_phrase_is_found_where_it_stands_and_nowhere_else(written, phrase, documents):
    assert reader_of(written).documents(phrase) == documents


@pytest.mark.parametrize(("most", "asked"), [(1 << 20, 1), (1, 7)])
def test_a_reader_remembers_so_many_lists(written, monkeypatch, most, asked):
    _source, files = written
    loads = []
    monkeypatch.setattr("site_builder.search.reader.MOST_HELD", most)
    reader = Reader(lambda name: loads.append(name) or files[name], {})

    assert [reader.documents(phrase) for phrase in ("爱心驿站", "基站", "爱心驿站")] == [
        [0, 1],
        [0],
        [0, 1],
    ]
    shards = [name for name in loads if name.startswith("postings/")]
    assert max(map(shards.count, shards)) == asked


def test_the_same_library_gives_the_same_bytes(library, source_of):
    assert list(index_files(source_of(library))) == list(index_files(source_of(library)))


def test_every_name_but_the_entrys_carries_a_digest(written):
    _source, files = written
    entry = json.loads(files.pop("entry.json"))

    assert entry["format"] == 1
    assert entry["documents"] == 3
    assert entry["slots"] == 96
    assert all(name.rpartition(".")[0][-8:] or "documents/" in name for name in files)
    assert {f"{stem}-{mark}" for stem, mark in entry["files"].items()} <= {
        name.partition(".")[0] for name in files
    }


def test_an_empty_library_has_an_index(empty_library, source_of):
    files = dict(index_files(source_of(empty_library)))

    assert json.loads(files["entry.json"])["documents"] == 0
    assert Reader(files.__getitem__, {}).documents("工会") == []


def test_the_self_test_passes_for_what_was_written(written):
    source, files = written

    check_index(source, files.__getitem__)


def test_the_self_test_names_the_case_whose_phrase_is_lost(written):
    source, files = written
    no_terms = b"\x00"
    lost = {name: no_terms for name in files if name.startswith(("postings/", "offsets/"))}

    with pytest.raises(LostPhraseError, match="beijing-wenjuan: "):
        check_index(source, (files | lost).__getitem__)


def test_phrases_are_drawn_alike_each_time_and_stand_in_the_case(written):
    source, _files = written
    case = source.cases[0]

    assert draw(case, source.regions) == draw(case, source.regions) != []
