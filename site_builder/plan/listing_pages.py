"""The pages that list cases: all of them, and those of each region, keyword and year."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import mark_of
from site_builder.core.messages import msg
from site_builder.core.site import Page
from site_builder.core.views import (
    CountView,
    KeywordView,
    LinkView,
    ListingView,
    RegionView,
)
from site_builder.plan import schema_org
from site_builder.plan.index_pages import (
    all_years_view,
    keywords_of,
    keywords_view,
    regions_view,
    year_title,
    year_url,
    years_view,
)
from site_builder.plan.listings import count_provinces
from site_builder.plan.routes import PAGE_SIZE, output_of, page_url, paged, plan_pager, search_url
from site_builder.plan.strips import Row, strip_view
from site_builder.plan.views import region_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from site_builder.core.document import Case, Keyword
    from site_builder.core.region import Region
    from site_builder.plan.outline import Outline

MOST_NEAR = 8
"""Keywords shown beside a keyword."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the pages of one kind of listing have besides the listing itself."""

    crumbs: list[LinkView]
    description: str = ""
    has_feed: bool = False
    within: str = ""
    """The region whose listing it is, by its URL path: cards name the place that lies in it."""
    parts: Mapping[str, object] = field(default_factory=dict)

    def mark(self) -> str:
        """Return the digest of all this."""
        return mark_of([self.crumbs, self.description, self.has_feed, self.within, self.parts])


def plan_listing_pages(outline: Outline) -> Iterator[Page]:
    """Yield every page that lists cases."""
    yield Page("regions/index.html", "regions.html", partial(regions_view, outline))
    yield Page("keywords/index.html", "keywords.html", partial(keywords_view, outline))
    title = outline.text(msg("全部案例"))
    extra = cache(partial(cases_extra, outline))
    yield from pages_of(outline, "cases.html", title, "cases/", outline.library.cases, extra)
    for path, cases in outline.listings.by_region.items():
        region = outline.regions.at(path)
        extra = cache(partial(region_extra, outline, region, cases))
        url = region_url(region)
        yield from pages_of(outline, "region.html", region.name, url, cases, extra)
    by_slug = {keyword.slug: keyword for keyword in outline.vocabulary}
    for slug, cases in outline.listings.by_keyword.items():
        extra = cache(partial(keyword_extra, outline, by_slug[slug], cases))
        url = f"keywords/{slug}/"
        yield from pages_of(outline, "keyword.html", by_slug[slug].name, url, cases, extra)
    for year, cases in outline.listings.by_year.items():
        extra = cache(partial(year_extra, outline, year, len(cases)))
        yield from pages_of(
            outline, "year.html", year_title(outline, year), year_url(year), cases, extra
        )


def pages_of(
    outline: Outline,
    template: str,
    title: str,
    base: str,
    cases: Sequence[Case],
    extra: Callable[[], Kind],
) -> Iterator[Page]:
    """Yield the pages of one listing; extra makes what its kind has besides, once for all."""
    extra_mark = cache(lambda: extra().mark())
    for number, shown in paged(cases):
        view = partial(listing_view, outline, title, base, number, len(cases), shown, extra)
        inputs = partial(listing_inputs, outline, title, number, len(cases), shown, extra_mark)
        yield Page(output_of(page_url(base, number)), template, view, inputs)


def listing_view(
    outline: Outline,
    title: str,
    base: str,
    number: int,
    total: int,
    shown: Sequence[Case],
    extra: Callable[[], Kind],
) -> Mapping[str, object]:
    """Return one page of a listing."""
    kind = extra()
    cards = [outline.views.card(case, kind.within) for case in shown]
    url = page_url(base, number)
    own = LinkView(title=title, url=url)
    shown_title = title
    if number > 1:
        shown_title = outline.text(msg("{title}（第{number}页）", title=title, number=number))
    return {
        "site": outline.site,
        "head": outline.head(
            shown_title,
            url,
            description=kind.description,
            feed=LinkView(title=title, url=f"{base}feed.xml") if kind.has_feed else None,
            json_ld=schema_org.graph(
                schema_org.collection(
                    outline.config, shown_title, url, cards, (number - 1) * PAGE_SIZE + 1
                ),
                schema_org.breadcrumbs(outline.config, [*kind.crumbs, own]),
            ),
        ),
        "crumbs": kind.crumbs,
        "listing": ListingView(
            title=title, total=total, cards=cards, pager=plan_pager(base, number, total)
        ),
        **kind.parts,
    }


