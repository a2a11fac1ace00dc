"""Guesses which regions are meant by a name that no region has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.load.ids import pinyin
from site_builder.load.nearest import slips
from site_builder.load.regions.names import LONGEST, in_order, split_words, stem_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from site_builder.core.region import Region
    from site_builder.load.regions.names import RegionNames

MOST = 4
FARTHEST = 0.4
"""How unlike, from 0 to 1, a name may be that is still offered."""
WORSE = 0.05
"""How much more unlike than the best offer a further one may be."""
OTHER_KIND = 0.06
"""盐成区 is rather a misspelt 区 than a 市."""
OTHER_PLACE = 0.12
"""江苏省/盐成市 rather lies in 江苏省 than elsewhere."""


def nearest_regions(text: str, names: RegionNames) -> tuple[Region, ...]:
    """Return up to four regions that a text nobody is called by may mean, in official order."""
    words = split_words(text)
    joined = "".join(words)
    if not joined or len(joined) > LONGEST:
        return ()
    if joined.isascii() and joined.isdigit():
        return nearest_codes(joined, names)
    if joined.isascii():
        return in_order(in_pinyin(words[-1], names.regions.values()))[:MOST]
    known, rest = known_beginning(joined, names)
    misspelt = words[-1] if rest.startswith(words[-1]) or not known else rest
    return (
        elsewhere(words, names)
        or in_order(alike(misspelt, known[0].path if len(known) == 1 else "", names))
        or known
    )


def nearest_codes(digits: str, names: RegionNames) -> tuple[Region, ...]:
    """Return the region that a code's first digits name: 320999 begins with 盐城市's 3209."""
    parts = (digits[:6], digits[:4] + "00", digits[:2] + "0000")
    region = next((names.codes[part] for part in parts if part in names.codes), None)
    return (region,) if region else ()


def in_pinyin(text: str, regions: Iterable[Region]) -> list[Region]:
    """Return the regions whose part of the URL is the text."""
    return [each for each in regions if each.path.rpartition("/")[2] == text]


def elsewhere(words: Sequence[str], names: RegionNames) -> tuple[Region, ...]:
    """Return the regions that the end names, though they lie elsewhere: 浙江省/盐城市."""
    joined = "".join(words)
    ends = [words[-1]] if len(words) > 1 else []
    ends += [joined[start:] for start in range(1, len(joined) - 1) if names.resolve(joined[:start])]
    for end in ends:
        found = [each.region for each in names.meanings(end)]
        if found:
            known = [sum(name in joined for name in above(each, names)) for each in found]
            best = [each for each, count in zip(found, known, strict=True) if count == max(known)]
            return in_order(best)[:MOST]
    return ()


def above(region: Region, names: RegionNames) -> list[str]:
    """Return the short names of what lies above a region."""
    parts = region.path.split("/")
    paths = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
    return [names.regions[path].short for path in paths]


def known_beginning(joined: str, names: RegionNames) -> tuple[tuple[Region, ...], str]:
    """Return what the longest beginning names (盐都区潘黄街道, 盐城区), and the rest."""
    for end in range(len(joined) - 1, 1, -1):
        known = names.resolve(joined[:end])
        if known:
            return (known.region,) if known.region else known.candidates[:MOST], joined[end:]
    return (), joined


def alike(text: str, place: str, names: RegionNames) -> list[Region]:
    """Return the few regions, rather those in a place, that are most like a misspelt name."""
    stem = stem_of(text)
    if not 1 < len(stem) < LONGEST // 4:
        return []
    sound = pinyin(stem)
    scores = []
    for region in names.regions.values():
        spelt = names.names[region.path]
        score = min(unlikeness(text, stem, sound, region, name) for name in spelt)
        score += 0 if region.path.startswith(place) else OTHER_PLACE
        if score <= FARTHEST:
            scores.append((score, region.order, region))
    scores.sort(key=lambda each: each[:2])
    return [region for score, _, region in scores[:MOST] if score <= scores[0][0] + WORSE]


def unlikeness(text: str, stem: str, sound: str, region: Region, name: str) -> float:
    """Return how unlike a text and a region's name are: half by characters, half by pinyin."""
    other = stem_of(name)
    has_slug = region.code != "" and name in {region.name, region.short}
    slug = region.path.rpartition("/")[2].partition("-")[0] if has_slug else ""
    if sound != slug and not any(each in stem for each in other):
        return 1.0
    kind = 0.0 if text.removeprefix(stem) in {"", name.removeprefix(other)} else OTHER_KIND
    by_characters = slips(stem, other) / max(len(stem), len(other))
    by_sound = slips(sound, slug) / max(len(sound), len(slug)) if slug else by_characters
    return (by_characters + by_sound) / 2 + kind
