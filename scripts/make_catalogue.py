"""Brings site_builder/locale/en.po up to date with the texts in the code and the templates.

New texts get an empty translation, gone ones are dropped; a test tells which are missing.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "site_builder" / "locale" / "en.po"
KEYWORDS = {"msg": None, "_": None, "gettext": None, "ngettext": (1, 2)}


def current_texts() -> Catalog:
    """Return every text that the code and the templates show to people."""
    catalogue = Catalog(charset="utf-8")
    sources: tuple[tuple[Path, list[tuple[str, str]], dict[str, dict[str, str]]], ...] = (
        (ROOT / "site_builder", [("**.py", "python")], {}),
        (
            ROOT / "templates",
            [("**.html", "jinja2"), ("**.xml", "jinja2"), ("**.txt", "jinja2")],
            {"**": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}},
        ),
    )
    for folder, methods, options in sources:
        found = extract_from_dir(
            str(folder),
            methods,
            options,
            keywords=KEYWORDS,
            comment_tags=(),
            strip_comment_tags=True,
        )
        for _name, _line, text, _comments, context in found:
            catalogue.add(text, None, context=context)
    return catalogue


def updated() -> bytes:
    """Return the catalogue with today's texts and the translations it has."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    catalogue.update(current_texts(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    text = io.BytesIO()
    write_po(text, catalogue, sort_output=True, omit_header=True, no_location=True, width=100)
    return text.getvalue()


def main() -> None:
    """Write the catalogue."""
    if not CATALOGUE.exists():
        CATALOGUE.parent.mkdir(exist_ok=True)
        CATALOGUE.write_text("", "utf-8")
    CATALOGUE.write_bytes(updated())
    with CATALOGUE.open("rb") as file:
        missing = [each.id for each in read_po(file, locale="en") if each.id and not each.string]
    print(f"{CATALOGUE.relative_to(ROOT)}: {len(missing)} texts without a translation")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
