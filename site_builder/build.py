"""The whole build, in the order it happens."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Diagnostic, Report, Severity
from site_builder.core.paths import image_url
from site_builder.i18n import translator
from site_builder.library import Loaded, load_library
from site_builder.load.theme import Theme, read_theme
from site_builder.plan.outline import Outline
from site_builder.references import check_references
from site_builder.render.pages import Renderer
from site_builder.render.templates import Templates
from site_builder.rendering import Work, every_page, render_site
from site_builder.workers import default_jobs, workers
from site_builder.write.lock import build_lock
from site_builder.write.publish import check_output, publish, stage, staging

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from site_builder.core.site import Withheld


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; the defaults are those of the command."""

    root: Path
    output: Path
    base_url: str | None = None
    """Replaces the one of site.yaml."""
    drafts: bool = False
    now: datetime.date | None = None
    """Today in the site's time zone when None."""
    strict: bool = False
    jobs: int = field(default_factory=default_jobs)
    write: bool = True
    """Whether to publish; check does not."""
    on_wait: Callable[[], None] | None = None
    """Called when another build of the same output folder is waited for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to."""

    diagnostics: list[Diagnostic]
    blocked: bool
    """Whether nothing was published because of diagnostics."""
    withheld: tuple[Withheld, ...] = ()
    cases: int = 0
    complete: int = 0
    pages: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    seconds: float = 0.0

    def count(self, severity: Severity) -> int:
        """Return how many diagnostics of a severity there are."""
        return sum(each.severity is severity for each in self.diagnostics)


def build_site(options: Options) -> Outcome:
    """Build the site, or only check it; with errors nothing in the output folder is touched."""
    start = time.perf_counter()
    lock: contextlib.AbstractContextManager[object] = contextlib.nullcontext()
    if options.write:
        check_output(options.output)
        lock = build_lock(options.root, options.output, options.on_wait)
    with lock:
        outcome = build_locked(options)
    return dataclasses.replace(outcome, seconds=time.perf_counter() - start)


def build_locked(options: Options) -> Outcome:
    """Build while no other build of the same output folder runs."""
    report = Report()
    loaded, theme = read_inputs(options, report)
    outline, case_schema = plan_outline(loaded, options)
    templates = Templates(theme.templates, theme.names, outline.config.language, outline.translate)
    report.extend(templates.check(sorted(theme.templates)))
    pages = list(every_page(outline, case_schema))
    outline = check_references(loaded, outline, pages, report)
    outcome = Outcome(
        diagnostics=report.in_order(),
        blocked=report.blocks(strict=options.strict),
        withheld=loaded.library.withheld,
        cases=len(loaded.library.cases),
        complete=loaded.complete,
        pages=len(pages),
    )
    if outcome.blocked or not options.write:
        return outcome
    work = Work(outline, case_schema, Renderer(templates, outline.config.base_path), options.output)
    return render_and_publish(work, loaded, theme, outcome, options)


def read_inputs(options: Options, report: Report) -> tuple[Loaded, Theme]:
    """Read the library and its templates."""
    theme = read_theme(options.root, report)
    amount = sum(1 for _ in (options.root / "content" / "cases").rglob("*.md"))
    with workers(options.jobs, amount) as executor:
        loaded = load_library(options.root, options.now, executor, report, drafts=options.drafts)
    return loaded, theme


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
    )
    return outline, json_schema("case")


def render_and_publish(
    work: Work, loaded: Loaded, theme: Theme, outcome: Outcome, options: Options
) -> Outcome:
    """Render everything beside the output folder; publish it when no template failed."""
    with staging(options.output):
        rendered = render_site(work, outcome.pages, options.jobs)
        if rendered.faults:
            report = Report([*outcome.diagnostics, *rendered.faults])
            return dataclasses.replace(outcome, diagnostics=report.in_order(), blocked=True)
        staged = [*rendered.staged]
        staged += [stage(options.output, name, theme.assets[name]) for name in theme.assets]
        staged += [
            stage(options.output, image_url(file), (options.root / file).read_bytes())
            for file in loaded.files.images
        ]
        published = publish(options.output, staged)
    return dataclasses.replace(
        outcome,
        rendered=len(rendered.staged),
        written=published.written,
        removed=published.removed,
    )
