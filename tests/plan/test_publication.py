"""A case appears on its day and disappears on its day."""

from __future__ import annotations

import datetime

import pytest

from site_builder.core.document import PageFacts
from site_builder.plan.publication import why_page_withheld, why_withheld

DAY = datetime.date(2024, 6, 1)
BEFORE = datetime.date(2024, 5, 31)
AFTER = datetime.date(2024, 6, 2)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"draft": True}, "草稿"),
        ({"draft": True, "publish": AFTER}, "草稿"),
        ({"publish": BEFORE}, None),
        ({"publish": DAY}, None),
        ({"publish": AFTER}, "到 2024-06-02 才发布"),
        ({"expire": AFTER}, None),
        ({"expire": DAY}, "2024-06-01 已到期"),
        ({"expire": BEFORE}, "2024-05-31 已到期"),
        ({"publish": BEFORE, "expire": AFTER}, None),
    ],
)
def test_a_case_is_published_from_its_first_day_until_its_last(make, facts, reason) -> None:
    withheld = why_withheld(make.document(**facts).facts, DAY, drafts=False)

    assert (str(withheld) if withheld else None) == reason


def test_drafts_can_be_shown_but_not_before_their_day(make) -> None:
    draft = make.document(draft=True).facts
    early = make.document(draft=True, publish=AFTER).facts

    assert why_withheld(draft, DAY, drafts=True) is None
    assert str(why_withheld(early, DAY, drafts=True)) == "到 2024-06-02 才发布"


def test_a_page_is_withheld_only_as_a_draft() -> None:
    assert why_page_withheld(PageFacts("关于"), drafts=False) is None
    assert str(why_page_withheld(PageFacts("关于", draft=True), drafts=False)) == "草稿"
    assert why_page_withheld(PageFacts("关于", draft=True), drafts=True) is None
