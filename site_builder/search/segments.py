"""The terms of some documents with their places, found for all of them at once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from site_builder.search.codec import pack
from site_builder.search.tokens import BLANK, HAN, LETTER, class_of, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.signedinteger[Any]]

PLANE = 0x10000
UNSURE, UNSEEN = -1, -2
KEY_BITS = 63
JAMO = (("\u1100", "\u11ff"), ("\ua960", "\ua97f"), ("\ud7b0", "\ud7ff"))
"""Parts of Korean syllables, which NFKC puts together."""
FINAL_FORMS = "Σ"
"""Greek capital sigma is another small letter at the end of a word."""
END = "\0"
"""Stands behind each slot: it is neither Han, letter nor blank, and no form of Unicode moves it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The postings of some documents in a row; slots and documents count from the first of them."""

    documents: int
    slots: int
    terms: list[str]
    first: list[int]
    """By term: its first slot; gaps has only what follows."""
    last: list[int]
    gaps: bytes
    gap_ends: list[int]
    offsets: bytes
    offset_ends: list[int]
    singles: list[str]
    """Han characters."""
    holders: bytes
    """For each of them its documents, rising, as 16-bit numbers."""
    holder_ends: list[int]


class Characters(NamedTuple):
    """The canonical texts of slots, one behind the other, without their spaces."""

    points: Numbers
    kinds: NDArray[np.uint8]
    apart: NDArray[np.bool_]
    """Whether a space stands before the character."""
    slots: Numbers
    offsets: Numbers
    """In its slot's canonical text, spaces counted."""
    used: list[int]
    """All code points, rising."""
    dense: Numbers
    """For each character its place among them."""


class Places(NamedTuple):
    """Occurrences of terms, sorted by term, slot and offset."""

    starts: Numbers
    """Where each term's occurrences start."""
    slots: Numbers
    offsets: Numbers


def segment(documents: Sequence[Sequence[str]], folding: Folding) -> Segment:
    """Return the postings of documents, each given by the texts of all its slots."""
    characters = read_characters([text for slots in documents for text in slots], folding)
    words, word_places = find_words(characters)
    pairs, pair_places = find_pairs(characters)
    places = Places(
        np.append(word_places.starts, pair_places.starts + len(word_places.slots)),
        np.append(word_places.slots, pair_places.slots),
        np.append(word_places.offsets, pair_places.offsets),
    )
    bounds = np.cumsum([0, *map(len, documents)])
    singles, holders, holder_ends = find_singles(characters, bounds)
    ends = np.append(places.starts, len(places.slots))[1:]
    jumps = np.diff(places.slots, prepend=0)
    jumps[places.starts] = 0
    gaps, gap_ends = pack(np.delete(jumps, places.starts))
    offsets, offset_ends = pack(places.offsets)
    return Segment(
        documents=len(documents),
        slots=int(bounds[-1]),
        terms=words + pairs,
        first=places.slots[places.starts].tolist(),
        last=places.slots[ends - 1].tolist(),
        gaps=gaps.tobytes(),
        gap_ends=ends_after(gap_ends, ends - np.arange(1, len(ends) + 1)),
        offsets=offsets.tobytes(),
        offset_ends=ends_after(offset_ends, ends),
        singles=singles,
        holders=holders,
        holder_ends=holder_ends,
    )


def ends_after(ends: Numbers, counts: Numbers) -> list[int]:
    """Return where the bytes of the first so many numbers end."""
    found: list[int] = np.append(0, ends)[counts].tolist()
    return found


def read_characters(texts: Sequence[str], folding: Folding) -> Characters:
    """Return the characters of slots; as tokens.canonical, for all at once."""
    points = folding.fold([text.replace(END, " ") for text in texts])
    kinds = classes(points)
    solid = np.flatnonzero(kinds != BLANK)
    points, kinds = points[solid], kinds[solid]
    ends = points == ord(END)
    after_end = np.roll(ends, 1)
    after_end[:1] = True
    before = np.roll(kinds, 1)
    mixed = (np.minimum(before, kinds) == HAN) & (np.maximum(before, kinds) == LETTER)
    apart = (np.diff(solid, prepend=-1) > 1) & ~ends & ~after_end & ~mixed
    slots = np.cumsum(after_end, dtype=np.int32) - 1
    places = np.arange(len(points), dtype=np.int32) + np.cumsum(apart, dtype=np.int32)
    offsets = places - places[np.flatnonzero(after_end)][slots]
    return Characters(points, kinds, apart, slots, offsets, *dense_points(points))


class Folding:
    """NFKC, lower case and simplified forms, looked up for all characters at once.

    Normalising a whole library takes longer than all the rest of the index. Nearly all characters
    become one other whatever stands beside them; only texts that have others are normalised.
    """

    def __init__(self, variants: Mapping[int, str]) -> None:
        self._variants = variants
        self._table = np.full(PLANE, UNSEEN, np.int32)
        self._table[ord(END)] = ord(END)

    def fold(self, texts: list[str]) -> Numbers:
        """Return the code points of folded texts, each with END behind it."""
        points = code_points(texts)
        found = self._lookup(points)
        unsure = found == UNSURE
        if unsure.any():
            ends = np.cumsum(points == ord(END))
            texts = texts.copy()
            for at in np.unique(ends[unsure]):
                texts[at] = folded(texts[at], self._variants)
            points = code_points(texts)
            found = self._lookup(points)
            found = np.where(found == UNSURE, points, found)
        return found

    def _lookup(self, points: Numbers) -> Numbers:
        low = points < PLANE
        inside = np.where(low, points, 0)
        unseen = which_of(inside[self._table[inside] == UNSEEN])
        if unseen:
            self._learn([chr(point) for point in unseen])
        return np.where(low, self._table[inside], UNSURE)

    def _learn(self, signs: Sequence[str]) -> None:
        """Find what characters become, those that nobody has asked for before."""
        once = fold_each(signs, self._variants)
        for sign, plain, again in zip(signs, once, fold_each(once, self._variants), strict=True):
            sure = len(plain) == 1 and plain == again and not is_sociable(sign)
            self._table[ord(sign)] = ord(plain) if sure else UNSURE


