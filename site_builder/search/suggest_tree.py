"""A tree of files in which the first characters of a name lead to what is called so.

docs/search_format.md, section 8, says how the files are read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from site_builder.search.codec import short_digest
from site_builder.search.text_code import encode_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from site_builder.search.codec import Files

FOLDER = "cases"
KINDS = ("regions", "keywords", "cases")
DEPTH = 12
"""Who typed so many characters is led no further; the file has what fits into it."""
FILE_SIZE = 20_000
"""Bytes of a file, before compression."""
BEST = 8
"""How many of each kind a file has of a beginning that has too many: a list shows no more."""


class Entry(NamedTuple):
    """What can be suggested."""

    kind: int
    """A place in KINDS."""
    text: bytes
    """Its target, its title and more, as the inside of a JSON array."""


class Place(NamedTuple):
    """Characters with which an entry is found: the beginning of its title, or of another name."""

    entry: int
    name: bytes
    """The other name, as it follows the entry's text; nothing for the title."""
    text: str
    """The characters, DEPTH at most."""
    initials: str
    """With what each of them is typed."""
    whole: bool
    """Whether they are the whole name."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Everything that can be suggested; good entries and places stand before others."""

    entries: Sequence[Entry]
    readings: Mapping[str, Sequence[str]]
    """The syllables of each character: texts that sound alike stand together."""

    def files(self, places: Sequence[Place], more: Mapping[str, str]) -> Files[str]:
        """Yield all files; the root comes last, has more members, and its digest is returned."""
        members = yield from self._page(places, "")
        members += (f'"{name}":{value}'.encode() for name, value in more.items())
        content = as_object(members)
        digest = short_digest(content)
        yield f"suggest-{digest}.json", content
        return digest

    def _page(self, places: Sequence[Place], prefix: str) -> Files[list[bytes]]:
        """Yield the files below that of a prefix, and return the members of its own."""
        if len(prefix) == DEPTH or self._fits(places):
            return self._lists(self._fitting(places))
        branches = yield from self._branches(places, prefix)
        members = [b'"branches":' + as_object(branches)]
        if not prefix:
            return members
        groups = self._groups(places, len(prefix))
        together = [place for group in groups.values() for place in group]
        if self._fits(together):
            return [*self._lists(together), *members]
        parts = yield from self._group_files(groups, prefix)
        members.append(b'"groups":[' + b",".join(parts) + b"]")
        return [*self._lists(self._best(places, len(prefix))), *members]

    def _branches(self, places: Iterable[Place], prefix: str) -> Files[list[bytes]]:
        """Yield the files of all ways to go on; small ones that are neighbours share a file."""
        ways: defaultdict[str, list[Place]] = defaultdict(list)
        for place in places:
            ways[place.initials[len(prefix) : len(prefix) + 1]].append(place)
        ways.pop("", None)  # what ends here is among the groups
        branches: list[bytes] = []
        small: list[Place] = []
        letters = ""
        for letter, way in sorted(ways.items()):
            if not self._fits(way):
                longer = common_beginning([place.initials for place in way])
                page = yield from self._page(way, longer)
                name = yield from file(longer, page)
                branches.append(branch(longer.removeprefix(prefix), name))
                continue
            if letters and not self._fits([*small, *way]):
                branches += yield from self._shared(small, prefix, letters)
                small, letters = [], ""
            small += way
            letters += letter
        if letters:
            branches += yield from self._shared(small, prefix, letters)
        return sorted(branches)

    def _shared(self, places: Iterable[Place], prefix: str, letters: str) -> Files[list[bytes]]:
        """Yield the file of the places that go on with some letters."""
        name = yield from file(prefix + letters[0], self._lists(places))
        return [branch(letter, name) for letter in letters]

    def _groups(self, places: Iterable[Place], depth: int) -> dict[str, list[Place]]:
        """Return the best places by the text with which they begin, in the order of its sound."""
        groups: defaultdict[str, list[Place]] = defaultdict(list)
        for place in places:
            groups[place.text[:depth]].append(place)
        texts = sorted(groups, key=lambda text: (self._sound(text), text))
        return {text: self._best(groups[text], depth) for text in texts}

    def _sound(self, text: str) -> list[str]:
        return [self.readings.get(character, [character])[0] for character in text]

    def _group_files(
        self, groups: Mapping[str, Sequence[Place]], prefix: str
    ) -> Files[list[bytes]]:
        """Yield files with groups, as many together as fit, and return which is where."""
        parts: list[tuple[str, list[Place]]] = [("", [])]
        for text, group in groups.items():
            texts, places = parts[-1]
            if self._fits([*places, *group]):
                parts[-1] = (texts + text, [*places, *group])
            else:
                parts.append((text, list(group)))
        found = []
        for number, (texts, places) in enumerate(parts):
            name = yield from file(f"{prefix}-{number}", self._lists(places))
            found.append(f'["{texts}","{name}"]'.encode())
        return found

    def _best(self, places: Sequence[Place], depth: int) -> list[Place]:
        """Return the best places of each kind; first of all those that end at a depth."""
        ending = (place for place in places if place.whole and len(place.text) == depth)
        chosen: dict[int, Place] = {}
        room = [BEST] * len(KINDS)
        for place in chain(ending, places):
            kind = self.entries[place.entry].kind
            if room[kind] and place.entry not in chosen:
                chosen[place.entry] = place
                room[kind] -= 1
                if not any(room):
                    break
        return list(chosen.values())

    def _lists(self, places: Iterable[Place]) -> list[bytes]:
        """Return the members of a file that has some places: the entries of each kind."""
        names: defaultdict[int, dict[bytes, None]] = defaultdict(dict)
        for place in places:
            names[place.entry][place.name] = None
        lists: list[list[bytes]] = [[] for _ in KINDS]
        for number in sorted(names):
            entry = self.entries[number]
            lists[entry.kind].append(b"[" + entry.text + b"".join(names[number]) + b"]")
        return [
            f'"{kind}":['.encode() + b",".join(found) + b"]"
            for kind, found in zip(KINDS, lists, strict=True)
            if found
        ]

    def _fits(self, places: Iterable[Place]) -> bool:
        """Return whether some places fit into a file."""
        return all(size <= FILE_SIZE for size in self._sizes(places))

    def _fitting(self, places: Sequence[Place]) -> list[Place]:
        """Return the first places, as many as fit into a file."""
        sizes = self._sizes(places)
        return [place for place, size in zip(places, sizes, strict=True) if size <= FILE_SIZE]

    def _sizes(self, places: Iterable[Place]) -> Iterator[int]:
        """Yield how large a file is with the first place, the first two, and so on."""
        seen: set[int | tuple[int, bytes]] = set()
        size = 0
        for place in places:
            if place.entry not in seen:
                seen.add(place.entry)
                size += len(self.entries[place.entry].text) + len("[],")
            if place.name and place[:2] not in seen:
                seen.add(place[:2])
                size += len(place.name)
            yield size


def common_beginning(texts: Sequence[str]) -> str:
    """Return the characters with which all texts begin."""
    first, last = min(texts), max(texts)
    return next((first[:at] for at, each in enumerate(first) if each != last[at]), first)


def file(label: str, members: Iterable[bytes]) -> Files[str]:
    """Yield a file of the tree and return its name."""
    content = encode_text(as_object(members).decode())
    name = f"{label}-{short_digest(content)}"
    yield f"{FOLDER}/{name}.bin", content
    return name


def branch(letters: str, name: str) -> bytes:
    """Return the member that leads to a file of a tree."""
    return f'"{letters}":"{name}"'.encode()


def as_object(members: Iterable[bytes]) -> bytes:
    """Return a JSON object."""
    return b"{" + b",".join(members) + b"}"
