"""A verdict is told again as long as it holds."""

from __future__ import annotations

import datetime
import json

import pytest

from site_builder.core.diagnostics import Code, Diagnostic, Location, Severity
from site_builder.core.messages import msg
from site_builder.core.site import Withheld
from site_builder.unchanged import FORM, Verdict

WARNING = Diagnostic(
    Code.TITLE_LENGTH, Severity.WARNING, Location("a.md", 2), msg("{a}长", a=msg("很")), msg("短些")
)
DAY = datetime.date


def verdict(*found, since=None, until=None):
    withheld = (Withheld("b.md", "乙", msg("草稿")),)
    return Verdict(found, withheld, 3, 2, 40, "Asia/Shanghai", since, until)


@pytest.mark.parametrize(
    ("since", "until", "day", "holds"),
    [
        (None, None, DAY(2026, 1, 1), True),
        (DAY(2026, 1, 1), None, DAY(2026, 1, 1), True),
        (DAY(2026, 1, 1), None, DAY(2025, 12, 31), False),
        (None, DAY(2026, 1, 1), DAY(2025, 12, 31), True),
        (None, DAY(2026, 1, 1), DAY(2026, 1, 1), False),
    ],
)
def test_a_verdict_holds_from_a_day_until_before_another(since, until, day, holds):
    assert verdict(since=since, until=until).holds(day) is holds


def test_without_a_day_today_in_the_time_zone_of_the_site_counts():
    assert verdict(since=DAY(2000, 1, 1)).holds(None)
    assert not verdict(until=DAY(2000, 1, 1)).holds(None)


def test_a_verdict_is_the_outcome_of_a_build_that_writes_nothing():
    outcome = verdict(WARNING).outcome(strict=False)

    assert (outcome.diagnostics, outcome.blocked) == ([WARNING], False)
    assert (outcome.cases, outcome.complete, outcome.pages) == (3, 2, 40)
    assert (outcome.rendered, outcome.written, outcome.removed) == (0, 0, 0)
    assert verdict(WARNING).outcome(strict=True).blocked
    assert not verdict().outcome(strict=True).blocked


def test_a_verdict_comes_back_from_json_as_it_was():
    found = verdict(WARNING, since=DAY(2026, 1, 1))

    assert FORM.read(json.loads(json.dumps(FORM.write(found)))) == found
