"""The simplified characters that traditional ones stand for."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def read_variants() -> dict[str, str]:
    """Return simplified characters by traditional ones, in the order of their code points."""
    table = resources.files("site_builder.data").joinpath("variants.tsv")
    rows = table.read_text(encoding="utf-8").split("\n")[1:-1]
    return dict(row.split("\t") for row in rows)
