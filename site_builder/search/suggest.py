"""The suggestions for a few typed characters: regions, keywords and cases by all their names."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from site_builder.search.codec import short_digest
from site_builder.search.readings import Readings, split_reading, table
from site_builder.search.suggest_tree import DEPTH, KINDS, Entry, Place, Tree
from site_builder.search.tokens import HAN, LETTER, canonical, class_of, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from site_builder.search.codec import Files
    from site_builder.search.readings import Syllables

MOST_PRACTICES = 2000
"""With more, their names are looked up in the tree only."""
MOST_PARTS = 12
"""Parts of a title by which it is found: nobody writes more on purpose."""
LONGEST_TITLE = 120
LEAST_INSIDE = 2
"""Characters from the inside of a keyword by which it is found."""
DIGITS = "0123456789"
BEGINNING, OTHER_BEGINNING, INSIDE = range(3)
"""How good a place is."""
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Name:
    """A region or keyword that suggestions lead to."""

    kind: Literal["region", "keyword"]
    name: str
    target: str
    """The URL path of a region, the slug of a keyword."""
    count: int
    """The cases behind the link."""
    forms: tuple[str, ...] = ()
    """Other names: short and former ones, aliases."""
    short: str = ""
    """The name of a region in running text, and"""
    reading: str = ""
    """how it is read, as in its URL, with marks between syllables: yan'cheng, yi'ning-shi."""
    shown: str = ""
    """What the list shows instead of the name: 江苏省盐城市盐都区."""

    @property
    def title(self) -> str:
        """What the list shows."""
        return self.shown or self.name


@dataclass(frozen=True, slots=True)
class Title:
    """A case that suggestions lead to."""

    id: str
    title: str
    practice: str = ""


class Breaks(dict[int, str]):
    """Makes a blank of every character that is not typed: punctuation and blanks."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character if class_of(character) in (HAN, LETTER) else " "
        return self[code]


BREAKS = Breaks()


def suggestion_files(
    names: Sequence[Name],
    titles: Sequence[Title],
    variants: Mapping[str, str],
    syllables: Syllables,
) -> Files[dict[str, str]]:
    """Yield names.json and the files of the tree; return the digests that the entry has of them.

    Cases that should be suggested before others stand before them in titles.
    """
    texts = Texts(variants, Readings(syllables, known_readings(names)))
    gathered = Gathered(texts)
    for name in sorted(names, key=lambda name: -name.count):
        gathered.add_name(name)
    for title in titles:
        gathered.add_title(title)
    known = texts.readings.known()
    root = {"readings": ENCODE(table(known)), "variants": ENCODE(texts.variants_used())}
    places = [place for rank in gathered.places for place in rank]
    digest = yield from Tree(gathered.entries, known).files(places, root)
    texts.readings.add(common_characters())
    more_readings = {"readings": table(texts.readings.known())}
    content = ENCODE(more_readings | known_names(names, titles)).encode()
    yield f"names-{short_digest(content)}.json", content
    return {"suggest": digest, "names": short_digest(content)}


class Texts:
    """Names and titles as they are typed."""

    def __init__(self, variants: Mapping[str, str], readings: Readings) -> None:
        self.readings = readings
        self._variants = variants
        self._table = str.maketrans(dict(variants))
        self._characters: set[str] = set()

    def parts(self, text: str) -> list[str]:
        """Return the parts of a name: what stands between its punctuation and blanks."""
        self._characters.update(text)
        return canonical(text, self._table).translate(BREAKS).split()

    def variants_used(self) -> list[str]:
        """Return the traditional characters of all names, and the simplified ones for them."""
        plain = set(folded("".join(sorted(self._characters)), {}))
        used = [each for each in self._variants if each in plain]
        return ["".join(used), "".join(self._variants[each] for each in used)]


