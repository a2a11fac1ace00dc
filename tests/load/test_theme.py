"""Templates and assets: the library's own before the packaged ones."""

from __future__ import annotations

from site_builder.core.diagnostics import Report
from site_builder.load.theme import fingerprinted, packaged_folder, read_theme


def test_the_packaged_theme_is_complete(library):
    theme = read_theme(library.root, Report())

    assert {"base.html", "case.html", "feed.xml", "robots.txt"} <= theme.templates.keys()
    assert "site.css" in theme.names
    assert theme.names["site.css"] in theme.assets


def test_a_file_of_the_librarys_own_replaces_the_packaged_one(library):
    library.write("templates/page.html", "eigen\r\nzwei")
    library.write("templates/assets/extra.js", "let a;")
    theme = read_theme(library.root, Report())

    assert theme.templates["page.html"] == "eigen\nzwei"
    assert theme.templates["case.html"] == (packaged_folder() / "case.html").read_text("utf-8")
    assert theme.assets[theme.names["extra.js"]] == b"let a;"


def test_the_name_of_an_asset_changes_with_its_content_only():
    one = fingerprinted("assets/site.css", b"a")

    assert one == fingerprinted("assets/site.css", b"a")
    assert one != fingerprinted("assets/site.css", b"b")
    assert one.startswith("assets/site.")
    assert one.endswith(".css")
    assert len(one) == len("assets/site..css") + 10


def test_a_template_that_is_not_utf8_is_a_diagnostic(library):
    library.write("templates/page.html", "案例".encode("gbk"))
    report = Report()
    read_theme(library.root, report)

    assert [(each.code.value, each.location.path) for each in report.diagnostics] == [
        ("not-utf8", "templates/page.html")
    ]


def test_notes_beside_templates_are_not_templates(library):
    library.write("templates/README.md", "{% nonsense %}")

    assert "README.md" not in read_theme(library.root, Report()).templates
