"""All pages are rendered and staged, side by side where that pays."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from site_builder.plan.feeds import listed_urls, plan_sitemap
from site_builder.plan.pages import plan_pages
from site_builder.render.templates import TemplateError
from site_builder.workers import workers
from site_builder.write.publish import Staged, stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from site_builder.core.diagnostics import Diagnostic
    from site_builder.core.site import Page
    from site_builder.plan.outline import Outline
    from site_builder.render.pages import Renderer


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker needs to render any page."""

    outline: Outline
    case_schema: Mapping[str, object]
    renderer: Renderer
    output: Path


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a worker made of its pages."""

    staged: list[Staged]
    faults: list[Diagnostic]
    """Of templates; each once."""


def every_page(outline: Outline, case_schema: Mapping[str, object]) -> Iterator[Page]:
    """Yield all pages of the site, the sitemap last."""
    urls: list[str] = []
    for page in plan_pages(outline, case_schema):
        urls += listed_urls([page])
        yield page
    yield from plan_sitemap(outline, urls)


def render_site(work: Work, pages: int, jobs: int) -> Rendered:
    """Render and stage all pages, of which there are so many."""
    # Nothing of the library is garbage: the collector need not look at it again and again, and
    # forked workers then share its memory untouched.
    gc.freeze()
    try:
        return render_shares(work, pages, jobs)
    finally:
        gc.unfreeze()


def render_shares(work: Work, pages: int, jobs: int) -> Rendered:
    """Render the shares of all jobs and put their results together."""
    with workers(jobs, pages, partial(start_worker, work)) as executor:
        if executor is None:
            return render_share(work, 0, 1)
        shares = [executor.submit(render_own_share, share, jobs) for share in range(jobs)]
        results = [share.result() for share in shares]
    faults = dict.fromkeys(fault for result in results for fault in result.faults)
    return Rendered([each for result in results for each in result.staged], list(faults))


def render_share(work: Work, share: int, shares: int) -> Rendered:
    """Render every page whose number, divided by the shares, leaves this one."""
    staged: list[Staged] = []
    faults: dict[Diagnostic, None] = {}
    for number, page in enumerate(every_page(work.outline, work.case_schema)):
        if number % shares != share:
            continue
        try:
            text = work.renderer.render(page)
        except TemplateError as error:
            faults[error.diagnostic] = None
            continue
        staged.append(stage(work.output, page.output, text.encode()))
    return Rendered(staged, list(faults))


WORK: list[Work] = []
"""In a worker process: the one thing it was started with."""


def start_worker(work: Work) -> None:
    """Remember what this process works on."""
    WORK[:] = [work]


def render_own_share(share: int, shares: int) -> Rendered:
    """Render a share of what this process was started with."""
    return render_share(WORK[0], share, shares)
