"""Challenges: a question put to an agency or the partnership, and its life as dated events.

The status, the reply date and what is overdue are read from the events alone: `Life.state` is that rule. A casefile
keeps each challenge's state beside it, so that a list need not read every event, and never changes it by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, NamedTuple

from scrutineer.domain.dates import days_past
from scrutineer.domain.ids import ActivityId, AgencyId, ChallengeId, CycleId, PieceId
from scrutineer.domain.impact_again import AskedAgain, next_impact
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import DayDone, DayDue, Label, Line, Problem, Targets, Text, Title, Words, before

_REFERENCE = re.compile(r"^.+-\d\d-\d+")
Reference = Annotated[str, Text(40, needed=True, line=True, shape=_REFERENCE, asked="Write it as NSCP-26-009.")]


class EventKind(Enum):
    """What can happen to a challenge."""

    RAISED = "raised"
    CHASED = "chased"
    ACKNOWLEDGED = "acknowledged"
    RESPONSE = "response"
    VIEW = "view"
    ACTION = "action"
    EVIDENCE = "evidence"
    ESCALATED = "escalated"
    TESTED = "tested"
    RETEST = "retest"
    NOTE = "note"
    CLOSED = "closed"
    IMPACT = "impact asked"
    REOPENED = "reopened"


class ResponseView(Enum):
    """The scrutineer's view of a response."""

    ACCEPTED = "accepted"
    PARTLY = "partly accepted"
    NOT_ACCEPTED = "not accepted"


class Impact(Enum):
    """What changed for children, as far as is known."""

    SHOWN = "impact shown"
    EARLY = "early signs"
    NONE_KNOWN = "none known"


class Ending(Enum):
    """How a challenge closes."""

    IMPACT = "impact shown"
    WITHOUT = "accepted without impact evidence"
    WITHDRAWN = "superseded or withdrawn"


class Status(Enum):
    """Where a challenge stands."""

    DRAFT = "Draft"
    RAISED = "Raised"
    ACKNOWLEDGED = "Acknowledged"
    RESPONSE = "Response received"
    ACCEPTED = "Accepted"
    PARTLY = "Partly accepted"
    NOT_ACCEPTED = "Not accepted"
    ACTION = "Action under way"
    EVIDENCE = "Evidence submitted"
    ESCALATED = "Escalated"
    TESTED = "Tested"
    REOPENED = "Reopened"
    CLOSED_IMPACT = "Closed: impact shown"
    CLOSED_WITHOUT = "Closed: accepted without impact evidence"
    CLOSED_WITHDRAWN = "Closed: superseded or withdrawn"


CLOSED = frozenset({Status.CLOSED_IMPACT, Status.CLOSED_WITHOUT, Status.CLOSED_WITHDRAWN})
FIRST_YEAR = 2000
AWAITING_REPLY = frozenset({Status.RAISED, Status.ACKNOWLEDGED, Status.ESCALATED, Status.REOPENED})
PROMISED = frozenset({Status.ACCEPTED, Status.ACTION})
"""Where something is to be done by them: what was accepted, or what is under way."""

