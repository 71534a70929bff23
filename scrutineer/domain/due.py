"""What is due: everything with a date or a promise, on one list; and what was put off, until when and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from scrutineer.domain.dates import days_past
from scrutineer.domain.places import Subject
from scrutineer.domain.rules import DayDone, DayDue, Label, Line, Problem, Title
from scrutineer.domain.words import begun


class DueKind(Enum):
    """What kind of thing is due."""

    REPLY = "reply"
    MOVE = "your move"
    ACTION = "action"
    TEST = "test"
    RETEST = "re-test"
    IMPACT = "impact asked again"
    RECOMMENDATION = "recommendation"
    RECOMMENDATION_TEST = "re-test of a recommendation"
    RETURN = "return"
    ASKED = "asked for a piece"
    EVIDENCE = "review of evidence"
    CLOCK = "statutory clock"
    ACTIVITY = "activity"
    PIECE = "scrutiny piece"
    STAGE = "stage of a method"
    DELIVERABLE = "deliverable"
    DECLARATION = "declaration"
    QUESTION = "question"
    INSPECTION = "inspection"
    PEERS = "pair of peers"
    YEARLY = "yearly report"


class NextAct(Enum):
    """What is done next about it."""

    RAISE = "Raise it"
    CHASE = "Chase"
    VIEW = "Say whether the reply is accepted"
    DECIDE = "Go on with it or escalate"
    ASK_ACTION = "Ask what will be done"
    ASK_EVIDENCE = "Ask for evidence"
    TEST = "Test it"
    CLOSE = "Close it or go on"
    ASK_IMPACT = "Ask about impact again"
    LOOK = "Look at it again"
    DO = "Do it"
    ANSWER = "Answer"
    GIVE = "Deliver it"
    DECLARE = "Declare again"
    RECORD = "Record what happened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that is due. `row` is its record's id among those of its `kind`.

    `waiting_on` names whose move it is, "you" for the scrutineer's; `since` the day from which it waits, None where
    nobody knows; `on` the day by which; None where no day was ever set, so that it is due at once. `why` says in words
    why it is here. `of` is “of Cycle 1” for what another cycle left open, "" for what is of the current one or of
    none. `asleep_until` is the day until which it was put off.
    """

    kind: DueKind
    row: int
    what: str
    detail: str
    waiting_on: str
    since: date | None
    on: date | None
    why: str
    act: NextAct
    about: Subject
    of: str = ""
    asleep_until: date | None = None

    @property
    def whom(self) -> str:
        """Whose move it is, as a line of its own begins: “The partnership”."""
        return begun(self.waiting_on)

    def days_late(self, today: date) -> int:
        """Days past its day; 0 where it lies ahead or no day was set."""
        return days_past(self.on, today)

    def is_due(self, today: date) -> bool:
        """Whether it asks for something on this day: its day has come, and it is not put off."""
        return (self.on is None or self.on <= today) and not self.sleeps(today)

    def sleeps(self, today: date) -> bool:
        """Whether it was put off beyond this day."""
        return self.asleep_until is not None and self.asleep_until > today


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """That a thing which is due was put off on `on_date` until a day, and why. The newest of a thing stands, until
    something is recorded of it."""

    id: int = 0
    kind: DueKind
    row: Label
    on_date: DayDone
    until: DayDue
    reason: Title
    author: Line = ""

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if self.until < self.on_date:
            yield Problem("It is put off until a day that has passed", "Give a later day.", "until")


def in_order(things: Iterable[Due], today: date) -> tuple[Due, ...]:
    """The list as it is read: the latest first, what no day was set for before what lies ahead, what sleeps last."""
    return tuple(sorted(things, key=lambda due: (due.sleeps(today), due.on or today, due.kind.value, due.row)))
