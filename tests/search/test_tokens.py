"""The rule of texts and terms, held to the fixture that the JavaScript is held to as well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_builder.search.tokens import canonical, singles, terms

FIXTURE = json.loads(
    (Path(__file__).parent.parent / "fixtures/search/tokens.json").read_text("utf-8")
)
VARIANTS = str.maketrans(*FIXTURE["variants"])


@pytest.mark.parametrize("case", FIXTURE["cases"], ids=lambda case: repr(case["text"]))
def test_a_text_has_the_terms_of_the_fixture(case):
    text = canonical(case["text"], VARIANTS)

    assert text == case["canonical"]
    assert sorted(terms(text), key=lambda found: (found[1], found[0])) == sorted(
        map(tuple, case["terms"]), key=lambda found: (found[1], found[0])
    )
    assert singles(text) == set(case["singles"])
