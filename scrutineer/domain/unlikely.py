"""Days that can be and are unlikely where they stand: a person is asked about them, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from scrutineer.domain.dates import long_date
from scrutineer.domain.partnership import Cycle

FAR = timedelta(days=2 * 366)
"""How far ahead, and of a raising how far back, a day is taken for what was meant without asking."""


def due_doubt(due: date | None, today: date, *, over: bool = False) -> str:
    """Why a day by which something is due, or is planned, is unlikely, in words; "" where it is not.

    The day of what is `over` already lies behind it as it should.
    """
    if due is not None and due < today and not over:
        return f"{long_date(due)} has passed already"
    if due is not None and due > today + FAR:
        return f"{long_date(due)} is more than two years ahead"
    return ""


EARLY = timedelta(days=31)
"""How long before its first day a cycle is begun without asking: it is the current one from then on."""
LONGEST = timedelta(days=2 * 366)
"""The longest that a cycle is taken to be without asking."""


def cycle_doubts(starts: date, ends: date, today: date, current: Cycle) -> Mapping[str, str]:
    """Why the days of a cycle that is begun are unlikely, by field, in words; "" where they are not. `current` is the
    cycle that it takes the place of."""
    return {"starts": _start_doubt(starts, today, current), "ends": _end_doubt(starts, ends, today)}


def _start_doubt(starts: date, today: date, current: Cycle) -> str:
    named = long_date(starts)
    if starts < today - FAR:
        return f"{named} is more than two years ago"
    if starts > today + FAR:
        return f"{named} is more than two years ahead"
    if starts < current.starts:
        return f"{named} lies before the first day of {current.name}, {long_date(current.starts)}"
    if starts > today + EARLY:
        return (
            f"{named} lies {(starts - today).days} days ahead, and what is recorded until then would be of this cycle"
        )
    return ""


def _end_doubt(starts: date, ends: date, today: date) -> str:
    if ends > starts + LONGEST:
        return f"From {long_date(starts)} to {long_date(ends)} is more than two years"
    return f"{long_date(ends)} has passed already" if ends < today else ""
