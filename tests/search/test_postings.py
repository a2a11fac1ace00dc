"""Segments one after the other become the lists of a library, all at once or range by range."""

from __future__ import annotations

import numpy as np
import pytest

from site_builder.search import postings, shards
from site_builder.search.lists import list_numbers
from site_builder.search.pieces import cut_up
from site_builder.search.postings import Postings
from site_builder.search.segments import Folding, segment
from site_builder.search.spool import Spool

FOLDING = Folding({})
DOCUMENTS = [[f"职工之家{number}", "工会会员之家，职工书屋", ""] for number in range(9)]


@pytest.fixture
def gathered():
    """A function that returns the postings of documents, cut into segments of some size."""
    spools = []

    def gather(documents, size):
        spools.append(Spool())
        found = Postings(spools[-1])
        for start in range(0, len(documents), size):
            found.add(cut_up(segment(documents[start : start + size], FOLDING)))
        return found

    yield gather
    for spool in spools:
        spool.close()


def test_segments_one_after_the_other_are_one_library(gathered):
    documents = [["职工之家", "职工"], ["工会"], ["家", ""], ["职工，职工"]]
    [(places, offsets)] = gathered(documents, 2).lists()

    assert np.cumsum(list_numbers(places["职工"])).tolist() == [0, 1, 5, 5]
    assert list_numbers(offsets["职工"]).tolist() == [0, 0, 0, 3]
    assert places["家"] == b"\0\x01\x05"
    assert places["工"] == b"\0\x01\x0b"
    assert "家" not in offsets


@pytest.mark.parametrize("size", [1, 2, 8])
def test_segments_may_be_cut_anywhere(gathered, size):
    assert list(gathered(DOCUMENTS, size).lists()) == list(gathered(DOCUMENTS, 9).lists())


@pytest.mark.parametrize("shard", [1 << 20, 40, 8])
def test_range_by_range_the_files_are_the_same(gathered, shard, monkeypatch):
    monkeypatch.setattr(shards, "SHARDS", dict.fromkeys(shards.SHARDS, shard))
    whole = list(gathered(DOCUMENTS, 4).files())
    monkeypatch.setattr(postings, "AT_ONCE", 1)

    assert len(list(gathered(DOCUMENTS, 4).lists())) == 64
    assert sorted(gathered(DOCUMENTS, 4).files()) == sorted(whole)


@pytest.mark.parametrize("documents", [[], [["", ""], ["，"]]])
def test_where_nothing_is_said_there_are_no_files(gathered, documents):
    assert list(gathered(documents, 1).files()) == []