class Gathered:
    """All entries, and the places where they are found, gathered name by name."""

    def __init__(self, texts: Texts) -> None:
        self.entries: list[Entry] = []
        self.places: tuple[list[Place], ...] = ([], [], [])
        """By how good they are."""
        self._texts = texts
        self._seen: set[str] = set()
        """By what the newest entry is found; the inside of names says much twice."""

    def add_name(self, name: Name) -> None:
        """Add a region or keyword with all its names."""
        self._add_entry(f"{name.kind}s", [name.target, name.title, name.count])
        for form in dict.fromkeys((name.title, name.name, *name.forms)):
            parts = self._texts.parts(form)
            starts = [0] if name.kind == "region" else inner_starts(parts)
            other = "" if form == name.title else form
            self._add(other, "".join(parts), starts, (BEGINNING, INSIDE))

    def add_title(self, title: Title) -> None:
        """Add a case by its title and the name of its practice."""
        shown = title.title[:LONGEST_TITLE]
        self._add_entry("cases", [title.id, shown])
        parts = self._texts.parts(shown)
        self._add("", "".join(parts), part_starts(parts), (BEGINNING, INSIDE))
        practice = title.practice[:LONGEST_TITLE]
        parts = self._texts.parts(practice)
        self._add(practice, "".join(parts), part_starts(parts), (OTHER_BEGINNING, INSIDE))

    def _add_entry(self, kind: str, members: list[object]) -> None:
        self.entries.append(Entry(KINDS.index(kind), ENCODE(members)[1:-1].encode()))
        self._seen = set()

    def _add(self, other: str, text: str, starts: Sequence[int], ranks: tuple[int, int]) -> None:
        """Add the places of one name of the newest entry."""
        name = f",{ENCODE(other)}".encode() if other else b""
        initials = self._texts.readings.initials(text)
        for start in starts:
            end = start + DEPTH
            if start and text[start:end] in self._seen:
                continue
            self._seen.add(text[start:end])
            whole = not start and len(text) <= DEPTH
            self.places[ranks[start > 0]].append(
                Place(len(self.entries) - 1, name, text[start:end], initials[start:end], whole)
            )


def part_starts(parts: Sequence[str]) -> list[int]:
    """Return where the parts of a title begin in it; those with a number first are none."""
    starts = accumulate(map(len, parts[:-1]), initial=0)
    worthy = [
        start
        for start, part in zip(starts, parts, strict=False)
        if not start or part[0] not in DIGITS
    ]
    return worthy[:MOST_PARTS]


def inner_starts(parts: Sequence[str]) -> list[int]:
    """Return from where a keyword may be typed: from anywhere, but for the inside of words."""
    text = "".join(parts)
    return [
        start
        for start in range(len(text) - LEAST_INSIDE + 1)
        if not start or HAN in (class_of(text[start - 1]), class_of(text[start]))
    ]


def known_readings(names: Iterable[Name]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the short names of regions with their syllables, as far as their URL tells them."""
    for name in names:
        read = split_reading(name.reading)
        if len(read) == len(name.short):
            yield name.short, read


def known_names(names: Iterable[Name], titles: Iterable[Title]) -> dict[str, list[list[object]]]:
    """Return what a mistyped text may have been meant to be: name, count and other names."""
    known: dict[str, list[list[object]]] = {"regions": [], "keywords": [], "practices": []}
    for name in names:
        others = (form for form in dict.fromkeys(name.forms) if form != name.name)
        known[f"{name.kind}s"].append([name.name, name.count, *others])
    practices = Counter(title.practice for title in titles if title.practice)
    if len(practices) <= MOST_PRACTICES:
        known["practices"] += (list(each) for each in practices.items())
    return known


def common_characters() -> str:
    """Return the 6,763 characters of GB 2312."""
    rows, columns = range(0xB0, 0xF8), range(0xA1, 0xFF)
    return bytes(each for row in rows for column in columns for each in (row, column)).decode(
        "gb2312", "ignore"
    )
