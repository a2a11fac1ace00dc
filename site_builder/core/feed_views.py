"""What the templates of feeds and sitemaps see."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class FeedEntryView(TypedDict):
    """A case in a feed; times are RFC 3339."""

    id: str
    title: str
    summary: str
    absolute: str
    updated: str
    published: str
    """Empty where only the month or the year is known."""
    keywords: list[str]


class FeedView(TypedDict):
    """An Atom or JSON feed."""

    id: str
    title: str
    description: str
    language: str
    home: str
    """Absolute URL of the page the feed belongs to."""
    address: str
    """Absolute URL of the feed."""
    author: str
    updated: str
    entries: list[FeedEntryView]


class SitemapEntryView(TypedDict):
    """A page of the sitemap."""

    absolute: str
    lastmod: NotRequired[str]
