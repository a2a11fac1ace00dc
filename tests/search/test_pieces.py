"""A segment in pieces says what it said as a whole."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from site_builder.search.codec import term_hash
from site_builder.search.pieces import RANGES, cut_up, rearranged
from site_builder.search.segments import END, Folding, segment

LISTS = st.lists(st.lists(st.integers(0, 255), max_size=9), max_size=9)


def test_each_term_lies_in_the_piece_of_its_hash_with_all_that_belongs_to_it():
    found = segment([["职工之家", "5G 职工"], ["工会，职工"]], Folding({}))
    terms = {}
    singles = {}

    for place, piece in enumerate(cut_up(found).pieces):
        rows = np.frombuffer(piece.rows, "<u4").reshape(4, -1).T.tolist()
        gap = offset = holder = 0
        for term, row in zip(filter(None, piece.terms.decode().split(END)), rows, strict=True):
            assert term_hash(term) * RANGES >> 32 == place
            first, last, gaps, offsets = row
            inside = piece.gaps[gap : gap + gaps], piece.offsets[offset : offset + offsets]
            terms[term] = first, last, *map(list, inside)
            gap, offset = gap + gaps, offset + offsets
        counts = np.frombuffer(piece.counts, "<u4").tolist()
        holders = np.frombuffer(piece.holders, "<u2").tolist()
        for single, count in zip(
            filter(None, piece.singles.decode().split(END)), counts, strict=True
        ):
            assert term_hash(single) * RANGES >> 32 == place
            singles[single] = holders[holder : holder + count]
            holder += count
        assert (gap, offset, holder) == (len(piece.gaps), len(piece.offsets), len(holders))

    assert terms == {
        "5g": (1, 1, [], [0]),
        "g职": (1, 1, [], [1]),
        "职工": (0, 2, [1, 1], [0, 2, 3]),
        "工之": (0, 0, [], [1]),
        "之家": (0, 0, [], [2]),
        "工会": (2, 2, [], [0]),
    }
    assert singles == {"职": [0, 1], "工": [0, 1], "之": [0], "家": [0], "会": [1]}


def test_a_segment_without_terms_has_empty_pieces():
    pieces = cut_up(segment([["", ""], [""]], Folding({})))

    assert (pieces.documents, pieces.slots) == (2, 3)
    assert {*pieces.pieces} == {(b"",) * 7}


@given(LISTS, st.randoms())
def test_lists_stand_in_another_order(lists, chance):
    order = list(range(len(lists)))
    chance.shuffle(order)
    values = np.array([number for each in lists for number in each], np.uint8)

    found = rearranged(values, np.array([*map(len, lists)], np.int64), np.array(order, np.int64))

    assert found.tolist() == [number for at in order for number in lists[at]]
