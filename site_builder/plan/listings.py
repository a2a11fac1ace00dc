"""Which cases each region, keyword and year lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from site_builder.core.document import Case, Keyword
    from site_builder.core.region import Region, Regions


@dataclass(frozen=True, slots=True)
class Listings:
    """The cases of every term that has any, each list newest first."""

    by_region: Mapping[str, Sequence[Case]]
    """By URL path; a region lists its own cases and all below it, each once."""
    by_keyword: Mapping[str, Sequence[Case]]
    """By slug."""
    by_year: Mapping[int, Sequence[Case]]


def plan_listings(cases: Iterable[Case], regions: Regions) -> Listings:
    """Sort the cases, given newest first, into the lists of their terms."""
    by_region: defaultdict[str, list[Case]] = defaultdict(list)
    by_keyword: defaultdict[str, list[Case]] = defaultdict(list)
    by_year: defaultdict[int, list[Case]] = defaultdict(list)
    lines: dict[str, list[str]] = {}
    for case in cases:
        key = " ".join(region.path for region in case.regions)
        if key not in lines:  # many cases lie in few places
            lines[key] = sorted(places_of(case, regions))
        for path in lines[key]:
            by_region[path].append(case)
        for keyword in case.keywords:
            by_keyword[keyword.slug].append(case)
        by_year[case.facts.date.year].append(case)
    return Listings(dict(by_region), dict(by_keyword), dict(by_year))


def places_of(case: Case, regions: Regions) -> set[str]:
    """Return the URL paths of all regions that list a case."""
    return {region.path for own in case.regions for region in (own, *regions.ancestors(own))}


def newest_first(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Return cases by date, newest first; those of one date by id."""
    by_id = sorted(cases, key=lambda case: case.id)
    return tuple(sorted(by_id, key=lambda case: case.facts.date.sort_key, reverse=True))


def count_keywords(cases: Iterable[Case]) -> list[tuple[Keyword, int]]:
    """Return the keywords of cases with their counts, the most frequent first."""
    counts: defaultdict[str, int] = defaultdict(int)
    keywords: dict[str, Keyword] = {}
    for case in cases:
        for keyword in case.keywords:  # counted by their slugs: to hash a keyword takes longer
            counts[keyword.slug] += 1
            keywords[keyword.slug] = keyword
    return sorted(
        ((keywords[slug], count) for slug, count in counts.items()),
        key=lambda pair: (-pair[1], pair[0].slug),
    )


def count_years(cases: Iterable[Case]) -> list[tuple[int, int]]:
    """Return the years of cases with their counts, the newest first."""
    return sorted(Counter(case.facts.date.year for case in cases).items(), reverse=True)


def count_provinces(cases: Iterable[Case], regions: Regions) -> list[tuple[Region, int]]:
    """Return the provinces (and the whole country) of cases with counts, in official order."""
    counts: Counter[str] = Counter()
    for case in cases:
        counts.update({region.path.partition("/")[0] for region in case.regions})
    found = [regions.at(path) for path in counts]
    return [(each, counts[each.path]) for each in sorted(found, key=lambda each: each.order)]
