"""Cases, regions and keywords as templates see them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from site_builder.core.paths import image_url
from site_builder.core.recent import with_room
from site_builder.core.views import (
    CardView,
    CaseView,
    CountView,
    FigureView,
    LinkView,
    PlaceView,
    ProvinceView,
    RelatedView,
    SourceView,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from site_builder.core.case_views import ImageView
    from site_builder.core.document import Body, Case, Figure, Keyword, Source
    from site_builder.core.region import Region, Regions
    from site_builder.plan.related import Related


HIGHLIGHTS = 2
"""Key results of a case that lists show."""


class Views:
    """Makes views; remembers what recurs, for a library names few places in many cases."""

    def __init__(self, regions: Regions) -> None:
        self._regions = regions
        self._places: dict[str, PlaceView] = {}
        self._cards: dict[tuple[str, str], CardView] = {}

    def place(self, region: Region) -> PlaceView:
        """Return a region as a place that a case is about."""
        found = self._places.get(region.path)
        if found is None:
            line = (*self._regions.ancestors(region), region)
            found = self._places[region.path] = PlaceView(
                title="".join(region.names),
                short="".join(each.short for each in line),
                url=region_url(region),
                crumbs=[LinkView(title=each.short, url=region_url(each)) for each in line],
            )
        return found

    def card(self, case: Case, within: str = "") -> CardView:
        """Return what other pages may know about a case; its place lies within a URL path."""
        region = self.shown_region(case, within)
        found = self._cards.get((case.id, region.path))
        if found is None:
            # A case stands in the lists of its regions, keywords and year, and beside others.
            found = self._card(case, self.place(region))
            with_room(self._cards)[case.id, region.path] = found
        return found

    def _card(self, case: Case, place: PlaceView) -> CardView:
        facts = case.facts
        return CardView(
            id=case.id,
            title=facts.title,
            url=case.url,
            summary=facts.summary,
            date=facts.date.chinese,
            iso=facts.date.iso,
            organisation=facts.organisation,
            practice=facts.practice,
            place=LinkView(title=place["short"], url=place["url"]),
            keywords=[keyword_link(keyword) for keyword in case.keywords],
            highlights=highlights_of(case),
        )

    def shown_region(self, case: Case, within: str) -> Region:
        """Return the region that a case's card names: the first within a URL path."""
        if not within or len(case.regions) == 1:
            return case.region
        inside = (each for each in case.regions if f"{each.path}/".startswith(f"{within}/"))
        return next(inside, case.region)

    def case(self, case: Case, body: str, image: ImageView | None = None) -> CaseView:
        """Return one case in full, with the HTML and the image to show."""
        facts = case.facts
        updated = facts.updated
        return CaseView(
            id=case.id,
            url=case.url,
            title=facts.title,
            practice=facts.practice,
            summary=facts.summary,
            date=facts.date.chinese,
            iso=facts.date.iso,
            organisation=facts.organisation,
            actor=facts.actor.value,
            level=case.level.value,
            places=[self.place(region) for region in case.regions],
            keywords=[keyword_link(keyword) for keyword in case.keywords],
            figures=[figure_view(figure) for figure in facts.figures],
            sources=[source_view(source) for source in facts.sources],
            partners=list(facts.partners),
            updated=f"{updated.year}年{updated.month}月{updated.day}日" if updated else "",
            updated_iso=updated.isoformat() if updated else "",
            image=image,
            contents=contents_of(case.document.body),
            body=body,
        )

    def related(self, related: Related) -> RelatedView:
        """Return a related case with the reasons."""
        return RelatedView(
            card=self.card(related.case),
            chosen=related.chosen,
            keywords=[keyword.name for keyword in related.keywords],
            region=related.region.short if related.region is not None else "",
            level=related.case.level.value if related.same_level else "",
        )

    def children(self, path: str, by_region: Mapping[str, Sequence[Case]]) -> list[CountView]:
        """Return the regions directly below that have cases."""
        return [
            CountView(title=each.short, url=region_url(each), count=len(by_region[each.path]))
            for each in self._regions.children(path)
            if each.path in by_region
        ]

    def provinces(
        self, by_region: Mapping[str, Sequence[Case]], *, below: bool
    ) -> list[ProvinceView]:
        """Return all 34 provinces with their counts; below: with the regions that have cases."""
        return [
            ProvinceView(
                title=each.name,
                short=each.short,
                code=each.code[:2],
                url=region_url(each) if each.path in by_region else "",
                count=len(by_region.get(each.path, ())),
                children=self.children(each.path, by_region) if below else [],
            )
            for each in self._regions.provinces()
        ]


def region_url(region: Region) -> str:
    """Return a region's place on the site."""
    return f"regions/{region.path}/"


def keyword_link(keyword: Keyword) -> LinkView:
    """Return a keyword as a link."""
    return LinkView(title=keyword.name, url=f"keywords/{keyword.slug}/")


def case_link(case: Case) -> LinkView:
    """Return a case as a link."""
    return LinkView(title=case.facts.title, url=case.url)


def highlights_of(case: Case) -> list[tuple[str, str]]:
    """Return the key results that lists show."""
    return [(each.label, each.value + each.unit) for each in case.facts.figures[:HIGHLIGHTS]]


def figure_view(figure: Figure) -> FigureView:
    """Return a key result."""
    return FigureView(
        label=figure.label,
        value=figure.value,
        unit=figure.unit,
        as_of=figure.as_of,
        note=figure.note,
    )


def source_view(source: Source) -> SourceView:
    """Return a publication."""
    return SourceView(
        publication=source.publication,
        date=source.date.chinese if source.date else "",
        iso=source.date.iso if source.date else "",
        page=source.page,
        byline=source.byline,
        title=source.title,
        url=source.url,
        note=source.note,
    )


def image_address(file: str) -> str:
    """Return an image's place as a URL takes it: file names may hold blanks, # and %."""
    return quote(image_url(file))


def contents_of(body: Body) -> list[LinkView]:
    """Return the level-2 headings of a body."""
    return [
        LinkView(title=heading.text, url=f"#{heading.id}")
        for heading in body.headings
        if heading.level == 2
    ]
