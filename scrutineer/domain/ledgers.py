"""Workbooks that are no self-assessments: a challenge log, contributions, attendance, training numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from scrutineer.domain.ids import AgencyId, ChallengeId, LedgerId, ReturnId
from scrutineer.domain.rules import AsRead, DayDone, People, Problem, Sum, Title, before


class Presence(Enum):
    """How a seat was filled at a meeting."""

    ATTENDED = "attended"
    DEPUTY = "deputy"
    DEPUTYS_DEPUTY = "deputy's deputy"
    APOLOGIES = "apologies"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one partner paid in one year. `amount` in pounds, None where it waits for a person or was left blank."""

    id: LedgerId = LedgerId(0)
    return_id: ReturnId = ReturnId(0)
    partner: AsRead
    agency_id: AgencyId | None = None
    year: AsRead
    amount: Sum | None
    typed: AsRead
    cell: AsRead
    in_kind: AsRead = ""
    note: AsRead = ""
    reason: AsRead = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """How one seat was filled at one meeting. `presence` is None where nothing readable stands there."""

    id: LedgerId = LedgerId(0)
    return_id: ReturnId = ReturnId(0)
    meeting: AsRead
    on_date: date | None
    seat: AsRead
    agency: AsRead
    agency_id: AgencyId | None = None
    presence: Presence | None
    typed: AsRead
    cell: AsRead
    reason: AsRead = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingNumber:
    """How many people of one agency (or role) took one course in one period."""

    id: LedgerId = LedgerId(0)
    return_id: ReturnId = ReturnId(0)
    course: AsRead
    agency: AsRead
    agency_id: AgencyId | None = None
    period: AsRead = ""
    number: People | None
    typed: AsRead
    cell: AsRead
    reason: AsRead = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """A row of a challenge log as it was read; `challenge_id` is the challenge it became, None while it waits."""

    id: LedgerId = LedgerId(0)
    return_id: ReturnId = ReturnId(0)
    number: AsRead
    raised_typed: AsRead
    raised_on: date | None
    put_to: AsRead
    agency_id: AgencyId | None = None
    question: AsRead
    update_text: AsRead = ""
    status_typed: AsRead = ""
    due_on: date | None = None
    cell: AsRead
    challenge_id: ChallengeId | None = None
    reason: AsRead = ""


Ledger = Contribution | Attendance | TrainingNumber | LogEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReturn:
    """A return that an agency was asked for: which kind, when, and by which day."""

    id: LedgerId = LedgerId(0)
    cycle_id: int
    profile: Title
    agency_id: AgencyId
    asked_on: DayDone
    due: date | None = None
    note: str = ""

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.due, self.asked_on):
            yield Problem("The return would be due before it was asked for", "Give a later day.")
