"""Templates and assets: the library's own before the packaged ones."""

from __future__ import annotations

import re

from site_builder.core.diagnostics import Report
from site_builder.load.theme import (
    fingerprinted,
    packaged_folder,
    place_assets,
    plain_style,
    read_theme,
)


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


def test_modules_name_those_they_import_by_their_places():
    contents = {
        "a.js": b'import{b}from"./b.js";const c=await import("./c.js");import"./gone.js";',
        "b.js": b"export const b=1;",
        "c.js": b'export{b}from"./b.js";',
    }
    names, assets = place_assets(contents)
    b, c = (names[name].removeprefix("assets/").encode() for name in ("b.js", "c.js"))

    assert assets[names["a.js"]] == (
        b'import{b}from"./' + b + b'";const c=await import("./' + c + b'");import"./gone.js";'
    )
    assert assets[names["c.js"]] == b'export{b}from"./' + b + b'";'


def test_a_module_changes_its_name_when_one_it_imports_changes():
    names = [
        place_assets({"a.js": b'import "./b.js";', "b.js": content, "c.js": b""})[0]
        for content in (b"1", b"2")
    ]

    assert names[0]["a.js"] != names[1]["a.js"]
    assert names[0]["c.js"] == names[1]["c.js"]


def test_modules_in_a_circle_can_still_be_placed():
    names, assets = place_assets({"a.js": b'import"./b.js";', "b.js": b'import"./a.js";'})

    assert assets[names["b.js"]] == b'import"./a.js";'
    assert names["b.js"].removeprefix("assets/").encode() in assets[names["a.js"]]


def test_text_that_looks_like_an_import_of_something_else_stays():
    contents = {"a.js": b'fetch("./b.js");const from=["./b.js"];', "b.js": b""}

    assert contents["a.js"] == place_assets(contents)[1][place_assets(contents)[0]["a.js"]]


def test_scripts_go_out_without_comments():
    script = b"""/** What it is.\n * @param {string} a */\nexport const a = (b) => `//${b} /* */`; // why\n"""
    names, assets = place_assets({"a.js": script})

    assert assets[names["a.js"]] == b"export const a=(b)=>`//${b} /* */`;"


def test_a_stylesheet_takes_in_those_it_imports_and_parts_are_not_published():
    contents = {
        "site.css": b'@layer a, b;\n@import "./_a.css";\n@import "./gone.css";\n',
        "_a.css": b'@import "./_b.css";\np { margin: 0 }\n',
        "_b.css": b'@import "./_a.css";\n',
    }
    names, assets = place_assets(contents)

    assert list(names) == ["site.css"]
    assert assets[names["site.css"]] == (
        b'@layer a, b;\n@import "./_a.css";\np { margin: 0 }\n@import "./gone.css";\n'
    )


def test_a_part_of_the_librarys_own_goes_into_the_packaged_stylesheets(library):
    library.write("templates/assets/_tokens.css", ":root { --accent: #005a9c }\n")
    theme = read_theme(library.root, Report())
    site = theme.assets[theme.names["site.css"]]

    assert b"--accent: #005a9c" in site
    assert b"--accent: #b3261e" not in site
    assert b".masthead" in site


def test_no_stylesheet_leaves_an_import_to_browsers_and_one_tells_the_layers(library):
    theme = read_theme(library.root, Report())
    styles = {name: theme.assets[at] for name, at in theme.names.items() if name.endswith(".css")}

    assert {"site.css", "case.css", "home.css", "list.css", "page.css"} <= styles.keys()
    assert [name for name, style in styles.items() if b"@import" in style] == []
    assert [name for name, style in styles.items() if re.search(rb"@layer [^{]+;", style)] == [
        "site.css"
    ]


def test_a_stylesheet_goes_without_comments_and_indentation_but_texts_stay():
    style = b"""/*! by A */
/* why */
p {
  margin: 0;  /* none */

  content: "/* a */  \\201c";
}
"""

    assert plain_style(style) == (
        b'/*! by A */\n\np {\nmargin: 0;  \ncontent: "/* a */  \\201c";\n}\n'
    )
