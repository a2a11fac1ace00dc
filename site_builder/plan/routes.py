"""Where pages lie: output paths, paging, old addresses."""

from __future__ import annotations

from functools import lru_cache
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, unquote, urlencode

from site_builder.core.views import NumberView, PagerView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from site_builder.core.document import Case

PAGE_SIZE = 20
RESERVED = frozenset({
    "404", "accessibility", "assets", "cases", "compare", "data", "feed", "images", "insights",
    "keywords", "regions", "robots", "search", "sitemap", "years",
})  # fmt: skip
"""First parts of addresses that are the site's own; no page of pages/ may take them."""


def output_of(url: str) -> str:
    """Return the output path of a place on the site: cases/a/ is cases/a/index.html."""
    return f"{url}index.html" if url == "" or url.endswith("/") else url


def search_url(**chosen: str) -> str:
    """Return the place of the search where values of facets are chosen."""
    if not chosen:
        return "search/"
    return f"search/?{urlencode(chosen, safe='/', quote_via=quoted)}"


quoted = lru_cache(maxsize=4096)(quote_plus)
"""Few names stand in many links."""


def old_url(alias: str) -> str:
    """Return the place on the site of an old id or an old path.

    An old id is a former case; an old path begins with / and is a page of its own name when it
    ends in .html, else a folder. Servers look for files by the decoded path, so it is decoded.
    """
    if not alias.startswith("/"):
        return f"cases/{alias}/"
    path = normpath("/" + unquote(alias).strip("/")).lstrip("/")
    return path if not path or path.endswith((".html", ".htm")) else f"{path}/"


def page_url(base: str, number: int) -> str:
    """Return the place of a listing's nth page."""
    return base if number == 1 else f"{base}page/{number}/"


def paged(cases: Sequence[Case]) -> Iterator[tuple[int, Sequence[Case]]]:
    """Yield the pages of a listing with their numbers; an empty listing has one page."""
    for start in range(0, max(len(cases), 1), PAGE_SIZE):
        yield start // PAGE_SIZE + 1, cases[start : start + PAGE_SIZE]


def plan_pager(base: str, number: int, total: int) -> PagerView:
    """Return where page number stands among the pages of total cases."""
    pages = max(1, -(-total // PAGE_SIZE))
    return PagerView(
        page=number,
        pages=pages,
        newer=page_url(base, number - 1) if number > 1 else "",
        older=page_url(base, number + 1) if number < pages else "",
        numbers=plan_numbers(base, number, pages),
    )


def plan_numbers(base: str, number: int, pages: int) -> list[NumberView]:
    """Return the numbers shown: the ends, the neighbours, and 0 for each gap."""
    shown = sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    numbers: list[NumberView] = []
    before = 0
    for each in shown:
        if each > before + 1:
            numbers.append(NumberView(number=0, url="", current=False))
        numbers.append(NumberView(number=each, url=page_url(base, each), current=each == number))
        before = each
    return numbers
