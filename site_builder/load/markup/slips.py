"""Marks that are meant for Markdown and show as text: full-width ones, and fences left open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.document import SECTIONS
from site_builder.core.messages import Message, msg
from site_builder.load.front.yaml_draft import instead
from site_builder.load.markup.lines import FENCE
from site_builder.load.scan import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNS = ("＃", "～～", "＊＊", "！[", "]（", "】（", "】(", "｜", "＞", "．", "```", "~~~")
"""A text with none of them holds at most lines of a list without blanks."""
TIGHT = re.compile(r"\n[-+][^\s\d+*-][^\n]*\n[-+][^\s\d+*-]")
HEADING = re.compile(r"[ ]{0,3}(?P<signs>[#＃]*＃[#＃]*)(?P<blank>[ \u3000]*)(?P<text>\S.*)")
NAMED = (
    r"[ \u3000]*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．)）:：][ \u3000]*)?"
    rf"(?P<name>{'|'.join(SECTIONS)})"
)
TITLE = re.compile(rf"\n[ ]*##?{NAMED}")
SECTION = re.compile(
    r"(?P<signs>[ \u3000]*(?:#{3,6}|\*\*)?)"
    rf"{NAMED}[:：]?(?:\*\*)?[:：]?[ \u3000]*"
)
"""A line with nothing but the name of a section, as pasted from Word or with wrong marks."""
NUMBER = re.compile(r"[ ]*(?P<number>[0-9０-９]{1,3})．[ \u3000]*(?P<text>[^\s\d].*)")
WIDE_NUMBER = re.compile(r"[ ]*(?P<number>[０-９]{1,3})[.．][ \u3000]*(?P<text>[^\s\d].*)")
ITEM = re.compile(r"[ ]*[-+](?P<text>[^\s\d+*-].*)")
ROW = re.compile(r"[ ]*｜.*｜[ \u3000]*")
QUOTATION = re.compile(r"[ ]{0,3}(?P<signs>[＞>]*＞)[ \u3000]*(?P<text>\S.*)")
CODE = re.compile(r"`[^`]*`")
TARGET = (
    r"(?P<target>(?:https?://|mailto:|\.{0,2}/|#)[^\s()（）]*"
    r"|[^\s()（）]+\.(?:md|jpe?g|png|webp|gif|avif)(?:#[^\s()（）]*)?)"
)
INLINE = (
    (re.compile(r"～～(?=[^\s～])(?P<text>[^～]*[^\s～])～～"), "~~{text}~~"),
    (re.compile(r"＊＊(?=[^\s＊])(?P<text>[^＊]*[^\s＊])＊＊"), "**{text}**"),
    (re.compile(rf"！[\[【](?P<text>[^\[\]【】]*)[\]】][(（]{TARGET}[)）]"), "![{text}]({target})"),
    (re.compile(rf"(?<!！)\[(?P<text>[^\[\]]+)\](?:（{TARGET}[)）])"), "[{text}]({target})"),
    (re.compile(rf"(?<!！)【(?P<text>[^【】]+)】[(（]{TARGET}[)）]"), "[{text}]({target})"),
)
"""What is written in Chinese signs, and how it is written in Markdown."""


def mend_slips(path: str, text: str, first_line: int, report: Report) -> str:
    """Report marks that Markdown does not know, and return the text with its headings mended."""
    framed = f"\n{text}\n"
    missing: tuple[str, ...] = ()
    if path.startswith(CASES) and not all(f"\n## {each}\n" in framed for each in SECTIONS):
        there = {found["name"] for found in TITLE.finditer(framed)}
        missing = tuple(each for each in SECTIONS if each not in there)
    signs = any(sign in text for sign in SIGNS) or is_tight(framed)
    if not signs and not any(section in text for section in missing):
        return text
    return _Reader(path, text, first_line, report, missing).read()


def is_tight(framed: str) -> bool:
    """Return whether a list lacks its blanks; asked of all texts, so the rare signs come first."""
    return ("\n-" in framed or "\n+" in framed) and TIGHT.search(framed) is not None


class _Reader:
    """Looks at the lines of one text."""

    def __init__(
        self, path: str, text: str, first_line: int, report: Report, missing: tuple[str, ...]
    ) -> None:
        self._missing = missing
        """The sections of the national form that have no heading as it should be."""
        self._path = path
        self._lines = text.split("\n")
        self._first_line = first_line
        self._report = report
        self._fence: tuple[int, re.Pattern[str]] | None = None
        """The row and the end of the fence that is open."""
        self._said: dict[str, int] = {}
        """The last row that each look has found something on."""

    def read(self) -> str:
        """Return the text, its headings mended."""
        for row in range(len(self._lines)):
            if not self._is_code(row):
                self._look_at(row)
        if self._fence is not None:
            row = self._fence[0]
            sign = self._lines[row].strip()[:3]
            self._warn(
                Code.UNCLOSED_CODE,
                self._whole(row),
                msg("代码从这里开始，后面没有收尾的“{sign}”，到文末都成了代码。", sign=sign),
                msg("在代码后面另起一行写“{sign}”；不是代码，就删掉这一行。", sign=sign),
            )
        return "\n".join(self._lines)

    def _is_code(self, row: int) -> bool:
        """Return whether a row stands between fences, or is one."""
        line = self._lines[row]
        if self._fence is not None:
            if self._fence[1].match(line):
                self._fence = None
            return True
        found = FENCE.match(line)
        if found is not None:
            sign = re.escape(found[2][0])
            self._fence = (row, re.compile(rf"[ ]*{sign}{{{len(found[2])},}}[ ]*$"))
        return found is not None

    def _look_at(self, row: int) -> None:
        """Report what is wrong with a row."""
        looks = (self._section, self._heading, self._number)
        for look in (*looks, self._item, self._row, self._quotation):
            if look(row):
                self._said[look.__name__] = row
                break
        for place, written in _inline_slips(self._lines[row]):
            self._warn(
                Code.FULL_WIDTH_MARK,
                self._place(row, *place),
                msg("这里的标记用了全角符号，网页上会原样显示。"),
                msg("改成：{line}", line=written),
            )
            if written[0] == "!":  # a picture, and not a link to one
                line = self._lines[row]
                self._lines[row] = line[: place[0]] + written + line[place[1] :]

    def _section(self, row: int) -> bool:
        line = self._lines[row]
        found = SECTION.fullmatch(line)
        if found is None or found["name"] not in self._missing or self._is_in_text(row, found):
            return False
        right = f"## {found['name']}"
        self._warn(
            Code.MISSPELT_SECTION,
            self._whole(row),
            msg("“{line}”像是一节的小标题，写法不对。", line=line.strip()),
            instead(right),
        )
        self._lines[row] = right  # so that the section is not called missing as well
        return True

    def _is_in_text(self, row: int, found: re.Match[str]) -> bool:
        """Return whether a row without any sign before it belongs to a paragraph."""
        near = self._lines[max(0, row - 1) : row] + self._lines[row + 1 : row + 2]
        return not found["signs"].strip() and any(line.strip() for line in near)

    def _heading(self, row: int) -> bool:
        found = HEADING.fullmatch(self._lines[row])
        if found is None or not (len(found["signs"]) > 1 or found["blank"]):
            return False
        signs = "#" * max(2, len(found["signs"]))
        self._warn(
            Code.FULL_WIDTH_MARK,
            self._place(row, *found.span("signs")),
            msg("小标题前面的“{signs}”是全角的。", signs=found["signs"]),
            instead(f"{signs} {found['text']}"),
        )
        # As many signs as before: the columns stay, and the section is not called missing.
        line = self._lines[row]
        self._lines[row] = (
            line[: found.end("signs")].replace("＃", "#") + line[found.end("signs") :]
        )
        return True

    def _number(self, row: int) -> bool:
        line = self._lines[row]
        found = NUMBER.fullmatch(line) or WIDE_NUMBER.fullmatch(line)
        if found is None:
            return False
        if not self._goes_on("_number", row):
            self._warn(
                Code.FULL_WIDTH_MARK,
                self._place(row, found.start("number"), found.end("number") + 1),
                msg("列表的序号用了全角的数字或句点，网页上会原样显示。"),
                instead(f"{int(found['number'])}. {found['text']}"),
            )
        return True

    def _item(self, row: int) -> bool:
        found = ITEM.fullmatch(self._lines[row])
        if found is None:
            return False
        if self._goes_on("_item", row):
            return True
        below = self._lines[row + 1] if row + 1 < len(self._lines) else ""
        if ITEM.fullmatch(below) is None:
            return False  # one alone may be a dash before a name
        start = found.start("text") - 1
        self._warn(
            Code.MISSING_SPACE,
            self._place(row, start, start + 1),
            msg("列表项目的减号后面缺少空格，这几行会连成一段。"),
            instead(f"- {found['text']}"),
        )
        return True

    def _row(self, row: int) -> bool:
        line = self._lines[row]
        if ROW.fullmatch(line) is None:
            return False
        if not self._goes_on("_row", row):
            self._warn(
                Code.FULL_WIDTH_MARK,
                self._whole(row),
                msg("表格用了全角竖线“｜”，网页上会原样显示。"),
                instead(line.replace("｜", "|")),
            )
        return True

    def _quotation(self, row: int) -> bool:
        found = QUOTATION.fullmatch(self._lines[row])
        if found is None:
            return False
        if not self._goes_on("_quotation", row):
            self._warn(
                Code.FULL_WIDTH_MARK,
                self._place(row, *found.span("signs")),
                msg("引用前面的“{signs}”是全角的，网页上会原样显示。", signs=found["signs"]),
                instead(f"> {found['text']}"),
            )
        return True

    def _goes_on(self, look: str, row: int) -> bool:
        """Return whether the same was said of the text above: once for a list is enough."""
        above = row - 1
        while above > 0 and not self._lines[above].strip():
            above -= 1
        return self._said.get(look) == above

    def _warn(self, code: Code, at: Location, message: Message, hint: Message) -> None:
        self._report.warning(code, at, message, hint)

    def _place(self, row: int, start: int, end: int) -> Location:
        return Location(self._path, self._first_line + row, start + 1, end - start)

    def _whole(self, row: int) -> Location:
        line = self._lines[row]
        start = len(line) - len(line.lstrip())
        return self._place(row, start, len(line.rstrip()))


def _inline_slips(line: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the places of marks within a line, and what they should be."""
    if not any(sign in line for sign in ("～～", "＊＊", "！[", "]（", "】")):
        return
    seen = CODE.sub(lambda code: " " * len(code[0]), line)
    for pattern, written in INLINE:
        for found in pattern.finditer(seen):
            yield found.span(), written.format(**found.groupdict())
