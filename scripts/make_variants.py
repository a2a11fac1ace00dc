"""Writes site_builder/data/variants.tsv from the dictionaries of the PyPI package OpenCC.

Run it as `python scripts/make_variants.py` where `pip install OpenCC==1.4.2` was run before. Two
runs on the same package give the same bytes. What is left out, and the package's licence, stands in
site_builder/data/README.md.
"""

from __future__ import annotations

import argparse
import importlib
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGE = ("OpenCC", "1.4.2")
OUTPUT = Path(__file__).resolve().parents[1] / "site_builder" / "data" / "variants.tsv"
HAN = range(0x4E00, 0xA000)
"""The block of common characters; the dictionaries' pairs beyond it are of no use to readers."""
SIMPLIFIED = frozenset("乾吒拚袷薹麴")
"""Characters with a meaning of their own in simplified text: 乾县 is not 干县."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the package, write the table and say how much there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args(arguments)
    variants = make_variants()
    lines = ["traditional\tsimplified", *map("\t".join, sorted(variants.items()))]
    options.output.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{options.output}: {len(variants)} characters")


def make_variants() -> dict[str, str]:
    """Return the simplified character of each traditional one."""
    name, wanted = PACKAGE
    if version(name) != wanted:
        message = f"{name} {version(name)} is installed, the table is made from {wanted}"
        raise SystemExit(message)
    convert = importlib.import_module("opencc").OpenCC("hk2s").convert
    characters = [chr(code) for code in HAN]
    # hk2s knows what t2s does, and the forms of Hong Kong (衞). One character a line: otherwise the
    # dictionary of phrases would have a say.
    first = dict(zip(characters, convert("\n".join(characters)).split("\n"), strict=True))
    variants = {}
    for traditional, simplified in first.items():
        # 薴 becomes 苧, which becomes 苎 as the traditional character that it is, too.
        last = first.get(simplified, simplified)
        if last != traditional and ord(last) in HAN and traditional not in SIMPLIFIED:
            variants[traditional] = last
    return variants


if __name__ == "__main__":
    main()
