"""All pages are looked at, and the outdated ones rendered and staged, side by side if it pays."""

from __future__ import annotations

import contextlib
import gc
import pickle
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from site_builder.core.messages import msg
from site_builder.indexing import stage_part
from site_builder.ledger import Row
from site_builder.plan.feeds import listed_urls, plan_sitemap
from site_builder.plan.outdated import inputs_of
from site_builder.plan.pages import plan_pages
from site_builder.render.pages import DATA
from site_builder.render.templates import TemplateError
from site_builder.workers import counters, workers
from site_builder.write.publish import stage
from site_builder.write.signs import settled
from site_builder.write.splice import stage_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, MutableSequence, Sequence
    from concurrent.futures import Executor

    from site_builder.core.diagnostics import Diagnostic
    from site_builder.core.document import Case
    from site_builder.core.messages import Message
    from site_builder.core.site import Page
    from site_builder.indexing import StagedPart
    from site_builder.ledger import Ledger
    from site_builder.options import Options
    from site_builder.plan.outdated import Inputs
    from site_builder.plan.outline import Outline
    from site_builder.render.pages import Renderer
    from site_builder.write.publish import Staged
    from site_builder.write.store import Store

    Finish = Callable[[Iterable[StagedPart]], list[Staged]]
    """Makes the search index of its parts."""


BATCH = 1024
"""Pages that a process has made before it packs what it knows of them."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker needs to render any page."""

    outline: Outline
    case_schema: Mapping[str, object]
    renderer: Renderer
    common: Mapping[str, Inputs]
    """What all pages of a template are made from, by template."""
    ledger: Ledger
    runs: Sequence[Sequence[Case]] = ()
    """The cases of each part of the search index, where it is due."""
    started: int = 0
    """When, by the clock of the output folder."""
    store: Store | None = None
    """Held by processes of this machine, which are gone when their work is done."""
    counts: MutableSequence[int] = field(default_factory=lambda: [0])
    """How many pages each share has behind it."""


class Made(NamedTuple):
    """A page that was rendered."""

    row: Row
    changed: bool
    """Whether the output folder has it otherwise."""
    reason: Message


@dataclass(slots=True)
class Rendered:
    """What a worker made of its pages, by output path."""

    made: dict[str, Made] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)
    """Of the pages that were not outdated."""
    faults: dict[Diagnostic, None] = field(default_factory=dict)
    """Of templates; each once."""
    related: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """The related cases that were found."""
    index: list[Staged] = field(default_factory=list)
    """The files of the search index, where it was due."""

    def add(self, other: Rendered) -> None:
        """Add what another worker made."""
        self.made |= other.made
        self.signs |= other.signs
        self.faults |= other.faults
        self.related |= other.related


def every_page(outline: Outline, case_schema: Mapping[str, object]) -> Iterator[Page]:
    """Yield all pages of the site, the sitemap last."""
    urls: list[str] = []
    for page in plan_pages(outline, case_schema):
        urls += listed_urls([page])
        yield page
    yield from plan_sitemap(outline, urls)


def render_site(work: Work, pages: int, options: Options, finish: Finish | None) -> Rendered:
    """Render and stage all outdated pages, of so many that there are, and the index if it is due.

    Parts of the index are made side by side too; finish makes it of them while pages are
    rendered, and is None where there is nothing to do.
    """
    # Nothing of the library is garbage: the collector need not look at it again and again, and
    # forked workers then share its memory untouched.
    gc.freeze()
    try:
        return render_shares(work, pages, options, finish)
    finally:
        gc.unfreeze()


def render_shares(work: Work, pages: int, options: Options, finish: Finish | None) -> Rendered:
    """Render the shares of all jobs and put their results together."""
    jobs, progress = options.jobs, options.progress
    progress.begin(msg("生成页面和检索索引") if finish else msg("生成页面"), pages)
    work = replace(work, counts=counters(jobs + 1, options.elsewhere))
    with workers(jobs, pages, partial(start_worker, work), options.elsewhere) as executor:
        if executor is None:
            rendered = Rendered()
            with progress.following(work.counts):
                for batch in render_share(work, 0, lambda _number, _page: True):
                    rendered.add(batch)
                rendered.index = finish(own_parts(work)) if finish else []
            return rendered
        parts = parts_of(executor, work)
        shares = [executor.submit(render_own_share, share, jobs) for share in range(jobs)]
        with progress.following(work.counts):
            rendered = Rendered(index=finish(parts) if finish else [])
            # Long files, for which there is time here while the others are busy with pages.
            with reading(work.store):
                for batch in render_share(work, jobs, lambda _number, page: is_data(page)):
                    rendered.add(batch)
            packed = [batch for share in shares for batch in share.result()]
    for content in packed:  # now that the processes and all their memory are gone
        rendered.add(pickle.loads(content))  # noqa: S301 - packed by our own processes
    return rendered


