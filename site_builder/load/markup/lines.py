"""What the lines of a Markdown text can be: the marks by which each block begins and ends."""

from __future__ import annotations

import re

from site_builder.load.markup.places import MARK, strip_marks

HEADING = re.compile(rf"[ ]*(#{{1,6}})(?!#)([ \u3000]*)((?:{MARK})?.*)$")
RULE = re.compile(r"[ ]*([-*_])[ ]*(?:\1[ ]*){2,}$")
UNDERLINE = re.compile(r"[ ]*(={2,}|-{2,})[ ]*$")
QUOTE = re.compile(r"[ ]*>[ ]?")
# What stands behind a mark may be a full-width blank; the marks themselves are half-width.
BULLET = re.compile(r"([ ]*)[-*+](?:[ \u3000]+|$)")
# A year before a full stop (2023. 年) is no list number, so these have three digits at most.
ORDERED = re.compile(r"([ ]*)(\d{1,3})[.)](?:[ \u3000]+|$)")
TASK = re.compile(r"\[([ xX])\][ ]+(?=\S)")
FENCE = re.compile(r"([ ]*)(`{3,}(?=[^`]*$)|~{3,})")
DELIMITER_ROW = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
ADMONITION = re.compile(r"""[ ]*!!![ ]?([\w-]+(?:[ ]+[\w-]+)*)(?:[ ]+["“](.*)["”])?[ ]*$""")
NOTE = re.compile(r"[ ]*\[\^([^\]\s][^\]]*)\][:：][ ]*(.*)$")
ABBREVIATION = re.compile(r"[ ]*\*\[([^\]]+)\][ ]?:[ ]*(\S.*)$")
DEFINITION = re.compile(r"[ ]*:[ ]+(?=\S)")
REFERENCE = re.compile(
    rf"""[ ]*\[([^\[\]^][^\[\]]*)\]:[ ]*((?:{MARK})*)(?:<([^<>]*)>|(\S+))"""
    r"""(?:[ ]+("[^"]*"|'[^']*'|\([^()]*\)))?[ ]*$"""
)
REFERENCE_TITLE = re.compile(r"""[ ]+("[^"]*"|'[^']*'|\([^()]*\))[ ]*$""")
# “[注]: 数据由该市提供” is a sentence, not a link that would vanish from the page.
NO_TARGET = re.compile(
    r"(?![<#/.])(?!.*\.(?:md|png|jpe?g|webp|gif|avif|pdf)(?:[#?]|$)).*[\u2e80-\uffef]"
)

_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|"
    "dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|"
    "header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|"
    "param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
