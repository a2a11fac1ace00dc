"""The search index of a library: all its files, one after the other."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from site_builder.search import columns
from site_builder.search.codec import ENTRY, plain_json, short_digest
from site_builder.search.parts import PART, Part, cut, make_part
from site_builder.search.postings import Postings
from site_builder.search.region_tree import region_files
from site_builder.search.segments import Folding, folding
from site_builder.search.shards import packed_names
from site_builder.search.spool import Spool
from site_builder.search.suggest import Title, suggestion_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from site_builder.core.document import Case, Keyword
    from site_builder.core.region import Region, Regions
    from site_builder.search.codec import Files
    from site_builder.search.readings import Syllables
    from site_builder.search.suggest import Name

FOLDER = "search/"
"""Where the index lies on the site, beside the page that searches."""
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Source:
    """What an index is made from."""

    cases: Sequence[Case]
    """Newest first."""
    regions: Regions
    vocabulary: Sequence[Keyword]
    variants: Mapping[str, str]
    """Simplified characters by traditional ones."""
    slug: Callable[[Region], str]
    """The last part of a region's path, marked between syllables where it is pinyin."""
    names: Sequence[Name]
    """Regions and keywords for suggestions."""
    syllables: Syllables
    """The readings of Han characters."""

    @property
    def folding(self) -> Folding:
        """How texts are brought to the form in which they are compared."""
        return folding(tuple(self.variants.items()))


@dataclass(slots=True)
class Gathered:
    """What all parts have come to."""

    postings: Postings
    groups: list[tuple[str, int]] = field(default_factory=list)
    slots: bytearray = field(default_factory=bytearray)
    sections: bytearray = field(default_factory=bytearray)

    def add(self, part: Part) -> None:
        """Add the part that follows."""
        self.postings.add(part.pieces)
        self.groups += part.groups
        self.slots += part.slots
        self.sections += part.sections


def index_files(source: Source) -> Files[None]:
    """Yield the path below FOLDER and the content of each file of the index, the entry last."""
    with closing(Spool()) as spool:
        gathered = Gathered(Postings(spool))
        for run in runs(source.cases):
            part, files = make_part(run, source.regions, source.folding)
            gathered.add(part)
            yield from files.items()
        yield from whole_files(source, gathered)


def runs(cases: Iterable[Case]) -> Iterator[list[Case]]:
    """Yield the cases of each part, given newest first, in the order of their numbers."""
    return cut(columns.in_order(cases), PART)


def whole_files(source: Source, gathered: Gathered) -> Files[None]:
    """Yield the files that no part has for itself, the entry last."""
    postings = gathered.postings
    shards = yield from postings.files()
    entry = {
        "format": FORMAT,
        "documents": postings.documents,
        "slots": postings.slots,
        "average": round(postings.slots / max(1, postings.documents), 2),
        **shards,
        "groups": packed_names(name for name, _documents in gathered.groups),
        "sizes": [documents for _name, documents in gathered.groups],
        "files": (yield from single_files(source, gathered)),
    }
    yield ENTRY, plain_json(entry)


def single_files(source: Source, gathered: Gathered) -> Files[dict[str, str]]:
    """Yield the files of which there is one each; return their digests."""
    cases = columns.in_order(source.cases)
    variants = ["".join(source.variants), "".join(source.variants.values())]
    names: dict[str, str] = {}
    for stem, suffix, content in (
        ("slots", "bin", bytes(gathered.slots)),
        ("sections", "bin", bytes(gathered.sections)),
        ("dates", "bin", columns.dates_column(cases)),
        ("facets", "bin", columns.facets_column(cases, source.vocabulary)),
        ("variants", "json", plain_json(variants)),
    ):
        names[stem] = short_digest(content)
        yield f"{stem}-{names[stem]}.{suffix}", content
    names["regions"] = yield from region_files(cases, source.regions, source.slug)
    titles = [Title(case.id, case.facts.title, case.facts.practice) for case in source.cases]
    names |= yield from suggestion_files(source.names, titles, source.variants, source.syllables)
    return names
