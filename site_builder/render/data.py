"""Plain data becomes JSON and CSV, in parts: the whole library is never held as one text."""

from __future__ import annotations

import csv
import io
import json
from collections import abc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

JSON = json.JSONEncoder(ensure_ascii=False)
"""Made once: json.dumps makes one each time."""
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""Full-width ones count too: spreadsheets of East Asia take them for the others."""


def json_parts(view: Mapping[str, object]) -> Iterator[str]:
    """Yield data as JSON: a key a line, and in lists an element a line, so changes are readable.

    json's own indentation is several times slower, and its lines say too little each.
    """
    before = ""
    yield "{\n"
    for key, value in view.items():
        yield f"{before}{compact(key)}: "
        yield from value_parts(value)
        before = ",\n"
    yield "\n}\n"


def value_parts(value: object) -> Iterator[str]:
    """Yield a value of the outermost mapping."""
    if isinstance(value, str) or not isinstance(value, abc.Sequence):
        yield compact(value)
        return
    before = "[\n"
    for each in value:
        yield before + compact(each)
        before = ",\n"
    yield "\n]" if before == ",\n" else "[]"


def compact(value: object) -> str:
    """Return JSON on one line."""
    return JSON.encode(value)


def csv_parts(view: Mapping[str, Iterable[list[str]]]) -> Iterator[str]:
    """Yield rows as CSV (RFC 4180) that Excel opens right: byte order mark, CRLF."""
    yield "\ufeff"
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    for row in view["rows"]:
        writer.writerow([harmless(value) for value in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def harmless(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


FORMATS: Mapping[str, Callable[..., Iterator[str]]] = {"json": json_parts, "csv": csv_parts}
"""By the name behind `data:` in a page's template."""
