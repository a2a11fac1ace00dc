"""What a file became, as bytes to remember it by: the facts together, the texts apart."""

from __future__ import annotations

import datetime
import json
from collections import abc
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticSerializationError, to_json

from site_builder.core import dates, diagnostics, document, messages
from site_builder.core.diagnostics import Diagnostic, Location
from site_builder.core.document import (
    Body,
    Document,
    Facts,
    Heading,
    Link,
    Names,
    PageFacts,
    Picture,
    StaticPage,
)
from site_builder.core.kept_body import KeptBody, ShelvedBody
from site_builder.core.kept_facts import KeptFacts
from site_builder.core.plain import Form
from site_builder.load.parse import Parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from site_builder.core.kept_body import Fetch
    from site_builder.core.kept_facts import Shelf

NAMES: Mapping[str, object] = {
    **vars(dates),
    **vars(diagnostics),
    **vars(messages),
    **vars(document),
    "datetime": datetime,
    "Mapping": abc.Mapping,
}
"""What the annotations of the values mean; some modules import it for annotations only."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was read, all but its texts, in the shape that is remembered."""

    id: str
    facts: Facts | None
    page: PageFacts | None
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Picture, ...]
    whole: bool
    """Whether the body could be converted."""
    diagnostics: tuple[Diagnostic, ...]
    regions: tuple[str, ...]
    keywords: tuple[str, ...]
    related: tuple[str, ...]
    places: str
    """One a line: its path, line, column and length, with tabs between."""
    marks: tuple[str, str, str]
    """Of the facts, the HTML and the text."""
    complete: bool


@dataclass(frozen=True, slots=True)
class Packed:
    """What is remembered of one file."""

    facts: bytes
    html: bytes
    text: bytes


class Places(abc.Mapping[str, Location]):
    """Where the values of a document stand; read from its lines when somebody asks."""

    __slots__ = ("_found", "_lines", "_path")

    def __init__(self, path: str, lines: str | Callable[[], str]) -> None:
        """Take the lines, or what finds them."""
        self._path = path
        self._lines = lines
        self._found: dict[str, Location] | None = None

    def _places(self) -> dict[str, Location]:
        if self._found is None:
            rows = [row.split("\t") for row in self._text().split("\n") if row]
            self._found = {
                name: Location(self._path, *map(int, numbers)) for name, *numbers in rows
            }
        return self._found

    def __reduce__(self) -> tuple[object, ...]:
        return Places, (self._path, self._text())

    def _text(self) -> str:
        return self._lines if isinstance(self._lines, str) else self._lines()

    def __getitem__(self, name: str) -> Location:
        return self._places()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._places())


@cache
def form() -> Form:
    """Return how what is kept is written; made when it is first needed."""
    return Form(Kept, NAMES)


def pack(parsed: Parsed, *, complete: bool) -> Packed:
    """Return what to remember of a file."""
    made = parsed.document
    body = made.body if made is not None else parsed.body or Body("")
    kept = Kept(
        id=made.id if made is not None else "",
        facts=made.facts if isinstance(made, Document) else None,
        page=made.facts if isinstance(made, StaticPage) else None,
        headings=body.headings,
        links=body.links,
        images=body.images,
        whole=parsed.body is not None,
        diagnostics=parsed.diagnostics,
        regions=parsed.names.regions,
        keywords=parsed.names.keywords,
        related=parsed.names.related,
        places="\n".join(
            f"{name}\t{at.line}\t{at.column}\t{at.length}"
            for name, at in parsed.names.places.items()
        ),
        marks=(
            made.mark if isinstance(made, Document) else "",
            body.html_mark,
            body.text_mark,
        ),
        complete=complete,
    )
    return Packed(as_json(form().write(kept)), as_bytes(body.html), as_json(body.text))


def unpack(
    path: str, facts: bytes, fetch: Fetch, shelf: Shelf | None = None
) -> tuple[Parsed, bool]:
    """Return what a file became, and whether it has all sections; fetch finds its texts.

    Given a shelf, most of it goes there.
    """
    row = json.loads(as_text(facts))
    kept: Kept = form().read(row)
    found, page, headings = kept.facts, kept.page, kept.headings
    mark, *marks = kept.marks
    names = Names(kept.regions, kept.keywords, kept.related, Places(path, kept.places))
    body = KeptBody(headings, kept.links, kept.images, (marks[0], marks[1]), fetch)
    if shelf is not None and found is not None:
        number = shelf.add(row)
        found = KeptFacts(with_shared(found), shelf, number)
        body, mark = ShelvedBody(body, shelf, number), ""
        places = Places(path, partial(shelf.places, number))
        names = Names(found.regions, found.keywords, found.related, places)
    made: Document | StaticPage | None = None
    if found is not None:
        made = Document(kept.id, path, found, body, names.places, mark)
    elif page is not None:
        made = StaticPage(kept.id, path, page, body)
    parsed = Parsed(path, body if kept.whole else None, made, kept.diagnostics, names)
    return parsed, kept.complete


def with_shared(facts: Facts) -> Facts:
    """Return facts that hold the same objects as others where what they hold is equal."""
    date, regions, keywords = map(shared, (facts.date, facts.regions, facts.keywords))
    return replace(facts, date=date, regions=regions, keywords=keywords)


@lru_cache(maxsize=1 << 14)
def shared(value: Hashable) -> Any:  # noqa: ANN401 - of the same type
    """Return the first of equal values: few dates and places recur in many documents."""
    return value


def unpack_text(text: bytes) -> tuple[tuple[str, str], ...]:
    """Return the plain text of a body by section."""
    return tuple((heading, words) for heading, words in json.loads(as_text(text)))


def as_json(value: object) -> bytes:
    """Return plain data as JSON on one line; json itself would take four times as long."""
    try:
        return to_json(value)
    except PydanticSerializationError:  # half a character
        return as_bytes(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def as_bytes(text: str) -> bytes:
    """Return a text as bytes; half a character, which UTF-8 has no form for, passes as it is."""
    return text.encode("utf-8", "surrogatepass")


def as_text(content: bytes) -> str:
    """Return the text of bytes."""
    return content.decode("utf-8", "surrogatepass")
