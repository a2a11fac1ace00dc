"""A new case: asked for piece by piece, written as a file that is valid from the start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from site_builder.core.document import SECTIONS
from site_builder.core.messages import Message, msg
from site_builder.core.new_case import HEAD, PROMPTS

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Check = Callable[[str], str | Message]
    """Returns the proper form of what was typed, or what is wrong with it."""

NEEDS_QUOTES = (": ", " #")
SPECIAL = "!&*%@`|>[]{}\"'#?-,"


class NewCaseError(Exception):
    """The case cannot be written as wished."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Checks:
    """How what an editor typed is checked."""

    region: Check
    keyword: Check
    id: Check
    id_of: Callable[[str], str]
    """Makes an id of a title."""


class Ask(Protocol):
    """Talks with the editor."""

    def question(self, text: Message) -> str:
        """Return the answer to a question."""

    def tell(self, text: Message) -> None:
        """Say something."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a new case is to be; None is asked for."""

    title: str | None
    region: str | None
    keywords: Sequence[str] | None
    id: str | None


def write_case(root: Path, wish: Wish, checks: Checks, today: datetime.date, ask: Ask) -> str:
    """Write the file of a new case and return its path; raises NewCaseError."""
    asked = wish.title is None
    title = settle(wish.title, msg("标题："), any_text, ask)
    region = settle(wish.region, msg("地区（例如 江苏省/盐城市）："), checks.region, ask)
    wished = [part for each in wish.keywords or () for part in split(each)]
    keywords = [settle(each, msg("关键词："), checks.keyword, ask) for each in wished]
    keywords = list(dict.fromkeys(keywords)) or ask_keywords(checks, ask)
    proposed = checks.id_of(title)
    if wish.id is None and asked:
        question = msg("编号，也就是网址（直接回车用 {id}）：", id=proposed)
        chosen = settle(None, question, lambda text: checks.id(text or proposed), ask)
    else:
        chosen = settle(wish.id or proposed, msg("编号："), checks.id, ask)
    path = f"content/cases/{today.year}/{chosen}.md"
    head = HEAD.format(
        title=quoted(title),
        date=today.isoformat(),
        region=quoted(region),
        keywords=quoted("、".join(keywords)),
    )
    body = "".join(f"\n## {section}\n\n{PROMPTS[section]}\n" for section in SECTIONS)
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write(head + body)
    return path


def settle(typed: str | None, question: Message, check: Check, ask: Ask) -> str:
    """Return what was typed in its proper form; ask until it is right when it was not given."""
    given = typed is not None
    while True:
        checked = check(typed.strip() if typed is not None else ask.question(question).strip())
        if isinstance(checked, str):
            return checked
        if given:
            raise NewCaseError(checked)
        ask.tell(checked)


def ask_keywords(checks: Checks, ask: Ask) -> list[str]:
    """Ask for keywords, several in one line."""

    def check(text: str) -> str | Message:
        found = [checks.keyword(each.strip()) for each in split(text)]
        wrong = [each for each in found if isinstance(each, Message)]
        if wrong or not found:
            return wrong[0] if wrong else msg("至少要有一个关键词。")
        return "、".join(dict.fromkeys(each for each in found if isinstance(each, str)))

    return settle(None, msg("关键词（几个之间用顿号）："), check, ask).split("、")


def split(text: str) -> list[str]:
    """Return the parts of a list as Chinese editors separate them."""
    for mark in "，,；;":
        text = text.replace(mark, "、")
    return [part for part in text.split("、") if part.strip()]


def any_text(text: str) -> str | Message:
    """Return a title on one line, without what no editor can see; or that it is empty."""
    seen = "".join(each for each in text if each.isprintable() or each.isspace())
    return " ".join(seen.split()) or msg("标题不能是空的。")


def quoted(text: str) -> str:
    """Return a text as YAML takes it: in quotation marks where it needs them."""
    if text[0] in SPECIAL or any(mark in text for mark in NEEDS_QUOTES) or text.endswith(":"):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text
