"""Diagnostics and totals as text for a terminal."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Diagnostic, Severity
from site_builder.core.messages import msg

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from site_builder.build import Outcome
    from site_builder.core.messages import Message, Translate
    from site_builder.core.site import Withheld

WIDTH = 96
"""Columns of a source line that are shown; longer lines are cut around the place."""
RED, YELLOW, BLUE, BOLD, PLAIN = "\033[31m", "\033[33m", "\033[34m", "\033[1m", "\033[0m"
NAMES = {Severity.ERROR: msg("错误"), Severity.WARNING: msg("警告")}
COLOURS = {Severity.ERROR: RED, Severity.WARNING: YELLOW}


@dataclass
class SourceLines:
    """Lines of source files, read once for the excerpts under diagnostics."""

    root: Path
    _files: dict[str, list[str]] = field(default_factory=dict)

    def line(self, path: str, number: int) -> str | None:
        """Return a line without its end, or None when the file cannot be shown as text."""
        if path not in self._files:
            file = self.root / path
            try:
                # A link may lead out of the library: what it leads to is nobody's to print.
                inside = file.resolve().is_relative_to(self.root.resolve())
                text = file.read_bytes().decode("utf-8-sig") if inside else ""
            except (OSError, UnicodeDecodeError):
                text = ""
            lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self._files[path] = lines
        lines = self._files[path]
        return lines[number - 1] if 0 < number <= len(lines) and lines[number - 1] else None


@dataclass(frozen=True)
class Console:
    """Writes for people, in their language, with colours where the terminal has them."""

    translate: Translate
    lines: SourceLines
    colours: bool = False

    def text(self, message: Message) -> str:
        """Return a text in the reader's language."""
        return message.show(self.translate)

    def paint(self, colour: str, text: str) -> str:
        """Return text in a colour."""
        return f"{colour}{text}{PLAIN}" if self.colours else text

    def diagnostic(self, found: Diagnostic) -> str:
        """Return one diagnostic: the fact, the place, its line with a mark, the way out."""
        at = found.location
        name = self.paint(
            COLOURS[found.severity], f"{self.text(NAMES[found.severity])}[{found.code.value}]"
        )
        said = harmless(self.text(found.message))
        rows = [self.text(msg("{name}：{text}", name=name, text=said))]
        rows.append(f"  {self.paint(BLUE, '-->')} {harmless(at.path)}:{at.line}:{at.column}")
        line = self.lines.line(at.path, at.line)
        gutter = " " * len(str(at.line))
        if line is not None:
            shown, mark = excerpt(line, at.column, at.length)
            rows.append(f"{at.line} | {shown}")
            rows.append(f"{gutter} | {self.paint(COLOURS[found.severity], mark)}")
        hint = self.text(found.hint)
        if hint:
            first, *more = map(harmless, hint.split("\n"))
            told = self.text(msg("提示：{hint}", hint=first))
            rows.append(f"{gutter} = {told}")
            rows += [f"{gutter}   {each}" for each in more]
        return "\n".join(rows)

    def report(self, outcome: Outcome) -> Iterator[str]:
        """Yield everything that text output says before the closing lines."""
        for found in outcome.diagnostics:
            yield self.diagnostic(found) + "\n"
        for each in outcome.withheld:
            yield self.withheld(each)

    def withheld(self, each: Withheld) -> str:
        """Return which document is not published, and why."""
        return self.text(msg("不发布：{path}（{reason}）", path=each.path, reason=each.reason))

    def closing(self, outcome: Outcome, output: Path | None, *, strict: bool) -> Iterator[str]:
        """Yield the totals: completeness, problems, what was written and where it is."""
        if outcome.cases:
            yield self.completeness(outcome)
        problems = self.problems(outcome)
        if problems:
            yield problems
        seconds = f"{outcome.seconds:.1f}"
        if outcome.blocked:
            if strict and not outcome.count(Severity.ERROR):
                yield self.text(msg("严格模式下，警告也算不通过。"))
            if output is not None:
                yield self.text(msg("网站没有改动：{path}", path=str(output)))
        elif output is None:
            yield self.text(
                msg(
                    "检查通过：{cases} 个案例，用时 {seconds} 秒。",
                    cases=outcome.cases,
                    seconds=seconds,
                )
            )
        else:
            yield self.text(
                msg(
                    "{cases} 个案例，{pages} 个页面；写了 {written} 个文件，"
                    "删了 {removed} 个；用时 {seconds} 秒。",
                    cases=outcome.cases,
                    pages=outcome.pages,
                    written=outcome.written,
                    removed=outcome.removed,
                    seconds=seconds,
                )
            )
            yield self.text(msg("网站在这里：{path}", path=str(output / "index.html")))

    def explanation(self, outcome: Outcome) -> Iterator[str]:
        """Yield why each page was rendered."""
        for output, reason in outcome.reasons.items():
            yield self.text(msg("{output}：{reason}", output=output, reason=reason))
        if not outcome.reasons:
            yield self.text(msg("没有页面要重做。"))

    def verified(self, differences: Collection[str]) -> Iterator[str]:
        """Yield what comparing with a build from nothing came to."""
        if not differences:
            yield self.text(msg("核对过了：从头再做一遍，结果一字不差。"))
            return
        yield self.text(
            msg(
                "核对发现 {count} 个文件和从头做的不一样。这是程序的错，请告诉维护者：",
                count=len(differences),
            )
        )
        for name in differences:
            yield f"  {name}"

    def completeness(self, outcome: Outcome) -> str:
        """Return how many cases have all sections of the national form."""
        share = 100 * outcome.complete // outcome.cases if outcome.cases else 100
        return self.text(
            msg(
                "内容完整度：{complete}/{cases} 个案例四节齐全（{share} %）。",
                complete=outcome.complete,
                cases=outcome.cases,
                share=share,
            )
        )

    def problems(self, outcome: Outcome) -> str:
        """Return how many errors and warnings there are, or nothing."""
        if not outcome.diagnostics:
            return ""
        return self.text(
            msg(
                "{errors} 个错误，{warnings} 个警告，在 {files} 个文件里。",
                errors=outcome.count(Severity.ERROR),
                warnings=outcome.count(Severity.WARNING),
                files=len({each.location.path for each in outcome.diagnostics}),
            )
        )


def excerpt(line: str, column: int, length: int) -> tuple[str, str]:
    """Return a source line, cut where it is long, and the carets under a place in it."""
    start = column - 1
    head, tail = line[:start], line[start:]
    before = head[len(head) - fitting(reversed(head), WIDTH // 2) :]
    shown = tail[: fitting(tail, WIDTH - display_width(before))]
    before, shown = harmless(before), harmless(shown)
    cut_before = "…" if len(before) < len(head) else ""
    cut_after = "…" if len(shown) < len(tail) else ""
    carets = "^" * max(1, display_width(shown[:length]))
    indent = " " * display_width(cut_before + before)
    return f"{cut_before}{before}{shown}{cut_after}", indent + carets


def fitting(characters: Iterable[str], columns: int) -> int:
    """Return how many characters, from the first, a terminal shows in so many columns."""
    count = used = 0
    for character in characters:
        used += display_width(character)
        if used > columns:
            break
        count += 1
    return count


def harmless(text: str) -> str:
    """Return text in which no tab moves the carets and no control character moves the terminal."""
    return "".join(" " if unicodedata.category(each) == "Cc" else each for each in text)


def display_width(text: str) -> int:
    """Return how many columns a terminal takes for text (Unicode Standard Annex 11).

    Ambiguous characters count as one: terminals differ, and carets under links stay right.
    """
    width = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn"}:
            continue
        width += 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
    return width
