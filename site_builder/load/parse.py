"""One source file becomes a document; many do so side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Diagnostic, Location, Report, Severity
from site_builder.core.document import Body, Document, Names, StaticPage
from site_builder.core.messages import msg
from site_builder.core.new_case import left_prompts
from site_builder.load.content import read_content
from site_builder.load.decode import decode
from site_builder.load.front.front_matter import parse_front_matter
from site_builder.load.ids import check_id
from site_builder.load.markup.convert import convert
from site_builder.load.markup.targets import place_picture

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.load.content import Kind

UNCONVERTED = frozenset({Code.NESTED_TOO_DEEP, Code.SLOW_DOCUMENT})


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file became, and what was found on the way."""

    path: str
    body: Body | None
    """Also of a document whose front matter has errors: its text is checked all the same."""
    document: Document | StaticPage | None
    diagnostics: tuple[Diagnostic, ...]
    names: Names = Names()  # noqa: RUF009 - a frozen value
    """What a case names; also of a case whose other facts are wrong."""


def read_text(root: Path, path: str, report: Report) -> str | None:
    """Read one text file of the library, or report why it cannot be read."""
    content = read_content(root, path, report)
    return None if content is None else decode(path, content, report)


def parse_document(kind: Kind, path: str, text: str, report: Report) -> Parsed:
    """Turn a document's text into a document; with errors in its front matter into none."""
    # pydantic takes a quarter of a second to load, which --help need not wait for.
    from site_builder.load.schema.facts import parse_case, parse_page

    id_ = check_id(path, report)
    front = parse_front_matter(path, text, report)
    if front is None:
        return Parsed(path, None, None, tuple(report.diagnostics))
    if front.fields is None:
        return Parsed(path, None, None, tuple(report.diagnostics))
    if not front.fields.entries and not front.body.strip():
        # An empty file but for the fences: one fault, not one for each key and section.
        if not report.count(Severity.ERROR):
            report.error(
                Code.EMPTY_FILE,
                Location(path),
                msg("这个文件只有分隔线，什么也没有写。"),
                msg("写上内容，或删掉这个文件。"),
            )
        return Parsed(path, None, None, tuple(report.diagnostics))
    body = convert(path, front.body, front.body_line, report)
    document: Document | StaticPage | None = None
    names = Names()
    if kind == "case":
        facts, names = parse_case(front.fields, path, report)
        if facts is not None and facts.image is not None:
            picture = place_picture(path, facts.image, report)
            facts = replace(facts, image=picture) if picture is not None else None
        if facts is not None and id_ is not None:
            document = Document(id_, path, facts, body, names.places)
        if facts is not None and not facts.draft:
            report_prompts(path, text, report)
    else:
        page = parse_page(front.fields, path, report)
        if page is not None and id_ is not None:
            document = StaticPage(id_, path, page, body)
    # A body that could not be converted is empty: nothing more can be said of it.
    whole = all(each.code not in UNCONVERTED for each in report.diagnostics)
    return Parsed(path, body if whole else None, document, tuple(report.diagnostics), names)


def report_prompts(path: str, text: str, report: Report) -> None:
    """Report a case that is to be published with the prompts of `new` in it."""
    found = list(left_prompts(text))
    if not found:
        return
    lines = [text.count("\n", 0, each.start()) + 1 for each in found]
    first = found[0].start()
    report.error(
        Code.LEFT_PROMPT,
        Location(path, lines[0], first - text.rfind("\n", 0, first), len(found[0][0])),
        msg("提示“{prompt}”还没有换成正文。", prompt=found[0][0])
        if len(found) == 1
        else msg(
            "有 {count} 处提示还没有换成正文：第 {lines} 行。",
            count=len(found),
            lines="、".join(map(str, dict.fromkeys(lines))),
        ),
        msg(
            "把〔〕和里面的提示换成自己的内容，用不着的栏目就删掉；还没写完，就加上一行“草稿: 是”。"
        ),
    )


def parse_content(kind: Kind, path: str, content: bytes) -> Parsed:
    """Turn a file's bytes into a document: the same bytes at the same path give the same."""
    report = Report()
    text = decode(path, content, report)
    if text is None:
        return Parsed(path, None, None, tuple(report.diagnostics))
    return parse_document(kind, path, text, report)


def read_document(root: Path, kind: Kind, path: str) -> Parsed:
    """Read one file."""
    report = Report()
    content = read_content(root, path, report)
    if content is None:
        return Parsed(path, None, None, tuple(report.diagnostics))
    return parse_content(kind, path, content)
