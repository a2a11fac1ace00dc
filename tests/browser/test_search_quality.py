"""The search finds what readers of the library's own cases are after: tests/search/quality."""

from __future__ import annotations

import csv
import random
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from site_builder.core.diagnostics import Report
from site_builder.load.parse import read_document
from site_builder.load.scan import scan_library

QUALITY = Path(__file__).parents[1] / "search" / "quality"
PHRASES = 300
SEED = 4
FIRST = 10
"""Answers that count."""
HAN = "[㐀-䶿一-鿿]"
UNIT = re.compile(f"{HAN}|[A-Za-z0-9]+")
"""What phrases are made of: a run of letters and digits is never cut."""
GAP = re.compile(rf"(?<={HAN})[ \u3000]+(?=[a-z0-9])|(?<=[a-z0-9])[ \u3000]+(?={HAN})")

ASK = """async ({ cases, pinyin, typo, site }) => {
  const { suggest, correct } = await (await import(site)).$search_site.suggestions();
  const each = async (texts, ask) => {
    const answers = {};
    for (const text of texts) answers[text] = await ask(text);
    return answers;
  };
  return {
    cases: await each(cases, async (text) =>
      (await window.caseSearch.query(text, { limit: 10 })).hits.map((hit) => hit.id)),
    pinyin: await each(pinyin, async (text) =>
      (await suggest(text, 8)).map((suggestion) => suggestion.url)),
    typo: await each(typo, (text) => correct(text)),
  };
}"""

pytestmark = pytest.mark.browser


def rows(name, *kinds):
    """Return the rows of a file of the set, those of some kinds or all."""
    with (QUALITY / name).open(encoding="utf-8", newline="") as file:
        read = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in read if not kinds or row["kind"] in kinds]


def ids(text):
    return text.split("、") if text else []


def plain(text):
    """Return a text as the search compares it, but for line ends."""
    return GAP.sub("", unicodedata.normalize("NFKC", text).lower())


def sample(text, chance):
    """Return 2 to 8 characters in a row without punctuation; nothing where that cannot be."""
    units = list(UNIT.finditer(text))
    place = chance.randrange(len(units))
    length = chance.randint(2, 8)
    start = end = units[place].start()
    for unit in units[place:]:
        if unit.start() > end or unit.end() - start > length:
            break
        end = unit.end()
    phrase = text[start:end]
    return phrase if len(phrase) > 1 and re.search(HAN, phrase) else ""


def whole(phrase):
    """Return the pattern of a phrase: a word or number at its ends stands as a whole."""
    pattern = re.escape(plain(phrase))
    before = "(?<![a-z0-9])" if phrase[0].isascii() else ""
    after = "(?![a-z0-9])" if phrase[-1].isascii() else ""
    return re.compile(before + pattern + after)


def everything(document):
    """Return what a case's page says, on lines that no phrase goes over."""
    facts, body = document.facts, document.body
    return plain(
        "\n".join(
            [facts.title, facts.practice, *facts.keywords, facts.organisation, facts.summary]
            + [region.replace("/", "") for region in facts.regions]
            + [heading.text for heading in body.headings]
            + [text for _, text in body.text]
            + [f"{each.label}\n{each.value}{each.unit}\n{each.note}" for each in facts.figures]
            + [f"{each.publication}\n{each.title}\n{each.byline}" for each in facts.sources]
            + list(facts.partners)
        )
    )


@pytest.fixture(scope="module")
def phrases(repository):
    """Phrases of the cases, each with the cases that hold it."""
    chance = random.Random(SEED)
    paths = scan_library(repository, Report()).cases
    documents = [read_document(repository, "case", path).document for path in paths]
    texts = {document.id: everything(document) for document in documents}
    found = {}
    while len(found) < PHRASES:
        document = chance.choice(documents)
        body = "\n".join(text for _, text in document.body.text)
        field = chance.choice([document.facts.title, document.facts.summary, body])
        if phrase := sample(field, chance):
            found[phrase] = {id_ for id_, text in texts.items() if whole(phrase).search(text)}
    return found