def index_parts(work: Work, options: Options) -> Iterator[StagedPart]:
    """Yield the parts of the search index, made side by side if it pays."""
    cases = sum(map(len, work.runs))
    with workers(options.jobs, cases, partial(start_worker, work), options.elsewhere) as executor:
        yield from own_parts(work) if executor is None else parts_of(executor, work)


def own_parts(work: Work) -> Iterator[StagedPart]:
    """Yield the parts of the search index, made here."""
    return (stage_part(work.outline, work.ledger.output, run) for run in work.runs)


def parts_of(executor: Executor, work: Work) -> Iterator[StagedPart]:
    """Return the parts of the search index, begun at once and let go as they are taken.

    All of them together are hundreds of megabytes.
    """
    making = [executor.submit(stage_own_part, number) for number in range(len(work.runs))]
    return (making.pop(0).result() for _ in work.runs)


def render_share(
    work: Work, share: int, is_mine: Callable[[int, Page], bool]
) -> Iterator[Rendered]:
    """Look at every page that is of this share, some at a time."""
    rendered = Rendered()
    known = work.outline.related.keys() - ()
    for number, page in enumerate(every_page(work.outline, work.case_schema)):
        if is_mine(number, page):
            make_page(work, page, rendered)
            work.counts[share] += 1
        if len(rendered.made) == BATCH:
            yield rendered
            rendered = Rendered()
    related = work.outline.related
    rendered.related = {each: related[each] for each in related.keys() - known}
    yield rendered


def make_page(work: Work, page: Page, rendered: Rendered) -> None:
    """Render and stage a page if it is outdated."""
    if page.inputs is None:  # both are made from its view
        page = replace(page, view=cache(page.view))
    inputs = inputs_of(page)
    template = page.template
    reason = work.ledger.why_outdated(page.output, {**work.common[template], **inputs})
    if reason is None:
        reason, sign = work.ledger.look(page.output)
        if reason is None:
            rendered.signs[page.output] = settled(sign, work.started)
            return
    try:
        staged = stage_page(work, page)
    except TemplateError as error:
        rendered.faults[error.diagnostic] = None
        return
    rendered.made[page.output] = made_of(staged, template, inputs, reason, work.started)


@contextlib.contextmanager
def reading(store: Store | None) -> Iterator[None]:
    """Read much of what is kept at a time; nothing else can be kept until it is done."""
    if store is None:
        yield
        return
    store.hold()
    try:
        yield
    finally:
        store.close()


def is_data(page: Page) -> bool:
    """Return whether a page is a data file."""
    return page.template.startswith(DATA)


def stage_page(work: Work, page: Page) -> Staged:
    """Render and stage a page; raises TemplateError."""
    if is_data(page):
        parts = map(str.encode, work.renderer.parts(page))
        return stage_parts(work.ledger.output, page.output, parts)
    return stage(work.ledger.output, page.output, work.renderer.render(page).encode())


def made_of(staged: Staged, template: str, inputs: Inputs, reason: Message, started: int) -> Made:
    """Return what was made of a file that is staged."""
    row = Row(template, inputs, staged.digest, settled(staged.sign, started))
    return Made(row, staged.changed, reason)


WORK: list[Work] = []
"""In a worker process: the one thing it was started with."""


def start_worker(work: Work) -> None:
    """Remember what this process works on."""
    WORK[:] = [work]
    if work.store is not None:
        work.store.hold()


def render_own_share(share: int, shares: int) -> list[bytes]:
    """Render a share of what this process was started with; return it packed, batch by batch.

    To it belong the pages whose numbers, divided by the shares, leave its own.
    """

    def is_mine(number: int, page: Page) -> bool:
        return number % shares == share and not is_data(page)

    return [pickle.dumps(batch) for batch in render_share(WORK[0], share, is_mine)]


def stage_own_part(number: int) -> StagedPart:
    """Stage a part of the index of what this process was started with."""
    [work] = WORK
    return stage_part(work.outline, work.ledger.output, work.runs[number])
