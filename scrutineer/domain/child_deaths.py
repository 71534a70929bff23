"""How many children died in the area of a child death review, year by year, beside the footprint that such an area is
to have: what that means, and never more than was kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from scrutineer.domain.dates import months_after
from scrutineer.domain.indicators import HELD_BACK, Indicator, IndicatorValue, in_time, plain_number
from scrutineer.domain.periods import period_end
from scrutineer.domain.words import as_shown

INDICATOR = "Child deaths in the area of the review"
"""The indicator whose figures these are: one a year, with each part of the area as a group of its own where known."""
UNIT = "deaths"
NOT_KEPT = "No number of child deaths is kept yet: whether the area is large enough is not known."


def is_of_deaths(indicator: Indicator) -> bool:
    """Whether an indicator is the one of these numbers."""
    return " ".join(indicator.name.split()).casefold() == INDICATOR.casefold()


@dataclass(frozen=True, slots=True)
class DeathsKept:
    """One number that is kept, beside the footprint of one year."""

    value: IndicatorValue
    footprint: int

    @property
    def whose(self) -> str:
        """Its year, and the part of the area where it is of one."""
        return ", ".join(filter(None, (self.value.period, self.value.breakdown)))

    @property
    def number(self) -> float | None:
        """How many died; None where no number of deaths stands: it is missing, held back, or counts something else."""
        value = self.value
        counts = value.denominator is None and value.as_read.replace(",", "").replace(".", "").isdecimal()
        return value.numerator if counts else None

    @property
    def in_words(self) -> str:
        """“41 deaths”, or what stands there instead of a number of them."""
        if self.number is not None:
            return f"{plain_number(self.number)} {UNIT if self.number != 1 else 'death'}"
        return HELD_BACK if self.value.missing == HELD_BACK else self.value.as_read or "not read"

    @property
    def is_large_enough(self) -> bool | None:
        """Whether it is at or above the footprint; None for what is not held against it: no number, no year, a part."""
        return None if self.number is None or self._apart else self.number >= self.footprint

    @property
    def _apart(self) -> str:
        """Why a number is not held against the footprint; "" where it is."""
        value = self.value
        if period_end(value.period) != months_after(value.starts, 12) - timedelta(days=1):
            return "not a year"
        return "a part of the area" if value.breakdown else ""

    @property
    def meaning(self) -> str:
        """What it means beside the footprint, and never more than is known."""
        if self.value.numerator is None:
            return "nothing is said of it here" if self.value.missing == HELD_BACK else "nothing is known of it"
        if self.number is None:
            return "no number of deaths"
        if self._apart:
            return f"{self._apart}, so not held against {self.footprint}"
        if self.is_large_enough:
            return f"at or above {self.footprint} a year: large enough for patterns to show"
        return f"below {self.footprint} a year: patterns may not show in an area of this size"


def deaths_kept(values: Iterable[IndicatorValue], footprint: int) -> tuple[DeathsKept, ...]:
    """Each number that is kept, the newest first and the whole area before its parts. Years are never added: the
    footprint is of one of them."""
    newest = sorted(in_time(values), key=lambda value: value.starts, reverse=True)
    return tuple(DeathsKept(value, footprint) for value in newest)


def beside_footprint(values: Iterable[IndicatorValue], footprint: int) -> tuple[str, ...]:
    """Each number that is kept, the newest first, with what it means beside the footprint."""
    return tuple(_in_words(kept) for kept in deaths_kept(values, footprint))


def _in_words(kept: DeathsKept) -> str:
    said = f"{kept.whose}: {kept.in_words}"
    if kept.value.numerator is None:
        return f"{said}, so {kept.meaning}"
    if kept.number is None:
        return f"{said}, which is {kept.meaning}"
    return f"{said}, {as_shown(kept.value.source)}; {kept.meaning}"


def rests_held(values: Iterable[IndicatorValue], least: int) -> frozenset[int]:
    """The numbers of a year and source that together would tell of too few children in what is left of the area: the
    whole without one of its parts, or without all of them. None where `least` is 0."""
    held: set[int] = set()
    by_year: dict[tuple[object, ...], list[IndicatorValue]] = defaultdict(list)
    for value in values:
        if value.numerator is not None:
            by_year[(*value.span, value.source)].append(value)
    for every in by_year.values():
        whole = next((value.numerator for value in every if not value.breakdown), None)
        parts = [value.numerator or 0 for value in every if value.breakdown]
        if whole is not None and any(0 < whole - taken < least for taken in (*parts, sum(parts))):
            held.update(value.id for value in every)
    return frozenset(held)
