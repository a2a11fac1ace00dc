"""Problems are collected, ordered by place and counted."""

from __future__ import annotations

import pytest

from site_builder.core.diagnostics import Code, Diagnostic, Location, Report, Severity
from site_builder.core.messages import msg


def test_diagnostics_come_in_the_order_of_their_places_each_once() -> None:
    report = Report()
    report.warning(Code.MISSING_SECTION, Location("b.md"), msg("三"))
    report.error(Code.UNKNOWN_KEY, Location("a.md", 10, 1), msg("二"))
    report.error(Code.UNKNOWN_KEY, Location("a.md", 9, 4), msg("一"))
    report.error(Code.UNKNOWN_KEY, Location("a.md", 9, 4), msg("一"))

    assert [str(each.message) for each in report.in_order()] == ["一", "二", "三"]


def test_diagnostics_of_one_place_come_in_the_order_of_their_codes() -> None:
    at = Location("a.md", 2, 3)
    report = Report()
    report.error(Code.WRONG_VALUE, at, msg("丙"))
    report.warning(Code.SUMMARY_LENGTH, at, msg("乙"))
    report.warning(Code.SUMMARY_LENGTH, at, msg("甲甲"))

    found = [(each.code, str(each.message)) for each in report.in_order()]

    assert found == [
        (Code.SUMMARY_LENGTH, "乙"),
        (Code.SUMMARY_LENGTH, "甲甲"),
        (Code.WRONG_VALUE, "丙"),
    ]


def test_diagnostics_of_two_severities_are_two() -> None:
    report = Report()
    report.error(Code.WRONG_VALUE, Location("a.md"), msg("甲"))
    report.warning(Code.WRONG_VALUE, Location("a.md"), msg("甲"))

    assert len(report.in_order()) == 2


@pytest.mark.parametrize(
    ("severities", "lenient", "strict"),
    [
        ([], False, False),
        ([Severity.WARNING], False, True),
        ([Severity.ERROR], True, True),
        ([Severity.WARNING, Severity.ERROR], True, True),
    ],
)
def test_errors_always_block_and_warnings_only_when_strict(
    severities: list[Severity], lenient: bool, strict: bool
) -> None:
    report = Report()
    report.extend(Diagnostic(Code.TEMPLATE, each, Location("a"), msg("甲")) for each in severities)

    assert (report.blocks(strict=False), report.blocks(strict=True)) == (lenient, strict)
    assert report.count(Severity.WARNING) == severities.count(Severity.WARNING)


def test_codes_are_words_that_users_can_search_for() -> None:
    assert [code for code in Code if not code.value.replace("-", "").isalnum()] == []
    assert [code for code in Code if code.name.lower().replace("_", "-") != code.value] == []
