"""Workbooks that are no self-assessments: a challenge log, contributions, attendance, training numbers, indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from scrutineer.domain.challenge import Ending, Waiting
from scrutineer.domain.dates import short_date
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.due_acts import DueAct, waits_since
from scrutineer.domain.grid import tidy
from scrutineer.domain.ids import AgencyId, ChallengeId, LedgerId, ReturnId
from scrutineer.domain.indicators import IndicatorValue
from scrutineer.domain.marking import Marking
from scrutineer.domain.periods import span_of
from scrutineer.domain.rules import AsRead, DayDone, DayDue, People, Problem, Sum, Title, before
from scrutineer.domain.words import as_shown

SETTLED = "Decided: "
"""How the reason of a row begins once a person has settled it."""


_CLOSED = re.compile(
    r"^(?:closed?|completed?|done|resolved|signed off|withdrawn|superseded)\b[\s:,–-]*(?:on\s+)?", re.IGNORECASE
)
_ENDS = (
    (re.compile(r"\bwithdrawn\b|\bsuperseded\b", re.IGNORECASE), Ending.WITHDRAWN),
    (re.compile(r"\bimpact shown\b", re.IGNORECASE), Ending.IMPACT),
)


def closes(status: str) -> bool:
    """Whether a status, as logs write it, says that what it is of is closed."""
    return bool(_CLOSED.match(status))


def after_closed(status: str) -> str:
    """What a status says behind “Closed” where it holds a figure, as a day does; "" where it holds none."""
    rest = _CLOSED.sub("", status).strip(" .()")
    return rest if any(letter.isdigit() for letter in rest) else ""


def ending_of(status: str) -> Ending:
    """How what is closed ended, as its status says; a log's “closed” alone shows no impact."""
    return next((ending for pattern, ending in _ENDS if pattern.search(status)), Ending.WITHOUT)


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
    marking: Marking = Marking.PARTNER

    @property
    def key(self) -> tuple[object, ...]:
        """One partner's sum of one year."""
        return (tidy(self.partner).casefold(), *span_of(self.year))

    @property
    def named(self) -> str:
        """The partner."""
        return self.partner

    @property
    def about(self) -> str:
        """Whose, and of which year."""
        return f"{self.partner}, {self.year or 'in kind'}"

    @property
    def as_typed(self) -> str:
        """The sum, or what is given in kind."""
        return self.typed or self.in_kind

    @property
    def as_read(self) -> str:
        """Pounds, or what is given in kind."""
        return f"£{self.amount:,.0f}" if self.amount is not None else self.in_kind

    @property
    def beside(self) -> tuple[str, ...]:
        """Its note."""
        return (f"Note: {self.note}.",) if self.note else ()

    def decided(self, value: float, reason: str) -> Contribution:
        """The same with the sum that a person decided on."""
        return replace(self, amount=value, reason=reason)


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
    marking: Marking = Marking.PARTNER

    @property
    def key(self) -> tuple[object, ...]:
        """One seat at one meeting."""
        return (self.meeting, self.on_date, tidy(self.seat).casefold(), tidy(self.agency).casefold())

    @property
    def named(self) -> str:
        """The agency whose seat it is."""
        return self.agency

    @property
    def about(self) -> str:
        """Which seat, at which meeting."""
        return f"{self.seat}, {self.meeting} {short_date(self.on_date) if self.on_date else 'no day'}"

    @property
    def as_typed(self) -> str:
        """The mark."""
        return self.typed

    @property
    def as_read(self) -> str:
        """How the seat was filled."""
        return as_shown(self.presence).capitalize() if self.presence else ""

    @property
    def beside(self) -> tuple[str, ...]:
        """Nothing else."""
        return ()

    def decided(self, value: Presence, reason: str) -> Attendance:
        """The same, filled as a person decided."""
        return replace(self, presence=value, reason=reason)


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
    marking: Marking = Marking.PARTNER

    @property
    def key(self) -> tuple[object, ...]:
        """One course of one agency in one period."""
        return (tidy(self.course).casefold(), tidy(self.agency).casefold(), *span_of(self.period))

    @property
    def taken(self) -> tuple[object, ...]:
        """One course in one period, whosever people took it: a total of it would tell of the one that is left out."""
        return (tidy(self.course).casefold(), *span_of(self.period))

    @property
    def named(self) -> str:
        """The agency whose people they are."""
        return self.agency

    @property
    def about(self) -> str:
        """Which course, whose people, and when."""
        return ", ".join(part for part in (self.course, self.agency, self.period) if part)

    @property
    def as_typed(self) -> str:
        """The number as it stood there."""
        return self.typed

    @property
    def as_read(self) -> str:
        """How many people."""
        return f"{self.number:,.0f}" if self.number is not None else ""

    @property
    def beside(self) -> tuple[str, ...]:
        """Nothing else."""
        return ()

    def decided(self, value: float, reason: str) -> TrainingNumber:
        """The same with the number that a person decided on."""
        return replace(self, number=value, reason=reason)


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
    replied_on: date | None = None
    closed_on: date | None = None
    cell: AsRead
    challenge_id: ChallengeId | None = None
    reason: AsRead = ""
    marking: Marking = Marking.PARTNER

    @property
    def key(self) -> tuple[object, ...]:
        """Its number, or its words where it has none."""
        return (self.number, "") if self.number else (tidy(self.question).casefold(),)

    @property
    def named(self) -> str:
        """To whom it was put."""
        return self.put_to

    @property
    def about(self) -> str:
        """Its number and its words."""
        return f"{self.number} {self.question}".strip()

    @property
    def as_typed(self) -> str:
        """The words of its cell; a reason quotes the cells that it speaks of, each with its own address."""
        return self.question

    @property
    def as_read(self) -> str:
        """The day it was raised."""
        return f"Raised {short_date(self.raised_on)}" if self.raised_on else ""

    @property
    def beside(self) -> tuple[str, ...]:
        """To whom it was put, what came of it, and its status there."""
        update = (f"Update: {self.update_text}.",) if self.update_text else ()
        status = (f"Status there: {self.status_typed}.",) if self.status_typed else ()
        return (f"Put to {self.put_to}.", *update, *status)


Ledger = Contribution | Attendance | TrainingNumber | LogEntry | IndicatorValue
"""A row of a ledger. Each says of itself what makes two of them one (`key`), whom it names (`named`), what it is about,
what stood in its cell (`as_typed`), what that was read as (`as_read`) and what else stood in its row (`beside`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReturn:
    """A return that an agency was asked for: which kind, when, and by which day."""

    id: LedgerId = LedgerId(0)
    cycle_id: int
    profile: Title
    agency_id: AgencyId
    asked_on: DayDone
    due: DayDue | None = None
    note: str = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.due, self.asked_on):
            yield Problem("The return would be due before it was asked for", "Give a later day.")

    def next_act(self) -> DueAct:
        """What it waits for until it has come, which what was returned says and not the asking."""
        return waits_since(DueKind.RETURN, self.asked_on, self.due, Waiting.THEM, NextAct.CHASE, "Asked for")
