"""Libraries on disk become sources of an index."""

from __future__ import annotations

import datetime

import pytest

from site_builder.core.diagnostics import Report, Severity
from site_builder.search.index import Source

VARIANTS = dict(zip("勞動會書", "劳动会书", strict=True))


@pytest.fixture
def source_of():
    """A function that reads a library and returns the source of its index."""
    from site_builder.load.settings import read_settings
    from site_builder.making import read_library
    from site_builder.options import Options
    from site_builder.sources import read_sources
    from site_builder.versions import builder
    from site_builder.write.store import Store

    def read(library) -> Source:
        report = Report()
        options = Options(library.root, library.root / "output", now=datetime.date(2026, 1, 1))
        store = Store(library.root / ".site-builder", builder())
        sources, settings = read_sources(library.root), read_settings(library.root, report)
        loaded = read_library(options, sources, settings, store, report)
        assert not [each for each in report.diagnostics if each.severity is Severity.ERROR]
        return Source(
            cases=loaded.library.cases,
            regions=loaded.settings.gazetteer,
            vocabulary=[keyword for keyword, _at in loaded.settings.keywords or ()],
            variants=VARIANTS,
            slug=lambda region: region.path.rpartition("/")[2],
            names=[],
            syllables=lambda han: ["x"] * len(han),
        )

    return read
