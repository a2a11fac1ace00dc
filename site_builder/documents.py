"""Source files become documents; what a file became is remembered by the digest of its bytes."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Report
from site_builder.core.document import Body, Document
from site_builder.load.content import digest_document, read_content
from site_builder.load.kept import Packed, as_text, pack, unpack, unpack_text
from site_builder.load.parse import Parsed, parse_content
from site_builder.plan.checks import check_sections, is_complete
from site_builder.progress import SILENT, Progress
from site_builder.sources import ChangedMeanwhileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from site_builder.load.content import Kind
    from site_builder.load.shelf import Shelf
    from site_builder.write.store import Store

FACTS, HTML, TEXT = "facts", "html", "text"
"""What is kept of a file: most builds need the facts of all, and the texts of few."""
CHUNK = 64
"""Documents a worker takes at a time: enough to make the hand-over cheap."""
BATCH = 16
"""Chunks that are kept at a time: a killed build has kept most of what it read."""
NOT_LASTING = frozenset({Code.SLOW_DOCUMENT})
"""Faults that depend on more than the file: on how much else the machine had to do."""


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read."""

    parsed: Parsed
    digest: str
    """Of its path and its bytes; empty where it could not be read."""
    complete: bool
    """Whether all sections of the national form are there and have text."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A file that was not known, in the shape in which processes hand it over."""

    digest: str
    packed: Packed
    lasting: bool
    """Whether the same bytes will always become this."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Finds the texts of one document: where they are kept, or else in its file."""

    store: Store
    root: Path
    kind: Kind
    path: str
    digest: str

    def html(self) -> str:
        """Return the HTML of its body."""
        kept = self.store.get(HTML, self.digest)
        return self._body().html if kept is None else as_text(kept)

    def text(self) -> tuple[tuple[str, str], ...]:
        """Return the plain text of its body by section."""
        kept = self.store.get(TEXT, self.digest)
        return self._body().text if kept is None else unpack_text(kept)

    def _body(self) -> Body:
        content = read_content(self.root, self.path, Report())
        if content is None or digest_document(self.kind, self.path, content) != self.digest:
            raise ChangedMeanwhileError(self.path)  # somebody has saved it since
        return parse_content(self.kind, self.path, content).body or Body("")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the documents of a library."""

    root: Path
    store: Store
    digests: Mapping[str, str]
    """By path; a file without one is read."""
    executor: Executor | None = None
    """Reads what is not known yet, side by side."""
    progress: Progress = SILENT
    shelf: Shelf | None = None
    """Where what files became is put, instead of being at hand."""
    meanwhile: Iterable[Callable[[], object]] = ()
    """What there is to do here until others have read something."""

    def read(self, kind: Kind, paths: Sequence[str]) -> Iterator[Read]:
        """Yield all files in the order of their paths."""
        digests = {path: self.digests.get(path, "") for path in paths}
        known = self.store.get_many(FACTS, filter(None, digests.values()))
        fresh = self._fresh(kind, [path for path in paths if digests[path] not in known])
        for path in paths:
            mark, facts = digests[path], known.pop(digests[path], None)
            if facts is None:
                each = next(fresh)
                mark, facts = each.digest, each.packed.facts
            texts = Texts(self.store, self.root, kind, path, mark)
            parsed, complete = unpack(path, facts, texts, self.shelf)
            yield Read(parsed, mark, complete)

    def _fresh(self, kind: Kind, paths: Sequence[str]) -> Iterator[Fresh]:
        """Yield what files become that are not known, and keep it."""
        chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
        read = functools.partial(read_chunk, self.root, kind)
        executor = self.executor if len(chunks) > 1 else None
        results = map(read, chunks) if executor is None else executor.map(read, chunks)
        for task in self.meanwhile if executor is not None else ():
            task()
        waiting: list[Fresh] = []
        for number, result in enumerate(results, 1):
            self.progress.at(min(number * CHUNK, len(paths)))
            waiting += [each for each in result if each.lasting]
            if number % BATCH == 0 or number == len(chunks):
                self._keep(waiting)
                waiting.clear()
            yield from result

    def _keep(self, found: Sequence[Fresh]) -> None:
        self.store.put_many(HTML, {each.digest: each.packed.html for each in found})
        self.store.put_many(TEXT, {each.digest: each.packed.text for each in found})
        # Last: a file whose facts are known is not read again.
        self.store.put_many(FACTS, {each.digest: each.packed.facts for each in found})


def read_chunk(root: Path, kind: Kind, paths: Sequence[str]) -> list[Fresh]:
    """Read some files; this is what a worker does."""
    return [read_fresh(root, kind, path) for path in paths]


def read_fresh(root: Path, kind: Kind, path: str) -> Fresh:
    """Read one file, and check what only depends on itself."""
    report = Report()
    content = read_content(root, path, report)
    if content is None:
        parsed = Parsed(path, None, None, tuple(report.diagnostics))
        return Fresh("", pack(parsed, complete=False), lasting=False)
    parsed = parse_content(kind, path, content)
    if parsed.body is not None and kind == "case":
        cut = any(each.code is Code.UNCLOSED_CODE for each in parsed.diagnostics)
        check_sections(path, parsed.body, report, cut=cut)
        parsed = replace(parsed, diagnostics=(*parsed.diagnostics, *report.diagnostics))
    made = parsed.document
    complete = isinstance(made, Document) and is_complete(made)
    lasting = all(each.code not in NOT_LASTING for each in parsed.diagnostics)
    return Fresh(digest_document(kind, path, content), pack(parsed, complete=complete), lasting)


def kept_keys(found: Iterable[Read]) -> dict[str, list[str]]:
    """Return the keys of what is kept of some files, by kind."""
    digests = [each.digest for each in found if each.digest]
    return {FACTS: digests, HTML: digests, TEXT: digests}
