"""Splicing an index comes to what writing it as a whole would have come to."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.core.document import Body
from site_builder.search import shards
from site_builder.search.changed_shards import CannotSpliceError
from site_builder.search.columns import in_order
from site_builder.search.index import index_files
from site_builder.search.passages import case_text
from site_builder.search.splice import Exchange, spliced_files

CASES = 9
SENTENCES = [
    "建成驿站12家。",
    "工会为货车司机办了一件实事，",
    "职工说好！\n",
    "Wi-Fi 6 覆盖 3 个园区；",
    "勞動者之家",
    "甲" * 90 + "。",
    "一个谁也没有写过的字：龘。\n\n",
]
SECTIONS = ("针对问题", "主要做法", "成效", "经验启示", "媒体报道")
OWN = re.compile("postings/[0-9a-f]{8}-")
TEXTS = st.lists(
    st.tuples(
        st.sampled_from(SECTIONS), st.lists(st.sampled_from(SENTENCES), max_size=5).map("".join)
    ),
    max_size=5,
)


@pytest.fixture
def source(library, source_of, monkeypatch):
    """Nine cases, whose postings take many small shards, and some a file of their own."""
    monkeypatch.setattr(shards, "SHARDS", {"postings": 48, "offsets": 96})
    monkeypatch.setattr(shards, "OWN_FILE", {"postings": 12})
    monkeypatch.setattr(shards, "MOST_BITS_IN_ENTRY", {"postings": 3, "offsets": 3})
    for number in range(CASES - 2):
        library.case(f"case-{number}", 地区="北京市" if number % 2 else "江苏省/盐城市")
    return source_of(library)


def with_texts(source, texts):
    """Return a source in which some cases, by number, have other texts."""
    cases = list(source.cases)
    for number, text in texts.items():
        document = cases[number].document
        body = Body(html="", headings=document.body.headings, text=tuple(text))
        changed = dataclasses.replace(document, body=body)
        cases[number] = dataclasses.replace(cases[number], document=changed)
    return dataclasses.replace(source, cases=cases)


def exchanges(old, new):
    """Return what differs between two sources, as a build finds it."""
    for number, (was, now) in enumerate(zip(in_order(old.cases), in_order(new.cases), strict=True)):
        if was is not now:
            texts = [case_text(case, old.regions) for case in (was, now)]
            yield Exchange(number, now, *texts)


def spliced(files, old, new):
    """Return the files of an index after splicing."""
    gone = set()
    load = files.__getitem__
    made = spliced_files(load, exchanges(old, new), old.regions, old.folding, gone)
    changed = dict(made)
    return {name: content for name, content in files.items() if name not in gone} | changed


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.dictionaries(st.integers(0, CASES - 1), TEXTS, max_size=3),
    st.dictionaries(st.integers(0, CASES - 1), TEXTS, max_size=3),
)
def test_splicing_comes_to_what_writing_all_comes_to(source, before, after):
    old = with_texts(source, before)
    new = with_texts(old, after)
    written = dict(index_files(old))
    try:
        found = spliced(written, old, new)
    except CannotSpliceError:
        return
    assert found == dict(index_files(new))


def test_a_changed_word_touches_few_files(source):
    texts = {3: [("成效", "建成驿站12家。工会为货车司机办了一件实事，职工说好！")]}
    old = with_texts(source, texts)
    new = with_texts(old, {3: [("成效", "建成驿站13家。工会为货车司机办了一件实事，职工说好！")]})
    before, after = dict(index_files(old)), dict(index_files(new))
    shard = {name for name in after.keys() - before.keys() if name.startswith("postings/")}

    assert spliced(before, old, new) == after
    assert 1 <= len([name for name in shard if "names" not in name]) <= 6


def test_a_document_that_needs_more_slots_is_not_spliced(source):
    old = with_texts(source, {0: [("成效", "短。")]})
    new = with_texts(old, {0: [("成效", ("长" * 100 + "。") * 40)]})

    with pytest.raises(CannotSpliceError):
        spliced(dict(index_files(old)), old, new)


def test_lists_of_their_own_files_are_exchanged_there(source):
    old = with_texts(source, {number: [("成效", "职工说好。")] for number in range(CASES)})
    new = with_texts(old, {3: [("成效", "职工说好。职工说好。")]})
    before, after = dict(index_files(old)), dict(index_files(new))

    assert [name for name in before if OWN.match(name)]
    assert [name for name in after.keys() - before.keys() if OWN.match(name)]
    assert spliced(before, old, new) == after


def test_lists_that_are_due_in_more_shards_are_not_spliced(source):
    old = with_texts(source, {number: [("成效", "短。")] for number in range(CASES)})
    long = "".join(chr(0x4E00 + 7 * number) for number in range(900))
    new = with_texts(old, {0: [("成效", long)]})

    with pytest.raises(CannotSpliceError):
        spliced(dict(index_files(old)), old, new)
