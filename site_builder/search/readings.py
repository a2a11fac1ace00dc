"""How names and titles are read: the syllables of a region's URL, and of every character."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from site_builder.search.tokens import HAN, HAN_RANGES, class_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Syllables = Callable[[str], Sequence[str]]
    """Returns a syllable for each of some Han characters; "" for one that is not known."""

MARK = "'"
"""Stands between syllables, as in xi'an."""
SYLLABLE = re.compile(
    "(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?"
    "(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou"
    "|u|ua|uai|uan|uang|ue|ui|un|uo|v|van|ve|vn)|shaan"
)
"""Everything that may be a syllable; 陕西 is shaanxi, to tell it from 山西."""
LONGEST_SYLLABLE = 6
AS_EXPECTED, SAME_INITIAL = 4, 1
"""How much is said for a way to cut letters by a syllable that the character often has."""
NO_INITIAL = "_"
"""Stands for a character that nobody types with a letter or a digit."""
HAN_CLASS = "".join(f"{chr(first)}-{chr(last)}" for first, last in HAN_RANGES)
RUNS = re.compile(f"[{HAN_CLASS}]+|[^{HAN_CLASS}]+")


def marked_slug(slug: str, short: str, syllables: Syllables) -> str:
    """Return the last part of a region's URL with marks between syllables: yan'cheng, yi'ning-shi.

    One that is not the pinyin of the region's short name is returned as it is.
    """
    letters, *kind = slug.split("-", 1)
    if any(class_of(character) != HAN for character in short):
        return slug
    return "-".join((MARK.join(cut_letters(letters, syllables(short))) or letters, *kind))


def cut_letters(letters: str, expected: Sequence[str]) -> tuple[str, ...]:
    """Return pinyin cut into as many syllables as are expected, as near to these as can be.

    Nothing is returned for letters that cannot be cut so, or begin no syllable as expected.
    """
    ways: dict[int, tuple[int, tuple[str, ...]]] = {0: (0, ())}
    for syllable in expected:
        longer: dict[int, tuple[int, tuple[str, ...]]] = {}
        for start, (score, before) in ways.items():
            for end in range(start + 1, min(start + LONGEST_SYLLABLE, len(letters)) + 1):
                found = letters[start:end]
                if SYLLABLE.fullmatch(found):
                    way = (score + likeness(found, syllable), (*before, found))
                    longer[end] = max(longer.get(end, way), way)
        ways = longer
    score, cut = ways.get(len(letters), (0, ()))
    return cut if score else ()


def split_reading(marked: str) -> tuple[str, ...]:
    """Return the syllables of a marked slug without its kind; nothing where it is no pinyin."""
    found = tuple(marked.split("-")[0].split(MARK))
    return found if all(map(SYLLABLE.fullmatch, found)) else ()


def likeness(found: str, expected: str) -> int:
    """Return how much a syllable is what was expected."""
    if found == expected:
        return AS_EXPECTED
    return SAME_INITIAL if found[:1] == expected[:1] else 0


class Readings:
    """Reads texts, the names of places as people there do, and remembers who was read how."""

    def __init__(self, syllables: Syllables, places: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._syllables = syllables
        self._known: set[tuple[str, str]] = set()
        self._places: dict[str, Sequence[str]] = {}
        for name, read in places:
            self._remember(name, read)
            if initials(read) != initials(syllables(name)):
                self._places[name] = read
        names = sorted(self._places, key=lambda name: (-len(name), name))
        self._place = re.compile("|".join(map(re.escape, names)) or r"(?!)")

    def initials(self, text: str) -> str:
        """Return the letter with which each character of a canonical text is typed."""
        found: list[str] = []
        for run in RUNS.findall(text):
            if class_of(run[0]) == HAN:
                found.append(initials(self._read(run)))
            else:
                found += (each if each.isascii() else NO_INITIAL for each in run)
        return "".join(found)

    def _read(self, han: str) -> Sequence[str]:
        read = list(self._syllables(han))
        for place in self._place.finditer(han):
            read[place.start() : place.end()] = self._places[place[0]]
        self._remember(han, read)
        return read

    def _remember(self, han: str, read: Sequence[str]) -> None:
        self._known.update(zip(han, read, strict=True))

    def add(self, characters: str) -> None:
        """Remember how each of some characters is read alone."""
        for character in characters:
            self._remember(character, self._syllables(character))

    def known(self) -> dict[str, list[str]]:
        """Return the syllables of each character that was read, all in order."""
        known: defaultdict[str, list[str]] = defaultdict(list)
        for character, syllable in sorted(self._known):
            if syllable:
                known[character].append(syllable)
        return dict(known)


def table(known: Mapping[str, Sequence[str]]) -> str:
    """Return characters behind their syllables: "a阿啊 ai爱"."""
    by_syllable: defaultdict[str, list[str]] = defaultdict(list)
    for character, syllables in known.items():
        for syllable in syllables:
            by_syllable[syllable].append(character)
    return " ".join(each + "".join(by_syllable[each]) for each in sorted(by_syllable))


def initials(read: Sequence[str]) -> str:
    """Return the first letters of syllables."""
    return "".join(syllable[:1] or NO_INITIAL for syllable in read)
