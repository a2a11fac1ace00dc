"""docs/reference.md, which is made from the schemas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent


def test_the_reference_is_up_to_date() -> None:
    result = subprocess.run(
        [sys.executable, "scripts/make_reference.py", "--check"], cwd=REPOSITORY, check=False
    )

    assert result.returncode == 0, "run: python scripts/make_reference.py"


def test_the_reference_names_every_key_in_both_languages() -> None:
    from site_builder.load.front.known_keys import KEYS

    text = (REPOSITORY / "docs" / "reference.md").read_text("utf-8")

    assert {key for key in KEYS if key not in text} == set()
