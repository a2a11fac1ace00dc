"""The regions of China as readers see them: a tree with codes, names and URL paths."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from site_builder.core.diagnostics import Location


class Rank(IntEnum):
    """What kind of place a region is; a higher number lies deeper."""

    NATIONAL = 0
    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    ZONE = 4
    """A place of regions.yaml that is no administrative division."""


@dataclass(frozen=True, slots=True)
class Region:
    """One place of the tree that readers browse; 市辖区 and 省直辖县级行政区划 are no places."""

    path: str
    """Its URL path: jiangsu/yancheng/yandu, hubei/xiantao; the whole country is national."""
    code: str
    """GB/T 2260, always six digits: 320903; empty for zones and the whole country."""
    name: str
    """The full name: 盐都区."""
    short: str
    """The name in running text: 盐都."""
    rank: Rank
    names: tuple[str, ...]
    """The full names from the province down to this region: (江苏省, 盐城市, 盐都区)."""
    order: tuple[int, ...]
    """Sorts regions officially: parents before their children, zones after divisions."""

    @property
    def parent_path(self) -> str:
        """The URL path of the region above, or nothing for provinces and the country."""
        return self.path.rpartition("/")[0]

    @property
    def full_name(self) -> str:
        """江苏省/盐城市/盐都区, as an editor may write it."""
        return "/".join(self.names)


@dataclass(frozen=True, slots=True)
class Zone:
    """An entry of regions.yaml: a place that is no division, or further names of one."""

    name: str
    slug: str
    parent: str
    """The region above, as an editor writes it: 江苏省/苏州市."""
    aliases: tuple[str, ...]
    location: Location
    """Where its name stands; aliases are reported there too."""
    parent_location: Location | None = None


class Match(Enum):
    """How a name was found."""

    FOUND = "found"
    FORMER = "former"
    """By a former name or code; the region is the present one."""
    AMBIGUOUS = "ambiguous"
    """Several regions have the name."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a region's name, path or code means."""

    match: Match
    region: Region | None = None
    """Set when found, also by a former name."""
    candidates: tuple[Region, ...] = ()
    """All that are meant (ambiguous) or the nearest (unknown), in official order."""


class Regions(Protocol):
    """The tree of all regions, as far as planning needs it."""

    def at(self, path: str) -> Region:
        """Return the region of a URL path."""

    def children(self, path: str) -> tuple[Region, ...]:
        """Return the regions directly below a URL path, in official order."""

    def provinces(self) -> tuple[Region, ...]:
        """Return the 34 divisions of the first level, in official order."""

    def ancestors(self, region: Region) -> tuple[Region, ...]:
        """Return the regions above, from the province down."""

    def forms(self, region: Region) -> tuple[str, ...]:
        """Return all names of a region, for search: full, short, others, former ones."""
