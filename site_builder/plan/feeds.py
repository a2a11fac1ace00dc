"""Atom and JSON feeds, and the sitemap."""

from __future__ import annotations

import datetime
import uuid
from functools import cache, lru_cache, partial
from heapq import nsmallest
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from site_builder.core.feed_views import FeedEntryView, FeedView, SitemapEntryView
from site_builder.core.fingerprint import mark_of
from site_builder.core.site import Page
from site_builder.plan.schema_org import absolute
from site_builder.plan.views import image_address, region_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from site_builder.core.config import Config
    from site_builder.core.document import Case
    from site_builder.plan.outline import Outline

NEWEST = 50
"""Cases in a feed."""
MOST_URLS = 50_000
"""URLs in one sitemap (sitemaps.org protocol 0.9)."""
UNLISTED = frozenset(("redirect.html", "404.html", "compare.html", "search.html"))
"""Templates of pages that search engines shall not list."""
EPOCH = datetime.date(1970, 1, 1)


def plan_feeds(outline: Outline) -> Iterator[Page]:
    """Yield the feeds of the site, of every region and of every keyword."""
    title = outline.config.title
    cases = outline.library.cases
    yield atom_page(outline, title, "", cases)
    yield Page("feed.json", "data:json", partial(json_feed, outline, title, "", cases))
    for path, listed in outline.listings.by_region.items():
        region = outline.regions.at(path)
        name = f"{''.join(region.names)} · {title}"
        url = region_url(region)
        yield atom_page(outline, name, url, listed)
    names = {keyword.slug: keyword.name for keyword in outline.vocabulary}
    for slug, listed in outline.listings.by_keyword.items():
        name = f"{names[slug]} · {title}"
        url = f"keywords/{slug}/"
        yield atom_page(outline, name, url, listed)


def atom_page(outline: Outline, title: str, url: str, cases: Sequence[Case]) -> Page:
    """Return the feed of some cases, newest first."""
    shown = cache(partial(newest, cases))
    view = partial(atom_view, outline, title, url, shown)
    inputs = partial(feed_inputs, outline, title, shown)
    return Page(f"{url}feed.xml", "feed.xml", view, inputs)


def feed_inputs(
    outline: Outline, title: str, shown: Callable[[], Sequence[Case]]
) -> Mapping[str, str]:
    """Return what a feed is made from."""
    entries = [outline.marks.entry(case) for case in shown()]
    return {"feed": mark_of([title, outline.config.timezone, entries])}


def entry_mark(case: Case) -> str:
    """Return the digest of what a case's entry in a feed is made from."""
    facts = case.facts
    shown = [*newest_key(case), facts.title, facts.summary, str(published(case)), has_day(case)]
    return mark_of([*shown, *(keyword.name for keyword in case.keywords)])


def newest_key(case: Case) -> tuple[int, str]:
    """Return what orders the cases of a feed."""
    return -changed(case).toordinal(), case.id


def newest(cases: Iterable[Case]) -> list[Case]:
    """Return the cases that a feed shows."""
    return nsmallest(NEWEST, cases, key=newest_key)


def atom_view(
    outline: Outline, title: str, url: str, shown: Callable[[], Sequence[Case]]
) -> Mapping[str, object]:
    """Return an Atom feed (RFC 4287)."""
    return {"feed": feed_view(outline, title, url, f"{url}feed.xml", shown())}


def feed_view(
    outline: Outline, title: str, url: str, address: str, shown: Sequence[Case]
) -> FeedView:
    """Return a feed of some cases, the newest first."""
    config = outline.config
    latest = changed(shown[0]) if shown else EPOCH
    return FeedView(
        id=stable_id(config, url),
        title=title,
        description=config.description,
        language=config.language,
        home=absolute(config, url),
        address=absolute(config, address),
        author=config.organisation or config.title,
        updated=moment(config, latest),
        entries=[entry(config, case) for case in shown],
    )


def entry(config: Config, case: Case) -> FeedEntryView:
    """Return a case in a feed."""
    return FeedEntryView(
        id=stable_id(config, case.url),
        title=case.facts.title,
        summary=case.facts.summary,
        absolute=absolute(config, case.url),
        updated=moment(config, changed(case)),
        published=moment(config, published(case)) if has_day(case) else "",
        keywords=[keyword.name for keyword in case.keywords],
    )


