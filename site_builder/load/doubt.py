"""What a list of names with errors in it may name: no case is blamed for using that."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """The text of a file with errors; None when it could not be read, so it may name anything."""

    text: str | None

    def covers(self, name: str) -> bool:
        """Return whether a name, or the last part of a path of names, may be meant to be there."""
        last = name.rpartition("/")[2].strip()
        return self.text is None or (last != "" and last in self.text)


CERTAIN = Doubt("")
"""There is nothing wrong with the file."""