def listing_inputs(
    outline: Outline,
    title: str,
    number: int,
    total: int,
    shown: Sequence[Case],
    extra_mark: Callable[[], str],
) -> Mapping[str, str]:
    """Return what one page of a listing is made from; its place is a part of no input."""
    cards = [outline.marks.card(case) for case in shown]
    return {"listing": mark_of([title, number, total, cards]), "counts": extra_mark()}


def cases_extra(outline: Outline) -> Kind:
    """Return what the list of all cases has besides."""
    total = len(outline.library.cases)
    return Kind(
        crumbs=[outline.home_crumb],
        description=outline.text(msg("全部{total}个案例，按时间排列。", total=total)),
        parts={"years": all_years_view(outline), "narrow": search_url()},
    )


def year_extra(outline: Outline, year: int, total: int) -> Kind:
    """Return what a year's list has besides."""
    return Kind(
        crumbs=[outline.home_crumb, outline.cases_crumb],
        description=outline.text(
            msg("{year}年的工会创新案例，共{total}个。", year=year, total=total)
        ),
        parts={
            "years": all_years_view(outline),
            "narrow": search_url(year=f"{year:04d}"),
        },
    )


def region_extra(outline: Outline, region: Region, cases: Sequence[Case]) -> Kind:
    """Return what a region's list has besides."""
    name = "".join(region.names)
    above = [
        LinkView(title=each.short, url=region_url(each))
        for each in outline.regions.ancestors(region)
    ]
    keywords = keywords_of(cases)
    view = RegionView(
        title=region.name,
        short=region.short,
        children=outline.views.children(region.path, outline.listings.by_region),
        keywords=keywords,
        years=years_view(outline, cases),
        strip=strip_view(
            cases,
            lambda case: [keyword.name for keyword in case.keywords],
            [Row(each["title"], each) for each in keywords],
            lambda name, year: search_url(region=region.path, keyword=name, year=year),
        ),
    )
    return Kind(
        crumbs=[outline.home_crumb, outline.regions_crumb, *above],
        description=outline.text(
            msg("{name}的工会创新案例，共{total}个。", name=name, total=len(cases))
        ),
        has_feed=True,
        within=region.path,
        parts={"region": view, "narrow": search_url(region=region.path)},
    )


def keyword_extra(outline: Outline, keyword: Keyword, cases: Sequence[Case]) -> Kind:
    """Return what a keyword's list has besides."""
    provinces = count_provinces(cases, outline.regions)
    near = [each for each in keywords_of(cases) if each["title"] != keyword.name]
    regions = [
        (region.path, CountView(title=region.short, url=region_url(region), count=count))
        for region, count in provinces
    ]
    view = KeywordView(
        title=keyword.name,
        description=keyword.description,
        aliases=list(keyword.aliases),
        regions=[each for _path, each in regions],
        years=years_view(outline, cases),
        near=near[:MOST_NEAR],
        strip=strip_view(
            cases,
            lambda case: [region.path.partition("/")[0] for region in case.regions],
            sorted((Row(*each) for each in regions), key=lambda row: -row.link["count"]),
            lambda path, year: search_url(region=path, keyword=keyword.name, year=year),
        ),
    )
    return Kind(
        crumbs=[outline.home_crumb, outline.keywords_crumb],
        description=outline.text(
            msg("关键词“{name}”的案例，共{total}个。", name=keyword.name, total=len(cases))
        ),
        has_feed=True,
        parts={"keyword": view, "narrow": search_url(keyword=keyword.name)},
    )
