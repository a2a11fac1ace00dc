"""Lists of numbers: coded for many at once, read back one by one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.search.codec import varints
from site_builder.search.lists import (
    PLAIN,
    RICE,
    list_numbers,
    low_bits,
    number_array,
    number_list,
    number_lists,
    rice,
)

NUMBERS = st.lists(st.integers(0, 2**31 - 1) | st.integers(0, 200), min_size=1, max_size=60)


def test_a_list_has_its_head_then_lower_bits_then_gaps_between_marks():
    numbers = np.array([5, 0, 11, 6])

    content, ends = rice(numbers, np.array([4]))

    # 4 numbers, 2 lower bits each: 1, 0, 3, 2; the rest is 1, 0, 2, 1.
    assert low_bits(np.array([22]), np.array([4])).tolist() == [2]
    assert content == bytes((0x82, 0x01, 0b10110001, 0b10100110))
    assert ends.tolist() == [len(content)]


def test_the_shorter_form_is_taken():
    assert number_list(np.array([7])) == PLAIN + b"\x07"
    assert number_list(np.arange(300, 400))[:1] == RICE


@given(st.lists(NUMBERS, min_size=1, max_size=8), st.sampled_from([1, 40, 1 << 16]))
def test_lists_coded_together_are_those_coded_alone_and_say_the_same(lists, batch):
    bodies = [varints(numbers) for numbers in lists]

    together = list(number_lists(b"".join(bodies), np.cumsum([*map(len, bodies)]), batch))

    alone = [number_list(np.array(numbers)) for numbers in lists]
    assert together == alone
    assert [list_numbers(each).tolist() for each in alone] == lists
    assert all(len(each) <= 1 + len(body) for each, body in zip(alone, bodies, strict=True))


@given(st.lists(NUMBERS, min_size=1, max_size=5))
def test_the_code_of_rice_holds_every_number(lists):
    joined = np.array([number for numbers in lists for number in numbers])

    content, ends = rice(joined, np.array([len(numbers) for numbers in lists]))

    starts = [0, *ends.tolist()]
    read = [list_numbers(RICE + content[a:b]).tolist() for a, b in pairwise(starts)]
    assert read == lists


@pytest.mark.parametrize("numbers", [[], [0], [127, 128, 16383, 16384, 0, 2**31 - 1]])
def test_varints_are_read_all_at_once(numbers):
    assert number_array(varints(numbers)).tolist() == numbers
