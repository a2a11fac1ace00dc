"""Scripts that are loaded together become one file, each with a scope of its own."""

from __future__ import annotations

import re

from site_builder.core.diagnostics import Report
from site_builder.load.modules import put_together
from site_builder.load.theme import packaged_folder, read_theme

PAGE = """import { twice as double } from "./sum.js";
import { text } from "./text.js";
const name = text(double(2));
export class Page {}
"""
BOX = 'import { text } from "./text.js";\ntext(1);\n'
SUM = "export function twice(number) {\n  return 2 * number;\n}\n"
TEXT = "export const text = String;\n"


def test_what_one_page_loads_joins_it_and_what_several_load_is_a_file_of_its_own():
    files = put_together({"box.js": BOX, "page.js": PAGE, "sum.js": SUM, "text.js": TEXT}, ())

    assert files == {
        "box.js": 'import { $text } from "./text.js";\nconst { text } = $text;\n\ntext(1);\n',
        "page.js": """import { $text } from "./text.js";
const $sum = (() => {
function twice(number) {
  return 2 * number;
}

return { twice };
})();
const { twice: double } = $sum;
const { text } = $text;


const name = text(double(2));
class Page {}

export { Page };""",
        "text.js": """const $text = (() => {
const text = String;

return { text };
})();
export { $text };""",
    }


def test_what_a_template_names_keeps_its_file_and_its_exports():
    files = put_together({"page.js": PAGE, "sum.js": SUM, "text.js": TEXT}, ["asset('sum.js')"])

    assert list(files) == ["page.js", "sum.js"]
    assert files["sum.js"].endswith("export { twice };")
    assert files["page.js"].startswith('import { twice as $sum$twice } from "./sum.js";')
    assert "const double = $sum$twice;" in files["page.js"]


def test_what_a_named_file_brings_along_stays_with_it():
    contents = {
        "page.js": 'import { sum } from "./sum.js";\nsum(1);\n',
        "sum.js": 'import { text } from "./text.js";\nexport const sum = text;\n',
        "text.js": TEXT,
    }

    files = put_together(contents, ["asset('page.js')", "asset('sum.js')"])

    assert list(files) == ["page.js", "sum.js"]
    assert "const text = String;" in files["sum.js"]


def test_what_is_loaded_when_it_is_wanted_is_a_file_but_a_type_in_a_comment_is_none():
    page = '/** @typedef {import("./sum.js").Sum} Sum */\nconst get = () => import("./text.js");\n'
    use = 'import { twice } from "./sum.js";\n'
    files = put_together({"page.js": use + page, "sum.js": SUM, "text.js": TEXT}, ())

    assert list(files) == ["page.js", "text.js"]


def test_modules_in_a_circle_or_without_the_others_stay_as_they_are():
    circle = {"a.js": 'import { b } from "./b.js";', "b.js": 'import { a } from "./a.js";'}
    alone = {"a.js": 'import { b } from "./gone.js";', "text.js": TEXT}

    assert put_together(circle, ()) == circle
    assert put_together(alone, ()) == alone


def test_what_is_written_in_other_ways_stays_and_finds_what_it_names():
    for own in ('import * as all from "./text.js";\n', 'await import("./text.js");\n'):
        files = put_together({"own.js": own, "text.js": TEXT, "page.js": PAGE, "sum.js": SUM}, ())

        assert files["own.js"] == own
        assert files["text.js"] == "const text = String;\n\nexport { text };"


def test_the_pages_of_the_site_load_few_files(library):
    theme = read_theme(library.root, Report())
    scripts = [name for name in theme.names if name.endswith(".js")]
    page = theme.assets[theme.names["search-page.js"]]

    written = [*(packaged_folder() / "assets").glob("*.js")]
    assert 2 * len(scripts) < len(written)
    assert len(set(re.findall(rb'from"\./([^"]+)"', page))) <= 4
