"""All pages of the site."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from site_builder.core.messages import msg
from site_builder.core.region import Rank
from site_builder.core.site import Page
from site_builder.core.views import HomeView, LinkView, PageView, RedirectView, TotalsView
from site_builder.plan import schema_org
from site_builder.plan.access_page import access_view
from site_builder.plan.case_pages import case_page
from site_builder.plan.feeds import plan_feeds
from site_builder.plan.index_pages import keywords_of, national_view
from site_builder.plan.insights import insights_view
from site_builder.plan.listing_pages import plan_listing_pages
from site_builder.plan.records import plan_data
from site_builder.plan.routes import old_url, output_of
from site_builder.plan.search_page import compare_view, provinces_of, search_view
from site_builder.plan.views import contents_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.core.document import Case, StaticPage
    from site_builder.plan.outline import Outline

MOST_NEWEST = 10
"""Cases on the home page."""


def plan_pages(outline: Outline, case_schema: Mapping[str, object]) -> Iterator[Page]:
    """Yield every page, all but the sitemap; case_schema is the JSON Schema of the front matter."""
    yield Page("index.html", "home.html", partial(home_view, outline))
    for position, case in enumerate(outline.library.cases):
        yield case_page(outline, case, position)
    for page in outline.library.pages:
        yield static_page(outline, page)
    yield from plan_listing_pages(outline)
    yield Page("search/index.html", "search.html", partial(search_view, outline))
    yield Page("compare/index.html", "compare.html", partial(compare_view, outline))
    yield Page("accessibility/index.html", "accessibility.html", partial(access_view, outline))
    yield Page("insights/index.html", "insights.html", partial(insights_view, outline))
    for case in outline.library.cases:
        for output in dict.fromkeys(output_of(old_url(alias)) for alias in case.facts.aliases):
            yield Page(output, "redirect.html", partial(redirect_view, outline, case))
    yield Page("404.html", "404.html", partial(missing_view, outline))
    if outline.config.features.feeds:
        yield from plan_feeds(outline)
    if outline.config.features.data:
        yield from plan_data(outline, case_schema)


def home_view(outline: Outline) -> Mapping[str, object]:
    """Return the home page."""
    cases = outline.library.cases
    by_region = outline.listings.by_region
    places = [outline.regions.at(path) for path in by_region]
    config = outline.config
    home = HomeView(
        totals=TotalsView(
            cases=len(cases),
            provinces=sum(each.rank is Rank.PROVINCE for each in places),
            keywords=len(outline.listings.by_keyword),
        ),
        newest=[outline.views.card(case) for case in cases[:MOST_NEWEST]],
        keywords=keywords_of(cases),
        provinces=outline.views.provinces(by_region, below=False),
        national=national_view(outline),
        map_style=config.map_style.value,
        map_approval=config.map_approval,
    )
    json_ld = schema_org.graph(schema_org.website(config))
    return {
        "site": outline.site,
        "head": outline.head(config.title, "", json_ld=json_ld),
        "crumbs": [],
        "home": home,
    }


def static_page(outline: Outline, page: StaticPage) -> Page:
    """Return a page of pages/."""
    return Page(f"{page.id}/index.html", "page.html", partial(page_view, outline, page))


def page_view(outline: Outline, page: StaticPage) -> Mapping[str, object]:
    """Return a page of pages/."""
    crumbs = [outline.home_crumb]
    own = LinkView(title=page.facts.title, url=f"{page.id}/")
    return {
        "site": outline.site,
        "head": outline.head(
            page.facts.title,
            own["url"],
            description=page.facts.description,
            json_ld=schema_org.graph(schema_org.breadcrumbs(outline.config, [*crumbs, own])),
        ),
        "crumbs": crumbs,
        "page": PageView(
            title=page.facts.title,
            body=outline.body(page.path, page.body, first=True),
            contents=contents_of(page.body),
        ),
    }


def redirect_view(outline: Outline, case: Case) -> Mapping[str, object]:
    """Return what stands at a case's old address."""
    head = outline.head(case.facts.title, case.url, description=case.facts.summary)
    return {
        "site": outline.site,
        "head": {**head, "noindex": True},
        "redirect": RedirectView(title=case.facts.title, url=case.url),
    }


def missing_view(outline: Outline) -> Mapping[str, object]:
    """Return the page for addresses that do not exist."""
    return {
        "site": outline.site,
        "head": outline.head(outline.text(msg("没有这个页面")), "404.html", noindex=True),
        "crumbs": [],
        "keywords": keywords_of(outline.library.cases),
        "provinces": provinces_of(outline),
    }
