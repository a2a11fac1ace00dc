"""Digests tell what is the same from what is not."""

from __future__ import annotations

import copy

from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.fingerprint import digest, exchanged, mark_of, sum_of

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def test_a_digest_is_half_of_sha_256() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb924"
    assert digest("案例".encode()) != digest("案例".encode("gbk"))


def test_a_mark_tells_texts_from_numbers_and_one_list_from_two() -> None:
    values = (1, "1", [1], ["1"], [[1]], [1, 1], [11], "", [], {}, None, [None], "None")

    assert len(set(map(mark_of, values))) == len(values)


@given(PLAIN, PLAIN)
def test_marks_are_equal_when_values_are(one: object, other: object) -> None:
    assert (mark_of(one) == mark_of(other)) == (repr(one) == repr(other))
    assert mark_of(one) == mark_of(copy.deepcopy(one))


def test_the_sum_of_marks_does_not_depend_on_their_order() -> None:
    marks = [mark_of(number) for number in range(9)]

    assert sum_of(marks) == sum_of(reversed(marks))
    assert sum_of(marks) != sum_of(marks[1:])
    assert sum_of(()) == "0" * 32


def test_one_mark_of_a_sum_can_be_exchanged() -> None:
    marks = [mark_of(number) for number in range(9)]
    new = mark_of("new")

    for place, old in enumerate(marks):
        assert exchanged(sum_of(marks), old, new) == sum_of(
            [*marks[:place], new, *marks[place + 1 :]]
        )
