"""Lists whose elements are made when they are asked for: all at once would be too large."""

from __future__ import annotations

from collections import abc
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from site_builder.core.document import Case

Made = TypeVar("Made", covariant=True)


class Each(abc.Sequence[Made]):
    """What is made of each case, made anew whenever it is asked for."""

    def __init__(self, make: Callable[[Case], Made], cases: Sequence[Case]) -> None:
        self._make = make
        self._cases = cases

    def __len__(self) -> int:
        return len(self._cases)

    @overload
    def __getitem__(self, place: int) -> Made: ...
    @overload
    def __getitem__(self, place: slice) -> list[Made]: ...
    def __getitem__(self, place: int | slice) -> Made | list[Made]:
        if isinstance(place, slice):
            return [self._make(case) for case in self._cases[place]]
        return self._make(self._cases[place])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, abc.Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(len(self))

    def __repr__(self) -> str:
        return repr(list(self))
