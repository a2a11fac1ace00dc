"""Every file that a site is made from, by its digest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Report
from site_builder.core.fingerprint import digest, mark_of
from site_builder.load.content import (
    digest_document,
    digest_file,
    read_content,
    report_unreadable,
)
from site_builder.load.scan import KEYWORDS, SETTINGS, ZONES, Files, scan_library
from site_builder.load.theme import Theme, read_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from site_builder.core.diagnostics import Diagnostic
    from site_builder.load.content import Kind

ABSENT = ""
"""Stands for the digest of a file that is not there or cannot be read."""

UNREAD = "?"
"""Stands for the digest of a file that is there and cannot be read."""


class ChangedMeanwhileError(Exception):
    """A file is no longer what was read of it: everything has to be read again."""


@dataclass(frozen=True, slots=True)
class Sources:
    """A library as it lies on the disk. Nothing asks when a file was changed: it is read."""

    files: Files
    theme: Theme
    documents: Mapping[str, str]
    """The digests of cases and pages, by path."""
    images: Mapping[str, str]
    settings: Mapping[str, str]
    problems: tuple[Diagnostic, ...]
    """What was found while listing and reading."""

    def mark(self) -> str:
        """Return the digest of all this."""
        return mark_of([self.frame(), [*self.documents.items()]])

    def frame(self) -> str:
        """Return the digest of all but what is in the documents."""
        files = (self.files.cases, self.files.pages, self.files.images, self.files.strays)
        digests = [[*self.images.items()], [*self.settings.items()]]
        problems = [repr(each) for each in self.problems]
        return mark_of([files, digests, theme_mark(self.theme), problems])


def read_sources(root: Path, documents: Mapping[str, str] | None = None) -> Sources:
    """Read everything that a site is made from; documents whose digests are given are not read."""
    report = Report()
    theme = read_theme(root, report)
    files = scan_library(root, report)
    return Sources(
        files=files,
        theme=theme,
        documents=read_documents(root, files) if documents is None else documents,
        images={path: image_digest(root, path, report) for path in files.images},
        settings=settings_digests(root),
        problems=tuple(report.diagnostics),
    )


def read_documents(root: Path, files: Files) -> dict[str, str]:
    """Return the digests of all documents."""
    return {
        **dict(document_digests(root, "case", files.cases)),
        **dict(document_digests(root, "page", files.pages)),
    }


def document_digests(root: Path, kind: Kind, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield documents with their digests."""
    for path in paths:
        content = read_content(root, path, Report())
        yield path, ABSENT if content is None else digest_document(kind, path, content)


def image_digest(root: Path, path: str, report: Report) -> str:
    """Return the digest of an image, or report why it cannot be read."""
    try:
        return digest_file(root / path)
    except OSError as error:
        report_unreadable(path, error, report)
        return ABSENT


def settings_digests(root: Path) -> dict[str, str]:
    """Return the digests of the files that hold for the whole library.

    One that is there and cannot be read is not taken for one that is missing.
    """
    return {
        path: digest_of(root / path) or (UNREAD if (root / path).is_file() else ABSENT)
        for path in (SETTINGS, KEYWORDS, ZONES)
    }


def digest_of(file: Path) -> str:
    """Return the digest of a file, if there is one."""
    try:
        return digest_file(file)
    except OSError:
        return ABSENT


def theme_mark(theme: Theme) -> str:
    """Return the digest of templates and assets."""
    templates = {name: digest(text.encode()) for name, text in theme.templates.items()}
    assets = {name: digest(content) for name, content in theme.assets.items()}
    return mark_of([templates, assets, theme.names])
