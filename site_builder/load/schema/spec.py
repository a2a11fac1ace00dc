"""What a schema asks of a text, in words that need no library: keys, their names and shapes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from site_builder.core.diagnostics import NO_HINT, Code

if TYPE_CHECKING:
    from site_builder.core.diagnostics import Location, Report
    from site_builder.core.messages import Message


class Shape(Enum):
    """What a value is made of."""

    TEXT = auto()
    WORDS = auto()
    """A list of texts, or one text with separators."""
    KEYS = auto()
    ENTRIES = auto()
    """A list of keys, or one set of keys."""
    TEXT_OR_KEYS = auto()
    """Keys, or a text that stands for the first of them."""
    PAIRS = auto()
    """Keys of the editor's own choice, each with a text."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a schema."""

    names: tuple[str, ...]
    """The English name, the Chinese one, and further ones that are accepted."""
    shape: Shape
    kind: str
    """What an editor calls its type: 文字, 日期."""
    must: bool
    about: str
    example: str
    below: Spec | None = None
    """The keys within its value."""

    @property
    def name(self) -> str:
        """The name that the program uses."""
        return self.names[0]

    def called(self, *, chinese: bool) -> str:
        """Return the name that an editor uses."""
        return self.names[1] if chinese else self.names[0]


@dataclass(frozen=True, slots=True)
class Spec:
    """The keys that may stand side by side."""

    keys: tuple[Key, ...]
    by_name: dict[str, Key]
    synonyms: dict[str, str]
    """Other words for a key: its path from here, as in sources.byline."""


@dataclass(slots=True)
class Shaped:
    """What is known of the values of one document, by their paths: title, sources.0.url."""

    path: str
    report: Report
    root: Spec
    chinese: bool = True
    """Whether the editor writes keys in Chinese."""
    places: dict[str, Location] = field(default_factory=dict)
    empty: dict[str, Location] = field(default_factory=dict)
    """Keys without a value, where they stand."""
    failed: set[str] = field(default_factory=set)
    """Values of the wrong kind; no more is said about them."""
    unknown: int = 0
    """How many keys were unknown so far."""
    doubtful: set[str] = field(default_factory=set)
    """Values with a slip that was reported; they are not judged."""
    wrong: Code = Code.WRONG_VALUE
    """What a wrong value is called."""
    faulty: bool = False
    """Whether an error was reported."""

    def error(self, code: Code, at: Location, message: Message, hint: Message = NO_HINT) -> None:
        """Report an error."""
        self.faulty = True
        self.report.error(self.wrong if code is Code.WRONG_VALUE else code, at, message, hint)


def sample(key: Key, *, chinese: bool, given: str = "") -> str:
    """Return how a key is written, with a given text in the first place that takes one."""
    label = key.called(chinese=chinese)
    if key.shape is Shape.PAIRS:
        return f"{label}:\n  {key.example}"
    if key.below is None:
        return f"{label}: {given or key.example}"
    shown = [each for each in key.below.keys if each.must] or key.below.keys[:2]
    # 15家 is a figure's value, and what it counts must be said beside it.
    taker = next((each for each in shown if each.name == "value"), shown[0])
    lines = [
        f"{each.called(chinese=chinese)}: "
        + (given if given and each is taker and each.kind == "文字" else each.example)
        for each in shown
    ]
    start = "  - " if key.shape is Shape.ENTRIES else "  "
    lines = [(start if line is lines[0] else " " * len(start)) + line for line in lines]
    return "\n".join([f"{label}:", *lines])
