"""What holds for the content of any library; here for the one of this repository."""

from __future__ import annotations

import pytest

from site_builder.core.diagnostics import Report
from site_builder.core.document import SECTIONS
from site_builder.load.settings import read_settings
from site_builder.making import read_library
from site_builder.options import Options
from site_builder.plan.checks import is_complete
from site_builder.sources import read_sources
from site_builder.write.store import Store


@pytest.fixture(scope="module")
def report():
    return Report()


@pytest.fixture(scope="module")
def loaded(repository, report):
    import datetime

    day = datetime.date(2026, 11, 21)
    options = Options(repository, repository / "output", now=day, drafts=True, jobs=1)
    store = Store(repository / "none", "", writable=False)
    settings = read_settings(repository, report)
    return read_library(options, read_sources(repository), settings, store, report)


def test_the_content_has_no_diagnostic(loaded, report):
    assert [(str(each.location), str(each.message)) for each in report.in_order()] == []


def test_every_case_has_the_four_sections(loaded):
    assert loaded.library.cases
    for case in loaded.library.cases:
        assert is_complete(case.document), case.id
        titles = [title for title, _ in case.document.body.text if title in SECTIONS]
        assert titles == list(SECTIONS), case.id


def test_every_figure_has_a_unit_and_says_what_it_counts(loaded):
    for case in loaded.library.cases:
        for figure in case.facts.figures:
            assert figure.unit, (case.id, figure.label)
            assert figure.label, case.id


def test_every_keyword_is_used_and_explained(loaded):
    used = {keyword.slug for case in loaded.library.cases for keyword in case.keywords}
    for keyword, _ in loaded.settings.keywords:
        assert keyword.slug in used, keyword.name
        assert keyword.description, keyword.name


def test_every_source_says_where_it_was_published(loaded):
    for case in loaded.library.cases:
        assert case.facts.sources, case.id
        for source in case.facts.sources:
            assert source.publication, case.id
            assert source.date or source.note, case.id


def test_inferences_are_marked_as_the_editors_own(loaded):
    for case in loaded.library.cases:
        text = dict(case.document.body.text)["经验启示"]
        assert text.startswith("编者按："), case.id


def test_numbers_of_the_key_figures_stand_as_written(loaded):
    for case in loaded.library.cases:
        for figure in case.facts.figures:
            assert figure.value == figure.value.strip() != "", (case.id, figure.label)
