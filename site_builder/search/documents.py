"""The documents as the reader shows them: a card and the passages, a file each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from site_builder.core.fingerprint import digest
from site_builder.search.codec import DIGEST
from site_builder.search.text_code import encode_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.core.document import Case
    from site_builder.core.region import Regions
    from site_builder.search.codec import Files
    from site_builder.search.passages import Text

GROUP = 64
"""Documents whose files lie in one folder, named by the digest of them all.

A name for each document would be four bytes more for each in what every reader fetches first.
"""


def document_bytes(case: Case, text: Text, regions: Regions) -> bytes:
    """Return a document's file."""
    facts = case.facts
    way = (*regions.ancestors(case.region), case.region)
    card = (
        case.id,
        facts.title,
        facts.date.chinese,
        facts.date.iso,
        "".join(each.short for each in way),
        case.region.path,
        facts.organisation,
        facts.practice,
        [keyword.name for keyword in case.keywords],
        case.level.value,
        facts.summary,
        text.sections,
    )
    return encode_text(json.dumps(card, ensure_ascii=False, separators=(",", ":")))


def group_files(first: int, documents: Sequence[bytes]) -> Files[str]:
    """Yield the files of a group of documents, numbered from the first; return its digest."""
    name = digest(b"".join(documents))[:DIGEST]
    for number, content in enumerate(documents, first):
        yield f"documents/{name}/{number}.bin", content
    return name
