"""What all pages are planned from, and the parts that all of them have."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from site_builder.core.config import Crawlers
from site_builder.core.fingerprint import mark_of
from site_builder.core.messages import msg
from site_builder.core.views import HeadView, LicenceView, LinkView, SiteView
from site_builder.plan.listings import Listings, plan_listings
from site_builder.plan.marks import Marks
from site_builder.plan.neighbours import Beside, find_neighbours
from site_builder.plan.pictures import Pictures
from site_builder.plan.related import Neighbourhood
from site_builder.plan.schema_org import absolute
from site_builder.plan.views import Views

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.core.config import Config
    from site_builder.core.document import Body, Case, Keyword
    from site_builder.core.messages import Message, Translate
    from site_builder.core.photos import Photo
    from site_builder.core.region import Regions
    from site_builder.core.site import Library
    from site_builder.plan.neighbours import Rows

DESCRIPTION_LENGTH = 120
"""Characters of a description that search engines show at most."""


@dataclass(frozen=True)
class Outline:
    """One library with its settings, ready to be made into pages."""

    library: Library
    config: Config
    regions: Regions
    vocabulary: tuple[Keyword, ...]
    translate: Translate
    bodies: Mapping[str, str] = field(default_factory=dict)
    """By path: HTML that replaces a document's own, where links had to be left out."""

    photos: Mapping[str, Photo] = field(default_factory=dict)
    """By file: what is known of images."""

    related: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By case id: the positions of the related cases, as far as they have been found."""

    neighbours: dict[str, Rows] = field(default_factory=dict)
    """By case id: what lies beside each case in the lists of its terms, once it is known."""

    @cached_property
    def listings(self) -> Listings:
        """The cases of every region, keyword and year."""
        return plan_listings(self.library.cases, self.regions)

    @cached_property
    def views(self) -> Views:
        """Makes the views of cases."""
        return Views(self.regions)

    @cached_property
    def neighbourhood(self) -> Neighbourhood:
        """Finds related cases."""
        library = self.library
        return Neighbourhood(library.cases, self.regions, self.related, library.ids)

    def beside(self, case: Case) -> tuple[Beside, ...]:
        """Return what lies beside a case in the lists of its terms."""
        self.know_neighbours()
        return tuple(Beside(*each) for each in self.neighbours[case.id])

    def know_neighbours(self) -> None:
        """Find what lies beside all cases, unless that is known."""
        if not self.neighbours:
            self.neighbours.update(find_neighbours(self.library.cases))

    @cached_property
    def marks(self) -> Marks:
        """Makes the digests of what pages show of cases."""
        return Marks(self.views, self.bodies, self.pictures)

    @cached_property
    def common_inputs(self) -> Mapping[str, str]:
        """What every page is made from.

        Settings that pages show nowhere or name among their own inputs are left out.
        """
        shown = replace(self.config, crawlers=Crawlers(), timezone="")
        return {"site": mark_of(self.site), "settings": mark_of(repr(shown))}

    def text(self, message: Message) -> str:
        """Return a text in the language of the site."""
        return message.show(self.translate)

    @cached_property
    def pictures(self) -> Pictures:
        """Finds what is known of images."""
        return Pictures(self.photos)

    def body(self, path: str, body: Body, *, first: bool) -> str:
        """Return the HTML to show for a document; first: its images are the first of the page."""
        shown = self.bodies.get(path)
        html = body.html if shown is None else shown
        return self.pictures.within(html, first=first) if body.images else html

    @cached_property
    def site(self) -> SiteView:
        """What every page shows."""
        config = self.config
        return SiteView(
            title=config.title,
            description=config.description,
            language=config.language,
            organisation=config.organisation,
            contact=config.contact,
            nav=self.nav(),
            text_licence=LicenceView(name=config.text_licence.name, url=config.text_licence.url),
            data_licence=LicenceView(name=config.data_licence.name, url=config.data_licence.url),
            icp=config.icp,
            public_security=config.public_security,
            verification=[list(pair) for pair in config.verification],
            feeds=config.features.feeds,
            data=config.features.data,
        )

    def nav(self) -> list[LinkView]:
        """Return the ways into the site, then the pages of pages/."""
        return [
            self.cases_crumb,
            self.regions_crumb,
            self.keywords_crumb,
            self.insights_crumb,
            *(LinkView(title=each.facts.title, url=f"{each.id}/") for each in self.library.pages),
        ]

    @cached_property
    def home_crumb(self) -> LinkView:
        """The home page."""
        return LinkView(title=self.text(msg("首页")), url="")

    @cached_property
    def cases_crumb(self) -> LinkView:
        """The list of all cases."""
        return LinkView(title=self.text(msg("案例")), url="cases/")

    @cached_property
    def regions_crumb(self) -> LinkView:
        """The list of all regions."""
        return LinkView(title=self.text(msg("地区")), url="regions/")

    @cached_property
    def keywords_crumb(self) -> LinkView:
        """The list of all keywords."""
        return LinkView(title=self.text(msg("关键词")), url="keywords/")

    @cached_property
    def insights_crumb(self) -> LinkView:
        """The page of statistics."""
        return LinkView(title=self.text(msg("统计")), url="insights/")

    def head(
        self,
        title: str,
        url: str,
        *,
        description: str = "",
        kind: str = "website",
        image: str = "",
        feed: LinkView | None = None,
        noindex: bool = False,
        json_ld: dict[str, object] | None = None,
    ) -> HeadView:
        """Return what stands in a page's head; url and image are places on the site."""
        return HeadView(
            title=title,
            description=shorten(description or self.config.description),
            canonical=absolute(self.config, url) if self.config.base_url and not noindex else "",
            kind=kind,
            image=absolute(self.config, image) if image and self.config.base_url else "",
            feed=feed if self.config.features.feeds else None,
            noindex=noindex,
            json_ld=json_ld,
        )


def shorten(text: str) -> str:
    """Return a text cut for a description, at the end of a sentence where one is near."""
    text = " ".join(text.split())
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    cut = text[:DESCRIPTION_LENGTH]
    end = max(cut.rfind(mark) for mark in "。！？；")
    return cut[: end + 1] if end >= DESCRIPTION_LENGTH // 2 else cut[:-1] + "…"
