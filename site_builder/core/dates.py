"""A date as precise as it was written: a day, a month or a year."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year of the Gregorian calendar."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """2023-03-28, 2023-03 or 2023 (ISO 8601, also what `<time datetime>` takes)."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def chinese(self) -> str:
        """2023年3月28日, 2023年3月 or 2023年."""
        month = f"{self.month}月" if self.month is not None else ""
        day = f"{self.day}日" if self.day is not None else ""
        return f"{self.year}年{month}{day}"

    @property
    def first_day(self) -> datetime.date:
        """The first day the date may mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Orders dates in time, the vaguer one before the more precise one it contains."""
        return (self.year, self.month or 0, self.day or 0)