_ATTRIBUTE = r"""[ ]+[A-Za-z_:][\w.:-]*(?:[ ]*=[ ]*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
_START = rf"[ ]*(?:{MARK})?"
HTML_BLOCKS = (
    (
        re.compile(rf"{_START}<(script|pre|style|textarea|svg|math)(?=[\s>]|$)", re.IGNORECASE),
        re.compile(r"</(?:script|pre|style|textarea|svg|math)>", re.IGNORECASE),
    ),
    (re.compile(rf"{_START}<!--"), re.compile(r"-->")),
    (re.compile(rf"{_START}<\?"), re.compile(r"\?>")),
    (re.compile(rf"{_START}<![A-Za-z]"), re.compile(r">")),
    (re.compile(rf"{_START}<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"{_START}</?(?:{_BLOCK_TAGS})(?=\s|/?>|$)", re.IGNORECASE), None),
)
"""How a block of HTML begins and ends; without an end it goes on to the next blank line."""
LONE_TAG = re.compile(
    rf"{_START}<(?:[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*[ ]*/?|/[A-Za-z][A-Za-z0-9-]*[ ]*)>[ ]*$"
)

HTML = re.compile(rf"{_START}<")

_FENCES = (FENCE,)
_HTML = tuple(start for start, _end in HTML_BLOCKS)
_HEADINGS = (re.compile(rf"[ ]*(?:#{{1,6}}(?:[ \u3000]|(?:{MARK})?$)|#{{2,6}}[^#])"),)
_BULLETS = (RULE, re.compile(r"[ ]*[-*+][ \u3000]+\S"))
_INTERRUPTS: dict[str, tuple[re.Pattern[str], ...]] = {
    "#": _HEADINGS,
    ">": (QUOTE,),
    "-": _BULLETS,
    "*": (*_BULLETS, ABBREVIATION),
    "_": (RULE,),
    "+": _BULLETS,
    "1": (re.compile(r"[ ]*1[.)][ \u3000]+\S"),),
    "`": _FENCES,
    "~": _FENCES,
    "!": (ADMONITION,),
    "[": (NOTE,),
    "<": _HTML,
    MARK[0]: _HTML,
}
CODE_INDENT = 4
_CODE = re.compile(r"[ ]{4,}(?![“‘（《\u2e80-\ufaff\uff00-\uff60\U00020000-\U0003ffff])")
_NO_HEADING_END = frozenset("。！？；：，、.!?;:,…")
_MAX_UNDERLINED = 60


def is_blank(line: str) -> bool:
    """Return whether nothing but blanks, full-width ones too, stand on a line."""
    return not line or line.isspace()


def is_code(line: str) -> bool:
    """Return whether a line behind a blank one is code by its indent.

    Before Chinese text the blanks are the indent of a paragraph's first line, as printed texts
    have it; code that begins with Han needs a fence.
    """
    return _CODE.match(line) is not None


def indentation(line: str) -> int:
    """Return how many blanks a line begins with."""
    return len(line) - len(line.lstrip(" "))


def ends_paragraph(lines: list[str], index: int) -> bool:
    """Return whether a line begins another block although a paragraph stands right above it."""
    line = lines[index]
    for pattern in _INTERRUPTS.get(line.lstrip(" ")[:1], ()):
        if pattern.match(line):
            return True
    return begins_table(lines, index)


def begins_table(lines: list[str], index: int) -> bool:
    """Return whether a line with | is followed by the row of hyphens that makes it a table."""
    if "|" not in lines[index] or index + 1 == len(lines):
        return False
    below = lines[index + 1]
    return "-" in below and DELIMITER_ROW.match(below) is not None


def is_underlined(line: str) -> bool:
    """Return whether a line is a heading when hyphens stand below it, rather than a sentence."""
    text = strip_marks(line).strip()
    return len(text) <= _MAX_UNDERLINED and text[-1:] not in _NO_HEADING_END


class Inner:
    """The lines that belong to a block, without their indent or mark."""

    def __init__(self, first: str) -> None:
        self.lines = [first]
        self._has_fence = FENCE.match(first) is not None

    def add(self, line: str) -> None:
        """Add a line."""
        self.lines.append(line)
        self._has_fence = self._has_fence or FENCE.match(line) is not None

    def goes_on(self, lines: list[str], index: int) -> bool:
        """Return whether a line carries on the last paragraph though it is not indented."""
        last, line = self.lines[-1], lines[index]
        if self._has_fence or is_blank(last) or ends_paragraph(lines, index):
            return False
        if any(pattern.match(line) for pattern in (ORDERED, BULLET, DEFINITION)):
            return False
        return not (HEADING.match(last) or RULE.match(last) or last.lstrip(" ").startswith("|"))


def inner_lines(
    lines: list[str], index: int, inner: Inner, least: int, width: int = 0, *, lazy: bool = True
) -> tuple[list[str], int]:
    """Return the lines that belong to a block, and the index behind them.

    A line belongs to it that is indented by the least at least, or that carries on its last
    paragraph. Without a width the first line that is indented sets how much is taken away, and
    what stands behind a blank line must be indented as far: a paragraph is easily set in by two.
    """
    end, kept = index, 1
    has_width = width > 0
    while index < len(lines):
        line = lines[index]
        indent = indentation(line)
        after_blank = index > end
        if is_blank(line):
            inner.add("")
        elif indent >= (width or CODE_INDENT if after_blank and not has_width else least):
            width = width or min(indent, CODE_INDENT)
            inner.add(line[min(indent, width) :])
        elif lazy and inner.goes_on(lines, index):
            inner.add(line)
        else:
            break
        index += 1
        if not is_blank(line):
            end, kept = index, len(inner.lines)
    return inner.lines[:kept], end
