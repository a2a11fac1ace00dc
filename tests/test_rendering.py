"""Pages are looked at, rendered and staged one by one."""

from __future__ import annotations

from site_builder.core.fingerprint import mark_of
from site_builder.core.site import Page
from site_builder.ledger import Ledger
from site_builder.render.pages import Renderer
from site_builder.render.templates import Templates
from site_builder.rendering import Rendered, Work, make_page


def test_a_view_is_made_once_for_its_digests_and_for_the_page(tmp_path):
    made = []

    def view():
        made.append(True)
        return {"page": "甲"}

    renderer = Renderer(Templates({"page.html": "{{ page }}"}, {}), "/")
    work = Work(None, {}, renderer, {"page.html": {}}, Ledger(tmp_path))
    rendered = Rendered()

    make_page(work, Page("a/index.html", "page.html", view), rendered)

    [(name, found)] = rendered.made.items()
    assert (name, found.row.inputs) == ("a/index.html", {"page": mark_of("甲")})
    assert made == [True]
