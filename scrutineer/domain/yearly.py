"""The yearly report that each cycle owes when it ends."""

from __future__ import annotations

from datetime import date, timedelta

from scrutineer.domain.challenge import Waiting
from scrutineer.domain.dates import long_date
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.due_acts import DueAct
from scrutineer.domain.partnership import Cycle

_QUARTER = 92  # days: an annual report may be issued in the last quarter of its cycle


def settles(cycle: Cycle, issued: date) -> bool:
    """Whether a yearly report of a cycle that was issued on a day is its last word: the cycle had begun to end."""
    return issued > cycle.ends - timedelta(days=_QUARTER)


def yearly_report_day(ends: date) -> date:
    """The day by which a yearly report is looked for: 30 September after its year ends. Expected, not confirmed."""
    day = date(ends.year, 9, 30)
    return day if day > ends else date(ends.year + 1, 9, 30)


def yearly_act(cycle: Cycle) -> DueAct:
    """What a cycle waits for until its yearly report was issued."""
    why = f"The cycle ends {long_date(cycle.ends)}; the end of September is usual, not confirmed"
    return DueAct(DueKind.YEARLY, cycle.ends, yearly_report_day(cycle.ends), Waiting.YOU, NextAct.GIVE, why)
