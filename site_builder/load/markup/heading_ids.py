"""The ids of headings: what addresses of their sections end with."""

from __future__ import annotations

import re

NO_NAME = "section"
"""The id of a heading that holds neither letter nor number."""
_NOT_IN_ID = re.compile(r"[^\w\s-]+")
_BLANKS = re.compile(r"[\s-]+")


class UniqueIds:
    """The ids of one document."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._counts: dict[str, int] = {}

    def unique(self, id_: str) -> str:
        """Return an id that no other element has."""
        unique = id_
        while unique in self._ids:
            self._counts[id_] = self._counts.get(id_, 1) + 1
            unique = f"{id_}-{self._counts[id_]}"
        self._ids.add(unique)
        return unique


def slug(text: str) -> str:
    """Return a heading's text as an id: letters and numbers of any script, small, with hyphens."""
    return _BLANKS.sub("-", _NOT_IN_ID.sub("", text).strip().lower()).strip("-") or NO_NAME
