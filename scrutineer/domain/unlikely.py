"""Days that can be and are unlikely where they stand: a person is asked about them, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from scrutineer.domain.dates import long_date
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.rules import Day, rules_of

MOST_HALF_DAYS = 60
"""Half days that one activity takes without anybody being asked: thirty days."""
FAR = timedelta(days=2 * 366)
"""How far ahead, and of a raising how far back, a day is taken for what was meant without asking."""
EARLY = timedelta(days=31)
"""How long before its first day a cycle is begun without asking: it is the current one from then on."""
LONGEST = timedelta(days=2 * 366)
"""The longest that a cycle is taken to be without asking."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is unlikely and can be: the field that it is about, a sentence without its full stop, and what a person may
    do `instead` of saying that it is so."""

    about: str
    words: str
    instead: str = "give another day"


def due_doubt(due: date | None, today: date, *, over: bool = False) -> str:
    """Why a day by which something is due, or is planned, is unlikely, in words; "" where it is not.

    The day of what is `over` already lies behind it as it should.
    """
    if due is not None and due < today and not over:
        return f"{long_date(due)} has passed already"
    if due is not None and due > today + FAR:
        return f"{long_date(due)} is more than two years ahead"
    return ""


def day_doubts(thing: Any, before: Any, today: date) -> Iterator[Doubt]:
    """What of a record's days is unlikely, by the marks in its types. A day that stood there `before` was meant.

    A record that can be done with says so in `is_over`: its day lies behind it as it should.
    """
    for field in rules_of(type(thing)):
        rule, day = field.rule, getattr(thing, field.name)
        if isinstance(rule, Day) and (rule.due or rule.near) and (before is None or getattr(before, field.name) != day):
            words = due_doubt(day, today, over=rule.near or getattr(thing, "is_over", False))
            if words:
                yield Doubt(field.name, words)


def days_doubt(half_days: int) -> str:
    """Why the half days of one activity are unlikely, in words; "" where they are not."""
    return f"{half_days / 2:g} days are many for one activity" if half_days > MOST_HALF_DAYS else ""


def cycle_doubts(starts: date, ends: date, today: date, current: Cycle) -> Iterator[Doubt]:
    """Why the days of a cycle that is begun are unlikely. `current` is the cycle that it takes the place of."""
    for about, words in (("starts", _start_doubt(starts, today, current)), ("ends", _end_doubt(starts, ends, today))):
        if words:
            yield Doubt(about, words, "give other days")


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
