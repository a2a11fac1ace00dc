"""The pages of all regions and all keywords, and what they and the lists count alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.core.messages import msg
from site_builder.core.views import CountView, LinkView
from site_builder.plan import schema_org
from site_builder.plan.listings import count_keywords, count_years
from site_builder.plan.views import keyword_link, region_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from site_builder.core.document import Case
    from site_builder.core.messages import Message
    from site_builder.plan.outline import Outline

NATIONAL = "national"


def regions_view(outline: Outline) -> Mapping[str, object]:
    """Return the list of all regions that have cases."""
    provinces = outline.views.provinces(outline.listings.by_region, below=True)
    description = msg("按省、市、县浏览工会创新案例。")
    return {
        **index_view(outline, outline.regions_crumb, description),
        "provinces": [each for each in provinces if each["count"]],
        "national": national_view(outline),
    }


def national_view(outline: Outline) -> CountView | None:
    """Return the cases of the whole country, if there are any."""
    cases = outline.listings.by_region.get(NATIONAL)
    if not cases:
        return None
    region = outline.regions.at(NATIONAL)
    return CountView(title=region.name, url=region_url(region), count=len(cases))


def keywords_view(outline: Outline) -> Mapping[str, object]:
    """Return the list of all keywords in use, in the vocabulary's order."""
    by_keyword = outline.listings.by_keyword
    return {
        **index_view(outline, outline.keywords_crumb, msg("按关键词浏览工会创新案例。")),
        "keywords": [
            {
                **keyword_link(keyword),
                "count": len(by_keyword[keyword.slug]),
                "description": keyword.description,
            }
            for keyword in outline.vocabulary
            if keyword.slug in by_keyword
        ],
    }


def index_view(
    outline: Outline, own: LinkView, description: Message, *, noindex: bool = False
) -> dict[str, object]:
    """Return what the lists of all regions and of all keywords have in common."""
    crumbs = [outline.home_crumb]
    graph = schema_org.graph(schema_org.breadcrumbs(outline.config, [*crumbs, own]))
    head = outline.head(
        own["title"],
        own["url"],
        description=outline.text(description),
        noindex=noindex,
        json_ld=graph,
    )
    return {"site": outline.site, "head": head, "crumbs": crumbs}


def keywords_of(cases: Sequence[Case]) -> list[CountView]:
    """Return the keywords of cases with counts, the most frequent first."""
    return [
        CountView(**keyword_link(keyword), count=count) for keyword, count in count_keywords(cases)
    ]


def years_view(outline: Outline, cases: Sequence[Case]) -> list[CountView]:
    """Return the years of cases with counts, the newest first."""
    return [year_view(outline, year, count) for year, count in count_years(cases)]


def all_years_view(outline: Outline) -> list[CountView]:
    """Return the same of all cases, which every year's list has."""
    by_year = outline.listings.by_year
    return [year_view(outline, year, len(by_year[year])) for year in sorted(by_year, reverse=True)]


def year_view(outline: Outline, year: int, count: int) -> CountView:
    """Return a year with the count of its cases."""
    return CountView(title=year_title(outline, year), url=year_url(year), count=count)


def year_title(outline: Outline, year: int) -> str:
    """Return a year in words."""
    return outline.text(msg("{year}年", year=year))


def year_url(year: int) -> str:
    """Return a year's place on the site."""
    return f"years/{year:04d}/"
