"""What the authoring tools need from a library: its regions, its vocabulary, its ids."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from site_builder.author.new import Checks, NewCaseError, Wish, write_case
from site_builder.core.diagnostics import Diagnostic, Location, Report, Severity
from site_builder.core.messages import Message, msg
from site_builder.load.ids import check_id, id_of
from site_builder.load.resolve import Vocabulary, resolve_region
from site_builder.load.scan import CASES, scan_library, stem
from site_builder.load.settings import Settings, read_settings

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.console import Console

HERE = Location("")
"""What is typed at a terminal has no place in a file."""
LONGEST_ID = 48


class UnreadableError(Exception):
    """The library's settings have errors that must be mended first."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__(str(diagnostics[0].message))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Terminal:
    """Asks and tells in a terminal."""

    console: Console

    def question(self, text: Message) -> str:
        """Return the answer to a question; raises EOFError when nobody is there."""
        return input(self.console.text(text))

    def tell(self, text: Message) -> None:
        """Say something."""
        print(self.console.text(text))


def new_case(root: Path, wish: Wish, terminal: Terminal) -> str:
    """Write a new case and return its path; raises NewCaseError and UnreadableError."""
    report = Report()
    settings = read_settings(root, report)
    ids = {id_of(stem(path)) for path in scan_library(root, Report()).cases}
    errors = [each for each in report.in_order() if each.severity is Severity.ERROR]
    if errors:
        raise UnreadableError(errors)
    today = datetime.datetime.now(ZoneInfo(settings.config.timezone)).date()
    try:
        return write_case(root, wish, make_checks(settings, ids), today, terminal)
    except FileExistsError as error:
        raise NewCaseError(msg("{path} 已经有了。", path=str(error.filename))) from error


def make_checks(settings: Settings, ids: set[str]) -> Checks:
    """Return how what an editor types is checked against a library."""
    vocabulary = Vocabulary(keyword for keyword, _at in settings.keywords or ())

    def region(text: str) -> str | Message:
        report = Report()
        found = resolve_region(text, HERE, settings.gazetteer, report)
        return found.full_name if found is not None else explained(report)

    def keyword(text: str) -> str | Message:
        found = vocabulary.find(text)
        if found is not None:
            return found.name
        near = "、".join(vocabulary.nearest(text))
        return (
            msg("关键词表里没有“{name}”，相近的有：{near}。", name=text, near=near)
            if near
            else msg("关键词表里没有“{name}”；能用的词都列在 content/keywords.yaml。", name=text)
        )

    def case_id(text: str) -> str | Message:
        report = Report()
        made = check_id(f"{CASES}/{text}.md", report)
        if made is None:
            return explained(report)
        return made if made not in ids else msg("编号“{id}”已经有案例用了。", id=made)

    return Checks(region, keyword, case_id, short_id)


def short_id(title: str) -> str:
    """Return an id for a title: its pinyin, not longer than a URL should be."""
    for length in range(len(title), 0, -1):
        made = id_of(title[:length])
        if len(made) <= LONGEST_ID:
            return made.strip("-")
    return ""


def explained(report: Report) -> Message:
    """Return the first diagnostic as one text."""
    first = report.diagnostics[0]
    return msg("{message}{hint}", message=first.message, hint=first.hint)
