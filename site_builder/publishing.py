"""A planned library is rendered beside the output folder and published, and both are remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Report
from site_builder.core.fingerprint import digest, mark_of, sum_of
from site_builder.core.messages import msg
from site_builder.core.paths import image_url
from site_builder.indexing import index_runs, stage_index
from site_builder.ledger import NO_TEMPLATE, Ledger, Row, write_ledger
from site_builder.load.scan import ZONES
from site_builder.photos import make_copies, read_image, wanted
from site_builder.plan.outdated import reason_of
from site_builder.plan.pictures import shown_photos
from site_builder.render.pages import DATA
from site_builder.rendering import Rendered, Work, made_of, render_site
from site_builder.twins import make_twins
from site_builder.unchanged import keep_site
from site_builder.write.publish import MANIFEST, STAGING, Staged, publish, stage, staging
from site_builder.write.signs import UNKNOWN, clock, next_tick, settled, sign_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from site_builder.core.messages import Message
    from site_builder.options import Options, Outcome
    from site_builder.photos import Wanted
    from site_builder.plan.outdated import Inputs
    from site_builder.rendering import Finish
    from site_builder.sources import Sources
    from site_builder.write.store import Store

FILE = "file"
"""The one input of a file that is copied."""
INDEX, WORDS = "index", "words"
"""The inputs of the search index: what it knows of cases, and how it knows names."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be published, and where it is remembered."""

    work: Work
    outputs: list[str]
    """Of all pages."""
    sources: Sources
    subject: str
    """The digest of all that it is made from."""

    def started(self, folder: Path) -> Plan:
        """Return this with the time when it is begun, by the clock of the staging folder."""
        return replace(self, work=replace(self.work, started=clock(folder)))


def publish_site(plan: Plan, outcome: Outcome, options: Options, store: Store) -> Outcome:
    """Render what is outdated beside the output folder; publish it when no template failed."""
    with staging(plan.work.ledger.output) as folder:
        plan = plan.started(folder)
        inputs = index_inputs(plan)
        index = known_index(plan, inputs)
        runs = () if index else index_runs(plan.work.outline)
        held = store if options.elsewhere is None else None
        rendered = render_site(
            replace(plan.work, runs=runs, store=held),
            len(plan.outputs),
            options,
            None if index else finisher(plan.work, options),
        )
        rendered.signs |= index
        plan.work.outline.related.update(rendered.related)
        if rendered.faults:
            report = Report([*outcome.diagnostics, *rendered.faults])
            return replace(outcome, diagnostics=report.in_order(), blocked=True)
        names = [*plan.outputs, *make_files(plan, options, store, rendered)]
        names += [*index, *new_index(plan, inputs, rendered)]
        names += make_twins(plan, tuple(names), rendered, options, store)
        options.progress.begin(msg("发布文件"), len(names))
        return publish_rendered(plan, names, rendered, outcome, store)


def publish_rendered(
    plan: Plan, names: Iterable[str], rendered: Rendered, outcome: Outcome, store: Store
) -> Outcome:
    """Publish files by these names, whether they were made just now or lie there; remember it."""
    ledger, made = plan.work.ledger, rendered.made
    rows = new_rows(ledger, names, rendered)
    staged = [
        Staged(name, row.digest, name in made and made[name].changed) for name, row in rows.items()
    ]
    published = publish(
        ledger.output, staged, {name: row.digest for name, row in ledger.rows.items()}
    )
    now = next_tick(ledger.output / STAGING)
    for name, each in made.items():
        if each.changed:
            sign = settled(sign_of(f"{ledger.output}/{name}"), now)
            rows[name] = rows[name]._replace(sign=sign)
    manifest = settled(sign_of(f"{ledger.output}/{MANIFEST}"), now)
    remember(plan, rows, UNKNOWN if published.left else manifest, store)
    reasons = {name: made[name].reason for name in plan.outputs if name in made}
    return replace(
        outcome,
        rendered=sum(not made[name].row.template.startswith(DATA) for name in reasons),
        written=published.written,
        removed=published.removed,
        reasons=reasons,
    )


