"""How many children died in the area of a child death review, year by year, beside the footprint that such an area is
to have: what that means, and never more than was kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from scrutineer.domain.dates import months_after
from scrutineer.domain.indicators import Indicator, IndicatorValue, in_time, plain_number
from scrutineer.domain.periods import period_end
from scrutineer.domain.words import as_shown

INDICATOR = "Child deaths in the area of the review"
"""The indicator whose figures these are: one a year, with each part of the area as a group of its own where known."""
UNIT = "deaths"
NOT_KEPT = "No number of child deaths is kept yet: whether the area is large enough is not known."


def is_of_deaths(indicator: Indicator) -> bool:
    """Whether an indicator is the one of these numbers."""
    return " ".join(indicator.name.split()).casefold() == INDICATOR.casefold()


def beside_footprint(values: Iterable[IndicatorValue], footprint: int) -> tuple[str, ...]:
    """Each number that is kept, the newest first, with what it means beside the footprint; years are never added."""
    return tuple(_in_words(value, footprint) for value in reversed(in_time(values)))


def _in_words(value: IndicatorValue, footprint: int) -> str:
    whose = ", ".join(filter(None, (value.period, value.breakdown)))
    number = value.numerator
    if number is None:
        return f"{whose}: {value.as_read or 'not read'}, so nothing is known of it"
    if value.denominator is not None or not value.as_read.replace(",", "").replace(".", "").isdecimal():
        return f"{whose}: {value.as_read}, which is no number of deaths"
    said = f"{whose}: {plain_number(number)} {UNIT if number != 1 else 'death'}, {as_shown(value.source)}"
    if period_end(value.period) != months_after(value.starts, 12) - timedelta(days=1):
        return f"{said}; not a year, so not held against {footprint}"
    if value.breakdown:
        return f"{said}; a part of the area, so not held against {footprint}"
    if number >= footprint:
        return f"{said}; at or above {footprint} a year: large enough for patterns to show"
    return f"{said}; below {footprint} a year: patterns may not show in an area of this size"
