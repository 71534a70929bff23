"""Workbooks that are no self-assessments: a challenge log, contributions, attendance, training numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from scrutineer.domain.ids import AgencyId, ChallengeId, LedgerId, ReturnId


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
    partner: str
    agency_id: AgencyId | None = None
    year: str
    amount: float | None
    typed: str
    cell: str
    in_kind: str = ""
    note: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """How one seat was filled at one meeting. `presence` is None where nothing readable stands there."""

    id: LedgerId = LedgerId(0)
    return_id: ReturnId = ReturnId(0)
    meeting: str
    on_date: date | None
    seat: str
    agency: str
    agency_id: AgencyId | None = None
    presence: Presence | None
    typed: str
    cell: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingNumber:
    """How many people of one agency (or role) took one course in one period."""

    id: LedgerId = LedgerId(0)
    return_id: ReturnId = ReturnId(0)
    course: str
    agency: str
    agency_id: AgencyId | None = None
    period: str = ""
    number: float | None
    typed: str
    cell: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """A row of a challenge log as it was read; `challenge_id` is the challenge it became, None while it waits."""

    id: LedgerId = LedgerId(0)
    return_id: ReturnId = ReturnId(0)
    number: str
    raised_typed: str
    raised_on: date | None
    put_to: str
    agency_id: AgencyId | None = None
    question: str
    update_text: str = ""
    status_typed: str = ""
    due_on: date | None = None
    cell: str
    challenge_id: ChallengeId | None = None
    reason: str = ""


Ledger = Contribution | Attendance | TrainingNumber | LogEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReturn:
    """A return that an agency was asked for: which kind, when, and by which day."""

    id: LedgerId = LedgerId(0)
    cycle_id: int
    profile: str
    agency_id: AgencyId
    asked_on: date
    due: date | None = None
    note: str = ""
