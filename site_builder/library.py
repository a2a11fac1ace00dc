"""The editors' files become a library: everything read, looked up and checked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from site_builder.core.document import Document
from site_builder.core.site import Library, Withheld
from site_builder.load.ids import id_of
from site_builder.load.parse import read_documents
from site_builder.load.resolve import Vocabulary, resolve_case, resolve_names
from site_builder.load.scan import CASES, Files, scan_library, stem
from site_builder.load.settings import Settings, read_settings
from site_builder.plan import checks
from site_builder.plan.clashes import check_ids, check_page_ids
from site_builder.plan.listings import newest_first
from site_builder.plan.publication import why_page_withheld, why_withheld

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from site_builder.core.diagnostics import Report
    from site_builder.core.document import Case, StaticPage
    from site_builder.load.parse import Parsed


@dataclass(frozen=True, slots=True)
class Loaded:
    """A library, and what is needed to judge the links between its documents."""

    settings: Settings
    files: Files
    library: Library
    parsed: tuple[Parsed, ...]
    """All files; those of withheld and of broken documents are checked like the others."""
    urls: Mapping[str, str]
    """By path: the place on the site of every .md file, whether it could be read or not."""
    withheld: frozenset[str]
    """Places of withheld documents."""
    broken: frozenset[str]
    """Places of documents that have errors of their own."""
    complete: int
    """How many published cases have all sections of the national form."""


def load_library(
    root: Path,
    now: datetime.date | None,
    executor: Executor | None,
    report: Report,
    *,
    drafts: bool,
) -> Loaded:
    """Read and check everything below content/."""
    settings = read_settings(root, report)
    files = scan_library(root, report)
    ids = {path: id_of(stem(path)) for path in (*files.cases, *files.pages)}
    read, documents, pages = read_files(root, files, ids, executor, report)
    cases = resolve_all(read, documents, settings, report)
    today = now or datetime.datetime.now(ZoneInfo(settings.config.timezone)).date()
    library, withheld = select(cases, pages, today, drafts=drafts)
    urls = {path: url_of(path, id_) for path, id_ in ids.items() if id_}
    good = {case.url for case in cases} | {f"{page.id}/" for page in pages}
    broken = frozenset(urls.values()) - good
    for document in documents:
        checks.check_dates(document, today, report)
    if not broken and settings.keywords is not None:
        checks.check_keywords_used(settings.keywords, cases, report)
    known = {ids[path] for path in files.cases}
    hidden = {case.id for case in cases if case.url in withheld}
    former = {alias: case.id for case in cases for alias in case.facts.aliases}
    for parsed in read:
        checks.check_related(ids[parsed.path], parsed.names, known, hidden, report, former)
    return Loaded(
        settings=settings,
        files=files,
        library=library,
        parsed=tuple(read),
        urls=urls,
        withheld=withheld,
        broken=broken,
        complete=sum(checks.is_complete(case.document) for case in library.cases),
    )


def resolve_all(
    read: Sequence[Parsed], documents: Sequence[Document], settings: Settings, report: Report
) -> list[Case]:
    """Look up what all documents name and check their sections, also those with other errors."""
    vocabulary = None
    if settings.keywords is not None:
        vocabulary = Vocabulary(keyword for keyword, _at in settings.keywords)
    for parsed in read:
        if parsed.body is not None and parsed.path.startswith(CASES):
            checks.check_sections(parsed.path, parsed.body, report)
        if parsed.document is None:
            resolve_names(parsed.names, settings.gazetteer, vocabulary, report)
    found = [resolve_case(each, settings.gazetteer, vocabulary, report) for each in documents]
    return [case for case in found if case is not None]


def url_of(path: str, id_: str) -> str:
    """Return the place on the site of a .md file."""
    return f"cases/{id_}/" if path.startswith("content/cases/") else f"{id_}/"


def read_files(
    root: Path, files: Files, ids: Mapping[str, str], executor: Executor | None, report: Report
) -> tuple[list[Parsed], list[Document], list[StaticPage]]:
    """Read all files, and return those documents whose address is not taken."""
    case_ids = {path: ids[path] for path in files.cases if ids[path]}
    page_ids = {path: ids[path] for path in files.pages if ids[path]}
    clashing = check_ids(case_ids, report) | check_ids(page_ids, report)
    clashing |= check_page_ids(page_ids, report)
    read = [
        *read_documents(root, "case", files.cases, executor),
        *read_documents(root, "page", files.pages, executor),
    ]
    documents: list[Document] = []
    pages: list[StaticPage] = []
    for parsed in read:
        report.extend(parsed.diagnostics)
        document = parsed.document
        if parsed.path in clashing:
            continue
        if isinstance(document, Document):
            documents.append(document)
        elif document is not None:
            pages.append(document)
    return read, documents, pages


def select(
    cases: Sequence[Case], pages: Sequence[StaticPage], today: datetime.date, *, drafts: bool
) -> tuple[Library, frozenset[str]]:
    """Return what is published, and the places of what is withheld."""
    withheld: list[Withheld] = []
    urls: set[str] = set()
    published: list[Case] = []
    for case in cases:
        reason = why_withheld(case.facts, today, drafts=drafts)
        if reason is None:
            published.append(case)
        else:
            withheld.append(Withheld(case.document.path, case.facts.title, reason))
            urls.add(case.url)
    shown: list[StaticPage] = []
    for page in pages:
        reason = why_page_withheld(page.facts, drafts=drafts)
        if reason is None:
            shown.append(page)
        else:
            withheld.append(Withheld(page.path, page.facts.title, reason))
            urls.add(f"{page.id}/")
    library = Library(
        cases=newest_first(published),
        pages=tuple(sorted(shown, key=lambda page: (page.facts.order, page.id))),
        withheld=tuple(sorted(withheld, key=lambda each: each.path)),
    )
    return library, frozenset(urls)
