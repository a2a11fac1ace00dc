"""The settings of a library, from content/site.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit


class MapStyle(StrEnum):
    """How the home page offers the provinces."""

    TILES = "tiles"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its name and address."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Crawlers:
    """What robots.txt allows."""

    search: bool = True
    """Whether search engines may index the site."""
    training: bool = True
    """Whether the site may be used to train language models."""


@dataclass(frozen=True, slots=True)
class Features:
    """Parts of the site that can be switched off."""

    feeds: bool = True
    data: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """One library's settings, complete and checked."""

    title: str
    description: str = ""
    base_url: str = ""
    """Where the site will be reached, with a closing /; empty when it is not known yet."""
    language: str = "zh-CN"
    timezone: str = "Asia/Shanghai"
    organisation: str = ""
    contact: str = ""
    """mailto: or http(s): address for readers who found an error."""
    text_licence: Licence = field(default_factory=lambda: Licence(""))
    data_licence: Licence = field(default_factory=lambda: Licence(""))
    crawlers: Crawlers = Crawlers()
    verification: tuple[tuple[str, str], ...] = ()
    """Name and content of the <meta> tags by which search engines know the site's owner."""
    icp: str = ""
    """ICP filing number."""
    public_security: str = ""
    """公安 filing number."""
    map_style: MapStyle = MapStyle.TILES
    map_approval: str = ""
    """审图号."""
    features: Features = Features()

    @property
    def base_path(self) -> str:
        """The path part of base_url, with / at both ends."""
        return urlsplit(self.base_url).path or "/"