@pytest.fixture(scope="module")
def output(repository, tmp_path_factory):
    """The folder with the built library."""
    folder = tmp_path_factory.mktemp("quality") / "output"
    command = [sys.executable, "-m", "site_builder", "build", "--root", str(repository)]
    command += ["--output", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return folder


@pytest.fixture(scope="module")
def answers(chromium, serve, output, phrases):
    """The ids, URLs and corrections that the browser has for each query of the set."""
    (module,) = output.glob("assets/search-site.*.js")
    asked = {
        "site": f"../assets/{module.name}",
        "pinyin": [row["query"] for row in rows("special.tsv", "pinyin")],
        "typo": [row["query"] for row in rows("special.tsv", "typo")],
        "cases": list(phrases)
        + [row["query"] for row in rows("questions.tsv")]
        + [row["query"] for row in rows("special.tsv", "alias", "traditional")],
    }
    page = chromium.new_page()
    page.goto(f"{serve(output)}search/")
    page.wait_for_function("window.caseSearch")
    yield page.evaluate(ASK, asked)
    page.close()


def score(kind, judged, floor):
    """Print the mean of (points, query, wanted, got), and assert that it reaches the floor."""
    judged = list(judged)
    mean = sum(points for points, *_ in judged) / len(judged)
    lines = [f"{kind}: {mean:.3f} of {len(judged)}, floor {floor}"]
    lines += [
        f"  {points:.2f} {query}: wanted {wanted}, got {got}"
        for points, query, wanted, got in judged
        if points < 1
    ]
    report = "\n".join(lines)
    print(report)
    assert mean >= floor, report


def test_every_phrase_of_a_case_leads_to_the_cases_that_hold_it(answers, phrases):
    def judged():
        for phrase, holders in phrases.items():
            got = answers["cases"][phrase]
            yield len(holders.intersection(got)) / min(FIRST, len(holders)), phrase, holders, got

    score("phrases", judged(), 1)


def test_readers_questions_lead_to_the_case_they_are_after(answers):
    def judged():
        for row in rows("questions.tsv"):
            got, wanted = answers["cases"][row["query"]], ids(row["cases"])
            places = [place for place, id_ in enumerate(got, 1) if id_ in wanted]
            yield 1 / min(places) if places else 0, row["query"], wanted, got[:3]

    score("questions", judged(), 0.9)


def test_aliases_and_places_lead_to_their_cases_below_those_that_say_the_word(answers):
    def judged():
        for row in rows("special.tsv", "alias"):
            got, wanted, first = (
                answers["cases"][row["query"]],
                ids(row["expected"]),
                ids(row["first"]),
            )
            found = {*first, *wanted} <= set(got)
            ordered = [id_ for id_ in got if id_ in first + wanted][: len(first)]
            yield found and set(ordered) == set(first), row["query"], first + wanted, got

    score("alias", judged(), 0.95)


def test_traditional_characters_find_what_simplified_ones_do(answers):
    def judged():
        for row in rows("special.tsv", "traditional"):
            got, wanted = answers["cases"][row["query"]], ids(row["expected"])
            yield got[:1] == wanted, row["query"], wanted, got[:3]

    score("traditional", judged(), 0.95)


def test_pinyin_and_its_initials_are_understood_by_the_suggestions(answers):
    def judged():
        for row in rows("special.tsv", "pinyin"):
            got, wanted = answers["pinyin"][row["query"]], ids(row["expected"])
            yield set(wanted) <= set(got), row["query"], wanted, got

    score("pinyin", judged(), 0.95)


def test_a_slip_of_one_character_is_put_right(answers):
    def judged():
        for row in rows("special.tsv", "typo"):
            got, wanted = answers["typo"][row["query"]], ids(row["expected"])
            bare = {"".join(UNIT.findall(text)) for text in got}
            yield bool(bare.intersection(wanted)), row["query"], wanted, got

    score("typo", judged(), 0.95)
