"""The name of a document's file becomes its id, and the last part of its URL."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.messages import Message, msg

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID = 120
"""Windows opens no path beyond 260 signs, and the output folder's own path comes on top."""
HAN = re.compile("[〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
OTHER = re.compile(r"[^a-z0-9]+")
DEVICES = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)
"""Names that Windows keeps for devices: no folder can be called so."""
RESERVED = "page"
"""Lists put their further pages there: /cases/page/2/."""


def id_of(stem: str) -> str:
    """Return the id that a file's stem stands for; valid ones stay, Han becomes pinyin."""
    if ID.fullmatch(stem):
        return stem
    # NFKC makes ａ１ into a1; the letters' accents, apart by NFKD, fall to OTHER.
    text = HAN.sub(lambda han: pinyin(han[0]), unicodedata.normalize("NFKC", stem))
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    )
    return OTHER.sub("-", plain.lower()).strip("-")


def pinyin(han: str) -> str:
    """Return the reading of Han characters without tones; unknown ones become a hyphen."""
    from pypinyin import Style, lazy_pinyin  # 100 ms, for those who name files in Chinese

    return "".join(lazy_pinyin(han, style=Style.NORMAL, errors=lambda _unknown: "-"))


def syllables(han: str) -> tuple[str, ...]:
    """Return the reading of each Han character in plain letters; "" for one that has none.

    As `pinyin` would, but a hundred times as fast: only phrases that read a character otherwise
    than it is read alone are looked for. ü is v, and u where it needs no mark (略 lue).
    """
    phrases, lengths = phrase_readings()
    found = [reading(character) for character in han]
    read = 0
    for at, character in enumerate(han):
        for length in lengths.get(character, ()) if at >= read else ():
            if han[at : at + length] in phrases:
                read = at + length
                found[at:read] = phrases[han[at:read]]
                break
    return tuple(found)


@cache
def phrase_readings() -> tuple[dict[str, tuple[str, ...]], dict[str, list[int]]]:
    """Return phrases with a character that some phrase reads otherwise, and their lengths.

    The lengths are known by the first character, the longest first.
    """
    from pypinyin.constants import PHRASES_DICT

    plain = {
        phrase: tuple(without_tone(each[0]) for each in readings)
        for phrase, readings in PHRASES_DICT.items()
    }
    changing = {
        character
        for phrase, readings in plain.items()
        for character, each in zip(phrase, readings, strict=True)
        if each != reading(character)
    }
    phrases = {phrase: each for phrase, each in plain.items() if not changing.isdisjoint(phrase)}
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return phrases, {first: sorted(each, reverse=True) for first, each in lengths.items()}


@cache
def reading(character: str) -> str:
    """Return how a Han character is read alone, or nothing."""
    from pypinyin.constants import PINYIN_DICT

    return without_tone(PINYIN_DICT.get(ord(character), "").split(",")[0])


@cache
def without_tone(syllable: str) -> str:
    """Return a syllable in plain letters; nothing for what is no syllable."""
    from pypinyin.contrib.tone_convert import to_normal

    plain = to_normal(syllable).replace("lve", "lue").replace("nve", "nue")
    return plain if plain.isascii() and plain.isalpha() else ""


def why_not_id(id_: str) -> Message | None:
    """Return why an id, though made of the right signs, cannot be used."""
    if not id_:
        return msg("从这个文件名得不出编号：里面没有汉字、字母或数字。")
    if id_ == RESERVED:
        return msg("编号不能是“{id}”：列表的分页要用这个网址。", id=id_)
    if id_ in DEVICES:
        return msg("编号不能是“{id}”：Windows 把这个名字留给了设备。", id=id_)
    if len(id_) > MAX_ID:
        return msg(
            "从这个文件名得出的编号有 {count} 个字符，超过了 {limit} 个。",
            count=len(id_),
            limit=MAX_ID,
        )
    return None


def check_id(path: str, report: Report) -> str | None:
    """Return the id of a file, warning when it is not its stem, or report why it has none."""
    stem = unicodedata.normalize("NFC", path.rpartition("/")[2].rpartition(".")[0])
    id_ = id_of(stem)
    reason = why_not_id(id_)
    if reason is not None:
        report.error(
            Code.WRONG_ID,
            Location(path),
            reason,
            msg("请给文件换个名字，用小写字母、数字和连字符，例如 yancheng-jiajiadao.md。"),
        )
        return None
    if id_ != stem:
        report.warning(
            Code.ID_NORMALISED,
            Location(path),
            msg("文件名“{stem}”不能直接用作网址，编号定为 {id}。", stem=stem, id=id_),
            msg("想让两者一致，就把文件改名为 {id}.md。", id=id_),
        )
    return id_
