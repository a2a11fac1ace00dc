"""Which of the known words somebody meant who typed another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 40
"""Nobody types a longer key by mistake; it is text that has lost its place."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that takes the fewest slips of the hand, or nothing.

    Half of two Chinese characters is a whole word, so the measure is in slips and not in shares:
    one for up to five signs, two for more; characters swapped (标提) count as one.
    """
    written = word.strip().casefold()
    if not 2 <= len(written) <= LONGEST:
        return ""
    allowed = 1 if len(written) <= 5 else 2
    best = min(
        (
            (slips(written, each.casefold()), abs(len(each) - len(written)), each)
            for each in known
            if abs(len(each) - len(written)) <= allowed
        ),
        default=(allowed + 1, 0, ""),
    )
    return best[2] if best[0] <= allowed else ""


def slips(left: str, right: str) -> int:
    """Return how many signs must be put in, left out, changed or swapped (Damerau, Levenshtein)."""
    older: list[int] = []
    old = list(range(len(right) + 1))
    for row, sign in enumerate(left, 1):
        new = [row]
        for column, other in enumerate(right, 1):
            cost = min(old[column] + 1, new[-1] + 1, old[column - 1] + (sign != other))
            if row > 1 and column > 1 and sign == right[column - 2] and left[row - 2] == other:
                cost = min(cost, older[column - 2] + 1)
            new.append(cost)
        older, old = old, new
    return old[-1]
