"""Names become things: documents get their regions, keywords and level."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.document import Actor, Case, Document, Keyword, Level, Names
from site_builder.core.messages import Message, msg
from site_builder.core.region import Match, Rank, Region, Resolution
from site_builder.load.doubt import CERTAIN, Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.load.regions.gazetteer import Gazetteer

GRASSROOTS = frozenset(set(Actor) - {Actor.UNION, Actor.GOVERNMENT, Actor.SOCIAL_ORGANISATION})
"""Who acts within one workplace, school or neighbourhood, wherever it lies; associations, like
unions, have levels of their own."""
LEVELS = {
    Rank.NATIONAL: Level.NATIONAL,
    Rank.PROVINCE: Level.PROVINCE,
    Rank.CITY: Level.CITY,
    Rank.COUNTY: Level.COUNTY,
    Rank.ZONE: Level.COUNTY,
}


class Vocabulary:
    """The keywords of a library by their names and aliases."""

    def __init__(self, keywords: Iterable[Keyword], doubt: Doubt = CERTAIN) -> None:
        self.keywords = tuple(keywords)
        self.doubt = doubt
        self._by_name: dict[str, Keyword] = {}
        for keyword in self.keywords:
            for name in (keyword.name, *keyword.aliases):
                self._by_name.setdefault(fold(name), keyword)

    def find(self, name: str) -> Keyword | None:
        """Return the keyword of a name or alias."""
        return self._by_name.get(name) or self._by_name.get(fold(name))

    def nearest(self, name: str) -> list[str]:
        """Return up to three names of keywords that look like the name."""
        close = get_close_matches(fold(name), self._by_name, n=6, cutoff=0.5)
        return list(dict.fromkeys(self._by_name[each].name for each in close))[:3]


def fold(name: str) -> str:
    """Return a name for comparison: width and case do not matter."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def resolve_case(
    document: Document, gazetteer: Gazetteer, vocabulary: Vocabulary | None, report: Report
) -> Case | None:
    """Look up a document's regions and keywords; with an unknown one there is no case.

    Without a vocabulary no keyword can be judged: the case then has none.
    """
    regions, keywords = resolve_names(document.names, gazetteer, vocabulary, report)
    if regions is None or keywords is None:
        return None
    level = document.facts.level or level_of(regions[0], document.facts.actor)
    return Case(document, regions, keywords, level)


def resolve_names(
    names: Names, gazetteer: Gazetteer, vocabulary: Vocabulary | None, report: Report
) -> tuple[tuple[Region, ...] | None, tuple[Keyword, ...] | None]:
    """Look up what a case names; None for a list in which something is not known."""
    regions = resolve_regions(names, gazetteer, report)
    keywords = () if vocabulary is None else resolve_keywords(names, vocabulary, report)
    return regions, keywords


def level_of(region: Region, actor: Actor) -> Level:
    """Return the level that follows from where a practice belongs and who carries it."""
    if region.rank is Rank.NATIONAL:
        return Level.NATIONAL
    return Level.GRASSROOTS if actor in GRASSROOTS else LEVELS[region.rank]


def resolve_regions(
    names: Names, gazetteer: Gazetteer, report: Report
) -> tuple[Region, ...] | None:
    """Return the regions of a document, or None when one cannot be told."""
    found: dict[Region, str] = {}
    failed = False
    for index, written in enumerate(names.regions):
        resolution = gazetteer.resolve(written)
        place = f"regions.{index}"  # looked up only if something is said about it
        unclear = resolution.match is Match.UNKNOWN and gazetteer.doubt.covers(written)
        if resolution.match is not Match.FOUND and not unclear:
            report_region(written, resolution, names.places[place], report)
        region = resolution.region
        if region is None:
            failed = True
        elif region in found:
            report_repeated(written, found[region], names.places[place], report)
        else:
            found[region] = written
    return None if failed else tuple(found)


def resolve_region(
    written: str, at: Location, gazetteer: Gazetteer, report: Report
) -> Region | None:
    """Return the region of a name; report an unknown, ambiguous or former one."""
    resolution = gazetteer.resolve(written)
    report_region(written, resolution, at, report)
    return resolution.region


def report_region(written: str, resolution: Resolution, at: Location, report: Report) -> None:
    """Report an unknown or ambiguous region, and warn of a former name."""
    names = join(region.full_name for region in resolution.candidates)
    if resolution.match is Match.UNKNOWN:
        hint = (
            msg("是不是：{names}？", names=names)
            if resolution.candidates
            else msg(
                "请从省写起，例如：江苏省/盐城市/盐都区；"
                "开发区、新区先在 content/regions.yaml 里登记。"
            )
        )
        report.error(Code.UNKNOWN_REGION, at, msg("没有找到地区“{name}”。", name=written), hint)
    elif resolution.match is Match.AMBIGUOUS:
        report.error(
            Code.AMBIGUOUS_REGION,
            at,
            msg("叫“{name}”的地方有 {count} 处。", name=written, count=len(resolution.candidates)),
            msg("请写全，从这几个里选一个：{names}。", names=names),
        )
    elif resolution.match is Match.FORMER and resolution.region is not None:
        report.warning(
            Code.FORMER_REGION,
            at,
            msg("“{name}”是过去的地名或代码。", name=written),
            msg("现在写作：{present}。", present=resolution.region.full_name),
        )


def resolve_keywords(
    names: Names, vocabulary: Vocabulary, report: Report
) -> tuple[Keyword, ...] | None:
    """Return the keywords of a document, or None when one is not in the vocabulary."""
    found: dict[Keyword, str] = {}
    failed = False
    for index, written in enumerate(names.keywords):
        place = f"keywords.{index}"
        keyword = vocabulary.find(written)
        if keyword is None:
            failed = True
            if vocabulary.doubt.covers(written):
                continue
            near = vocabulary.nearest(written)
            report.error(
                Code.UNKNOWN_KEYWORD,
                names.places[place],
                msg("关键词表里没有“{name}”。", name=written),
                msg("是不是：{names}？", names=join(near))
                if near
                else msg(
                    "能用的关键词和别名都列在 content/keywords.yaml；确实需要新词，就先加到那里。"
                ),
            )
        elif keyword in found:
            report_repeated(written, found[keyword], names.places[place], report)
        else:
            found[keyword] = written
    return None if failed else tuple(found)


def report_repeated(written: str, before: str, at: Location, report: Report) -> None:
    """Warn of a second name for what the list already has."""
    message: Message = (
        msg("“{name}”写了两遍。", name=written)
        if written == before
        else msg("“{name}”和前面的“{before}”是同一个。", name=written, before=before)
    )
    report.warning(Code.REPEATED_VALUE, at, message, msg("留一个就够了。"))


def join(names: Iterable[str]) -> str:
    """Return names as a Chinese list."""
    return "、".join(names)
