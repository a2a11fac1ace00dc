"""The documents as the reader shows them: a card and the passages, a file each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from site_builder.search.text_code import encode_text

if TYPE_CHECKING:
    from site_builder.core.document import Case
    from site_builder.core.region import Regions
    from site_builder.search.passages import Text


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
        [each.name for each in way],
        case.region.path,
        facts.organisation,
        facts.practice,
        [keyword.name for keyword in case.keywords],
        case.level.value,
        facts.summary,
        text.sections,
    )
    return encode_text(json.dumps(card, ensure_ascii=False, separators=(",", ":")))
