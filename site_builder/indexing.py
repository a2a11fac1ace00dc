"""The search index is made of the library, staged beside its pages, and tried out."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from site_builder.load.ids import syllables
from site_builder.search.index import FOLDER, Gathered, Source, runs, whole_files
from site_builder.search.parts import make_part
from site_builder.search.passages import case_text
from site_builder.search.postings import Postings
from site_builder.search.readings import marked_slug
from site_builder.search.segments import folding
from site_builder.search.self_test import check_cases, check_index
from site_builder.search.splice import Exchange, spliced_files
from site_builder.search.spool import Spool
from site_builder.search.suggest import Name
from site_builder.search.variants import read_variants
from site_builder.write.publish import STAGING, Staged, stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from site_builder.core.document import Case
    from site_builder.core.region import Region
    from site_builder.plan.outline import Outline
    from site_builder.search.parts import Part


class StagedPart(NamedTuple):
    """A part of the index, whose own files are staged."""

    part: Part
    files: list[Staged]


def index_runs(outline: Outline) -> list[list[Case]]:
    """Return the cases of each part of the index."""
    return list(runs(outline.library.cases))


def stage_part(outline: Outline, output: Path, cases: Sequence[Case]) -> StagedPart:
    """Stage what a part of the index has for itself."""
    part, files = make_part(cases, outline.regions, folding(tuple(read_variants().items())))
    staged = [stage(output, FOLDER + name, content) for name, content in files.items()]
    return StagedPart(part, staged)


def stage_index(
    outline: Outline, output: Path, parts: Iterable[StagedPart], *, self_test: bool = True
) -> list[Staged]:
    """Stage all files of the index, of its parts in their order.

    Raises LostPhraseError when it does not find what it should.
    """
    source = index_source(outline)
    staged: list[Staged] = []
    with closing(Spool(str(output / STAGING))) as spool:
        gathered = Gathered(Postings(spool))
        for part, files in parts:
            gathered.add(part)
            staged += files
        for name, content in whole_files(source, gathered):
            staged.append(stage(output, FOLDER + name, content))
    if self_test:
        check_index(source, lambda name: read_staged(output, FOLDER + name))
    return staged


def splice_index(
    outline: Outline,
    output: Path,
    exchanges: Mapping[int, tuple[Case, Case]],
    *,
    self_test: bool = True,
) -> tuple[list[Staged], set[str]]:
    """Stage the files of a published index that some cases touch; return also what they replace.

    Cases are given by their numbers: as they were, and as they are. Raises CannotSpliceError when
    the whole index has to be written, LostPhraseError as stage_index.
    """
    regions, variants = outline.regions, read_variants()
    changed = [
        Exchange(number, new, case_text(old, regions), case_text(new, regions))
        for number, (old, new) in exchanges.items()
    ]
    gone: set[str] = set()
    files = spliced_files(
        lambda name: (output / FOLDER / name).read_bytes(),
        changed,
        regions,
        folding(tuple(variants.items())),
        gone,
    )
    staged = [stage(output, FOLDER + name, content) for name, content in files]
    if self_test:
        cases = [(each.number, each.case) for each in changed]
        check_cases(cases, regions, variants, lambda name: read_staged(output, FOLDER + name))
    return staged, {FOLDER + name for name in gone}


def index_source(outline: Outline) -> Source:
    """Return what the index of a library is made from."""
    return Source(
        cases=outline.library.cases,
        regions=outline.regions,
        vocabulary=outline.vocabulary,
        variants=read_variants(),
        slug=region_slug,
        names=region_names(outline) + keyword_names(outline),
        syllables=syllables,
    )


def region_slug(region: Region) -> str:
    """Return the last part of a region's path, with ' between syllables where it is pinyin."""
    return marked_slug(region.path.rpartition("/")[2], region.short, syllables)


def region_names(outline: Outline) -> list[Name]:
    """Return the regions that suggestions lead to."""
    by_region = outline.listings.by_region
    places = sorted(map(outline.regions.at, by_region), key=lambda region: region.order)
    return [
        Name(
            kind="region",
            name=each.name,
            target=each.path,
            count=len(by_region[each.path]),
            forms=(*outline.regions.forms(each), short_way(outline, each)),
            short=each.short,
            reading=region_slug(each),
            shown="".join(each.names),
        )
        for each in places
    ]


def short_way(outline: Outline, region: Region) -> str:
    """Return the way down to a region in short names: 江苏盐城."""
    return "".join(each.short for each in (*outline.regions.ancestors(region), region))


def keyword_names(outline: Outline) -> list[Name]:
    """Return the keywords that suggestions lead to."""
    return [
        Name(
            "keyword",
            each.name,
            each.slug,
            len(outline.listings.by_keyword[each.slug]),
            each.aliases,
        )
        for each in outline.vocabulary
        if each.slug in outline.listings.by_keyword
    ]


def read_staged(output: Path, name: str) -> bytes:
    """Return a file of the new site: staged, or published before and unchanged."""
    staged = output / STAGING / name
    return (staged if staged.is_file() else output / name).read_bytes()
