"""The editors' files become a library: everything read, looked up and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location
from site_builder.core.document import Document
from site_builder.core.messages import msg
from site_builder.core.site import Library, Withheld
from site_builder.load.ids import id_of
from site_builder.load.resolve import resolve_case, resolve_names
from site_builder.load.scan import KEYWORDS, stem
from site_builder.plan import checks
from site_builder.plan.clashes import check_ids, check_page_ids
from site_builder.plan.listings import newest_first
from site_builder.plan.publication import why_page_withheld, why_withheld

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from site_builder.core.diagnostics import Report
    from site_builder.core.document import Case, StaticPage
    from site_builder.documents import Read, Reader
    from site_builder.load.parse import Parsed
    from site_builder.load.scan import Files
    from site_builder.load.settings import Settings


@dataclass(frozen=True, slots=True)
class Loaded:
    """A library, and what is needed to judge the links between its documents."""

    settings: Settings
    files: Files
    library: Library
    read: tuple[Read, ...]
    """All files; those of withheld and of broken documents are checked like the others."""
    urls: Mapping[str, str]
    """By path: the place on the site of every .md file, whether it could be read or not."""
    withheld: frozenset[str]
    """Places of withheld documents."""
    broken: frozenset[str]
    """Places of documents that have errors of their own."""
    complete: int
    """How many published cases have all sections of the national form."""

    days: tuple[datetime.date | None, datetime.date | None]
    """From when, and until when (exclusively), all this holds."""

    @property
    def parsed(self) -> Iterator[Parsed]:
        """What all files became."""
        return (each.parsed for each in self.read)


def load_library(
    files: Files,
    settings: Settings,
    reader: Reader,
    today: datetime.date,
    report: Report,
    *,
    drafts: bool,
) -> Loaded:
    """Read and check everything below content/ but the settings, which are read already."""
    ids = {path: id_of(stem(path)) for path in (*files.cases, *files.pages)}
    read = [*reader.read("case", files.cases), *reader.read("page", files.pages)]
    documents, pages = select_documents(read, files, ids, report)
    cases = resolve_all(read, documents, settings, report)
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
    for each in read:
        path, names = each.parsed.path, each.parsed.names
        checks.check_related(ids[path], names, known, hidden, report, former)
    whole = {each.parsed.path for each in read if each.complete}
    return Loaded(
        settings=settings,
        files=files,
        library=library,
        read=tuple(read),
        urls=urls,
        withheld=withheld,
        broken=broken,
        complete=sum(case.document.path in whole for case in library.cases),
        days=steady_days(documents, today),
    )


def steady_days(
    documents: Iterable[Document], today: datetime.date
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first day on which all is as it is today, and the first on which it is not."""
    dates = [
        day
        for each in documents
        for day in (each.facts.publish, each.facts.expire, each.facts.date.first_day)
        if day is not None
    ]
    since = max((day for day in dates if day <= today), default=None)
    return since, min((day for day in dates if day > today), default=None)


def resolve_all(
    read: Sequence[Read], documents: Sequence[Document], settings: Settings, report: Report
) -> list[Case]:
    """Look up what all documents name, also those with other errors."""
    vocabulary = settings.vocabulary
    if settings.keywords == () and any(each.parsed.names.keywords for each in read):
        # Said once, and not of each keyword of each case.
        report.error(
            Code.EMPTY_FILE,
            Location(KEYWORDS),
            msg("关键词表里一个词也没有，案例的关键词无从核对。"),
            msg("每个关键词写 name 和 slug 两行。"),
        )
        vocabulary = None
    for each in read:
        if each.parsed.document is None:
            resolve_names(each.parsed.names, settings.gazetteer, vocabulary, report)
    found = [resolve_case(each, settings.gazetteer, vocabulary, report) for each in documents]
    return [case for case in found if case is not None]


def url_of(path: str, id_: str) -> str:
    """Return the place on the site of a .md file."""
    return f"cases/{id_}/" if path.startswith("content/cases/") else f"{id_}/"


def select_documents(
    read: Iterable[Read], files: Files, ids: Mapping[str, str], report: Report
) -> tuple[list[Document], list[StaticPage]]:
    """Report what is wrong with files; return the documents whose address is not taken."""
    case_ids = {path: ids[path] for path in files.cases if ids[path]}
    page_ids = {path: ids[path] for path in files.pages if ids[path]}
    clashing = check_ids(case_ids, report) | check_ids(page_ids, report)
    clashing |= check_page_ids(page_ids, report)
    documents: list[Document] = []
    pages: list[StaticPage] = []
    for each in read:
        report.extend(each.parsed.diagnostics)
        document = each.parsed.document
        if each.parsed.path in clashing:
            continue
        if isinstance(document, Document):
            documents.append(document)
        elif document is not None:
            pages.append(document)
    return documents, pages


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
