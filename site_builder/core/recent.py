"""What is remembered of many things, without room for all of them."""

from __future__ import annotations

from typing import TypeVar

MOST = 1 << 14
"""Things of one kind that are remembered, unless they are small."""

Key = TypeVar("Key")
Value = TypeVar("Value")


def with_room(known: dict[Key, Value], times: int = 1) -> dict[Key, Value]:
    """Return what is remembered, with room for more: where there is much, all is forgotten.

    Pages follow each other in such an order that what is asked for again is asked for soon. Of
    small things there may be some times as many.
    """
    if len(known) >= times * MOST:
        known.clear()
    return known
