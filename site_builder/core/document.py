"""A document as its editor wrote it, checked and typed, and the case it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import mark_of, text_digest

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from site_builder.core.dates import PartialDate
    from site_builder.core.diagnostics import Location
    from site_builder.core.region import Region

SECTIONS = ("针对问题", "主要做法", "成效", "经验启示")
"""The sections of the national form, in their order."""


class Actor(StrEnum):
    """Who carries a practice."""

    UNION = "工会"
    ENTERPRISE_UNION = "企业工会"
    AGENCY_UNION = "机关工会"
    ENTERPRISE = "企业"
    GOVERNMENT = "政府部门"
    SCHOOL = "学校"
    COMMUNITY = "社区"
    SOCIAL_ORGANISATION = "社会组织"


class Level(StrEnum):
    """The level at which a practice was carried."""

    NATIONAL = "全国"
    PROVINCE = "省级"
    CITY = "地市级"
    COUNTY = "县级"
    GRASSROOTS = "基层"


@dataclass(frozen=True, slots=True)
class Figure:
    """A key result, as its source wrote it."""

    label: str
    value: str
    unit: str = ""
    as_of: str = ""
    """A date in Chinese form, or the editor's own words."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that a case was written from."""

    publication: str
    date: PartialDate | None = None
    page: str = ""
    byline: str = ""
    title: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that a document shows."""

    src: str
    """As written: below content/ with / or images/, else relative to the document."""
    file: str = ""
    """The file it names, relative to the library's root: content/images/a.png."""
    alt: str = ""
    credit: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body."""

    level: int
    id: str
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a body to another place of the library."""

    target: str
    """As written: ../a.md, /cases/a/, #heading."""
    page: str
    """The place on the site it leads to, without a leading /: cases/a/, data/cases.json."""
    fragment: str
    """The part behind #, decoded; empty without one."""
    file: str
    """The .md file it names, relative to the library's root; empty for a link to a URL."""
    location: Location


@dataclass(frozen=True, slots=True)
class Body:
    """Markdown converted: a pure function of the document's path and text."""

    html: str
    """Sanitised; internal links are relative to the document's own URL."""
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Picture, ...] = ()
    text: tuple[tuple[str, str], ...] = ()
    """Plain text by level-2 section: (heading, or nothing before the first; text)."""

    @property
    def html_mark(self) -> str:
        """The digest of what its page shows: the HTML and the list of headings."""
        headings = [[each.level, each.id, each.text] for each in self.headings]
        return mark_of([text_digest(self.html), headings])

    @property
    def text_mark(self) -> str:
        """The digest of its plain text."""
        return mark_of([[heading, text_digest(text)] for heading, text in self.text])


@dataclass(frozen=True, slots=True)
class Facts:
    """The front matter of a case, typed; regions and keywords are still as written."""

    title: str
    date: PartialDate
    regions: tuple[str, ...]
    keywords: tuple[str, ...]
    organisation: str
    actor: Actor
    summary: str
    sources: tuple[Source, ...]
    practice: str = ""
    figures: tuple[Figure, ...] = ()
    partners: tuple[str, ...] = ()
    draft: bool = False
    publish: datetime.date | None = None
    expire: datetime.date | None = None
    updated: datetime.date | None = None
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    image: Picture | None = None
    level: Level | None = None

    @property
    def mark(self) -> str:
        """The digest of what pages show of them."""
        return mark_of(repr(shown(self)))


@dataclass(frozen=True, slots=True)
class Names:
    """What a case names outside its own file, as written; known even when other facts are wrong."""

    regions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    places: Mapping[str, Location] = field(default_factory=dict)
    """Where each stands, by its path: regions.0, related.1."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The front matter of a page in pages/."""

    title: str
    description: str = ""
    order: int = 0
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One case study, read and converted, before its names are looked up."""

    id: str
    path: str
    """Relative to the library's root: content/cases/2023/a.md."""
    facts: Facts
    body: Body
    places: Mapping[str, Location] = field(default_factory=dict)
    """Where each value stands, by its path: title, regions.0, figures.2.unit."""
    known_mark: str = field(default="", compare=False)
    """The mark of the facts, where it is known already."""

    @property
    def mark(self) -> str:
        """The digest of what pages show of the facts."""
        return self.known_mark or self.facts.mark

    @property
    def names(self) -> Names:
        """What it names outside its own file."""
        facts = self.facts
        return Names(facts.regions, facts.keywords, facts.related, self.places)


def shown(facts: Facts) -> Facts:
    """Return what pages show of facts as they are.

    Names that are looked up are shown as what they mean; some facts only decide what is published.
    """
    image = facts.image
    return replace(
        facts,
        regions=(),
        keywords=(),
        level=None,
        related=(),
        aliases=(),
        draft=False,
        expire=None,
        image=image and replace(image, src="", location=None),
    )


@dataclass(frozen=True, slots=True)
class StaticPage:
    """One page of pages/, read and converted."""

    id: str
    path: str
    facts: PageFacts
    body: Body


@dataclass(frozen=True, slots=True)
class Keyword:
    """A term of keywords.yaml."""

    name: str
    slug: str
    aliases: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A document whose regions, keywords and level are known."""

    document: Document
    regions: tuple[Region, ...]
    """The first is where the case belongs."""
    keywords: tuple[Keyword, ...]
    level: Level

    @property
    def id(self) -> str:
        """The stem of its file's name and the last part of its URL."""
        return self.document.id

    @property
    def facts(self) -> Facts:
        """Its front matter."""
        return self.document.facts

    @property
    def url(self) -> str:
        """Its place on the site, without a leading /."""
        return f"cases/{self.document.id}/"

    @property
    def region(self) -> Region:
        """Where it belongs."""
        return self.regions[0]
