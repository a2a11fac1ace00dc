"""What pages are planned from is put together: templates know how often they will be used."""

from __future__ import annotations

import pytest

from site_builder.ledger import Ledger, Row
from site_builder.planning import foresee
from site_builder.render.templates import Templates

PAGES = [("a/index.html", "case.html"), ("index.html", "home.html"), ("b/index.html", "case.html")]


@pytest.mark.parametrize(
    ("rows", "uses"),
    [({}, {"case.html": 2, "home.html": 1}), ({"index.html": Row("home.html", {}, "", "")}, {})],
)
def test_uses_are_foreseen_where_every_page_is_new(tmp_path, rows, uses):
    templates = Templates({}, {})

    foresee(templates, PAGES, Ledger(tmp_path, rows=rows))

    assert templates.uses == uses
