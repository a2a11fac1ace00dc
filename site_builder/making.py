"""A library that is not the one of the last build is read, checked, planned and published."""

from __future__ import annotations

import dataclasses
from functools import cache, partial
from typing import TYPE_CHECKING

from site_builder.bodies import exchange_bodies
from site_builder.core.diagnostics import Report
from site_builder.core.messages import msg
from site_builder.documents import Reader, kept_keys
from site_builder.ledger import LEDGER, key_of, read_ledger
from site_builder.library import Loaded, load_library
from site_builder.load.settings import read_settings
from site_builder.load.shelf import LARGE, Shelf
from site_builder.photos import kept_photos, read_photos
from site_builder.planning import (
    RELATED,
    check_templates,
    common_inputs,
    foresee,
    keep_related,
    outline_of,
    recall_related,
    templates_of,
)
from site_builder.publishing import Plan, publish_site
from site_builder.references import bodies_to_show, check_references
from site_builder.render.pages import Renderer
from site_builder.rendering import Work, every_page
from site_builder.sources import ChangedMeanwhileError, Sources, read_sources, settings_digests
from site_builder.states import STATE, keep_state
from site_builder.twins import TWIN
from site_builder.unchanged import SITE, VERDICT, Verdict, keep_verdict, subject_of, today
from site_builder.workers import workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from site_builder.load.settings import Settings
    from site_builder.options import Options, Outcome
    from site_builder.plan.outline import Outline
    from site_builder.write.store import Store


def make_site(options: Options, sources: Sources, store: Store) -> Outcome:
    """Check a library and publish it unless there are errors."""
    outcome = exchange_bodies(options, sources, store)
    while outcome is None:
        try:
            outcome = plan_and_publish(options, sources, store)
        except ChangedMeanwhileError:  # somebody is saving: once more
            sources = read_sources(options.root)
    return outcome


def plan_and_publish(options: Options, sources: Sources, store: Store) -> Outcome:
    """Read, plan, check; render and publish when nothing is wrong."""
    from site_builder.load.schema.facts import json_schema

    report = Report(list(sources.problems))
    settings = read_settings(options.root, report)
    if settings_digests(options.root) != sources.settings:  # somebody is saving: once more
        return plan_and_publish(options, read_sources(options.root), store)
    templates = templates_of(sources.theme, settings.config.language)
    checked = cache(partial(check_templates, templates, sources.theme, store, report))
    meanwhile = (checked, partial(json_schema, "case"))
    loaded = read_library(options, sources, settings, store, report, meanwhile)
    sources = as_read(sources, loaded)
    photos = read_photos(options, sources, store, report)
    outline = outline_of(loaded.library, settings, options, bodies_to_show(loaded), photos)
    case_schema = json_schema("case")
    common = common_inputs(outline, checked())
    pages = [(page.output, page.template) for page in every_page(outline, case_schema)]
    check_references(loaded, pages, report)
    verdict = verdict_of(loaded, report, len(pages))
    subject = subject_of(sources, options)
    keep_verdict(store, subject, verdict, sources)
    outcome = verdict.outcome(strict=options.strict)
    if not outcome.blocked and options.write:
        recall_related(outline, store, outline.neighbourhood.mark)
        outline.know_neighbours()  # once, before processes share the work
        ledger = read_ledger(store, options.output)
        foresee(templates, pages, ledger)
        store.close()  # the processes that render open it for themselves
        renderer = Renderer(templates, outline.config.base_path)
        work = Work(outline, case_schema, renderer, common, ledger)
        plan = Plan(work, [output for output, _template in pages], sources, subject)
        outcome = publish_site(plan, outcome, options, store)
        keep_related(outline, store)
        if not outcome.blocked:
            keep_state(store, options, sources, subject, outline)
    store.end(used_keys(options, loaded, outline, subject))
    return outcome


def read_library(
    options: Options,
    sources: Sources,
    settings: Settings,
    store: Store,
    report: Report,
    meanwhile: Iterable[Callable[[], object]] = (),
) -> Loaded:
    """Read the documents that are not known, and look everything up.

    While others read, there is time for what can be done without the library.
    """
    day = options.now or today(settings.config.timezone)
    documents = len(sources.files.cases) + len(sources.files.pages)
    options.progress.begin(msg("读取文档"), documents)
    shelf = Shelf() if documents >= LARGE else None
    with workers(options.jobs, documents, elsewhere=options.elsewhere) as executor:
        reader = Reader(
            options.root, store, sources.documents, executor, options.progress, shelf, meanwhile
        )
        return load_library(sources.files, settings, reader, day, report, drafts=options.drafts)


def as_read(sources: Sources, loaded: Loaded) -> Sources:
    """Return sources with the digests of what was read: a file may have changed meanwhile."""
    return dataclasses.replace(
        sources, documents={each.parsed.path: each.digest for each in loaded.read}
    )


def verdict_of(loaded: Loaded, report: Report, pages: int) -> Verdict:
    """Return what loading and planning came to."""
    since, until = loaded.days
    return Verdict(
        diagnostics=tuple(report.in_order()),
        withheld=loaded.library.withheld,
        cases=len(loaded.library.cases),
        complete=loaded.complete,
        pages=pages,
        timezone=loaded.settings.config.timezone,
        since=since,
        until=until,
    )


def used_keys(
    options: Options, loaded: Loaded, outline: Outline, subject: str
) -> Mapping[str, Iterable[str]]:
    """Return the keys of all that this build used of what is kept, by kind."""
    folder = key_of(options.output)
    return {
        **kept_keys(loaded.read),
        **kept_photos(outline),
        LEDGER: [folder],
        SITE: [folder],
        STATE: [folder],
        TWIN: [folder],
        VERDICT: [subject],
        RELATED: [outline.neighbourhood.mark],
    }
