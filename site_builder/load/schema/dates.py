"""Dates in the forms in which people write them."""

from __future__ import annotations

import contextlib
import datetime
import re
import unicodedata

from site_builder.core.dates import PartialDate
from site_builder.core.messages import Message, msg

CLOCK = r"\d{1,2}[:时点][\d:.分秒]*\s*(?:Z|[+-]\d{2}:?\d{2})?"
"""A time of day; it is dropped."""
FORMS = (
    re.compile(
        r"(?P<year>\d{4})(?:(?P<sep>[-/.])(?P<month>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2}))?)?"
        rf"(?:[T\s]\s*{CLOCK})?"
    ),
    re.compile(
        r"(?P<year>\d{4})\s*年\s*(?:(?P<month>\d{1,2})\s*月\s*(?:(?P<day>\d{1,2})\s*[日号])?)?"
        rf"(?:\s*(?:凌晨|上午|中午|下午|晚上?)?\s*{CLOCK})?"
    ),
)
FIRST_YEAR = 1900
LAST_YEAR = 2199
GUESSES = (
    (re.compile(r"(\d{4}年\d{1,2}月\d{1,2})[日号]"), r"\1日"),
    (re.compile(r"(\d{4}年(?:\d{1,2}月)?|\d{4}(?:[-/.]\d{1,2}){1,2})"), r"\1"),
    (re.compile(r"(\d{4})(\d\d)(\d\d)"), r"\1-\2-\3"),
    (re.compile(r"(\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?"), r"20\1-\2-\3"),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"), r"\3-\1-\2"),
    (re.compile(r"(\d{4})[-–—―−/.年](\d{1,2})[-–—―−/.月](\d{1,2})日?"), r"\1-\2-\3"),
    (re.compile(r"(\d{4})[-–—―−/.年](\d{1,2})月?"), r"\1-\2"),
    (re.compile(r"(.*\d[年月日]?)\s*[。.,;、]"), r"\1"),
    (re.compile(r"(.*?\d[年月日]?)\s*(?:至|到|—+|–|~).*"), r"\1"),
    (re.compile(r"(.*\d[年月日]?)\s*-.*"), r"\1"),
)
"""What looks like a date, and how it is written here; of a span, the first day."""
HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
HAN_NUMBER = re.compile("(?P<tens>[一二三]?)十(?P<ones>[一二三四五六七八九]?)")
LIKE_DIGITS = str.maketrans("OoIl", "0011")
NO_DATE = msg("改成这样的日期：2023-03-28，也可以只写到月（2023-03）或年（2023）。")
NO_DAY = msg("改成这样的日期：2023-03-28。")


class WrongDateError(ValueError):
    """A text that looks like a date but is none; says in one sentence why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse_date(text: str) -> PartialDate | None:
    """Return the date of a text, None when it has no date's form; raise for an impossible one."""
    # Full-width digits and signs count like half-width ones.
    plain = unicodedata.normalize("NFKC", text).strip()
    found = next((match for form in FORMS if (match := form.fullmatch(plain))), None)
    if found is None:
        return None
    year, month, day = (
        None if found[part] is None else int(found[part]) for part in ("year", "month", "day")
    )
    assert year is not None  # noqa: S101 - both forms begin with it
    check_date(text, year, month, day)
    return PartialDate(year, month, day)


def hint_for(text: str) -> Message:
    """Return how a text that is no date should be written."""
    plain = in_digits(unicodedata.normalize("NFKC", text).strip())
    for pattern, form in GUESSES:
        found = pattern.fullmatch(plain)
        guess = found.expand(form) if found else ""
        with contextlib.suppress(WrongDateError):
            if guess and parse_date(guess) is not None:
                return msg("改成：{date}", date=guess)
    return NO_DATE


def in_digits(text: str) -> str:
    """Return a text with its Chinese numbers, and letters that look like digits, as digits."""
    if re.fullmatch(r"[\dOoIl年月日号./-]*\d[\dOoIl年月日号./-]*", text):
        return text.translate(LIKE_DIGITS)
    if not re.match("[〇零○一二三四五六七八九]{4}年", text):
        return text
    tens = HAN_NUMBER.sub(lambda found: f"{found['tens'] or '一'}{found['ones'] or '〇'}", text)
    return tens.translate(HAN_DIGITS)


def check_date(text: str, year: int, month: int | None, day: int | None) -> None:
    """Raise when no calendar has the date."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongDateError(msg("“{date}”的年份不对。", date=text))
    if month is not None and not 1 <= month <= 12:
        raise WrongDateError(msg("“{date}”不对：没有 {month} 月。", date=text, month=month))
    if month is None or day is None:
        return
    try:
        datetime.date(year, month, day)
    except ValueError:
        raise WrongDateError(
            msg(
                "“{date}”不对：{year}年{month}月没有 {day} 日。",
                date=text,
                year=year,
                month=month,
                day=day,
            )
        ) from None
