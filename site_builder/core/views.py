"""What templates see: plain data, one type per part of a page's view.

Every `url` is a place on the site without a leading /, for templates to put behind `root`, the way
from the page up to the site's start (`../../`). Only `absolute` values carry the base URL.
Dates are text: `date` in Chinese form, `iso` for `<time datetime>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from site_builder.core.case_views import ImageView


class LinkView(TypedDict):
    """A title that leads somewhere."""

    title: str
    url: str


class CountView(TypedDict):
    """A title that leads somewhere, and how many cases there are."""

    title: str
    url: str
    """Empty where there are no cases and so no page."""
    count: int


class LicenceView(TypedDict):
    """A licence; url is absolute or empty."""

    name: str
    url: str


class SiteView(TypedDict):
    """What every page shows; kept small, for a change here changes every page."""

    title: str
    description: str
    language: str
    organisation: str
    contact: str
    """mailto: or http(s) address, or empty."""
    nav: list[LinkView]
    """案例, 地区, 关键词, 统计, then the pages of pages/ by their order."""
    text_licence: LicenceView
    data_licence: LicenceView
    icp: str
    public_security: str
    verification: list[list[str]]
    """[name, content] of the <meta> tags."""
    feeds: bool
    data: bool


class HeadView(TypedDict):
    """What stands in <head>."""

    title: str
    """The page's own title; the site's title is added by the template, except on the home page."""
    description: str
    canonical: str
    """Absolute; empty without a base URL."""
    kind: str
    """og:type: article or website."""
    image: str
    """Absolute; empty without one."""
    feed: LinkView | None
    """The Atom feed of this listing."""
    noindex: bool
    json_ld: dict[str, object] | None


class PlaceView(TypedDict):
    """A region that a case is about."""

    title: str
    """江苏省盐城市盐都区: the full names in a row."""
    short: str
    """江苏盐城, the way down to it in short names."""
    url: str
    crumbs: list[LinkView]
    """The regions from the province down to this one, short names."""


class CardView(TypedDict):
    """What other pages may know about a case."""

    id: str
    title: str
    url: str
    summary: str
    date: str
    iso: str
    organisation: str
    practice: str
    place: LinkView
    """Where the case belongs, or in a region's list the place that lies there; short names."""
    keywords: list[LinkView]
    highlights: list[tuple[str, str]]
    """The first key results: what each is, and its value with the unit."""


class FigureView(TypedDict):
    """A key result."""

    label: str
    value: str
    unit: str
    as_of: str
    note: str


class SourceView(TypedDict):
    """A publication behind a case; texts may be empty."""

    publication: str
    date: str
    iso: str
    page: str
    byline: str
    title: str
    url: str
    note: str


class CaseView(TypedDict):
    """One case in full."""

    id: str
    url: str
    title: str
    practice: str
    summary: str
    date: str
    iso: str
    organisation: str
    actor: str
    level: str
    places: list[PlaceView]
    keywords: list[LinkView]
    figures: list[FigureView]
    sources: list[SourceView]
    partners: list[str]
    updated: str
    updated_iso: str
    image: ImageView | None
    contents: list[LinkView]
    """The level-2 headings; url is #… """
    body: str
    """Sanitised HTML."""


class RelatedView(TypedDict):
    """A related case and why it is one."""

    card: CardView
    chosen: bool
    """Whether the editor chose it."""
    keywords: list[str]
    """Names of the keywords both have."""
    region: str
    """The deepest region both lie in, by its short name; empty without one."""
    level: str
    """The level both have; empty when it differs."""


class PagerView(TypedDict):
    """Where in a paged listing a page stands."""

    page: int
    pages: int
    newer: str
    """URL of the page before, or empty."""
    older: str
    numbers: list[NumberView]


class NumberView(TypedDict):
    """A page number; number 0 stands for a gap."""

    number: int
    url: str
    current: bool


class ListingView(TypedDict):
    """A list of cases, 20 a page."""

    title: str
    total: int
    cards: list[CardView]
    pager: PagerView


class StripCellView(TypedDict):
    """A number of cases, and the search for them; without cases it leads nowhere."""

    count: int
    url: str


class StripRowView(TypedDict):
    """A term's cases by years."""

    title: str
    url: str
    cells: list[StripCellView]


class StripView(TypedDict):
    """How the cases of a list spread over terms and years."""

    years: list[str]
    rows: list[StripRowView]


class RegionView(TypedDict):
    """A region's own page, beside its listing."""

    title: str
    """The full name: 盐都区."""
    short: str
    children: list[CountView]
    """The regions below that have cases, short names, official order."""
    keywords: list[CountView]
    years: list[CountView]
    strip: StripView | None
    """Its most frequent keywords by years."""


class KeywordView(TypedDict):
    """A keyword's own page, beside its listing."""

    title: str
    description: str
    aliases: list[str]
    regions: list[CountView]
    """Provinces with cases of this keyword."""
    years: list[CountView]
    near: list[CountView]
    """Keywords that often stand beside it."""
    strip: StripView | None
    """Its provinces with most cases by years."""


class ProvinceView(TypedDict):
    """A province on the regions page, with what lies below."""

    title: str
    short: str
    code: str
    """Two digits: 32."""
    url: str
    count: int
    children: list[CountView]


class HomeView(TypedDict):
    """The home page."""

    totals: TotalsView
    newest: list[CardView]
    keywords: list[CountView]
    provinces: list[ProvinceView]
    """All 34, official order, without children."""
    national: CountView | None
    map_style: str
    """How the provinces are offered: tiles or list."""
    map_approval: str
    """审图号, or empty."""


class TotalsView(TypedDict):
    """What the library holds."""

    cases: int
    provinces: int
    keywords: int


class RedirectView(TypedDict):
    """Where an old address leads."""

    title: str
    url: str


class PageView(TypedDict):
    """A page of pages/."""

    title: str
    body: str
    contents: list[LinkView]
