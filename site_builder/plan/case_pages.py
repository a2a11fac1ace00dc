"""The page of a case."""

from __future__ import annotations

from functools import cache, partial
from html import escape
from typing import TYPE_CHECKING

from site_builder.core.case_views import LengthView, NeighboursView
from site_builder.core.fingerprint import mark_of
from site_builder.core.messages import msg
from site_builder.core.quantities import keep_together
from site_builder.core.site import Page
from site_builder.core.views import LinkView
from site_builder.plan import schema_org
from site_builder.plan.citations import citations
from site_builder.plan.lengths import length_of
from site_builder.plan.neighbours import NOBODY
from site_builder.plan.reporting import report_url
from site_builder.plan.routes import output_of
from site_builder.plan.views import case_link, keyword_link, region_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from site_builder.core.document import Case
    from site_builder.core.views import CaseView
    from site_builder.plan.neighbours import Beside
    from site_builder.plan.outline import Outline

    Around = Callable[[], Sequence[NeighboursView]]
    """Returns the neighbours of a case, made once."""


def case_page(outline: Outline, case: Case, position: int) -> Page:
    """Return the page of the case at a position."""
    around = cache(lambda: list(around_view(outline, case, position)))
    view = partial(case_view, outline, case, around)
    inputs = partial(case_inputs, outline, case, around)
    return Page(output_of(case.url), "case.html", view, inputs)


def case_view(outline: Outline, case: Case, around: Around) -> Mapping[str, object]:
    """Return a case's page."""
    document = case.document
    crumbs = [
        outline.home_crumb,
        outline.regions_crumb,
        *outline.views.place(case.region)["crumbs"],
    ]
    image = case.facts.image
    body = outline.body(document.path, document.body, first=image is None)
    view = outline.views.case(case, body, outline.pictures.view(image) if image else None)
    characters, minutes = length_of(body)
    return {
        "site": outline.site,
        "head": case_head(outline, case, view, crumbs),
        "crumbs": crumbs,
        "case": view,
        "summary": keep_together(escape(case.facts.summary)),
        "length": LengthView(characters=characters, minutes=minutes),
        "citation": citations(outline.config, case),
        "report": report_of(outline, case),
        "related": [outline.views.related(each) for each in outline.neighbourhood.related(case)],
        "around": around(),
    }


def case_head(
    outline: Outline, case: Case, view: CaseView, crumbs: list[LinkView]
) -> Mapping[str, object]:
    """Return what stands in the head of a case's page."""
    own = LinkView(title=case.facts.title, url=case.url)
    image = view["image"]
    return outline.head(
        case.facts.title,
        case.url,
        description=case.facts.summary,
        kind="article",
        image=image["url"] if image else "",
        json_ld=schema_org.graph(
            schema_org.article(outline.config, case),
            schema_org.breadcrumbs(outline.config, [*crumbs, own]),
        ),
    )


def report_of(outline: Outline, case: Case) -> str:
    """Return where to tell of a mistake in a case, or nothing."""
    config = outline.config
    if not config.contact:
        return ""
    title = outline.text(msg("报告错误：{title}", title=case.facts.title))
    url = schema_org.absolute(config, case.url)
    text = outline.text(
        msg("案例：{title}\n网址：{url}\n错误在哪里：\n", title=case.facts.title, url=url)
    )
    return report_url(config.contact, title, text)


def case_inputs(outline: Outline, case: Case, around: Around) -> Mapping[str, str]:
    """Return what a case's page is made from."""
    marks, document, image = outline.marks, case.document, case.facts.image
    related = [
        # What both share follows from these and from the case itself.
        [marks.card(other), other.level.value, chosen]
        for other, chosen in outline.neighbourhood.beside(case)
    ]
    return {
        "case": mark_of(
            [
                *marks.case(case),
                marks.html(document.path, document.body),
                image and marks.picture(image),
            ]
        ),
        "related": mark_of(related),
        "around": mark_of(around()),
    }


def around_view(outline: Outline, case: Case, position: int) -> Iterator[NeighboursView]:
    """Yield the neighbours of a case: in the list of all cases, and in those of its terms."""
    last = len(outline.library.cases) - 1
    if last > 0:
        newer, older = position - 1, position + 1 if position < last else NOBODY
        yield neighbours(outline, "all", outline.cases_crumb, newer, older)
    for beside in outline.beside(case):
        kind, link = list_of(outline, case, beside)
        yield neighbours(outline, kind, link, beside.newer, beside.older)


def list_of(outline: Outline, case: Case, beside: Beside) -> tuple[str, LinkView]:
    """Return the list in which cases lie beside each other."""
    if beside.term.startswith("/"):
        slug = beside.term.removeprefix("/")
        [keyword] = (each for each in case.keywords if each.slug == slug)
        return "keyword", keyword_link(keyword)
    region = outline.regions.at(beside.term)
    return "region", LinkView(title=region.short, url=region_url(region))


def neighbours(
    outline: Outline, kind: str, link: LinkView, newer: int, older: int
) -> NeighboursView:
    """Return the cases at two positions."""
    cases = outline.library.cases
    return NeighboursView(
        kind=kind,
        list=link,
        newer=case_link(cases[newer]) if newer >= 0 else None,
        older=case_link(cases[older]) if older >= 0 else None,
    )
