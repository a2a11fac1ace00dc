"""Finds regions by the names, paths and codes that editors write."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from site_builder.core.region import Match, Rank, Region, Resolution

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST = 100
"""No place is written with more characters; whatever is longer is not looked up."""
CODE_LENGTHS = frozenset({2, 4, 6, 9, 12})
SEPARATOR = re.compile(r"[\s/\\|>→·・•‧‐‑‒–—―-]+")
GROUPS = re.compile(r"市辖区|(?:省|自治区)?直辖县级行政(?:区划|单位)")
"""Rows of the code tables that only group others: readers and URLs do not have them."""
GROUP_CODES = frozenset({"0100", "0200", "9000"})
"""What their codes end in, below a province."""
ISLANDS = frozenset({"香港岛", "九龙", "新界", "澳门半岛", "澳门外岛", "离岛"})
"""Parts of Hong Kong and Macao that are not divisions, though some tables put them between."""
COUNTRY = ("全国", "中国", "中华人民共和国")
KINDS = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", *"省市县区旗盟州镇乡")


class Former(NamedTuple):
    """What a division that is no more, or is called otherwise, became."""

    above: tuple[tuple[str, ...], ...]
    """The names of what lay above it then, the nearest first."""
    region: Region


class Meaning(NamedTuple):
    """One region that a text may mean."""

    region: Region
    by_full_name: bool
    by_former_name: bool


class RegionNames:
    """All regions by their names; it grows while regions are read and never changes after that."""

    def __init__(self) -> None:
        self.regions: dict[str, Region] = {}
        """By URL path."""
        self.below: dict[str, list[str]] = {}
        """The URL paths directly below a URL path, in official order."""
        self.names: dict[str, tuple[str, ...]] = {}
        """By URL path, as they are looked up: the full name, the short one, others."""
        self.former_names: dict[str, tuple[str, ...]] = {}
        """By URL path: what the region was called, and what became part of it."""
        self.full_names: dict[str, Region] = {}
        """From the province down, with slashes."""
        self._named: dict[str, list[tuple[Region, bool]]] = {}
        self._former: dict[str, list[Former]] = {}
        self._lines: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.codes: dict[str, Region] = {}
        self._former_codes: dict[str, Region] = {}

    def add(self, region: Region, names: tuple[str, ...]) -> None:
        """Add a region with its names, the full one first; what lies above is there already."""
        path = region.path
        self.regions[path] = region
        self.below.setdefault(region.parent_path, []).append(path)
        self.full_names["/".join(region.names)] = region
        self.names[path] = names
        for name in names:
            self._named.setdefault(name, []).append((region, name is names[0]))
        if region.code:
            self.codes[region.code] = region

    def add_names(self, region: Region, names: Iterable[str]) -> None:
        """Give a region further names."""
        for name in names:
            self.names[region.path] += (name,)
            self._named.setdefault(name, []).append((region, False))

    def add_former(self, full_name: str, code: str, region: Region) -> None:
        """Remember the full name and the code that a region, or a part of it, had."""
        above, _, name = full_name.rpartition("/")
        then = Former(self._names_above(above), region)
        for each in spellings(name):
            self._former.setdefault(each, []).append(then)
        if name not in self.names[region.path]:
            self.former_names[region.path] = (*self.former_names.get(region.path, ()), name)
        if code.isdigit() and code not in self.codes:
            self._former_codes.setdefault(code, region)

    def _names_above(self, full_name: str) -> tuple[tuple[str, ...], ...]:
        """Return the names of a place that may be no more and of what lay above it."""
        if full_name and full_name not in self._lines:
            above, _, name = full_name.rpartition("/")
            region = self.full_names.get(full_name)
            names = self.names[region.path] if region else spellings(name)
            self._lines[full_name] = (names, *self._names_above(above))
        return self._lines.get(full_name, ())

    def resolve(self, text: str) -> Resolution | None:
        """Return what a name, path or code means, or None when nothing is called so."""
        exact = self.full_names.get(text)
        if exact is not None:
            return Resolution(Match.FOUND, exact)
        words = split_words(text)
        joined = "".join(words)
        if len(joined) > LONGEST:
            return None
        if joined.isascii() and joined.isdigit():
            return self._resolve_code(joined)
        plainer = "".join(without_repeats(words))
        return decide(self.meanings(joined)) or decide(self.meanings(plainer))

    def _resolve_code(self, digits: str) -> Resolution | None:
        """Return the region of a code of 2, 4 or 6 digits, or of one that goes on with zeros."""
        code = digits[:6].ljust(6, "0")
        if len(digits) not in CODE_LENGTHS or digits[6:].strip("0"):
            return None
        if code in self.codes:
            return Resolution(Match.FOUND, self.codes[code])
        if code in self._former_codes:
            return Resolution(Match.FORMER, self._former_codes[code])
        city, province = self.codes.get(code[:4] + "00"), self.codes.get(code[:2] + "0000")
        grouped = province if code[2:] in GROUP_CODES else city if code.endswith("01") else None
        return Resolution(Match.FOUND, grouped) if grouped else None

    def meanings(self, text: str) -> list[Meaning]:
        """Return every region that a text without separators may name."""
        found = []
        for start in range(len(text)):
            above, name = text[:start], text[start:]
            for region, is_full in self._named.get(name, ()):
                if is_line(above, self._line(region)):
                    found.append(Meaning(region, is_full, by_former_name=False))
                elif is_line(above, self._line(region, former=True)):
                    found.append(Meaning(region, is_full, by_former_name=True))
            found += [
                Meaning(then.region, by_full_name=True, by_former_name=True)
                for then in self._former.get(name, ())
                if is_line(above, then.above)
            ]
        return found

    def _line(self, region: Region, *, former: bool = False) -> list[tuple[str, ...]]:
        """Return the names of what lies above a region, the nearest first."""
        line = []
        path = region.path
        while path := path.rpartition("/")[0]:
            names = self.names[path]
            past = self.former_names.get(path, ()) if former else ()
            line.append((*names, *(each for name in past for each in spellings(name))))
        return line


def is_line(text: str, line: Sequence[Sequence[str]]) -> bool:
    """Return whether a text consists of names of a line of regions, from the top, some left out."""
    if not text:
        return True
    for depth, names in enumerate(line):
        for name in names:
            if text.endswith(name) and is_line(text.removesuffix(name), line[depth + 1 :]):
                return True
    return False


def decide(meanings: Sequence[Meaning]) -> Resolution | None:
    """Choose among the regions that a text may mean; the rulings stand in docs/design_notes.md."""
    if not meanings:
        return None
    present = [each for each in meanings if not each.by_former_name]
    match = Match.FOUND if present else Match.FORMER
    usual = present or list(meanings)
    by_full_name = [each.region for each in usual if each.by_full_name]
    regions = by_full_name or without_townships([each.region for each in usual])
    candidates = in_order(regions)
    # A short name means a province (海南, 吉林) or a province's capital (西安) before any other
    # place. Otherwise a place goes before those that lie in it: 承德 is 承德市 and not its 承德县,
    # 思茅市 is 普洱市 and not its 思茅区.
    first = min(candidates, key=lambda each: (not each.code.endswith("0000"), not is_capital(each)))
    if is_capital(first) or all(is_within(each, first) for each in candidates):
        return Resolution(match, first)
    return Resolution(Match.AMBIGUOUS, None, candidates)


def is_capital(region: Region) -> bool:
    """Return whether a region is a province, or the seat of one: its code says so."""
    return region.code.endswith(("0000", "0100"))


def is_within(region: Region, other: Region) -> bool:
    """Return whether a region is another or lies in it."""
    return region.path == other.path or region.path.startswith(other.path + "/")


def in_order(regions: Iterable[Region]) -> tuple[Region, ...]:
    """Return regions in official order, each once."""
    return tuple(sorted({each.path: each for each in regions}.values(), key=lambda r: r.order))


def without_townships(regions: Sequence[Region]) -> Sequence[Region]:
    """Leave out Taiwan's third level, which is no county level, where something else has the name.

    泰安, 吉安, 潮州 and 长治 are cities, though townships of Taiwan are called so, too.
    """
    others = [each for each in regions if not (each.rank is Rank.COUNTY and is_taiwan(each))]
    return others or regions


def is_taiwan(region: Region) -> bool:
    """Return whether a region lies in Taiwan."""
    return region.code.startswith("71")


def spellings(name: str) -> tuple[str, ...]:
    """Return a name with its kind and without: 襄樊市, 襄樊."""
    stem = stem_of(name)
    return (name,) if stem == name else (name, stem)


@lru_cache(maxsize=1 << 15)
def stem_of(name: str) -> str:
    """Return a name without its kind (盐城市: 盐城), or whole where one character would be left."""
    kind = next((each for each in KINDS if name.endswith(each)), "")
    return name.removesuffix(kind) if len(name) - len(kind) > 1 else name


def plain(name: str) -> str:
    """Return a name as it is looked up: width, case, blanks and hyphens do not matter."""
    return "".join(split_words(name))


def split_words(text: str) -> list[str]:
    """Return the parts of a path without the groups that are no places."""
    parts = SEPARATOR.split(unicodedata.normalize("NFKC", text).casefold())
    words = [word for word in (GROUPS.sub("", part) for part in parts) if word]
    last = len(words) - 1
    islands = ISLANDS if words and words[0].startswith(("香港", "澳门")) else ()
    return [
        word
        for place, word in enumerate(words)
        if place in {0, last} or (word != "县" and word not in islands)
    ]


def without_repeats(words: Sequence[str]) -> list[str]:
    """Return a path without the country before it and without 北京市/北京市 for 北京市/市辖区."""
    if len(words) > 1 and words[0] in COUNTRY:
        words = words[1:]
    return [word for place, word in enumerate(words) if word not in words[place - 1 : place]]