def make_files(plan: Plan, options: Options, store: Store, rendered: Rendered) -> Iterator[str]:
    """Stage what is copied or made of images and not up to date; yield the names of all of it."""
    for name, content in plan.sources.theme.assets.items():
        yield make_file(plan.work, name, digest(content), partial(bytes, content), rendered)
    outline = plan.work.outline
    copies = wanted(outline.photos, shown_photos(outline))
    instead = {each.output for each in copies}
    for path, mark in plan.sources.images.items():
        if image_url(path) not in instead:
            read = partial(read_image, options.root, path)
            yield make_file(plan.work, image_url(path), mark, read, rendered)
    yield from make_photos(plan, copies, options, store, rendered)


def make_file(
    work: Work, name: str, mark: str, read: Callable[[], bytes], rendered: Rendered
) -> str:
    """Stage a file that is copied, if it is not there, and return its name."""
    reason = why_again(work, name, mark, rendered)
    if reason is not None:
        content = read()
        stage_file(work, name, digest(content), content, reason, rendered)
    return name


def make_photos(
    plan: Plan, files: Iterable[Wanted], options: Options, store: Store, rendered: Rendered
) -> Iterator[str]:
    """Stage the copies of images that are not there; yield the names of all."""
    reasons: dict[Wanted, Message] = {}
    for each in files:
        reason = why_again(plan.work, each.output, each.mark, rendered)
        if reason is not None:
            reasons[each] = reason
        yield each.output
    for each, made in make_copies(list(reasons), options, store):
        stage_file(plan.work, each.output, made.mark, made.content, reasons[each], rendered)


def why_again(work: Work, name: str, mark: str, rendered: Rendered) -> Message | None:
    """Return why a file that is no page has to be made again, or None when it need not."""
    reason = work.ledger.why_outdated(name, {FILE: mark})
    if reason is None:
        reason, sign = work.ledger.look(name)
        if reason is None:
            rendered.signs[name] = settled(sign, work.started)
    return reason


def stage_file(
    work: Work, name: str, mark: str, content: bytes, reason: Message, rendered: Rendered
) -> None:
    """Stage a file that was made from what has this mark."""
    staged = stage(work.ledger.output, name, content)
    rendered.made[name] = made_of(staged, NO_TEMPLATE, {FILE: mark}, reason, work.started)


def finisher(work: Work, options: Options) -> Finish:
    """Return what makes the search index of its parts."""
    return partial(stage_index, work.outline, work.ledger.output, self_test=options.self_test)


def known_index(plan: Plan, inputs: Inputs) -> dict[str, str]:
    """Return the files of the index with their signs; none where it is not up to date."""
    ledger = plan.work.ledger
    names = [name for name, row in ledger.rows.items() if row.inputs == inputs]
    looks = {name: ledger.look(name) for name in names}
    if any(reason is not None for reason, _sign in looks.values()):
        return {}
    return {name: settled(sign, plan.work.started) for name, (_reason, sign) in looks.items()}


def new_index(plan: Plan, inputs: Inputs, rendered: Rendered) -> Iterator[str]:
    """Yield the names of the files of an index that was made, and remember what from."""
    reason, started = reason_of(INDEX), plan.work.started
    for each in rendered.index:
        rendered.made[each.output] = made_of(each, NO_TEMPLATE, inputs, reason, started)
        yield each.output


def index_inputs(plan: Plan) -> Inputs:
    """Return what the search index is made from."""
    outline = plan.work.outline
    words = mark_of([repr(outline.vocabulary), plan.sources.settings[ZONES]])
    return {INDEX: sum_of(map(outline.marks.indexed, outline.library.cases)), WORDS: words}


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


def remember(plan: Plan, rows: dict[str, Row], manifest: str, store: Store) -> None:
    """Keep what the output folder was made from."""
    output = plan.work.ledger.output
    write_ledger(store, Ledger(output, plan.subject, plan.work.common, rows))
    if are_as_planned(plan, rows):
        signs = {name: row.sign for name, row in rows.items()}
        keep_site(store, output, plan.subject, {**signs, MANIFEST: manifest})


def are_as_planned(plan: Plan, rows: Mapping[str, Row]) -> bool:
    """Return whether images were still what they had been when all this was planned."""
    planned = plan.sources.images
    read = {
        name: row.inputs[FILE].partition("-") for name, row in rows.items() if FILE in row.inputs
    }
    copied = {mark for mark, dash, _width in read.values() if dash}
    return copied.issubset(planned.values()) and all(
        read[image_url(path)][0] == mark for path, mark in planned.items()
    )
