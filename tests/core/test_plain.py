"""Values come back from JSON as they were."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from site_builder.core import diagnostics, document, messages
from site_builder.core.dates import PartialDate
from site_builder.core.diagnostics import Code, Diagnostic, Location, Severity
from site_builder.core.document import Actor, Facts, Figure, Level, Picture, Source
from site_builder.core.messages import Message, msg
from site_builder.core.plain import Form

NAMES = {
    **vars(diagnostics),
    **vars(document),
    **vars(messages),
    "PartialDate": PartialDate,
    "Mapping": Mapping,
    "datetime": datetime,
    "Location": Location,
}

FACTS = Facts(
    title="标题",
    date=PartialDate(2023, 3),
    regions=("江苏省/盐城市",),
    keywords=("职工之家", "劳模"),
    organisation="盐城市总工会",
    actor=Actor.UNION,
    summary="摘要",
    sources=(Source("工人日报", PartialDate(2023, 3, 28)), Source("新华日报")),
    figures=(Figure("驿站", "12", "家"),),
    publish=datetime.date(2026, 1, 31),
    aliases=("old",),
    image=Picture("images/a.png", alt="驿站", location=Location("a.md", 3, 4, 5)),
    level=Level.CITY,
)


def there_and_back(form: Form, value: object) -> object:
    return form.read(json.loads(json.dumps(form.write(value))))


def test_the_facts_of_a_case_come_back_equal() -> None:
    assert there_and_back(Form(Facts, NAMES), FACTS) == FACTS


def test_a_dataclass_is_the_list_of_its_fields() -> None:
    assert Form(Source, NAMES).write(FACTS.sources[0]) == [
        "工人日报", [2023, 3, 28], "", "", "", "", "",
    ]  # fmt: skip


def test_a_message_within_a_message_comes_back_equal() -> None:
    found = Diagnostic(
        Code.BROKEN_LINK,
        Severity.ERROR,
        Location("a.md", 2, 3),
        msg("{a}和{b}", a=msg("甲{n}", n=1), b="乙"),
        Message("", (("none", 3),)),
    )

    assert there_and_back(Form(tuple[Diagnostic, ...], NAMES), (found,)) == (found,)


def test_pairs_and_mappings_keep_their_types() -> None:
    form = Form(Mapping[str, tuple[tuple[str, Level], ...]], NAMES)
    value = {"甲": (("乙", Level.CITY),), "": ()}

    assert there_and_back(form, value) == value


def test_a_text_that_may_be_missing_is_told_from_none() -> None:
    form = Form(tuple[datetime.date | None, ...], NAMES)

    assert there_and_back(form, (None, datetime.date(1, 1, 1))) == (None, datetime.date(1, 1, 1))


@dataclass(frozen=True)
class Tagged:
    names: frozenset[str] = field(default_factory=frozenset)


def test_a_type_without_a_plain_form_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="no plain form for frozenset"):
        Form(Tagged, {})


def test_a_union_of_two_values_that_look_alike_is_refused() -> None:
    with pytest.raises(ValueError, match=r".*"):
        Form(Source | Figure, NAMES)
