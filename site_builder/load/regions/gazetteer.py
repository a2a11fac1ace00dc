"""Reads the regions of China and a library's own zones, and finds any of them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from site_builder.core.region import Match, Rank, Region, Resolution
from site_builder.load.doubt import CERTAIN, Doubt
from site_builder.load.regions.names import COUNTRY, RegionNames
from site_builder.load.regions.near import nearest_regions
from site_builder.load.regions.zones import add_zones

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from site_builder.core.diagnostics import Report
    from site_builder.core.region import Zone

NATIONAL = "national"
"""The URL path of the whole country, which lies above no other path."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All regions: the divisions of China and a library's zones."""

    names: RegionNames
    below: Mapping[str, tuple[Region, ...]]
    """By URL path; the provinces are below the empty one."""
    doubt: Doubt = CERTAIN

    def resolve(self, text: str) -> Resolution:
        """Return what a region's name, path or code means."""
        found = self.names.resolve(text)
        return found or Resolution(Match.UNKNOWN, None, nearest_regions(text, self.names))

    def at(self, path: str) -> Region:
        """Return the region of a URL path."""
        return self.names.regions[path]

    def children(self, path: str) -> tuple[Region, ...]:
        """Return the regions directly below a URL path, in official order, zones last."""
        return self.below.get(self.at(path).path, ())

    def provinces(self) -> tuple[Region, ...]:
        """Return the 34 divisions of the first level, in official order."""
        return self.below[""]

    def ancestors(self, region: Region) -> tuple[Region, ...]:
        """Return the regions above, from the province down."""
        parts = region.path.split("/")
        return tuple(self.at("/".join(parts[:depth])) for depth in range(1, len(parts)))

    def forms(self, region: Region) -> tuple[str, ...]:
        """Return all names of a region, for search: full, short, others, former ones."""
        path = region.path
        names = self.names.names[path] + self.names.former_names.get(path, ())
        return tuple(dict.fromkeys((region.name, region.short, *names)))


def read_gazetteer(zones: Sequence[Zone], report: Report) -> Gazetteer:
    """Return the gazetteer of a library with these zones; report the zones that cannot be."""
    names = read_divisions()
    read_former_names(names)
    add_zones(zones, names, report)
    below = {
        path: tuple(names.regions[each] for each in paths if each != NATIONAL)
        for path, paths in names.below.items()
    }
    return Gazetteer(names, below)


def read_divisions() -> RegionNames:
    """Return the divisions of China by their names, and the country itself."""
    names = RegionNames()
    names.add(Region(NATIONAL, "", COUNTRY[0], COUNTRY[0], Rank.NATIONAL, COUNTRY[:1], ()), COUNTRY)
    for code, path, name, short, aliases in read_rows("divisions.tsv"):
        parent = path.rpartition("/")[0]
        above = names.regions[parent or NATIONAL]
        line = (*above.names, name) if parent else (name,)
        order = (*above.order, len(names.below.get(parent, ())) + 1)
        region = Region(path, code, name, short, rank_of(code), line, order)
        own = (name,) if name == short else (name, short)
        names.add(region, (*own, *aliases.split(" ")) if aliases else own)
    return names


def read_former_names(names: RegionNames) -> None:
    """Add what divisions were called."""
    for old_code, old_name, code, _ in read_rows("curated/former.tsv"):
        names.add_former(old_name, old_code, names.codes[code])


def read_rows(name: str) -> list[list[str]]:
    """Return the rows of a table of the package, without its heading."""
    text = resources.files("site_builder.data").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n")[1:-1]]


def rank_of(code: str) -> Rank:
    """Return the level that a code of six digits stands for."""
    if code.endswith("0000"):
        return Rank.PROVINCE
    return Rank.CITY if code.endswith("00") else Rank.COUNTY
