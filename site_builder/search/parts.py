"""A run of documents becomes its part of the index, whatever stands before and behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import digest
from site_builder.search.codec import DIGEST
from site_builder.search.columns import sections_of, slots_of
from site_builder.search.documents import document_bytes
from site_builder.search.passages import case_text
from site_builder.search.pieces import Pieces, cut_up
from site_builder.search.segments import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from site_builder.core.document import Case
    from site_builder.core.region import Regions
    from site_builder.search.segments import Folding

PART = 256
"""Documents of a part, on average."""
GROUP = 32
"""Documents whose files lie in one folder, on average; a part has whole groups.

Their folder is named by the digest of them all: a name for each document would be four bytes more
for each in what every reader fetches first.
"""
MOST = 4
"""Times as many documents at the most."""


@dataclass(frozen=True, slots=True)
class Part:
    """What some documents in a row have in the index."""

    pieces: Pieces
    groups: list[tuple[str, int]]
    """Digest and number of documents."""
    slots: bytes
    sections: bytes


def cut(cases: Iterable[Case], size: int) -> Iterator[list[Case]]:
    """Yield cases in runs of some size, on average.

    The ids decide where a run ends, not the numbers: a new case changes one run, and not all those
    behind it.
    """
    run: list[Case] = []
    for case in cases:
        run.append(case)
        if len(run) == MOST * size or int(digest(case.id.encode()), 16) % size == 0:
            yield run
            run = []
    if run:
        yield run


def make_part(
    cases: Sequence[Case], regions: Regions, folding: Folding
) -> tuple[Part, dict[str, bytes]]:
    """Return a part, and the files of its documents."""
    files: dict[str, bytes] = {}
    slots, sections = bytearray(), bytearray()
    texts: list[list[str]] = []
    groups: list[tuple[str, int]] = []
    for run in cut(cases, GROUP):
        documents: list[bytes] = []
        for case in run:
            text = case_text(case, regions)
            slots += slots_of(text)
            sections += sections_of(text)
            texts.append(text.in_slots)
            documents.append(document_bytes(case, text, regions))
        name = group_name(documents)
        groups.append((name, len(run)))
        for place, content in enumerate(documents):
            files[f"documents/{name}/{place}.bin"] = content
    return Part(cut_up(segment(texts, folding)), groups, bytes(slots), bytes(sections)), files


def group_name(documents: Iterable[bytes]) -> str:
    """Return the name of the folder of some documents."""
    return digest(b"".join(documents))[:DIGEST]
