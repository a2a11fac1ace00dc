"""The pages that scripts fill: search and comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.core.document import SECTIONS
from site_builder.core.messages import msg
from site_builder.core.views import CountView, LinkView
from site_builder.plan.index_pages import index_view, keywords_of, national_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.plan.outline import Outline


def search_view(outline: Outline) -> Mapping[str, object]:
    """Return the search page; keywords and regions are the way of those without JavaScript."""
    own = LinkView(title=outline.text(msg("搜索")), url="search/")
    description = msg("在全部案例中查找，按地区、关键词、年份和层级筛选。")
    national = national_view(outline)
    return {
        **index_view(outline, own, description),
        "sections": list(SECTIONS),
        "keywords": keywords_of(outline.library.cases),
        "regions": [*([national] if national else []), *provinces_of(outline)],
    }


def compare_view(outline: Outline) -> Mapping[str, object]:
    """Return the page that compares cases; which ones stands in its address, so it shows none."""
    own = LinkView(title=outline.text(msg("案例对比")), url="compare/")
    description = msg("把两到四个案例逐节并排来读。")
    return {**index_view(outline, own, description, noindex=True), "sections": list(SECTIONS)}


def provinces_of(outline: Outline) -> list[CountView]:
    """Return the provinces that have cases, by their short names."""
    return [
        CountView(title=each["short"], url=each["url"], count=each["count"])
        for each in outline.views.provinces(outline.listings.by_region, below=False)
        if each["count"]
    ]