def json_feed(
    outline: Outline, title: str, url: str, cases: Sequence[Case]
) -> Mapping[str, object]:
    """Return a JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    config = outline.config
    shown = newest(cases)
    feed = feed_view(outline, title, url, f"{url}feed.json", shown)
    by_url = {absolute(config, case.url): case for case in shown}
    items: list[dict[str, object]] = []
    for each in feed["entries"]:
        item: dict[str, object] = {
            "id": each["id"],
            "url": each["absolute"],
            "title": each["title"],
            "content_text": each["summary"],
            "summary": each["summary"],
            "date_modified": each["updated"],
            "tags": each["keywords"],
        }
        if each["published"]:
            item["date_published"] = each["published"]
        picture = by_url[each["absolute"]].facts.image
        if picture is not None:
            item["image"] = absolute(config, image_address(picture.file))
        items.append(item)
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": feed["home"],
        "feed_url": feed["address"],
        "description": feed["description"],
        "language": feed["language"],
        "authors": [{"name": feed["author"]}],
        "items": items,
    }


def published(case: Case) -> datetime.date:
    """Return the day on which a case came to the site, as far as its file tells."""
    return case.facts.publish or case.facts.date.first_day


def has_day(case: Case) -> bool:
    """Return whether the day is known on which a case, or what it tells, was published."""
    return case.facts.publish is not None or case.facts.date.day is not None


def changed(case: Case) -> datetime.date:
    """Return the day on which readers of a feed should see a case as new.

    A case may be revised before the day that it is published on.
    """
    return max(published(case), case.facts.updated or published(case))


def last_change(case: Case) -> str:
    """Return when a case last changed, as exactly as its file tells: a day, a month or a year.

    The date of what it tells stands in for that of a page without one (W3C's form of dates).
    """
    if case.facts.updated or case.facts.publish:
        return changed(case).isoformat()
    return case.facts.date.iso


def moment(config: Config, day: datetime.date) -> str:
    """Return the beginning of a day in the site's time zone (RFC 3339)."""
    return beginning(config.timezone, day)


@lru_cache(maxsize=4096)
def beginning(timezone: str, day: datetime.date) -> str:
    """Return the beginning of a day in a time zone; few days begin in many entries of feeds."""
    start = datetime.datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(timezone))
    offset = start.utcoffset() or datetime.timedelta()
    if offset.seconds % 60:  # local time of 1900, which RFC 3339 has no form for
        start = start.astimezone(datetime.UTC)
    return start.isoformat()


def stable_id(config: Config, url: str) -> str:
    """Return the id of a feed or entry: its address, or without a base URL a name-based UUID."""
    if config.base_url:
        return absolute(config, url)
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{config.title}/{url}").urn


def plan_sitemap(outline: Outline, urls: Iterable[str]) -> Iterator[Page]:
    """Yield robots.txt and, with a base URL, the sitemap of some places, in parts when large."""
    config = outline.config
    ordered = sorted(urls) if config.base_url else []
    parts = [ordered[start : start + MOST_URLS] for start in range(0, len(ordered), MOST_URLS)]
    changes = {case.url: last_change(case) for case in outline.library.cases}
    if len(parts) == 1:
        yield Page("sitemap.xml", "sitemap.xml", partial(sitemap_view, config, parts[0], changes))
    elif parts:
        names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, 1)]
        yield Page("sitemap.xml", "sitemap_index.xml", partial(sitemap_view, config, names, {}))
        for name, part in zip(names, parts, strict=True):
            yield Page(name, "sitemap.xml", partial(sitemap_view, config, part, changes))
    yield Page("robots.txt", "robots.txt", partial(robots_view, config, has_sitemap=bool(parts)))


def sitemap_view(
    config: Config, urls: Iterable[str], changes: Mapping[str, str]
) -> Mapping[str, object]:
    """Return a sitemap of places, with the days on which cases changed."""
    entries: list[SitemapEntryView] = []
    for url in urls:
        place = SitemapEntryView(absolute=absolute(config, url))
        if url in changes:
            place["lastmod"] = changes[url]
        entries.append(place)
    return {"entries": entries}


def robots_view(config: Config, *, has_sitemap: bool) -> Mapping[str, object]:
    """Return what crawlers may do."""
    return {
        "crawlers": {"search": config.crawlers.search, "training": config.crawlers.training},
        "sitemap": absolute(config, "sitemap.xml") if has_sitemap else "",
    }


def listed_urls(pages: Iterable[Page]) -> Iterator[str]:
    """Yield the places of the pages that belong in a sitemap."""
    for page in pages:
        if page.template in UNLISTED or not page.output.endswith(".html"):
            continue
        yield page.output.removesuffix("index.html")
