"""When the impact of what has ended is asked about again: after some months, and never twice for one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from scrutineer.domain.dates import months_after

IMPACT_MONTHS = (3, 6, 12)
"""How many months after a challenge closed its impact on children is asked about again."""


class AskedAgain(NamedTuple):
    """How many months after its end the impact of something is asked about again, and the day."""

    months: int
    on: date


def next_impact(ended: date, answered: Iterable[date]) -> AskedAgain | None:
    """When impact is asked about next of what ended on a day; an answer settles the days that lie behind it. None where
    all of them are settled."""
    settled = max((ended, *answered))
    days = (AskedAgain(months, months_after(ended, months)) for months in IMPACT_MONTHS)
    return next((asked for asked in days if asked.on > settled), None)
