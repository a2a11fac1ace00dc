"""What lies on a shelf is what a document became."""

from __future__ import annotations

import pickle
from dataclasses import fields

import pytest

from site_builder.core.document import Facts
from site_builder.core.kept_facts import KeptFacts
from site_builder.load import shelf as module
from site_builder.load.kept import pack, unpack
from site_builder.load.parse import parse_content, read_document
from site_builder.load.shelf import Shelf

PAGE = "---\n标题: 甲\n---\n\n## 乙\n\n丙。\n".encode()
CASE = """---
标题: {title}
日期: 2023-03-28
地区: 江苏省/盐城市
关键词: 职工服务
单位: 盐城市总工会
主体: 工会
摘要: 摘要。
来源:
  - 报刊: 工人日报
---

## 成效

好。
"""


class Texts:
    """Texts that nobody asks for here."""

    def html(self):
        raise AssertionError

    def text(self):
        raise AssertionError


@pytest.fixture(scope="module")
def both(repository):
    """The cases of the library, each at hand and from one shelf."""
    shelf = Shelf()
    paths = sorted(
        path.relative_to(repository).as_posix() for path in repository.glob("content/cases/**/*.md")
    )
    packed = [
        (path, pack(read_document(repository, "case", path), complete=True)) for path in paths
    ]
    texts = Texts()
    return [
        (unpack(path, each.facts, texts)[0], unpack(path, each.facts, texts, shelf)[0])
        for path, each in packed
    ]


def assert_equal(document, shelved):
    """Check that two documents are the same, but for the texts of their bodies."""
    for field in fields(Facts):
        assert getattr(shelved.facts, field.name) == getattr(document.facts, field.name)
    for name in ("headings", "links", "images", "html_mark", "text_mark"):
        assert getattr(shelved.body, name) == getattr(document.body, name)
    assert (shelved.id, shelved.path, shelved.mark) == (document.id, document.path, document.mark)
    assert shelved.names == document.names
    assert dict(shelved.places) == dict(document.places)


def test_every_case_of_the_library_is_found_as_it_was(both):
    assert len(both) > 20
    for parsed, shelved in both:
        assert isinstance(shelved.document.facts, KeptFacts)
        assert_equal(parsed.document, shelved.document)
        assert (shelved.names, shelved.diagnostics) == (parsed.names, parsed.diagnostics)


def test_what_lies_there_is_found_in_any_order_and_again(both):
    for parsed, shelved in (*reversed(both), *both):
        assert shelved.document.facts.title == parsed.document.facts.title


def test_few_facts_are_at_hand_at_a_time(monkeypatch):
    monkeypatch.setattr(module, "RECENT", 2)
    shelf = Shelf()
    found = []
    for title in "甲乙丙":
        parsed = parse_content("case", "content/cases/a.md", CASE.format(title=title).encode())
        again, _ = unpack(parsed.path, pack(parsed, complete=True).facts, Texts(), shelf)
        found.append(again.document.facts)

    assert [found[each].title for each in (0, 1, 2, 0, 2)] == list("甲乙丙甲丙")
    assert shelf._recent.cache_info().currsize == 2


def test_another_process_gets_the_whole_without_the_shelf(both):
    for parsed, shelved in both[:3]:
        wanted, there = parsed.document, shelved.document
        facts, places = pickle.loads(pickle.dumps((there.facts, there.places)))

        assert type(facts) is Facts
        assert facts == wanted.facts
        assert dict(places) == dict(wanted.places)


def test_a_body_is_handed_over_with_what_it_is_known_by(both):
    parsed, shelved = both[0]
    make, values = shelved.document.body.__reduce__()
    again, body = make(*values), parsed.document.body

    for name in ("headings", "links", "images", "html_mark", "text_mark"):
        assert getattr(again, name) == getattr(body, name)


def test_pages_are_at_hand():
    parsed = parse_content("page", "content/pages/a.md", PAGE)
    again, _complete = unpack(parsed.path, pack(parsed, complete=True).facts, Texts(), Shelf())

    assert again.document.facts == parsed.document.facts
    assert not isinstance(again.document.facts, KeptFacts)
