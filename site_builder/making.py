"""A library that is not the one of the last build is read, checked, planned and published."""

from __future__ import annotations

import dataclasses
import gc
import json
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Report
from site_builder.documents import Reader, kept_keys
from site_builder.i18n import translator
from site_builder.ledger import LEDGER, key_of, read_ledger
from site_builder.library import Loaded, load_library
from site_builder.load.settings import read_settings
from site_builder.plan.outline import Outline
from site_builder.publishing import Plan, publish_site
from site_builder.references import bodies_to_show, check_references
from site_builder.render.data import FORMATS
from site_builder.render.pages import DATA, Renderer
from site_builder.render.templates import Templates
from site_builder.rendering import Work, every_page
from site_builder.sources import Sources, read_sources, settings_digests, theme_mark
from site_builder.unchanged import SITE, VERDICT, Verdict, keep_verdict, subject_of, today
from site_builder.workers import workers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.load.settings import Settings
    from site_builder.options import Options, Outcome
    from site_builder.plan.outdated import Inputs
    from site_builder.write.store import Store

RELATED, THEME = "related", "theme"
"""Kinds of what is kept: related cases and inputs of templates, by what they follow from."""


def make_site(options: Options, sources: Sources, store: Store) -> Outcome:
    """Check a library and publish it unless there are errors."""
    gc.disable()  # what is made here is no garbage, and there is much to look at
    try:
        return plan_and_publish(options, sources, store)
    finally:
        gc.enable()


def plan_and_publish(options: Options, sources: Sources, store: Store) -> Outcome:
    """Read, plan, check; render and publish when nothing is wrong."""
    report = Report(list(sources.problems))
    settings = read_settings(options.root, report)
    if settings_digests(options.root) != sources.settings:  # somebody is saving: once more
        return plan_and_publish(options, read_sources(options.root), store)
    loaded = read_library(options, sources, settings, store, report)
    sources = as_read(sources, loaded)
    outline, case_schema = plan_outline(loaded, options)
    theme = sources.theme
    templates = Templates(theme.templates, theme.names, outline.config.language, outline.translate)
    common = check_templates(templates, outline, theme_mark(theme), store, report)
    pages = list(every_page(outline, case_schema))
    check_references(loaded, pages, report)
    verdict = verdict_of(loaded, report, len(pages))
    subject = subject_of(sources, options)
    keep_verdict(store, subject, verdict, sources)
    outcome = verdict.outcome(strict=options.strict)
    if not outcome.blocked and options.write:
        outline.related.update(read_related(outline, store))
        ledger = read_ledger(store, options.output)
        store.close()  # the processes that render open it for themselves
        renderer = Renderer(templates, outline.config.base_path)
        work = Work(outline, case_schema, renderer, common, ledger)
        plan = Plan(work, [page.output for page in pages], sources, subject)
        outcome = publish_site(plan, outcome, options, store)
        keep_related(outline, store)
    store.end(used_keys(options, loaded, outline, subject))
    return outcome


def read_library(
    options: Options, sources: Sources, settings: Settings, store: Store, report: Report
) -> Loaded:
    """Read the documents that are not known, and look everything up."""
    day = options.now or today(settings.config.timezone)
    with workers(options.jobs, len(sources.documents)) as executor:
        reader = Reader(options.root, store, sources.documents, executor)
        return load_library(sources.files, settings, reader, day, report, drafts=options.drafts)


def as_read(sources: Sources, loaded: Loaded) -> Sources:
    """Return sources with the digests of what was read: a file may have changed meanwhile."""
    return dataclasses.replace(
        sources, documents={each.parsed.path: each.digest for each in loaded.read}
    )


def plan_outline(loaded: Loaded, options: Options) -> tuple[Outline, Mapping[str, object]]:
    """Return what the pages are planned from, and the JSON Schema that is published."""
    from site_builder.load.schema.facts import json_schema

    config = loaded.settings.config
    if options.base_url is not None:
        config = dataclasses.replace(config, base_url=options.base_url)
    outline = Outline(
        library=loaded.library,
        config=config,
        regions=loaded.settings.gazetteer,
        vocabulary=tuple(keyword for keyword, _at in loaded.settings.keywords or ()),
        translate=translator(config.language),
        bodies=bodies_to_show(loaded),
    )
    return outline, json_schema("case")


def check_templates(
    templates: Templates, outline: Outline, subject: str, store: Store, report: Report
) -> Mapping[str, Inputs]:
    """Check all templates; return what the pages of each have in common.

    That takes longer than rendering some pages, so it is kept.
    """
    kept = store.get(THEME, subject)
    if kept is not None:
        inputs = json.loads(kept)
    else:
        faults = templates.check(sorted(templates.texts))
        report.extend(faults)
        inputs = {} if faults else {name: templates.inputs(name) for name in templates.texts}
        if not faults:
            store.put(THEME, subject, json.dumps(inputs).encode())
    common = outline.common_inputs
    data = {DATA + name: common for name in FORMATS}
    return {"": {}, **data, **{name: {**common, **each} for name, each in inputs.items()}}


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


def read_related(outline: Outline, store: Store) -> Mapping[str, tuple[int, ...]]:
    """Return the related cases, if they are known."""
    kept = store.get(RELATED, outline.neighbourhood.mark)
    return {} if kept is None else {each: tuple(row) for each, row in json.loads(kept).items()}


def keep_related(outline: Outline, store: Store) -> None:
    """Keep the related cases once all have been found."""
    mark, found = outline.neighbourhood.mark, outline.related
    if len(found) == len(outline.library.cases) and store.get(RELATED, mark) is None:
        store.put(RELATED, mark, json.dumps(found).encode())


def used_keys(
    options: Options, loaded: Loaded, outline: Outline, subject: str
) -> Mapping[str, Iterable[str]]:
    """Return the keys of all that this build used of what is kept, by kind."""
    folder = key_of(options.output)
    return {
        **kept_keys(loaded.read),
        LEDGER: [folder],
        SITE: [folder],
        VERDICT: [subject],
        RELATED: [outline.neighbourhood.mark],
    }