# What may follow what is this program's own rule. Two things shape it: nothing is made of a response before the
# scrutineer's view of it, and from its raising on a challenge may be escalated at any other point.
_K, _S = EventKind, Status
_AFTER_RESPONSE = (_K.VIEW, _K.ACTION, _K.EVIDENCE, _K.TESTED, _K.ESCALATED, _K.RETEST, _K.NOTE, _K.CLOSED)
_ALLOWED: dict[Status, tuple[EventKind, ...]] = {
    _S.DRAFT: (_K.RAISED, _K.NOTE, _K.CLOSED),
    _S.RAISED: (_K.ACKNOWLEDGED, _K.RESPONSE, _K.CHASED, _K.ESCALATED, _K.NOTE, _K.CLOSED),
    _S.ACKNOWLEDGED: (_K.RESPONSE, _K.CHASED, _K.ESCALATED, _K.NOTE, _K.CLOSED),
    _S.RESPONSE: (_K.VIEW, _K.RESPONSE, _K.NOTE, _K.CLOSED),
    _S.ACCEPTED: (*_AFTER_RESPONSE, _K.RESPONSE, _K.CHASED),
    _S.PARTLY: (*_AFTER_RESPONSE, _K.RESPONSE, _K.CHASED),
    _S.NOT_ACCEPTED: (_K.ESCALATED, _K.RESPONSE, _K.CHASED, _K.VIEW, _K.NOTE, _K.CLOSED),
    _S.ACTION: (_K.EVIDENCE, _K.TESTED, _K.ESCALATED, _K.RESPONSE, _K.CHASED, _K.RETEST, _K.NOTE, _K.CLOSED),
    _S.EVIDENCE: (
        _K.TESTED, _K.VIEW, _K.EVIDENCE, _K.RESPONSE, _K.ACTION, _K.CHASED, _K.ESCALATED, _K.RETEST, _K.NOTE, _K.CLOSED
    ),
    _S.ESCALATED: (_K.ACKNOWLEDGED, _K.RESPONSE, _K.CHASED, _K.ESCALATED, _K.TESTED, _K.NOTE, _K.CLOSED),
    _S.TESTED: (_K.CLOSED, _K.ACTION, _K.ESCALATED, _K.EVIDENCE, _K.RESPONSE, _K.TESTED, _K.RETEST, _K.NOTE),
    _S.REOPENED: (
        _K.RESPONSE, _K.CHASED, _K.ACTION, _K.EVIDENCE, _K.TESTED, _K.ESCALATED, _K.RETEST, _K.NOTE, _K.CLOSED
    ),
    _S.CLOSED_IMPACT: (_K.IMPACT, _K.REOPENED, _K.NOTE),
    _S.CLOSED_WITHOUT: (_K.IMPACT, _K.REOPENED, _K.NOTE),
    _S.CLOSED_WITHDRAWN: (_K.REOPENED, _K.NOTE),
}  # fmt: skip
_STATUS_AFTER = {
    _K.RAISED: _S.RAISED, _K.ACKNOWLEDGED: _S.ACKNOWLEDGED, _K.RESPONSE: _S.RESPONSE, _K.ACTION: _S.ACTION,
    _K.EVIDENCE: _S.EVIDENCE, _K.ESCALATED: _S.ESCALATED, _K.TESTED: _S.TESTED, _K.REOPENED: _S.REOPENED,
}  # fmt: skip
_STATUS_OF_VIEW = {
    ResponseView.ACCEPTED: _S.ACCEPTED,
    ResponseView.PARTLY: _S.PARTLY,
    ResponseView.NOT_ACCEPTED: _S.NOT_ACCEPTED,
}
_STATUS_OF_ENDING = {
    Ending.IMPACT: _S.CLOSED_IMPACT, Ending.WITHOUT: _S.CLOSED_WITHOUT, Ending.WITHDRAWN: _S.CLOSED_WITHDRAWN,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """A question put to an agency (None: to the partnership), with the test of its resolution.

    `targets` are the steps and lines it bears on. `reference` is never used again. `thread` names the matter that it
    belongs to, across years; `activity_id` is the meeting or other activity in which it was raised.
    """

    id: ChallengeId = ChallengeId(0)
    reference: Reference = ""
    cycle_id: CycleId
    agency_id: AgencyId | None = None
    put_to: Title
    question: Title
    why: str = ""
    test: str = ""
    targets: Targets = ()
    thread: Label = ""
    piece_id: PieceId | None = None
    activity_id: ActivityId | None = None
    marking: Marking = Marking.PARTNER


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One dated event. `due` is the day of the next reply, action or re-test; `by` a role, never a name."""

    id: int = 0
    challenge_id: ChallengeId
    kind: EventKind
    on_date: DayDone
    text: str = ""
    by: Line = ""
    due: DayDue | None = None
    view: ResponseView | None = None
    impact: Impact | None = None
    ending: Ending | None = None
    stage: Line = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.due, self.on_date):
            yield Problem("What is due is due before the day of the event", "Give a later day.", "due")
        if self.kind is EventKind.CLOSED and self.ending is None:
            yield Problem("A closing does not say how it ends", "Use Close, which asks for it.")
        if self.kind is EventKind.VIEW and self.view is None:
            yield Problem("The view of a response says nothing", "Say whether it is accepted, partly or not.", "view")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCorrection:
    """That an event was recorded wrongly, and why. The event stays where it is and counts no more; `instead_id` is the
    event that counts in its place, None where it never happened."""

    id: int = 0
    event_id: int
    instead_id: int | None = None
    on_date: DayDone
    reason: Words
    by: Line = ""
    marking: Marking = Marking.PARTNER


@dataclass(frozen=True, slots=True)
class Corrected:
    """An event that counts no more, with what was said of it."""

    event: Event
    correction: EventCorrection


class Waiting(Enum):
    """Whose move a challenge waits for."""

    THEM = "them"  # a reply, what will be done, or the evidence of it
    YOU = "you"  # the scrutineer's view, test, decision or question about impact
    NOBODY = "nobody"  # nothing is ever asked of it again


class Awaited(NamedTuple):
    """What is waited for of them: the event since which a reply is, and the day by which where one was set since; the
    event by which an action is under way, and the day by which something is to be done."""

    reply: Event | None = None
    reply_by: date | None = None
    action: Event | None = None
    action_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeState:
    """What follows from a challenge's events, as a list shows it. `last_event_on` is None for a draft without any.

    `reply_due` is the day of a reply that is still awaited, `action_due` that of an action that is not yet shown done.
    """

    challenge_id: ChallengeId
    status: Status
    waiting_on: Waiting
    awaits_reply: bool
    raised_on: date | None
    closed_on: date | None
    reply_due: date | None
    action_due: date | None
    retest_on: date | None
    times_chased: int
    last_event_on: date | None

    @property
    def is_open(self) -> bool:
        """Raised and not closed, or still a draft."""
        return self.status not in CLOSED

    def days_open(self, today: date) -> int:
        """Days from the day it was raised to its closing or today; 0 for a draft."""
        return days_past(self.raised_on, self.closed_on or today)

    def days_overdue(self, today: date) -> int:
        """Days past the reply date while a reply is awaited; 0 otherwise."""
        return days_past(self.reply_due, today)

    def is_late(self, today: date) -> bool:
        """Whether a reply or an action is past the day that was set for it."""
        return days_past(self.reply_due, today) > 0 or days_past(self.action_due, today) > 0


@dataclass(frozen=True, slots=True)
class Life:
    """A challenge with the events that count, oldest first, and everything that follows from them.

    `corrected` are those that were recorded wrongly: they stay to be seen, and nothing follows from them.
    """

    challenge: Challenge
    events: tuple[Event, ...]
    corrected: tuple[Corrected, ...] = ()

    @property
    def state(self) -> ChallengeState:
        """Everything that follows from the events."""
        status, awaited = self.status, self.awaited
        closing = self._newest(EventKind.CLOSED) if status in CLOSED else None
        return ChallengeState(
            challenge_id=self.challenge.id,
            status=status,
            waiting_on=self.waiting_on,
            awaits_reply=awaited.reply is not None,
            raised_on=self.raised_on,
            closed_on=closing.on_date if closing else None,
            reply_due=awaited.reply_by,
            action_due=awaited.action_by,
            retest_on=self.test_due,
            times_chased=self.times_chased,
            last_event_on=self.events[-1].on_date if self.events else None,
        )

    @property
    def status(self) -> Status:
        """Where it stands now."""
        status = Status.DRAFT
        for event in self.events:
            status = status_after(status, event)
        return status

    @property
    def is_open(self) -> bool:
        """Raised and not closed, or still a draft."""
        return self.status not in CLOSED

    @property
    def raised_on(self) -> date | None:
        """The day it was put, or None for a draft."""
        return next((event.on_date for event in self.events if event.kind is EventKind.RAISED), None)

    @property
    def closed_on(self) -> date | None:
        """The day it closed, or None while open."""
        return self.closing.on_date if self.closing else None

    @property
    def awaited(self) -> Awaited:
        """What is waited for of them now. What came is no longer waited for, and its day goes with it."""
        return _awaited(self.events)

    @property
    def waiting_on(self) -> Waiting:
        """Whose move it is: wherever this is asked, the answer is read here."""
        if not self.is_open:
            return Waiting.NOBODY if self.impact_ahead is None else Waiting.YOU
        theirs = self.awaited.reply is not None or self.status in PROMISED
        return Waiting.THEM if theirs else Waiting.YOU

    @property
    def reply_due(self) -> date | None:
        """The day by which a reply is awaited that has not come; None where none is, or no day was set for it."""
        return self.awaited.reply_by

    @property
    def impact_ahead(self) -> AskedAgain | None:
        """When impact is asked about next; None while it is open, where it was withdrawn, or where all was answered."""
        closed = self.closed_on
        if closed is None or self.status is Status.CLOSED_WITHDRAWN:
            return None
        return next_impact(closed, (event.on_date for event in self.events if event.kind is EventKind.IMPACT))

    @property
    def test_due(self) -> date | None:
        """The day of a test that is still to be made; None where one was made, or it closed, since that day was set."""
        for event in reversed(self.events):
            if event.kind in {EventKind.TESTED, EventKind.CLOSED}:
                return None
            if event.kind is EventKind.RETEST and event.due:
                return event.due
        return None

    @property
    def times_chased(self) -> int:
        """How often a reply was asked for again."""
        return sum(event.kind is EventKind.CHASED for event in self.events)

    @property
    def response(self) -> Event | None:
        """The newest response."""
        return self._newest(EventKind.RESPONSE)

    @property
    def closing(self) -> Event | None:
        """The event that closed it."""
        return None if self.is_open else self._newest(EventKind.CLOSED)

    def days_open(self, today: date) -> int:
        """Days from the day it was raised to its closing or today; 0 for a draft."""
        return self.state.days_open(today)

    def days_overdue(self, today: date) -> int:
        """Days past the reply date while a reply is awaited; 0 otherwise."""
        return self.state.days_overdue(today)

    def allowed(self) -> tuple[EventKind, ...]:
        """What may be recorded next."""
        return _ALLOWED.get(self.status, (EventKind.NOTE,))

    def _newest(self, kind: EventKind) -> Event | None:
        return next((event for event in reversed(self.events) if event.kind is kind), None)


@dataclass(frozen=True, slots=True)
class ChallengeNow:
    """A challenge as lists show it: with its state, without its events."""

    challenge: Challenge
    state: ChallengeState


def status_after(status: Status, event: Event) -> Status:
    """Where a challenge stands after an event, from where it stood."""
    if event.kind is EventKind.VIEW and event.view is not None:
        return _STATUS_OF_VIEW[event.view]
    if event.kind is EventKind.CLOSED and event.ending is not None:
        return _STATUS_OF_ENDING[event.ending]
    return _STATUS_AFTER.get(event.kind, status)


_STILL_ASKED = frozenset({EventKind.RAISED, EventKind.CHASED, EventKind.ACKNOWLEDGED, EventKind.ESCALATED})
ASKING = _STILL_ASKED | {EventKind.REOPENED}
_ANSWERED = frozenset({Status.PARTLY, Status.NOT_ACCEPTED, Status.EVIDENCE})
_SHOWN_DONE = frozenset({EventKind.EVIDENCE, EventKind.TESTED, EventKind.CLOSED, EventKind.REOPENED})


def _awaited(events: Iterable[Event]) -> Awaited:
    """What these events leave waited for. A day belongs to what was waited for as it was set: to an action while that
    is under way or was accepted, else to a reply. It goes as what it was set for comes, and by no other event."""
    status, now = Status.DRAFT, Awaited()
    for event in events:
        status = status_after(status, event)
        if sets_status(event) and event.kind not in _STILL_ASKED:
            now = now._replace(reply=None, reply_by=None)
        if sets_status(event) and event.kind in _SHOWN_DONE:
            now = Awaited()
        if status in _ANSWERED and now.action is None:  # what was only accepted is no longer what was agreed
            now = now._replace(action_by=None)
        due = event.due if event.kind is not EventKind.RETEST else None
        if event.kind is EventKind.ACTION:
            now = now._replace(action=event)
        if status in PROMISED:
            now = now._replace(action_by=due or now.action_by)
        elif _asks(status, event) or (now.reply is not None and due is not None):
            asked = event if _asks(status, event) else now.reply
            now = now._replace(reply=asked, reply_by=due or now.reply_by)
    return now if status in PROMISED or now.action is not None else now._replace(action_by=None)


def _asks(status: Status, event: Event) -> bool:
    """Whether an event that led here asks them for a reply: where one came already, by a chase or a day of its own."""
    if status in AWAITING_REPLY:
        return event.kind in ASKING
    asks_again = event.kind is EventKind.CHASED or (event.due is not None and event.kind is not EventKind.RETEST)
    return asks_again and status in _ANSWERED and event.kind is not EventKind.EVIDENCE


def sets_status(event: Event) -> bool:
    """Whether an event says where a challenge stands, and is no mere step on the way."""
    return status_after(Status.DRAFT, event) is not Status.DRAFT


def sort_events(events: Sequence[Event]) -> tuple[Event, ...]:
    """Events in the order they happened; those of one day in the order they were recorded."""
    return tuple(sorted(events, key=lambda event: (event.on_date, event.id)))


def agreed_action(
    challenge: ChallengeId, day: date, due: date | None, *, who: str, said: str, action: str, marking: Marking
) -> tuple[Event, ...]:
    """How an action that was agreed came about: what was said, that it was accepted, and that it is under way."""
    return (
        Event(challenge_id=challenge, kind=EventKind.RESPONSE, on_date=day, text=said, by=who, marking=marking),
        Event(challenge_id=challenge, kind=EventKind.VIEW, on_date=day, view=ResponseView.ACCEPTED, marking=marking),
        Event(
            challenge_id=challenge, kind=EventKind.ACTION, on_date=day, text=action, by=who, due=due, marking=marking
        ),
    )  # fmt: skip


def life_of(challenge: Challenge, events: Sequence[Event], corrections: Iterable[EventCorrection] = ()) -> Life:
    """A challenge's life from all its events and what was said of the wrong ones.

    What counts in the place of another stands, on one day, where that other stood.
    """
    wrong = {correction.event_id: correction for correction in corrections}
    place = {said.instead_id: event for event, said in wrong.items() if said.instead_id is not None}

    def stands(event: Event) -> tuple[date, int]:
        first, passed = event.id, {event.id}
        while first in place and place[first] not in passed:  # a correction may itself have been corrected
            first = place[first]
            passed.add(first)
        return event.on_date, first

    return Life(
        challenge,
        tuple(sorted((event for event in events if event.id not in wrong), key=stands)),
        tuple(Corrected(event, wrong[event.id]) for event in sort_events(events) if event.id in wrong),
    )


def year_problem(day: date) -> str:
    """Why nothing can be raised on a day, in words; "" where it can: references name their year by two figures."""
    known = FIRST_YEAR <= day.year < FIRST_YEAR + 100
    return "" if known else f"A challenge cannot have been raised in the year {day.year}"


def reference_for(prefix: str, year: int, number: int) -> str:
    """NSCP-26-009."""
    return f"{prefix}-{year % 100:02d}-{number:03d}"