@cache
def folding(variants: tuple[tuple[str, str], ...]) -> Folding:
    """Return the folding of some variants, made once."""
    return Folding(str.maketrans(dict(variants)))


def fold_each(signs: Sequence[str], variants: Mapping[int, str]) -> list[str]:
    """Return each of some signs folded; END keeps them from meeting."""
    return folded(END.join(signs), variants).split(END)


def is_sociable(character: str) -> bool:
    """Return whether a character's form depends on its neighbours."""
    return (
        unicodedata.category(character)[0] == "M"
        or character in FINAL_FORMS
        or any(first <= character <= last for first, last in JAMO)
    )


def code_points(texts: Iterable[str]) -> Numbers:
    """Return the code points of texts, each with END behind it."""
    text = "".join(part for each in texts for part in (each, END))
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.int32)


def classes(points: Numbers) -> NDArray[np.uint8]:
    """Return the class of each code point."""
    used, dense = dense_points(points)
    return np.array([class_of(chr(point)) for point in used], np.uint8)[dense]


def find_words(characters: Characters) -> tuple[list[str], Places]:
    """Return the words of the texts, sorted, and their places."""
    points, kinds, apart, slots, offsets = characters[:5]
    letter = kinds == LETTER
    joined = letter & np.roll(letter, 1) & ~apart
    joined[:1] = False
    starts = np.flatnonzero(letter & ~joined)
    ends = np.flatnonzero(letter & ~np.append(joined[1:], False)) + 1
    text = points.astype(np.uint32).tobytes().decode("utf-32-le")
    found = [text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    words = sorted(set(found))
    number = {word: at for at, word in enumerate(words)}
    terms = np.fromiter((number[word] for word in found), np.int64, len(found))
    return words, sort_places(terms, slots[starts], offsets[starts])[1]


def find_pairs(characters: Characters) -> tuple[list[str], Places]:
    """Return the pairs of the texts, sorted, and their places."""
    _points, kinds, apart, slots, offsets, used, dense = characters
    first, second = kinds[:-1], kinds[1:]
    solid = ((first == HAN) | (first == LETTER)) & ((second == HAN) | (second == LETTER))
    at = np.flatnonzero(solid & ((first == HAN) | (second == HAN)) & ~apart[1:])
    terms = dense[at].astype(np.int64) * len(used) + dense[at + 1]
    numbers, places = sort_places(terms, slots[at], offsets[at])
    letters = [chr(point) for point in used]
    return [letters[each // len(used)] + letters[each % len(used)] for each in numbers], places


def find_singles(characters: Characters, bounds: Numbers) -> tuple[list[str], bytes, list[int]]:
    """Return the Han characters, sorted, and their documents, whose first slots are bounds."""
    at = np.flatnonzero(characters.kinds == HAN)
    used, dense = characters.used, characters.dense
    documents = np.searchsorted(bounds, characters.slots[at], "right") - 1
    found = np.zeros((len(used), len(bounds)), np.bool_)
    found[dense[at], documents] = True
    holding = found.sum(axis=1)
    han = np.flatnonzero(holding)
    holders = np.nonzero(found)[1].astype("<u2").tobytes()
    return [chr(used[each]) for each in han], holders, np.cumsum(holding[han]).tolist()


def which_of(points: Numbers) -> list[int]:
    """Return the code points that occur, rising."""
    present = np.zeros(int(points.max(initial=0)) + 1, np.bool_)
    present[points] = True
    found: list[int] = np.flatnonzero(present).tolist()
    return found if len(points) else []


def dense_points(points: Numbers) -> tuple[list[int], Numbers]:
    """Return the code points that occur, rising, and for each character its place among them."""
    present = np.zeros(int(points.max(initial=0)) + 1, np.bool_)
    present[points] = True
    return np.flatnonzero(present).tolist(), (np.cumsum(present, dtype=np.int32) - 1)[points]


def sort_places(terms: Numbers, slots: Numbers, offsets: Numbers) -> tuple[list[int], Places]:
    """Return the terms that occur, rising, and all places sorted by term, slot and offset.

    One number holds all three where they fit, for that sorts several times faster.
    """
    slot_bits = int(slots.max(initial=0)).bit_length()
    offset_bits = int(offsets.max(initial=0)).bit_length()
    low_bits = slot_bits + offset_bits
    if int(terms.max(initial=0)).bit_length() + low_bits <= KEY_BITS:
        keys = terms << low_bits
        keys |= slots.astype(np.int64) << offset_bits
        keys |= offsets
        keys.sort()
        terms = keys >> low_bits
        slots = keys >> offset_bits & (1 << slot_bits) - 1
        offsets = keys & (1 << offset_bits) - 1
    else:
        order = np.lexsort((offsets, slots, terms))
        terms, slots, offsets = terms[order], slots[order], offsets[order]
    starts = np.flatnonzero(np.diff(terms, prepend=-1))
    return terms[starts].tolist(), Places(starts, slots, offsets)
