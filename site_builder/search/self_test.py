"""Phrases drawn from the documents are looked up in the index that was just written."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from site_builder.search.columns import in_order
from site_builder.search.passages import case_text
from site_builder.search.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from site_builder.core.document import Case
    from site_builder.core.region import Regions
    from site_builder.search.index import Source

    Load = Callable[[str], bytes]

MOST_DOCUMENTS = 100
PHRASES = 3
"""Phrases of a document, each from another of its texts."""
LONGEST = 8
PIECE = re.compile(r"[^\W_]+")


class LostPhraseError(Exception):
    """The index does not find what a document says; a fault of the builder, not of the editors."""


def check_index(source: Source, load: Load) -> None:
    """Raise LostPhraseError when a phrase of a document cannot be found by the index."""
    cases = in_order(source.cases)
    step = max(1, len(cases) // MOST_DOCUMENTS)
    drawn = [(number, cases[number]) for number in range(0, len(cases), step)]
    check_cases(drawn, source.regions, source.variants, load)


def check_cases(
    cases: Iterable[tuple[int, Case]], regions: Regions, variants: Mapping[str, str], load: Load
) -> None:
    """Raise LostPhraseError when a phrase of these documents, with their numbers, is not found.

    The draw is the same for the same library: a failure can be had again.
    """
    reader = Reader(load, str.maketrans(dict(variants)))
    for number, case in cases:
        for phrase in draw(case, regions):
            if number not in reader.documents(phrase):
                raise LostPhraseError(f"{case.id}: {phrase}")


def draw(case: Case, regions: Regions) -> list[str]:
    """Return some phrases of a case; no word is cut, for words are found as a whole."""
    chance = random.Random(case.id)  # noqa: S311 - the same draw each time is the point
    texts = [text for text in case_text(case, regions).in_slots if text]
    found: list[str] = []
    for text in chance.sample(texts, min(PHRASES, len(texts))):
        pieces = [piece for piece in PIECE.findall(text) if not piece.isascii()]
        piece = chance.choice(pieces or [text])
        start = chance.randrange(max(1, len(piece) - 1))
        phrase = piece[start : start + chance.randint(2, LONGEST)]
        if all(is_han(sign) for sign in (phrase[0], phrase[-1])) and len(phrase) > 1:
            found.append(phrase)
    return found


def is_han(sign: str) -> bool:
    """Return whether a phrase may be cut at a character."""
    return "\u4e00" <= sign <= "\u9fff"
