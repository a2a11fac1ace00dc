"""What front matter and YAML files mean: texts become facts, or everything wrong with them is told.

The shape of the values is found first, with their places; then the models check them. Whatever is
wrong is reported in one go, each fault where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.core.config import Config, Crawlers, Features, Licence, MapStyle
from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.document import Facts, Keyword, Names, PageFacts, Picture
from site_builder.core.messages import msg
from site_builder.core.region import Zone
from site_builder.load.front.values import Mapping, Scalar, Sequence
from site_builder.load.ids import ID, id_of
from site_builder.load.schema.case import CASE, PAGE, CaseKeys, PageKeys
from site_builder.load.schema.check import check, report_missing
from site_builder.load.schema.json_schema import json_schema as json_schema
from site_builder.load.schema.lists import KEYWORD, ZONE, KeywordKeys, ZoneKeys
from site_builder.load.schema.shape import shape_keys
from site_builder.load.schema.site import SITE, LicenceKeys, SiteKeys
from site_builder.load.schema.spec import Shaped
from site_builder.load.schema.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.load.front.values import Value
    from site_builder.load.schema.spec import Spec

MAX_TITLE = 60
SUMMARY = range(30, 151)
LOOKED_UP = frozenset({"regions", "keywords", "related"})
"""Names that mean something elsewhere; with a slip in them, looking them up would be unfair."""


def parse_case(fields: Mapping, path: str, report: Report) -> tuple[Facts | None, Names]:
    """Return the facts of a case, or None with all that is wrong reported; and what it names."""
    shaped = new_shaped(fields, CASE, path, report)
    values = shape_keys(fields, CASE, "", shaped)
    check_lengths(values, shaped)
    keys = check(CaseKeys, values, shaped, fields.location)
    names = names_of(values, shaped)
    if keys is None or not shaped.doubtful.isdisjoint(LOOKED_UP):
        return None, names
    facts = keys.given()
    if keys.image is not None:
        at = shaped.places["image.src"]
        facts["image"] = Picture(**keys.image.given(), location=at)
    return Facts(**facts), names


def names_of(values: dict[str, object], shaped: Shaped) -> Names:
    """Return what a case names, as far as it is written without a slip."""

    def words(name: str) -> tuple[str, ...]:
        value = values.get(name)
        return (
            tuple(map(str, value))
            if isinstance(value, list) and name not in shaped.doubtful
            else ()
        )

    # An id that is none is reported already: it must not be looked up as well.
    valid = [(row, id_) for row, id_ in enumerate(words("related")) if ID.fullmatch(id_)]
    places = dict(shaped.places)
    for place, (row, _) in enumerate(valid):
        places[f"related.{place}"] = shaped.places[f"related.{row}"]
    related = tuple(id_ for _, id_ in valid)
    return Names(words("regions"), words("keywords"), related, places)


def parse_page(fields: Mapping | None, path: str, report: Report) -> PageFacts | None:
    """Return the facts of a page, or report all that is wrong."""
    if fields is None:
        return None
    shaped = new_shaped(fields, PAGE, path, report)
    keys = check(PageKeys, shape_keys(fields, PAGE, "", shaped), shaped, fields.location)
    return None if keys is None else PageFacts(**keys.given())


def new_shaped(mapping: Mapping, spec: Spec, path: str, report: Report) -> Shaped:
    """Return an empty record for a document; which language its keys have, most of them tell."""
    english = sum(1 for key, _ in mapping.entries if key.text.isascii())
    return Shaped(path, report, spec, chinese=english * 2 <= len(mapping.entries))


def check_lengths(values: dict[str, object], shaped: Shaped) -> None:
    """Warn of a title that is too long, and of a summary that is too long or too short."""
    title, summary = values.get("title"), values.get("summary")
    if isinstance(title, str) and len(title) > MAX_TITLE and "title" not in shaped.doubtful:
        shaped.report.warning(
            Code.TITLE_LENGTH,
            shaped.places["title"],
            msg("标题有 {count} 个字，超过了 {limit} 个。", count=len(title), limit=MAX_TITLE),
            msg("留下谁做了什么、有什么结果，其余的移到摘要里；15—32 个字最好读。"),
        )
    if not isinstance(summary, str) or "summary" in shaped.doubtful:
        return
    count = len("".join(summary.split()))
    if count not in SUMMARY:
        shaped.report.warning(
            Code.SUMMARY_LENGTH,
            shaped.places["summary"],
            msg("摘要有 {count} 个字（不算空格），应该在 30 到 150 个之间。", count=count),
            msg("补上要解决的问题和结果。")
            if count < SUMMARY.start
            else msg("留一两句话说清问题、做法和结果，细节写在正文里。"),
        )


def parse_settings(value: Value | None, path: str, report: Report) -> Config | None:
    """Return the settings of a library, or report all that is wrong."""
    if value is None:
        return None
    at = Location(path)
    mapping = Mapping((), at) if isinstance(value, Scalar) and value.empty else value
    if not isinstance(mapping, Mapping):
        report.error(
            Code.WRONG_TYPE,
            value.location,
            msg("全站设置要一行一栏地写“栏目: 内容”，这里写成了别的样子。"),
            msg("改成这样：\n名称: 工会创新案例库\n网址: https://example.org/"),
        )
        return None
    shaped = new_shaped(mapping, SITE, path, report)
    shaped.wrong = Code.WRONG_SETTING
    keys = check(SiteKeys, shape_keys(mapping, SITE, "", shaped), shaped, at)
    return None if keys is None else config_of(keys)


def config_of(keys: SiteKeys) -> Config:
    """Return the settings in the shape that the program uses."""
    given = keys.given()
    licence, filing = given.pop("licence", None), given.pop("filing", None)
    crawlers, features = given.pop("crawlers", None), given.pop("features", None)
    chart = given.pop("map", None)
    return Config(
        **given,
        text_licence=licence_of(licence and licence.text),
        data_licence=licence_of(licence and licence.data),
        crawlers=Crawlers(**(crawlers.given() if crawlers else {})),
        features=Features(**(features.given() if features else {})),
        **(filing.given() if filing else {}),
        map_style=(chart and chart.style) or MapStyle.TILES,
        map_approval=(chart and chart.approval) or "",
    )


def licence_of(keys: LicenceKeys | None) -> Licence:
    """Return a licence; one without a name when none is given."""
    return Licence("") if keys is None else Licence(**keys.given())


def parse_keywords(
    value: Value | None, path: str, report: Report
) -> tuple[tuple[Keyword, Location], ...]:
    """Return the keywords with the places of their names; report all that is wrong.

    A keyword with a name is returned even if something else about it is wrong, with the slug that
    its name gives: the cases that use it are not to blame.
    """
    names: dict[str, Location] = {}
    slugs: dict[str, Location] = {}
    keywords = []
    for mapping in entries_of(value, KEYWORD, report):
        shaped = new_shaped(mapping, KEYWORD, path, report)
        values = shape_keys(mapping, KEYWORD, "", shaped)
        keys = check(KeywordKeys, values, shaped, mapping.location)
        name = values.get("name")
        if not isinstance(name, str) or not is_free(name, "name", names, shaped):
            continue
        if keys is not None:
            is_free(keys.slug, "slug", slugs, shaped)
        written = values.get("aliases")
        aliases = tuple(
            alias
            for index, alias in enumerate(written if isinstance(written, list) else ())
            if is_free(alias, f"aliases.{index}", names, shaped)
        )
        slug = keys.slug if keys is not None else id_of(name) or "keyword"
        keyword = Keyword(name, slug, aliases, (keys and keys.description) or "")
        keywords.append((keyword, shaped.places["name"]))
    return tuple(keywords)


def is_free(name: str, path: str, taken: dict[str, Location], shaped: Shaped) -> bool:
    """Return whether nobody has a name, slug or alias yet, and take it; else report the clash."""
    at = shaped.places[path]
    before = taken.setdefault(fold(name), at)
    if before is at:
        return True
    shaped.error(
        Code.ALIAS_CLASH,
        at,
        msg("“{name}”在第 {line} 行已经用过。", name=name, line=before.line),
        msg("名称、别名、网址名都只能用在一处；留下一处，改掉另一处。"),
    )
    return False


def parse_zones(value: Value | None, path: str, report: Report) -> tuple[Zone, ...]:
    """Return the places of regions.yaml; report all that is wrong.

    Names that clash are the gazetteer's to find: it knows which places they belong to.
    """
    zones = []
    for mapping in entries_of(value, ZONE, report):
        shaped = new_shaped(mapping, ZONE, path, report)
        values = shape_keys(mapping, ZONE, "", shaped)
        keys = check(ZoneKeys, values, shaped, mapping.location)
        if "parent" in values and "slug" not in values:
            report_missing("slug", mapping.location, shaped)
        name = values.get("name")
        if isinstance(name, str):
            slug = (keys and keys.slug) or (id_of(name) if "parent" in values else "")
            zone = Zone(
                name,
                slug,
                str(values.get("parent", "")),
                tuple((keys and keys.aliases) or ()),
                shaped.places["name"],
                shaped.places.get("parent"),
            )
            zones.append(zone)
    return tuple(zones)


def entries_of(value: Value | None, spec: Spec, report: Report) -> Iterator[Mapping]:
    """Yield the entries of a file that is a list; report what is no entry."""
    if value is None or (not isinstance(value, Mapping) and value.empty):
        return
    for entry in value.values if isinstance(value, Sequence) else (value,):
        if isinstance(entry, Mapping):
            yield entry
        elif not entry.empty:
            first, second = spec.keys[:2]
            lines = f"- {first.names[1]}: {first.example}\n  {second.names[1]}: {second.example}"
            report.error(
                Code.WRONG_TYPE,
                entry.location,
                msg("这里的每一项都要写成几栏。"),
                msg("改成：\n{lines}", lines=lines),
            )
