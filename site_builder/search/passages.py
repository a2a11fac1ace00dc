"""A case becomes what is searched: fields, and its body cut into passages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from site_builder.core.document import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.core.document import Body, Case
    from site_builder.core.region import Regions

FIELDS = 8
"""Slots of a document before its passages."""
SLOT_STEP = 32
"""A document has a multiple of so many slots: most edits leave the numbers of others alone."""
PASSAGE = 120
"""Characters of a passage, about."""
LONGEST_SENTENCE = 500
LONGEST_FIELD = 1000
SENTENCE = re.compile(r"[^。！？；!?;]+[。！？；!?;”’」』）)]*|[。！？；!?;]+")


class Section(NamedTuple):
    """A section of a body, cut."""

    heading: str
    """Empty for what stands before the first heading."""
    anchor: str
    number: int
    """Its place in the national form, from 1; 0 for other sections."""
    passages: list[str]


@dataclass(frozen=True, slots=True)
class Text:
    """What is searched of one case."""

    fields: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def slots(self) -> int:
        """How many slots the document takes."""
        used = FIELDS + sum(len(section.passages) for section in self.sections)
        return -(-used // SLOT_STEP) * SLOT_STEP

    @property
    def in_slots(self) -> list[str]:
        """The texts of all slots, the empty ones at the end too."""
        texts = list(self.fields)
        for section in self.sections:
            texts += section.passages
        return texts + [""] * (self.slots - len(texts))


def case_text(case: Case, regions: Regions) -> Text:
    """Return what is searched of a case."""
    facts = case.facts
    body = case.document.body
    fields = (
        facts.title,
        facts.practice,
        lines(each.name for each in case.keywords),
        lines((*places(case, regions), facts.organisation)),
        lines(alias for each in case.keywords for alias in each.aliases),
        facts.summary,
        lines(each.text for each in body.headings),
        lines(details(case)),
    )
    rest = [piece for field in fields for piece in cut_field(field[LONGEST_FIELD:])]
    sections = [Section("", "", 0, rest)] if rest else []
    return Text(
        tuple(field[:LONGEST_FIELD] for field in fields),
        (*sections, *body_sections(body)),
    )


def lines(values: Iterable[str]) -> str:
    """Return several values as one text; the comma keeps terms from going over a line's end."""
    return ",\n".join(dict.fromkeys(value for value in values if value))


def places(case: Case, regions: Regions) -> Iterator[str]:
    """Yield the names of all places of a case: the way down, and each place in all its forms."""
    for region in case.regions:
        way = (*regions.ancestors(region), region)
        yield "".join(region.names)
        yield "".join(each.short for each in way)
        for each in way:
            yield from regions.forms(each)


def details(case: Case) -> Iterator[str]:
    """Yield what else stands on a case's page."""
    facts = case.facts
    for figure in facts.figures:
        yield f"{figure.label} {figure.value}{figure.unit}"
        yield figure.note
    yield from facts.partners
    for source in facts.sources:
        yield source.publication
        yield source.title
        yield source.byline


def cut_field(field: str) -> Iterator[str]:
    """Yield what is too long of a field, in pieces that are not."""
    for start in range(0, len(field), LONGEST_FIELD):
        yield field[start : start + LONGEST_FIELD]


def body_sections(body: Body) -> Iterator[Section]:
    """Yield the sections of a body."""
    anchors = [(each.text, each.id) for each in body.headings if each.level == 2]
    for heading, text in body.text:
        at = next((at for at, (title, _id) in enumerate(anchors) if title == heading), None)
        anchor = anchors.pop(at)[1] if at is not None else ""
        number = SECTIONS.index(heading) + 1 if heading in SECTIONS else 0
        yield Section(heading, anchor, number, list(cut(text)))


def cut(text: str) -> Iterator[str]:
    """Yield a section's text in passages: short paragraphs together, long ones cut by sentences."""
    gathered = ""
    for piece in pieces(text):
        if gathered and len(gathered) + len(piece) > PASSAGE:
            yield gathered.strip("\n")
            gathered = ""
        gathered += piece
    if gathered.strip("\n"):
        yield gathered.strip("\n")


def pieces(text: str) -> Iterator[str]:
    """Yield paragraphs with their line ends, longer ones by sentences."""
    for paragraph in text.splitlines(keepends=True):
        if len(paragraph) <= PASSAGE:
            yield paragraph
            continue
        for sentence in SENTENCE.findall(paragraph):
            for start in range(0, len(sentence), LONGEST_SENTENCE):
                yield sentence[start : start + LONGEST_SENTENCE]
