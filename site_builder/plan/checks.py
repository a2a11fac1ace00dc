"""What only the whole library can tell: clashes, links, sections, dates."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.document import SECTIONS
from site_builder.core.messages import Message, msg
from site_builder.core.paths import normal

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from site_builder.core.document import Body, Case, Document, Heading, Keyword, Names

NUMBERING = re.compile(
    r"^\s*(?:[（(]?\s*第?[一二三四五六七八九十百]+[、.．:：)）部分章节\s]+"
    r"|[（(]?\s*\d+[、.．:：)）\s]+"
    r"|[①-⒛㈠-㈩]\s*)"
)
"""一、 （一） 1. 1） ① 第一部分 before the name of a section."""


def section_of(heading: str) -> str:
    """Return a heading's text without any numbering."""
    return NUMBERING.sub("", heading).strip()


def check_sections(path: str, body: Body, report: Report, *, cut: bool = False) -> None:
    """Warn of missing, empty, repeated, misspelt and misordered sections.

    Of a body that is cut, whose end is code by mistake, nobody knows what is missing.
    """
    headings = [each for each in body.headings if each.level == 2]
    names = [section_of(each.text) for each in headings]
    missing = [section for section in SECTIONS if section not in names]
    others = [each for each in headings if section_of(each.text) not in SECTIONS]
    for section in missing:
        near = get_close_matches(section, [section_of(each.text) for each in others], 1, 0.5)
        if near:
            at = next(each for each in others if section_of(each.text) == near[0])
            report.warning(
                Code.MISSPELT_SECTION,
                at.location,
                msg("小标题“{name}”像是“{section}”。", name=at.text, section=section),
                msg("改成：## {section}", section=section),
            )
            others.remove(at)
        elif not cut:
            report.warning(
                Code.MISSING_SECTION,
                Location(path),
                msg("缺少“{section}”一节。", section=section),
                msg(
                    "加一行“## {section}”，下面写正文；来源没有写到的，写“来源未载明”。",
                    section=section,
                ),
            )
    present = [(name, each) for name, each in zip(names, headings, strict=True) if name in SECTIONS]
    check_repeated_sections(present, report)
    check_section_order(present, report)
    check_empty_sections(body, report)


def check_repeated_sections(present: list[tuple[str, Heading]], report: Report) -> None:
    """Warn of a section that stands twice."""
    first: dict[str, Heading] = {}
    for name, heading in present:
        if name in first:
            report.warning(
                Code.REPEATED_SECTION,
                heading.location,
                msg(
                    "“{section}”一节出现了两次，前一次在第 {line} 行。",
                    section=name,
                    line=first[name].location.line,
                ),
                msg("请把两处合成一节。"),
            )
        first.setdefault(name, heading)


def check_section_order(present: list[tuple[str, Heading]], report: Report) -> None:
    """Warn of the first section that stands before one it should follow."""
    last = -1
    for name, heading in present:
        place = SECTIONS.index(name)
        if place < last:
            report.warning(
                Code.SECTION_ORDER,
                heading.location,
                msg("“{section}”应当放在“{after}”前面。", section=name, after=SECTIONS[last]),
                msg("各节的次序是：{order}。", order="、".join(SECTIONS)),
            )
            return
        last = max(last, place)


def check_empty_sections(body: Body, report: Report) -> None:
    """Warn of sections of the national form without text."""
    for heading, is_full in filled_sections(body):
        name = section_of(heading.text)
        if name in SECTIONS and not is_full:
            report.warning(
                Code.EMPTY_SECTION,
                heading.location,
                msg("“{section}”一节没有内容。", section=name),
                msg("来源没有写到的，请写“来源未载明”。"),
            )


def is_complete(document: Document) -> bool:
    """Return whether all four sections of the national form are there and have text."""
    full = {
        section_of(heading.text) for heading, is_full in filled_sections(document.body) if is_full
    }
    return full.issuperset(SECTIONS)


