"""The bytes of a file become text, or an answer to why they do not."""

from __future__ import annotations

import codecs

from site_builder.core.diagnostics import Code, Location, Report
from site_builder.core.messages import Message, msg

MAX_DOCUMENT = 2 * 1024 * 1024
"""Bytes; the longest case of the library has about 6,000."""

BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "UTF-16 BE"),
)
CANDIDATES = (
    ("GBK", "gbk"),
    ("GB18030", "gb18030"),
    ("Big5", "big5"),
    ("UTF-16 LE", "utf-16-le"),
    ("UTF-16 BE", "utf-16-be"),
)
"""The encodings that a Chinese Windows writes, likelier ones first."""
COMMON = frozenset(
    "的一是在了不和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年同成部民"
    "可出能方进行面说种过命度自后社加小机也经力线本电高量长党得实家定所起关水理化争现政战性好"
    "应开它合还因由其些然前外天质等日月都从业全新内制事市基件建情员心系务体重资金参与城区县省"
    "這個國產學級會來對時為動過們說種進經機電長黨實關應開後體戰爭還從業務區縣義勞職題據數標關鍵單位"
    "案例标题期地词单摘要源报刊页版次署名称数值据截至明针问做法效启示职劳模企街镇村服"
    "，。、：；？！“”（）《》"
)
"""Signs that fill Chinese texts, in simplified and traditional form."""
SAMPLE = 64 * 1024
"""As many signs are enough to tell an encoding."""
INVISIBLE = "\ufeff\u200b\u2060"


def decode(path: str, data: bytes, report: Report) -> str | None:
    """Return the text of a UTF-8 file with \\n line ends, or report why there is none."""
    at = Location(path)
    if len(data) > MAX_DOCUMENT:
        report.error(
            Code.TOO_LARGE,
            at,
            msg("这个文件超过了 {limit} MB。", limit=MAX_DOCUMENT // 1024 // 1024),
            msg("一篇案例通常只有几 KB：看看是不是误把图片或整份材料粘贴了进来。"),
        )
        return None
    encoding = None if is_utf8(data) else likely_encoding(data)
    if encoding is not None:
        report.error(Code.NOT_UTF8, at, *not_utf8(encoding))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report_damage(path, data.count(b"\n", 0, error.start) + 1, report)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip().strip(INVISIBLE).strip():
        report.error(
            Code.EMPTY_FILE, at, msg("这个文件是空的。"), msg("把内容写进来；不需要它就删掉。")
        )
        return None
    if "\0" in text:
        report_nul(path, text, report)
        return None
    return text


def is_utf8(data: bytes) -> bool:
    """Return whether the bytes are UTF-8, and not UTF-16 that happens to look like it."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # Latin text in UTF-16 is valid UTF-8 with a NUL in every second place.
    return data.count(0) * 4 <= len(data)


def likely_encoding(data: bytes) -> str | None:
    """Return the encoding that the bytes are probably in, or None when none fits."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return encoding
    name: str | None = None
    best = plausibility(data.decode("utf-8", "replace"))
    for candidate, codec in CANDIDATES:
        try:
            score = plausibility(data.decode(codec))
        except UnicodeDecodeError:
            continue
        if score > best:
            best, name = score, candidate
    return name


def plausibility(text: str) -> float:
    """Return how much a text looks like Chinese prose: the share of signs that fill such texts."""
    sample = text[:SAMPLE]
    usual = sum(1 for sign in sample if sign in COMMON or " " <= sign <= "~" or sign in "\r\n\t")
    return usual / max(1, len(sample))


def not_utf8(encoding: str) -> tuple[Message, Message]:
    """Return what is said of a file in another encoding."""
    return (
        msg("这个文件的编码不是 UTF-8，很可能是 {encoding}。", encoding=encoding),
        msg("用记事本打开，选“另存为”，把“编码”改成 UTF-8 再保存。"),
    )


def report_damage(path: str, line: int, report: Report) -> None:
    """Report bytes in no encoding we know, by the line where UTF-8 breaks off."""
    report.error(
        Code.NOT_UTF8,
        Location(path),
        msg("这个文件的编码不是 UTF-8：第 {line} 行有认不出来的字。", line=line),
        msg("用记事本打开，把那里的乱码改回来，再选“另存为”，把“编码”改成 UTF-8。"),
    )


def report_nul(path: str, text: str, report: Report) -> None:
    """Report the first NUL of a text."""
    before = text[: text.index("\0")]
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    report.error(
        Code.NUL_BYTE,
        Location(path, line, column, 1),
        msg(
            "这里有一个看不见的空字符（NUL），文件里这样的字符共 {count} 个。",
            count=text.count("\0"),
        ),
        msg("文件可能没有存完整：用备份替换它，或者把这一行删掉重新打一遍。"),
    )
