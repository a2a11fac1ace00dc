"""Where nothing but the texts of documents changed, their own pages are made and nothing else."""

from __future__ import annotations

from collections import abc
from dataclasses import replace
from typing import TYPE_CHECKING, overload

from site_builder.core.diagnostics import Report
from site_builder.core.document import Case, Document, StaticPage
from site_builder.core.fingerprint import exchanged
from site_builder.core.site import Library
from site_builder.documents import Reader
from site_builder.indexing import index_runs, splice_index
from site_builder.ledger import NO_TEMPLATE, read_ledger
from site_builder.load.resolve import Vocabulary, resolve_case
from site_builder.load.settings import read_settings
from site_builder.photos import recall_photos
from site_builder.plan.case_pages import case_page
from site_builder.plan.outdated import reason_of
from site_builder.plan.pages import static_page
from site_builder.plan.records import ALL, DATA, record
from site_builder.planning import (
    check_templates,
    common_inputs,
    outline_of,
    recall_related,
    templates_of,
)
from site_builder.publishing import INDEX, Plan, finisher, new_index, publish_rendered
from site_builder.render.data import compact
from site_builder.render.pages import Renderer
from site_builder.rendering import Made, Rendered, Work, index_parts, made_of, make_page
from site_builder.search.changed_shards import CannotSpliceError
from site_builder.sources import ChangedMeanwhileError, settings_digests
from site_builder.states import what_changed, write_state
from site_builder.twins import TWIN, make_twins
from site_builder.unchanged import keep_verdict, subject_of
from site_builder.write.publish import staging
from site_builder.write.splice import stage_spliced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from site_builder.core.photos import Photo
    from site_builder.core.site import Page
    from site_builder.load.content import Kind
    from site_builder.load.settings import Settings
    from site_builder.options import Options, Outcome
    from site_builder.plan.outline import Outline
    from site_builder.sources import Sources
    from site_builder.states import Change, State
    from site_builder.write.store import Store

    Exchange = tuple[Case, Case]
    """What a published case was, and what it is."""


class Cases(abc.Sequence[Case]):
    """The published cases, each made when somebody asks for it."""

    def __init__(self, count: int, make: Callable[[int], Case]) -> None:
        self._count = count
        self._make = make
        self._made: dict[int, Case] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Case: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Case, ...]: ...
    def __getitem__(self, place: int | slice) -> Case | tuple[Case, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(self._count)))
        if not 0 <= place < self._count:
            raise IndexError(place)
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]


def exchange_bodies(options: Options, sources: Sources, store: Store) -> Outcome | None:
    """Publish the pages of documents whose texts changed; None when that is not all."""
    change = what_changed(options, sources, store)
    if change is None:
        return None
    subject = subject_of(sources, options)
    state = replace(change.state, subject=subject, documents=sources.documents)
    outcome: Outcome | None = change.verdict.outcome(strict=options.strict)
    if options.write:
        try:
            outcome = publish_bodies(change, state, options, sources, store)
        except ChangedMeanwhileError:
            return None
    if outcome is not None:
        keep_verdict(store, subject, change.verdict, sources)
        write_state(store, options, state)
    return outcome


def publish_bodies(
    change: Change, state: State, options: Options, sources: Sources, store: Store
) -> Outcome | None:
    """Publish the pages of documents; None when that cannot be done alone."""
    report = Report()
    settings = read_settings(options.root, report)
    ledger = read_ledger(store, options.output)
    photos = recall_photos(sources, store)
    if photos is None:
        return None
    outline = known_outline(state, settings, options, store, photos)
    recall_related(outline, store, state.related)
    if (
        settings_digests(options.root) != sources.settings
        or len(outline.related) < len(state.cases)
        or ledger.subject != change.state.subject
    ):
        return None
    templates = templates_of(sources.theme, outline.config.language)
    common = common_inputs(outline, check_templates(templates, sources.theme, store, report))
    renderer = Renderer(templates, outline.config.base_path)
    work = Work(outline, {}, renderer, common, ledger)
    with staging(options.output) as folder:
        outputs = [name for name, row in ledger.rows.items() if row.template]
        plan = Plan(work, outputs, sources, state.subject).started(folder)
        rendered = Rendered(signs={name: row.sign for name, row in ledger.rows.items()})
        for page in pages_of(change, outline, state):
            make_page(plan.work, page, rendered)
        cases = list(exchanges(change, outline, state, settings))
        if rendered.faults or not exchange_data(plan, cases, rendered):
            return None
        names = [name for name, row in ledger.rows.items() if not row.inputs.keys() & {INDEX, TWIN}]
        names += exchange_index(plan, state, cases, options, rendered)
        names += make_twins(plan, tuple(names), rendered, options, store)
        outcome = change.verdict.outcome(strict=options.strict)
        return publish_rendered(plan, names, rendered, outcome, store)


