"""Days that can be and are unlikely where they stand: a person is asked about them, in words."""

from __future__ import annotations

from datetime import date, timedelta

from scrutineer.domain.dates import long_date

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
