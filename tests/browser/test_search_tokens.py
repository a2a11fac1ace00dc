"""The rule of texts and terms in JavaScript, held to the fixture that Python is held to as well."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from site_builder.search.tokens import class_of, folded

pytestmark = pytest.mark.browser

FIXTURE = json.loads(
    (Path(__file__).parent.parent / "fixtures/search/tokens.json").read_text("utf-8")
)
ALL_CASES = """async ([variants, texts]) => {
  const { canonical, mapped, terms, variantsTable } = await import("./assets/tokens.js");
  const table = variantsTable(...variants);
  return texts.map((text) => {
    const form = canonical(text, table);
    const { characters } = mapped(text, table);
    return { form, terms: terms(form), mapped: characters.join("") };
  });
}"""
ALL_CHARACTERS = """async (points) => {
  const { classOf, folded } = await import("./assets/tokens.js");
  return points.map((point) => {
    const character = String.fromCodePoint(point);
    return [classOf(character), folded(character)];
  });
}"""
# What the canonical characters of a text were made from.
ORIGINALS = """async (text) => {
  const { mapped } = await import("./assets/tokens.js");
  const { characters, starts, ends } = mapped(text);
  return characters.map((character, at) => [character, text.slice(starts[at], ends[at])]);
}"""


def test_texts_have_the_terms_of_the_fixture(modules):
    texts = [case["text"] for case in FIXTURE["cases"]]
    found = modules.evaluate(ALL_CASES, [FIXTURE["variants"], texts])

    assert [each["form"] for each in found] == [case["canonical"] for case in FIXTURE["cases"]]
    assert [each["terms"] for each in found] == [case["terms"] for case in FIXTURE["cases"]]


def test_a_text_mapped_to_its_original_has_the_same_canonical_form(modules):
    texts = [case["text"] for case in FIXTURE["cases"]]
    found = modules.evaluate(ALL_CASES, [FIXTURE["variants"], texts])

    # Only a final sigma knows what follows it.
    assert [
        case["text"]
        for case, each in zip(FIXTURE["cases"], found, strict=True)
        if each["mapped"] != each["form"]
    ] == ["ΟΔΟΣ"]


def test_all_characters_have_the_class_and_form_that_they_have_in_python(modules):
    # Those that Python's Unicode does not know yet may be letters in a newer browser.
    points = [point for point in range(0x33480) if unicodedata.category(chr(point))[0] != "C"]
    found = modules.evaluate(ALL_CHARACTERS, points)

    expected = [[class_of(chr(point)), folded(chr(point), {})] for point in points]
    assert [
        (hex(point), *pair)
        for point, *pair in zip(points, found, expected, strict=True)
        if pair[0] != pair[1]
    ] == []


@pytest.mark.parametrize(
    ("text", "originals"),
    [
        ("工会 5Ｇ", [["工", "工"], ["会", "会"], ["5", "5"], ["g", "Ｇ"]]),
        ("𠮷a", [["𠮷", "𠮷"], ["a", "a"]]),
        ("½㈱", [["1", "½"], ["⁄", "½"], ["2", "½"], ["(", "㈱"], ["株", "㈱"], [")", "㈱"]]),
        ("e\u0301!", [["é", "e\u0301"], ["!", "!"]]),
        ("ｶﾞ", [["ガ", "ｶﾞ"]]),
        ("工 \n 会", [["工", "工"], [" ", " "], ["会", "会"]]),
        (" a ", [["a", "a"]]),
        ("", []),
    ],
    ids=repr,
)
def test_each_canonical_character_knows_what_it_was_made_from(modules, text, originals):
    assert modules.evaluate(ORIGINALS, text) == originals