def known_outline(
    state: State, settings: Settings, options: Options, store: Store, photos: Mapping[str, Photo]
) -> Outline:
    """Return the outline of the library, whose cases are made as they are asked for."""
    reader = Reader(options.root, store, state.documents)
    vocabulary = vocabulary_of(settings)

    def make(place: int) -> Case:
        _id, path, _number = state.cases[place]
        return case_of(known_document(reader, "case", path), settings, vocabulary)

    pages = [known_document(reader, "page", path) for path in state.pages]
    library = Library(
        cases=Cases(len(state.cases), make),
        ids=[id_ for id_, _path, _number in state.cases],
        pages=tuple(page for page in pages if isinstance(page, StaticPage)),
    )
    return outline_of(library, settings, options, {}, photos)


def known_document(reader: Reader, kind: Kind, path: str) -> object:
    """Return what a document of a known digest became; raises ChangedMeanwhileError."""
    [read] = reader.read(kind, [path])
    if read.digest != reader.digests[path]:
        raise ChangedMeanwhileError(path)
    return read.parsed.document


def vocabulary_of(settings: Settings) -> Vocabulary:
    """Return the keywords of a library."""
    return Vocabulary(keyword for keyword, _at in settings.keywords or ())


def case_of(document: object, settings: Settings, vocabulary: Vocabulary) -> Case:
    """Return the case of a document that had one before; raises ChangedMeanwhileError."""
    case = None
    if isinstance(document, Document):
        case = resolve_case(document, settings.gazetteer, vocabulary, Report())
    if case is None:
        raise ChangedMeanwhileError(str(document))
    return case


def pages_of(change: Change, outline: Outline, state: State) -> Iterator[Page]:
    """Yield the pages of the documents that changed, as far as they are published."""
    places = {path: place for place, (_id, path, _number) in enumerate(state.cases)}
    pages = {page.path: page for page in outline.library.pages}
    for each in change.documents:
        path = each.new.parsed.path
        if path in places:
            yield case_page(outline, outline.library.cases[places[path]], places[path])
        elif path in pages:
            yield static_page(outline, pages[path])


def exchanges(
    change: Change, outline: Outline, state: State, settings: Settings
) -> Iterator[Exchange]:
    """Yield what published cases were, and what they are."""
    places = {path: place for place, (_id, path, _number) in enumerate(state.cases)}
    vocabulary = vocabulary_of(settings)
    for each in change.documents:
        path = each.new.parsed.path
        if path in places:
            old = case_of(each.old.parsed.document, settings, vocabulary)
            yield old, outline.library.cases[places[path]]


def exchange_data(plan: Plan, cases: Sequence[Exchange], rendered: Rendered) -> bool:
    """Stage the data file with the lines of these cases exchanged; tell whether that was done."""
    work, marks = plan.work, plan.work.outline.marks
    row = work.ledger.rows.get(DATA)
    marked = [(old, new, marks.data(old), marks.data(new)) for old, new in cases]
    changed = [each for each in marked if each[2] != each[3]]
    if row is None or not changed:
        return True
    lines, total = [], row.inputs[ALL]
    for old, new, old_mark, new_mark in changed:
        lines.append((line_of(work.outline, old), line_of(work.outline, new)))
        total = exchanged(total, old_mark, new_mark)
    staged = stage_spliced(work.ledger.output, DATA, lines)
    if staged is None:
        return False
    inputs = {**row.inputs, ALL: total}
    rendered.made[DATA] = made_of(staged, row.template, inputs, reason_of(ALL), work.started)
    return True


def line_of(outline: Outline, case: Case) -> bytes:
    """Return the line of a case in the data file."""
    return compact(record(outline, case)).encode()


def exchange_index(
    plan: Plan, state: State, cases: Sequence[Exchange], options: Options, rendered: Rendered
) -> Iterator[str]:
    """Stage what of the search index these cases changed; yield the names of all its files."""
    marks, work = plan.work.outline.marks, plan.work
    rows = {name: row for name, row in work.ledger.rows.items() if INDEX in row.inputs}
    changed = [(old, new) for old, new in cases if marks.indexed(old) != marks.indexed(new)]
    if not rows or not changed:
        yield from rows
        return
    inputs = dict(next(iter(rows.values())).inputs)
    for old, new in changed:
        inputs[INDEX] = exchanged(inputs[INDEX], marks.indexed(old), marks.indexed(new))
    numbers = {id_: number for id_, _path, number in state.cases}
    numbered = {numbers[old.id]: (old, new) for old, new in changed}
    output = work.ledger.output
    try:
        staged, gone = splice_index(work.outline, output, numbered, self_test=options.self_test)
    except CannotSpliceError:
        parts = index_parts(replace(work, runs=index_runs(work.outline)), options)
        rendered.index = finisher(work, options)(parts)
        yield from new_index(plan, inputs, rendered)
        return
    reason = reason_of(INDEX)
    for name, row in rows.items():
        if name not in gone:
            rendered.made[name] = Made(row._replace(inputs=inputs), changed=False, reason=reason)
    for each in staged:
        rendered.made[each.output] = made_of(each, NO_TEMPLATE, inputs, reason, work.started)
    yield from dict.fromkeys((*(rows.keys() - gone), *(each.output for each in staged)))
