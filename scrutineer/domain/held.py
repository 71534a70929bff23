"""Three answers and never two: something is shown, it is withheld, or there is none (None)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """Something that this edition may hold."""

    thing: T


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that is there and that this edition may not hold. It says nothing of it."""


Seen: TypeAlias = Shown[T] | Withheld
"""Shown or withheld; None beside it stands for what does not exist."""

WITHHELD = Withheld()


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """What is shown of several things, and how many there are that are not."""

    shown: tuple[T, ...] = ()
    withheld: int = 0

    @property
    def total(self) -> int:
        """How many there are, shown or not."""
        return len(self.shown) + self.withheld

    @property
    def is_whole(self) -> bool:
        """Whether nothing is withheld, so that a count of what is shown is the count of what there is."""
        return self.withheld == 0
