"""Bytes put aside until they are wanted: in memory while they are few, else in a file."""

from __future__ import annotations

from itertools import accumulate, pairwise
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_IN_MEMORY = 96 << 20
"""Bytes: what ten thousand cases need."""


class Place(NamedTuple):
    """Where some fields lie that were put aside together."""

    start: int
    sizes: tuple[int, ...]


class Spool:
    """A file without a name, gone when it is closed, however that happens."""

    def __init__(self, folder: str | None = None) -> None:
        self.size = 0
        # Some keep the folder of temporary files in memory: large is what lies beside the site.
        self._file = SpooledTemporaryFile(MOST_IN_MEMORY, dir=folder)  # noqa: SIM115 - see close

    def put(self, fields: Sequence[bytes]) -> Place:
        """Put some fields aside."""
        place = Place(self.size, tuple(map(len, fields)))
        self._file.seek(self.size)
        self._file.writelines(fields)
        self.size += sum(place.sizes)
        return place

    def get(self, place: Place) -> list[bytes]:
        """Return fields that were put aside."""
        self._file.seek(place.start)
        content = self._file.read(sum(place.sizes))
        return [content[a:b] for a, b in pairwise(accumulate(place.sizes, initial=0))]

    def close(self) -> None:
        """Let all of it go."""
        self._file.close()
