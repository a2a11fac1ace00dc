from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.core.dates import PartialDate
from site_builder.load.schema.dates import NO_DATE, WrongDateError, hint_for, parse_date

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
FORMS = (
    "{0.year}-{0.month:02}-{0.day:02}",
    "{0.year}-{0.month}-{0.day}",
    "{0.year}/{0.month:02}/{0.day}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}年{0.month:02}月{0.day:02}号",
    " {0.year} 年 {0.month} 月 {0.day} 日 ",
    "{0.year}-{0.month}-{0.day} 10:00",
    "{0.year}-{0.month:02}-{0.day:02}T10:00:00Z",
    "{0.year}-{0.month:02}-{0.day:02}T10:00:00+08:00",
    "{0.year}年{0.month}月{0.day}日上午10时30分",
)


@pytest.mark.parametrize("form", FORMS)
@given(day=DAYS)
def test_a_day_is_read_in_every_form(form, day):
    expected = PartialDate(day.year, day.month, day.day)

    assert parse_date(form.format(day)) == expected
    full_width = str.maketrans("0123456789-/.:", "０１２３４５６７８９－／．：")
    assert parse_date(form.format(day).translate(full_width)) == expected


@pytest.mark.parametrize(
    "text", ["2023-03", "2023-3", "2023/3", "2023.3", "2023年3月", "2023年03月"]
)
def test_a_month_stays_a_month(text):
    assert parse_date(text) == PartialDate(2023, 3)


@pytest.mark.parametrize("text", ["2023", "2023年", "２０２３"])
def test_a_year_stays_a_year(text):
    assert parse_date(text) == PartialDate(2023)


def test_october_is_no_decimal_fraction():
    assert parse_date("2023.10") == PartialDate(2023, 10)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "去年",
        "23-03-28",
        "2023-03-28至30",
        "2023-3/28",
        "20230328",
        "2023-",
        "2023-03-28日",
        "约2023年",
    ],
)
def test_other_texts_are_no_dates(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023-02-29", "“2023-02-29”不对：2023年2月没有 29 日。"),
        ("2023-04-31", "“2023-04-31”不对：2023年4月没有 31 日。"),
        ("2023-03-00", "“2023-03-00”不对：2023年3月没有 0 日。"),
        ("2023年13月", "“2023年13月”不对：没有 13 月。"),
        ("0203", "“0203”的年份不对。"),
    ],
)
def test_an_impossible_date_says_what_is_impossible(text, reason):
    with pytest.raises(WrongDateError) as caught:
        parse_date(text)

    assert str(caught.value.message) == reason


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("20230328", "改成：2023-03-28"),
        ("二〇二三年三月二十八日", "改成：2023年3月28日"),
        ("二零二三年十二月十号", "改成：2023年12月10日"),
        ("二○二三年十月", "改成：2023年10月"),
        ("二〇二三年三月三十一日", "改成：2023年3月31日"),
        ("2O23-03-28", "改成：2023-03-28"),
        ("2023-O3-l8", "改成：2023-03-18"),
        ("二〇二三年二月三十日", str(NO_DATE)),
        ("23年3月28日", "改成：2023-3-28"),
        ("3/28/2023", "改成：2023-3-28"),
        ("2023-3/28", "改成：2023-3-28"),
        ("2023.3月", "改成：2023-3"),
        ("2023年3月28日至30日", "改成：2023年3月28日"),
        ("2022年—2023年", "改成：2022年"),
        ("2023-03-28。", "改成：2023-03-28"),
        ("2023年3月；", "改成：2023年3月"),
        ("2023-03-28~30", "改成：2023-03-28"),
        ("2023-03-28-30", "改成：2023-03-28"),
        ("2023-03-28至2023-04-02", "改成：2023-03-28"),
        ("20231328", "改成这样的日期：2023-03-28，也可以只写到月（2023-03）或年（2023）。"),
        ("去年", "改成这样的日期：2023-03-28，也可以只写到月（2023-03）或年（2023）。"),
    ],
)
def test_what_looks_like_a_date_is_shown_as_one(text, hint):
    assert str(hint_for(text)) == hint
