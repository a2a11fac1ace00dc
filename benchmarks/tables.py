"""Puts what was measured into tables, in Markdown."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measure import Cost, Size

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Row:
    """What was run, as often as it was."""

    name: str
    costs: Sequence[Cost]
    size: Size | None = None


@dataclass(frozen=True)
class Goal:
    """A figure that is to be reached."""

    what: str
    bound: float
    unit: str
    """`times`, `s` or `MB`."""
    value: float
    least: bool = False
    """Whether more is better."""

    @property
    def reached(self) -> bool:
        """Whether it is."""
        return self.value >= self.bound if self.least else self.value <= self.bound


def median(costs: Sequence[Cost]) -> Cost:
    """Return the middle of the times, and the most of the memory."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        max(cost.megabytes for cost in costs),
    )


def one_after_another(first: Sequence[Cost], second: Sequence[Cost]) -> list[Cost]:
    """Return what pairs of commands took together, each pair run one after the other."""
    return [
        Cost(one.wall + two.wall, one.cpu + two.cpu, max(one.megabytes, two.megabytes))
        for one, two in zip(first, second, strict=True)
    ]


def cost_table(rows: Sequence[Row], base: float) -> str:
    """Return the table of what was run; `base` is the time that stands for 1."""
    head = ("", "wall", "against ours", "CPU", "peak memory", "pages", "files", "written")
    return table(head, [cost_cells(row, base) for row in rows])


def cost_cells(row: Row, base: float) -> list[str]:
    """Return the cells of one row."""
    middle = median(row.costs)
    walls = [cost.wall for cost in row.costs]
    spread = f" ({seconds(min(walls))}–{seconds(max(walls))})" if len(walls) > 1 else ""
    size = row.size
    sizes = (
        (f"{size.pages:,}", f"{size.files:,}", f"{size.megabytes:,.0f} MB") if size else [""] * 3
    )
    return [
        row.name,
        f"{seconds(middle.wall)} s{spread}",
        f"{middle.wall / base:.2f}",
        f"{seconds(middle.cpu)} s",
        f"{middle.megabytes:,.0f} MB",
        *sizes,
    ]


def goal_table(goals: Sequence[Goal]) -> str:
    """Return the table of goals, each with what was measured."""
    head = ("goal", "to reach", "measured", "reached")
    return table(head, [goal_cells(goal) for goal in goals])


def goal_cells(goal: Goal) -> list[str]:
    """Return the cells of one row."""
    word = "at least" if goal.least else "at most"
    value = {"times": f"{goal.value:.1f}", "s": seconds(goal.value), "MB": f"{goal.value:,.0f}"}
    reached = "yes" if goal.reached else "**no**"
    return [
        goal.what,
        f"{word} {goal.bound:,g} {goal.unit}",
        f"{value[goal.unit]} {goal.unit}",
        reached,
    ]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; all columns but the first are numbers and stand to the right."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def seconds(value: float) -> str:
    """Return seconds as exact as they can be trusted: tenths, below ten hundredths."""
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
