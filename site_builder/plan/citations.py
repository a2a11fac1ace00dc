"""How a case and the reports behind it are cited: GB/T 7714-2025, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from site_builder.core.case_views import CitationView
from site_builder.plan.schema_org import absolute

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from site_builder.core.config import Config
    from site_builder.core.document import Case, Source

MOST_AUTHORS = 3
"""Names that GB/T 7714-2025 gives before 等."""
SEPARATORS = re.compile(r"[、，,；;/（）()]|(?<![A-Za-z.])\s+|\s+(?![A-Za-z.])")
"""Between names; a blank inside a Latin name parts nothing."""
ROLE = re.compile(
    r"^.*(?:记者|通讯员|撰稿人|作者)[:：]?|^(?:撰文|摄影|文|图)[:：]|(?:摄影报道|摄影|摄|撰文)$"
)
"""What stands before and behind a name in a byline: 人民网记者, 摄."""
NO_NAMES = frozenset({"", "文", "图", "等", "报道", "整理", "综合", "本报讯", "新华社电"})
PAGE = re.compile(r"第(.+?)版?|(.*\d.*?)版?")
LEADING_ZEROS = re.compile(r"(?<![0-9A-Za-z])0+(?=\d)")
BIBTEX_SIGNS = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
})  # fmt: skip
"""Braces get names: BibTeX counts them even behind a backslash."""
SPECIAL = re.compile(r"[\\{}%&#$_^~]")
URL_SIGNS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"})
ENCODER = json.JSONEncoder(ensure_ascii=False)


class Report(NamedTuple):
    """A newspaper article, with what is read from its byline and its page."""

    key: str
    source: Source
    names: list[str]
    page: str
    date: str


def citations(config: Config, case: Case) -> CitationView:
    """Return how to cite a case."""
    reports = [
        report_of(f"{case.id}-{number}", source)
        for number, source in enumerate(case.facts.sources, 1)
    ]
    return CitationView(
        sources=[gb_report(report) for report in reports],
        page=gb_page(config, case),
        bibtex="\n".join([bibtex_page(config, case), *map(bibtex_report, reports)]),
        csl=csl_json(config, case, reports),
    )


def report_of(key: str, source: Source) -> Report:
    """Return a newspaper article."""
    date = source.date.iso if source.date else ""
    return Report(key, source, names(source.byline), page_of(source.page), date)


def gb_report(report: Report) -> str:
    """Return a newspaper article as GB/T 7714-2025 wants it."""
    source = report.source
    issue = "，".join(part for part in (source.publication, report.date) if part)
    issue += f"（{report.page}）" if report.page else ""
    title = (source.title or "题名不详") + ("[N/OL]" if source.url else "[N]")
    parts = [gb_authors(report.names), title, issue, source.url]
    return ". ".join(part for part in parts if part) + "."


def gb_page(config: Config, case: Case) -> str:
    """Return the beginning of a citation of the page, up to the day when it was read."""
    day = changed(case)
    parts = f"{responsible(config)}. {case.facts.title}[EB/OL]. "
    return parts + (f"（{day.isoformat()}）" if day else "")


def gb_authors(authors: list[str]) -> str:
    """Return the first names, and 等 where there are more."""
    return "，".join(authors[:MOST_AUTHORS]) + ("，等" if len(authors) > MOST_AUTHORS else "")


def names(byline: str) -> list[str]:
    """Return the names in a byline, without what their bearers are."""
    parts = (ROLE.sub("", part.strip()).strip() for part in SEPARATORS.split(byline))
    return [part for part in dict.fromkeys(parts) if part not in NO_NAMES]


def page_of(text: str) -> str:
    """Return a page's number: 第02版 is 2; A02 and 头版 stay."""
    plain = "".join(text.split())
    found = PAGE.fullmatch(plain)
    return LEADING_ZEROS.sub("", found[1] or found[2]) if found else plain


def responsible(config: Config) -> str:
    """Return who answers for the library."""
    return config.organisation or config.title


def changed(case: Case) -> datetime.date | None:
    """Return the day when a page was last published or revised, as far as its file tells."""
    days = [day for day in (case.facts.publish, case.facts.updated) if day is not None]
    return max(days, default=None)


def address(config: Config, case: Case) -> str:
    """Return the address of a case, or nothing while nobody knows where the site will be."""
    return absolute(config, case.url) if config.base_url else ""


def bibtex_page(config: Config, case: Case) -> str:
    """Return the page of a case as an entry for biblatex."""
    day = changed(case)
    return bibtex_entry("online", case.id, {
        "author": f"{{{bibtex(responsible(config))}}}",
        "title": bibtex(case.facts.title),
        "date": day.isoformat() if day else "",
        "url": bibtex_url(address(config, case)),
        "langid": "chinese",
    })  # fmt: skip


def bibtex_report(report: Report) -> str:
    """Return a newspaper article as an entry for biblatex."""
    source = report.source
    return bibtex_entry("article", report.key, {
        "entrysubtype": "newspaper",
        "author": " and ".join(map(bibtex_name, report.names)),
        "title": bibtex(source.title),
        "journal": bibtex(source.publication),
        "date": report.date,
        "number": bibtex(report.page),
        "url": bibtex_url(source.url),
        "langid": "chinese",
    })  # fmt: skip


def bibtex_entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Return an entry with the fields that have a value."""
    rows = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join(rows) + "\n}"


def bibtex(text: str) -> str:
    """Return a text as TeX reads it."""
    if SPECIAL.search(text):  # few texts have any: to translate them all would take much longer
        text = text.translate(BIBTEX_SIGNS)
    return " ".join(text.split())


def bibtex_url(url: str) -> str:
    """Return an address, whose braces would end its field."""
    return url.translate(URL_SIGNS)


def bibtex_name(name: str) -> str:
    """Return a name; one that would be taken apart is held together."""
    known = bibtex(name)
    return f"{{{known}}}" if " and " in f" {known} " or "," in known else known


def csl_json(config: Config, case: Case, reports: Iterable[Report]) -> str:
    """Return the page, then its sources, as CSL-JSON."""
    entries = [csl_page(config, case), *(csl_report(config, report) for report in reports)]
    return ENCODER.encode(
        [{key: value for key, value in each.items() if value} for each in entries]
    )


def csl_page(config: Config, case: Case) -> dict[str, object]:
    """Return the page of a case."""
    day = changed(case)
    return {
        "id": case.id,
        "type": "webpage",
        "title": case.facts.title,
        "author": [{"literal": responsible(config)}],
        "container-title": config.title,
        "issued": csl_date(day.year, day.month, day.day) if day else None,
        "URL": address(config, case),
        "language": config.language,
    }


def csl_report(config: Config, report: Report) -> dict[str, object]:
    """Return a newspaper article."""
    source, date = report.source, report.source.date
    return {
        "id": report.key,
        "type": "article-newspaper",
        "title": source.title,
        "author": [{"literal": name} for name in report.names],
        "container-title": source.publication,
        "issued": csl_date(date.year, date.month, date.day) if date else None,
        "page": report.page,
        "URL": source.url,
        "language": config.language,
    }


def csl_date(*parts: int | None) -> dict[str, object]:
    """Return a date as exact as it is known."""
    return {"date-parts": [[part for part in parts if part is not None]]}
