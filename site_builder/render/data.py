"""Plain data becomes JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

JSON = json.JSONEncoder(ensure_ascii=False)
"""Made once: json.dumps makes one each time."""
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""Full-width ones count too: spreadsheets of East Asia take them for the others."""


def render_json(view: Mapping[str, object]) -> str:
    """Return data as JSON: a key a line, and in lists an element a line, so changes are readable.

    json's own indentation is several times slower, and its lines say too little each.
    """
    rows = [f"{compact(key)}: {json_value(value)}" for key, value in view.items()]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def json_value(value: object) -> str:
    """Return a value of the outermost mapping."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(compact(each) for each in value) + "\n]"
    return compact(value)


def compact(value: object) -> str:
    """Return JSON on one line."""
    return JSON.encode(value)


def render_csv(view: Mapping[str, Iterable[list[str]]]) -> str:
    """Return rows as CSV (RFC 4180) that Excel opens right: byte order mark, CRLF."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    for row in view["rows"]:
        writer.writerow([harmless(value) for value in row])
    return "\ufeff" + table.getvalue()


def harmless(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


FORMATS: Mapping[str, Callable[..., str]] = {"json": render_json, "csv": render_csv}
"""By the name behind `data:` in a page's template."""
