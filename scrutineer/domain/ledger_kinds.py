"""The kinds of workbook that hold no answers to standards, each declared once: its record, its rules and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from scrutineer.domain.challenge import year_problem
from scrutineer.domain.indicators import IndicatorValue
from scrutineer.domain.ledgers import SETTLED, Attendance, Contribution, LogEntry, Presence, TrainingNumber
from scrutineer.domain.mapping import Layout
from scrutineer.domain.rules import before as is_before


def is_settled(row: Any) -> bool:
    """Whether a person decided on this row."""
    return str(row.reason).startswith(SETTLED)


def decided_stands(row: Any, standing: Any) -> Any:
    """What a newer row becomes beside the one that stands: what was decided holds until another thing is typed; None
    where it is, so that a person says which holds."""
    if not is_settled(standing):
        return row
    return standing if row.as_typed == standing.as_typed else None


def _as_read(row: Any, _today: date) -> Any:
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerKind:
    """One kind: `offered` as a person chooses it, `across` what a column without a role of its own holds in it.

    `asks` is what its sender is asked for where a row waits. `named_in` is the field that names an agency. `checked`
    has a row wait whose days cannot be; `beside` says what it becomes beside the row that stands. Where a row waits, a
    person decides on one of `decided_as`, or on a number, asked for as `decision`; `is_challenges` where they raise a
    challenge instead.
    """

    layout: Layout
    record: type[Any]
    offered: str
    across: str = ""
    asks: str
    named_in: str = "agency"
    checked: Callable[[Any, date], Any] = _as_read
    beside: Callable[[Any, Any], Any] = decided_stands
    decided_as: type[Enum] | None = None
    decision: str = "Number"
    is_challenges: bool = False


def day_problem(day: date, today: date) -> str:
    """Why no challenge can have been raised on a day; "" where one can."""
    return year_problem(day) or ("A challenge cannot have been raised in the future" if day > today else "")


def _waits_for_its_days(row: LogEntry, today: date) -> LogEntry:
    """A row of a log whose days cannot be waits for a person."""
    if row.reason or row.raised_on is None:
        return row
    problem = day_problem(row.raised_on, today)
    if not problem and is_before(row.due_on, row.raised_on):
        problem = "The reply is due before the challenge was raised"
    problem = problem or days_problem(row, today)
    return replace(row, reason=problem[:1].lower() + problem[1:])


def days_problem(row: LogEntry, today: date) -> str:
    """Why a row cannot have been replied to or closed on the day that it says; "" where it can."""
    for what, day in (("replied to", row.replied_on), ("closed", row.closed_on)):
        if day is not None and day > today:
            return f"It cannot have been {what} in the future"
        if is_before(day, row.raised_on):
            return f"It was {what} before it was raised"
    return "It was closed before it was replied to" if is_before(row.closed_on, row.replied_on) else ""


def _goes_on(row: LogEntry, standing: LogEntry) -> LogEntry:
    """A row of a newer log goes on with the challenge that it became, or stays left out where a person said so."""
    if standing.challenge_id is None and not is_settled(standing):
        return row
    decided = standing.status_typed if row.reason and not row.status_typed else row.status_typed
    return replace(row, challenge_id=standing.challenge_id, reason=standing.reason, status_typed=decided)


def _of_its_indicator(row: IndicatorValue, standing: IndicatorValue) -> IndicatorValue | None:
    """A figure of a newer workbook stays with the indicator and the evidence that the one it meets has."""
    becomes: IndicatorValue | None = decided_stands(row, standing)
    if becomes is None:
        return None
    return replace(becomes, indicator_id=standing.indicator_id, evidence_id=standing.evidence_id)


LEDGER_KINDS: tuple[LedgerKind, ...] = (
    LedgerKind(
        layout=Layout.CHALLENGE_LOG,
        record=LogEntry,
        offered="A challenge log",
        asks=(
            "Please give the day it was raised and, where it goes on, the day of the next reply; "
            "where it is closed, the day it was closed."
        ),
        named_in="put_to",
        checked=_waits_for_its_days,
        beside=_goes_on,
        is_challenges=True,
    ),
    LedgerKind(
        layout=Layout.ACTION_LOG,
        record=LogEntry,
        offered="A list of actions",
        asks="Please give the day it was agreed and, where it is closed, the day it was closed.",
        named_in="put_to",
        checked=_waits_for_its_days,
        beside=_goes_on,
        is_challenges=True,
    ),
    LedgerKind(
        layout=Layout.CONTRIBUTIONS,
        record=Contribution,
        offered="Contributions by year",
        across="a year",
        asks="Please give one sum in pounds.",
        named_in="partner",
    ),
    LedgerKind(
        layout=Layout.ATTENDANCE,
        record=Attendance,
        offered="Attendance at meetings",
        across="a meeting",
        asks="Please say who filled the seat: attended, deputy, deputy's deputy, apologies or absent.",
        decided_as=Presence,
        decision="How the seat was filled",
    ),
    LedgerKind(
        layout=Layout.TRAINING,
        record=TrainingNumber,
        offered="Training numbers",
        across="an agency's numbers",
        asks="Please give a number of people.",
    ),
    LedgerKind(
        layout=Layout.INDICATORS,
        record=IndicatorValue,
        offered="Indicators over time",
        across="a period",
        asks="Please give one figure, or how many of how many.",
        beside=_of_its_indicator,
        decision="Figure",
    ),
)

BY_LAYOUT: dict[Layout, LedgerKind] = {kind.layout: kind for kind in LEDGER_KINDS}
"""Each kind by its layout."""

LEDGERS = frozenset(BY_LAYOUT)
"""The layouts that hold no answers to standards, and need no scale."""

BY_NAME: dict[str, LedgerKind] = {kind.layout.value: kind for kind in LEDGER_KINDS}
"""Each kind by the name that a stored workbook bears."""

BY_RECORD: dict[type[Any], LedgerKind] = {kind.record: kind for kind in reversed(LEDGER_KINDS)}
"""Each kind by the record of its rows; the first, where two read the same rows in other words."""
