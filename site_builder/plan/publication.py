"""Which cases a build publishes, and why it withholds the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.core.messages import Message, msg

if TYPE_CHECKING:
    import datetime

    from site_builder.core.document import Facts, PageFacts


def why_withheld(facts: Facts, now: datetime.date, *, drafts: bool) -> Message | None:
    """Return why a case is not published on a day, or None when it is.

    publish is the first day on the site, expire the first day no longer on it.
    """
    if facts.draft and not drafts:
        return msg("草稿")
    if facts.publish is not None and facts.publish > now:
        return msg("到 {day} 才发布", day=facts.publish.isoformat())
    if facts.expire is not None and facts.expire <= now:
        return msg("{day} 已到期", day=facts.expire.isoformat())
    return None


def why_page_withheld(facts: PageFacts, *, drafts: bool) -> Message | None:
    """Return why a page of pages/ is not published, or None when it is."""
    return msg("草稿") if facts.draft and not drafts else None