def filled_sections(body: Body) -> Iterator[tuple[Heading, bool]]:
    """Yield the level-2 headings, and whether text or an image stands below each."""
    headings = [each for each in body.headings if each.level == 2 and each.text]
    texts = [text for title, text in body.text if title]
    lines = [image.location.line for image in body.images if image.location is not None]
    ends = [*(heading.location.line for heading in headings[1:]), None]
    for heading, text, end in zip(headings, texts, ends, strict=False):
        start = heading.location.line
        pictured = any(start <= line and (end is None or line < end) for line in lines)
        yield heading, bool(text.strip()) or pictured


def check_dates(document: Document, now: datetime.date, report: Report) -> None:
    """Warn of a date that lies in the future."""
    date = document.facts.date
    if date.first_day > now:
        report.warning(
            Code.FUTURE_DATE,
            document.places.get("date", Location(document.path)),
            msg("日期是 {date}，还没有到。", date=date.chinese),
            msg("请核对年份；要定时发布，请用“发布”一项。"),
        )


def check_keywords_used(
    keywords: Iterable[tuple[Keyword, Location]], cases: Iterable[Case], report: Report
) -> None:
    """Warn of keywords that no case uses."""
    used = {keyword.slug for case in cases for keyword in case.keywords}
    for keyword, at in keywords:
        if keyword.slug not in used:
            report.warning(
                Code.UNUSED_KEYWORD,
                at,
                msg("关键词“{name}”还没有案例使用。", name=keyword.name),
                msg("暂时用不到就先删掉，或给合适的案例加上。"),
            )


def check_related(
    id_: str,
    names: Names,
    known: Collection[str],
    withheld: Collection[str],
    report: Report,
    former: Mapping[str, str] | None = None,
) -> None:
    """Report a case's related ids that are no case, and warn of those that are withheld.

    former tells which old ids have which new ones.
    """
    for index, related in enumerate(names.related):
        at = names.places[f"related.{index}"]
        if related == id_:
            message = msg("“{id}”就是这个案例自己。", id=related)
            report.error(Code.BROKEN_RELATED, at, message, msg("请删掉这一个。"))
        elif related in withheld:
            message = msg("相关案例“{id}”这次不发布，先不显示。", id=related)
            report.warning(Code.WITHHELD_LINK, at, message)
        elif former and related in former and related not in known:
            message = msg("“{id}”是旧编号。", id=related)
            report.error(Code.BROKEN_RELATED, at, message, msg("改成：{id}", id=former[related]))
        elif related not in known:
            near = get_close_matches(related, known, 1, 0.6)
            report.error(
                Code.BROKEN_RELATED,
                at,
                msg("没有编号为“{id}”的案例。", id=related),
                msg("是不是：{near}？", near=near[0])
                if near
                else msg("编号就是案例的文件名，不带 .md。"),
            )


def check_strays(files: Iterable[str], used: Collection[str], report: Report) -> None:
    """Warn of files in the documents' folders that are no documents and that none uses."""
    names = {normal(path) for path in used}
    for path in files:
        if normal(path) not in names:
            report.warning(
                Code.STRAY_FILE,
                Location(path),
                msg("这个文件不是案例，也没有案例用到它，不会发布。"),
                where_to_put(path),
            )


def where_to_put(path: str) -> Message:
    """Return what to do with a file that is no document."""
    ending = path.rpartition(".")[2].lower()
    if path.startswith("content/pages/") and ending == "md":
        return msg("pages 里不分子文件夹，请把它移到上一层。")
    if ending in {"doc", "docx", "wps", "rtf", "odt"}:
        return msg(
            "文字处理软件的文件不能直接发布：用 site-builder new 建一个案例，把文字粘贴进去；"
            "原稿请移走。"
        )
    if ending in {"txt", "markdown", "mdown"}:
        return msg("如果它是案例，就把文件名的结尾改成 .md；不用的文件请移走。")
    return msg("案例文件要以 .md 结尾；图片请放进 content/images/；不用的文件请移走。")
