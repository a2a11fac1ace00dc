"""Digests and canonical JSON are the same on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.fingerprint import canonical_json, digest, exchanged, mark_of, sum_of

if TYPE_CHECKING:
    import random

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def test_a_digest_is_blake2b_of_16_bytes() -> None:
    assert digest(b"") == "cae66941d9efbd404e4d88758ea67670"
    assert digest("案例".encode()) != digest("案例".encode("gbk"))


def test_canonical_json_is_short_and_keeps_chinese_readable() -> None:
    assert canonical_json({"b": [1, "案例"], "a": None}) == '{"a":null,"b":[1,"案例"]}'


@given(st.dictionaries(st.text(), PLAIN), st.randoms(use_true_random=False))
def test_the_order_in_which_keys_were_put_in_does_not_matter(
    view: dict[str, object], chance: random.Random
) -> None:
    keys = list(view)
    chance.shuffle(keys)

    assert canonical_json({key: view[key] for key in keys}) == canonical_json(view)


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
