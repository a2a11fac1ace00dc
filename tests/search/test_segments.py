"""The fast way to find terms is the slow way of tokens.py."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from site_builder.search.reader import numbers
from site_builder.search.segments import Folding, segment
from site_builder.search.tokens import canonical, singles, terms

VARIANTS = str.maketrans("勞動會書", "劳动会书")
FOLDING = Folding(VARIANTS)
# Signs of every class and of every kind of trouble, so that short texts meet them often.
SIGNS = st.sampled_from(
    "职工会勞動A1ａ５b2 \u3000\n\u200b，。-—…½ﬁ㈱々〇𠮷é\u0301Σ가\u1100\u1161か😀\0İẞ"
)
TEXTS = st.text(SIGNS, max_size=12) | st.text(max_size=6)


def slow(documents: list[list[str]]):
    """Return the places of terms and the documents of single characters, by tokens.py."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    slot = 0
    for number, slots in enumerate(documents):
        found: set[str] = set()
        for text in slots:
            plain = canonical(text.replace("\0", " "), VARIANTS)
            for term, at in terms(plain):
                places[term].append((slot, at))
            found |= singles(plain)
            slot += 1
        for character in found:
            holders[character].append(number)
    return {term: sorted(found) for term, found in places.items()}, dict(holders)


def read(found):
    """Return the same from a segment."""
    places = {}
    gap = offset = 0
    for at, term in enumerate(found.terms):
        gaps = list(numbers(found.gaps[gap : found.gap_ends[at]]))
        offsets = list(numbers(found.offsets[offset : found.offset_ends[at]]))
        slots = list(accumulate(gaps, initial=found.first[at]))
        assert slots[-1] == found.last[at]
        places[term] = list(zip(slots, offsets, strict=True))
        gap, offset = found.gap_ends[at], found.offset_ends[at]
    all_holders = np.frombuffer(found.holders, "<u2").tolist()
    starts = [0, *found.holder_ends]
    holders = {
        character: all_holders[starts[at] : starts[at + 1]]
        for at, character in enumerate(found.singles)
    }
    return places, holders


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_a_segment_has_the_terms_of_its_documents(documents):
    assert read(segment(documents, FOLDING)) == slow(documents)


def test_a_segment_of_empty_documents_has_no_terms():
    found = segment([["", ""], [""]], FOLDING)

    assert (found.documents, found.slots, found.terms, found.singles) == (2, 3, [], [])


def test_places_that_do_not_fit_into_one_number_are_sorted_as_well(monkeypatch):
    texts = [["职工之家，职工书屋 5G", "工会 2023 年"], ["职工"]]
    quick = segment(texts, FOLDING)
    monkeypatch.setattr("site_builder.search.segments.KEY_BITS", 1)

    assert segment(texts, FOLDING) == quick
