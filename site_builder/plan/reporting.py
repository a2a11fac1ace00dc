"""Where a reader who found a mistake tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIL: Mapping[str, str] = {"title": "subject", "text": "body"}
ISSUE: Mapping[str, str] = {"title": "title", "text": "body"}
"""As GitHub, Gitee and Gitea name the parts of a new issue."""
GITLAB_ISSUE: Mapping[str, str] = {"title": "issue[title]", "text": "issue[description]"}


def report_url(contact: str, title: str, text: str) -> str:
    """Return the address that reports a mistake, with a title and a text to begin with.

    Pages that are no form for a new issue know nothing of either: they are linked as they are.
    """
    names = names_of(contact)
    if not names:
        return contact
    values = {"title": title, "text": text}
    # %20, not +: mail programs show a + as it is. Lines end in CRLF (RFC 6068).
    added = "&".join(
        f"{quote(name, safe='')}={quote(values[part].replace(chr(10), chr(13) + chr(10)), safe='')}"
        for part, name in names.items()
    )
    address, mark, fragment = contact.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{added}{mark}{fragment}"


def names_of(contact: str) -> Mapping[str, str]:
    """Return what the parts of a report are called in an address; nothing where they are not."""
    if contact.startswith("mailto:"):
        return MAIL
    path = urlsplit(contact).path.rstrip("/")
    if path.endswith("/-/issues/new"):
        return GITLAB_ISSUE
    return ISSUE if path.endswith("/issues/new") else {}
