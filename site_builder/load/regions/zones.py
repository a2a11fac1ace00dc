"""Adds the places of regions.yaml to the regions: zones, and further names of divisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code
from site_builder.core.messages import Message, msg
from site_builder.core.region import Match, Rank, Region, Resolution
from site_builder.load.regions.names import COUNTRY, plain, split_words
from site_builder.load.regions.near import nearest_regions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.core.diagnostics import Report
    from site_builder.core.region import Zone
    from site_builder.load.regions.names import RegionNames

EXAMPLE = "parent: 江苏省/盐城市"


def add_zones(zones: Sequence[Zone], names: RegionNames, report: Report) -> None:
    """Add zones and further names; report those that cannot be, and leave them out."""
    pending = list(zones)
    used: dict[str, str] = {}
    while pending:
        left = [zone for zone in pending if not add_zone(zone, names, used, report)]
        if len(left) == len(pending):
            break
        pending = left  # a zone may lie in one that the file names later
    for zone in pending:
        report_parent(zone, pending, names, report)


def add_zone(zone: Zone, names: RegionNames, used: dict[str, str], report: Report) -> bool:
    """Add a zone, or report why it cannot be; return False while its parent is not known."""
    country = plain(zone.parent) in {"", *COUNTRY}
    division = find_division(zone, "" if country else zone.parent, names)
    if division is not None:
        add_aliases(zone, division, names, used, report)
        return True
    if country:
        report.error(
            Code.UNKNOWN_REGION,
            zone.location,
            msg("没有写“{name}”在哪个省、市或县。", name=zone.name),
            msg("加上一行，例如：{line}", line=EXAMPLE),
        )
        return True
    found = names.resolve(zone.parent)
    if found is None:
        return False
    if found.region is None:
        report_ambiguous(zone, found, report)
        return True
    if found.match is Match.FORMER:
        report.warning(
            Code.FORMER_REGION,
            zone.parent_location or zone.location,
            msg("“{name}”的上级“{parent}”是过去的地名或代码。", name=zone.name, parent=zone.parent),
            msg("改成：{line}", line=f"parent: {found.region.full_name}"),
        )
    place_zone(zone, found.region, names, used, report)
    return True


def find_division(zone: Zone, parent: str, names: RegionNames) -> Region | None:
    """Return the division that an entry is about, if it is about one."""
    found = names.resolve(f"{parent}/{zone.name}" if parent else zone.name)
    if found is None or found.match is not Match.FOUND or found.region is None:
        return None
    region = found.region
    return region if region.code and region.name == split_words(zone.name)[-1] else None


def place_zone(
    zone: Zone, parent: Region, names: RegionNames, used: dict[str, str], report: Report
) -> None:
    """Add a zone below its parent, if its name and its part of the URL are free."""
    path = f"{parent.path}/{zone.slug}"
    if path in names.regions:
        report.error(
            Code.ALIAS_CLASH,
            zone.location,
            msg(
                "“{name}”的网址“{slug}”已经给了“{other}”。",
                name=zone.name,
                slug=zone.slug,
                other=names.regions[path].full_name,
            ),
            msg("换一个 slug。"),
        )
        return
    if is_taken(zone, zone.name, parent.path, names, used, report):
        return
    line = (*parent.names, zone.name)
    order = (*parent.order, len(names.below.get(parent.path, ())) + 1)
    region = Region(path, "", zone.name, zone.name, Rank.ZONE, line, order)
    names.add(region, (plain(zone.name),))
    used[plain(zone.name)] = region.full_name
    add_aliases(zone, region, names, used, report)


def add_aliases(
    zone: Zone, region: Region, names: RegionNames, used: dict[str, str], report: Report
) -> None:
    """Give a region the aliases of its entry that are free."""
    slug = region.path.rpartition("/")[2]
    if region.code and zone.slug not in {"", slug}:
        report.error(
            Code.ALIAS_CLASH,
            zone.location,
            msg("“{name}”是行政区划，网址里固定是“{slug}”，不能另定。", name=zone.name, slug=slug),
            msg("改成：{line}", line=f"slug: {slug}"),
        )
    for alias in dict.fromkeys(zone.aliases):
        if plain(alias) in names.names[region.path]:
            continue
        if not is_taken(zone, alias, region.parent_path, names, used, report):
            names.add_names(region, (plain(alias),))
            used[plain(alias)] = region.full_name


def is_taken(
    zone: Zone,
    name: str,
    parent: str,
    names: RegionNames,
    used: dict[str, str],
    report: Report,
) -> bool:
    """Return whether a sibling or another zone has a name, and report it."""
    siblings = names.below.get(parent, ())
    other = used.get(plain(name)) or next(
        (names.regions[path].full_name for path in siblings if plain(name) in names.names[path]),
        None,
    )
    if other is None:
        return False
    report.error(
        Code.ALIAS_CLASH,
        zone.location,
        msg(
            "“{name}”已经是“{other}”的名称，不能再用在“{zone}”上。",
            name=name,
            other=other,
            zone=zone.name,
        ),
        msg("两处只留一处，或者换一个说法。"),
    )
    return True


def report_ambiguous(zone: Zone, found: Resolution, report: Report) -> None:
    """Report a parent's name that several regions have."""
    report.error(
        Code.AMBIGUOUS_REGION,
        zone.parent_location or zone.location,
        msg(
            "“{name}”的上级“{parent}”有 {count} 处。",
            name=zone.name,
            parent=zone.parent,
            count=len(found.candidates),
        ),
        msg("请写全，从这几个里选一个：{names}。", names=join(found.candidates)),
    )


def report_parent(zone: Zone, pending: Sequence[Zone], names: RegionNames, report: Report) -> None:
    """Report a parent that is no region, or only a zone without a place of its own."""
    last = plain((split_words(zone.parent) or [""])[-1])
    others = {plain(name) for each in pending for name in (each.name, *each.aliases)}
    candidates = nearest_regions(zone.parent, names)
    hint: Message = msg("请从省写起，例如：{line}", line=EXAMPLE)
    if last in others:
        hint = msg("“{parent}”自己还没有位置：先改好它；几处不能互为上级。", parent=zone.parent)
    elif candidates:
        hint = msg("是不是：{names}？", names=join(candidates))
    report.error(
        Code.UNKNOWN_REGION,
        zone.parent_location or zone.location,
        msg("没有找到“{name}”的上级“{parent}”。", name=zone.name, parent=zone.parent),
        hint,
    )


def join(regions: Sequence[Region]) -> str:
    """Return the full names of regions as a Chinese list."""
    return "、".join(region.full_name for region in regions)
