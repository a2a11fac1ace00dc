"""Chinese text in about a byte and a half a character, without a compressor."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

COMMON = (
    '",[]:-0123456789 ，。、：；“”（）《》的工会业和有人一职来办年动到建区上作总在是'
    "道用合务点者要家明源服个企报能新出时项学员成市地与以劳场不联未中行开对法专赛把可"
    "载设部目多经省组为公创活名单方按起后就社分全数定费化技做参了先问次事位发提系里"
    "日题说据主期体称值难关站文没基面月计至也这少aeghinsu./"
)
"""The most frequent characters of union case studies, by which a byte below LEAD is read."""
LEAD = 0xA0
"""The least first byte of two."""
ESCAPE = 0xFF
RANGES = (
    (0x4E00, 0xA000),
    (0x0000, 0x0200),
    (0x2000, 0x2300),
    (0x2400, 0x2800),
    (0x3000, 0x3100),
    (0x3200, 0x3400),
    (0xFF00, 0x10000),
)
"""Characters of two bytes: numbered through these ranges, one after the other."""
UNCODED = re.compile(
    "[\u0200-\u1fff\u2300-\u23ff\u2800-\u2fff\u3100-\u31ff\u3400-\u4dff\ua000-\ufeff"
    "\U00010000-\U0010ffff]+"
)
PLANE = 0x10000


def encode_text(text: str) -> bytes:
    """Return a text in the coding of docs/search_format.md, section 6."""
    points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    codes, widths = tables()
    width = widths[np.minimum(points, PLANE)]
    if width.all():
        kept = np.ones(2 * len(width), np.bool_)
        kept[1::2] = width > 1
        return codes[points].view(np.uint8)[kept].tobytes()
    return b"".join(
        encode_text(part) if place % 2 == 0 else escaped(part)
        for place, part in enumerate(re.split(f"({UNCODED.pattern})", text))
    )


def escaped(text: str) -> bytes:
    """Return characters that have no code of their own."""
    return b"".join(bytes((ESCAPE, *ord(each).to_bytes(3, "big"))) for each in text)


@cache
def tables() -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    """Return the bytes of each character of the basic plane, and how many they are; 0: no code."""
    codes = np.zeros(PLANE + 1, ">u2")
    widths = np.zeros(PLANE + 1, np.uint8)
    number = LEAD << 8
    for first, end in RANGES:
        codes[first:end] = np.arange(number, number + end - first)
        widths[first:end] = 2
        number += end - first
    common = [ord(each) for each in COMMON]
    codes[common] = np.arange(len(common)) << 8
    widths[common] = 1
    return codes, widths


def decode_text(content: bytes) -> str:
    """Return the text that bytes stand for; raises IndexError where they end too early."""
    found: list[str] = []
    at = 0
    while at < len(content):
        byte = content[at]
        if byte < LEAD:
            found.append(COMMON[byte])
            at += 1
        elif byte == ESCAPE:
            found.append(chr(int.from_bytes(content[at + 1 : at + 4], "big")))
            at += 4
        else:
            found.append(chr(in_ranges(byte - LEAD << 8 | content[at + 1])))
            at += 2
    return "".join(found)


def in_ranges(number: int) -> int:
    """Return the code point of a number through the ranges; raises ValueError beyond them."""
    for first, end in RANGES:
        if number < end - first:
            return first + number
        number -= end - first
    raise ValueError(number)
