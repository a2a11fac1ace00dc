"""A planned library is rendered beside the output folder and published, and both are remembered."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Report
from site_builder.core.fingerprint import digest, mark_of
from site_builder.core.paths import image_url
from site_builder.indexing import stage_index
from site_builder.ledger import Ledger, Row, write_ledger
from site_builder.load.scan import ZONES
from site_builder.plan.outdated import reason_of
from site_builder.rendering import Made, Rendered, Work, render_site
from site_builder.unchanged import keep_site
from site_builder.write.publish import MANIFEST, Staged, publish, stage, staging
from site_builder.write.signs import UNKNOWN, clock, next_tick, settled, sign_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from site_builder.options import Options, Outcome
    from site_builder.sources import Sources
    from site_builder.write.store import Store

FILE, INDEX = "file", "index"
"""The one input of a file that is no page."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be published, and where it is remembered."""

    work: Work
    outputs: list[str]
    """Of all pages."""
    sources: Sources
    subject: str
    """The digest of all that it is made from."""


def publish_site(plan: Plan, outcome: Outcome, options: Options, store: Store) -> Outcome:
    """Render what is outdated beside the output folder; publish it when no template failed."""
    output = plan.work.ledger.output
    with staging(output) as folder:
        plan = dataclasses.replace(plan, work=started(plan.work, folder))
        rendered = render_site(plan.work, len(plan.outputs), options.jobs)
        if rendered.faults:
            report = Report([*outcome.diagnostics, *rendered.faults])
            return dataclasses.replace(outcome, diagnostics=report.in_order(), blocked=True)
        reasons = {
            name: rendered.made[name].reason for name in plan.outputs if name in rendered.made
        }
        names = [*plan.outputs, *make_files(plan, options, rendered)]
        rows = new_rows(plan.work.ledger, names, rendered)
        changed = {name for name, made in rendered.made.items() if made.changed}
        staged = [Staged(name, row.digest, name in changed) for name, row in rows.items()]
        remembered = {name: row.digest for name, row in plan.work.ledger.rows.items()}
        published = publish(output, staged, remembered)
        rows, manifest = with_signs(output, rows, folder)
    remember(plan, rows, manifest if not published.left else UNKNOWN, store)
    return dataclasses.replace(
        outcome,
        rendered=len(reasons),
        written=published.written,
        removed=published.removed,
        reasons=reasons,
    )


def started(work: Work, folder: Path) -> Work:
    """Return work with the time when it is begun."""
    return dataclasses.replace(work, started=clock(folder))


def make_files(plan: Plan, options: Options, rendered: Rendered) -> Iterator[str]:
    """Stage what is no page and not up to date; yield the names of all of it."""
    for name, content in plan.sources.theme.assets.items():
        yield make_file(plan.work, name, digest(content), partial(bytes, content), rendered)
    for path, mark in plan.sources.images.items():
        read = (options.root / path).read_bytes
        yield make_file(plan.work, image_url(path), mark, read, rendered)
    yield from make_index(plan, options, rendered)


def make_file(
    work: Work, name: str, mark: str, read: Callable[[], bytes], rendered: Rendered
) -> str:
    """Stage a file that is copied, if it is not there, and return its name."""
    inputs = {FILE: mark}
    reason = work.ledger.why_outdated(name, inputs)
    if reason is None:
        reason, sign = work.ledger.look(name)
        if reason is None:
            rendered.signs[name] = settled(sign, work.started)
            return name
    staged = stage(work.ledger.output, name, read())
    row = Row("", {FILE: staged.digest}, staged.digest, UNKNOWN)  # as it was read just now
    rendered.made[name] = Made(row, staged.changed, reason)
    return name


def make_index(plan: Plan, options: Options, rendered: Rendered) -> Iterator[str]:
    """Stage the search index if it is not up to date; yield the names of its files."""
    ledger = plan.work.ledger
    inputs = {INDEX: index_mark(plan)}
    names = [name for name, row in ledger.rows.items() if row.inputs == inputs]
    looks = [ledger.look(name) for name in names]
    if names and all(reason is None for reason, _sign in looks):
        for name, (_reason, sign) in zip(names, looks, strict=True):
            rendered.signs[name] = settled(sign, plan.work.started)
        yield from names
        return
    for staged in stage_index(plan.work.outline, ledger.output, self_test=options.self_test):
        row = Row("", inputs, staged.digest, UNKNOWN)
        rendered.made[staged.output] = Made(row, staged.changed, reason_of(INDEX))
        yield staged.output


def index_mark(plan: Plan) -> str:
    """Return the digest of all that the search index is made from."""
    outline = plan.work.outline
    cases = [
        [*outline.marks.case(case), case.document.body.html_mark, case.document.body.text_mark]
        for case in outline.library.cases
    ]
    return mark_of([cases, repr(outline.vocabulary), plan.sources.settings[ZONES]])


def new_rows(ledger: Ledger, names: Iterable[str], rendered: Rendered) -> dict[str, Row]:
    """Return what all files of the new site were made from."""
    rows: dict[str, Row] = {}
    for name in names:
        made = rendered.made.get(name)
        row = made.row if made else ledger.rows[name]._replace(sign=rendered.signs[name])
        if name in rows:
            raise ValueError(f"two files of one output path: {name}")
        rows[name] = row
    return rows


def with_signs(output: Path, rows: dict[str, Row], folder: Path) -> tuple[dict[str, Row], str]:
    """Return rows with the signs of all files as they lie there now, and that of the manifest."""
    now = next_tick(folder)
    signed = {
        name: row if row.sign else row._replace(sign=settled(sign_of(f"{output}/{name}"), now))
        for name, row in rows.items()
    }
    return signed, settled(sign_of(f"{output}/{MANIFEST}"), now)


def remember(plan: Plan, rows: dict[str, Row], manifest: str, store: Store) -> None:
    """Keep what the output folder was made from."""
    old, common = plan.work.ledger, dict(plan.work.common)
    if rows != old.rows or common != old.common:
        write_ledger(store, Ledger(old.output, common, rows))
    images = plan.sources.images
    if all(rows[image_url(path)].digest == images[path] for path in images):
        signs = {name: row.sign for name, row in rows.items()}
        keep_site(store, old.output, plan.subject, {**signs, MANIFEST: manifest})
