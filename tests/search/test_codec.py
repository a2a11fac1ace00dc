"""Numbers, sets of documents and hashes as docs/search_format.md says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.search.codec import document_set, pack, term_hash, term_hashes, varint, varints
from site_builder.search.reader import members, number_array, numbers


def test_a_number_takes_a_byte_for_seven_bits():
    assert varint(0) == b"\x00"
    assert varint(127) == b"\x7f"
    assert varint(128) == b"\x80\x01"
    assert varint(300) == b"\xac\x02"
    assert varint(2**32) == b"\x80\x80\x80\x80\x10"


@given(st.lists(st.integers(0, 2**35)))
def test_numbers_are_read_back(values):
    assert list(numbers(varints(values))) == values
    assert number_array(varints(values)).tolist() == values


@given(st.lists(st.integers(0, 2**31)))
def test_packing_many_numbers_gives_the_same_bytes(values):
    packed, ends = pack(np.array(values, np.int64))

    assert packed.tobytes() == varints(values)
    assert [packed[:end].tobytes() for end in ends] == [
        varints(values[: at + 1]) for at in range(len(values))
    ]


@pytest.mark.parametrize(
    ("members", "documents", "content"),
    [
        ([], 9, b"\x00"),
        ([0], 9, b"\x00\x00"),
        ([3, 4, 300], 1000, b"\x00\x03\x00\xa7\x02"),
        ([0, 2, 4, 6, 8], 9, b"\x01\x55\x01"),
        (range(1, 9), 9, b"\x01\xfe\x01"),
        (range(100), 100, b"\x02\x00\x64"),
        ([*range(10, 50), *range(60, 99)], 100, b"\x02\x0a\x28\x0a\x27"),
    ],
)
def test_a_set_takes_its_shortest_form(members, documents, content):
    assert document_set(list(members), documents) == content


@given(st.sets(st.integers(0, 400)), st.integers(401, 500))
def test_a_set_of_documents_is_read_back(chosen, documents):
    assert members(document_set(sorted(chosen), documents)) == sorted(chosen)


def test_a_hash_is_fnv_1a_over_code_points_then_mixed():
    def slow(term: str) -> int:
        value = 2166136261
        for character in term:
            value = (value ^ ord(character)) * 16777619 % 2**32
        value ^= value >> 16
        value = value * 0x85EBCA6B % 2**32
        value ^= value >> 13
        value = value * 0xC2B2AE35 % 2**32
        return value ^ value >> 16

    terms = ["职工", "a", "5g", "𠮷野", "2023", "xiaoshi"]

    assert term_hashes(terms) == [slow(term) for term in terms]
    assert [term_hash(term) for term in terms] == term_hashes(terms)
    assert term_hashes([]) == []
