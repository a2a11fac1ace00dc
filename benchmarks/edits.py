"""Changes cases as an editor would, and puts them back."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Edit:
    """A body that was changed."""

    page: str
    """Its page's address in the site."""
    text: str
    """What is new on it."""
    saved: float
    """When the file was written, on the clock of time.perf_counter."""


@dataclass
class Editor:
    """Edits one case after another of a library."""

    library: Path
    originals: dict[Path, bytes] = field(default_factory=dict)

    def edit(self) -> Edit:
        """Add a sentence that no build has seen to a case not edited before."""
        paths = sorted((self.library / "content/cases").rglob("*.md"))
        # A step of about a third of the library: other years, other regions.
        path = paths[(len(self.originals) * (len(paths) // 3 + 1) + len(paths) // 7) % len(paths)]
        before = self.originals.setdefault(path, path.read_bytes())
        text = f"再补一句，编号{time.time_ns()}。"
        saved = time.perf_counter()
        path.write_bytes(before + f"\n{text}\n".encode())
        return Edit(f"cases/{path.stem}/", text, saved)

    def put_back(self) -> None:
        """Write all that was edited as it was."""
        for path, before in self.originals.items():
            path.write_bytes(before)
        self.originals.clear()
