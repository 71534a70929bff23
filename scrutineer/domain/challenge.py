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
from typing import Annotated

from scrutineer.domain.dates import days_past, long_date
from scrutineer.domain.ids import ActivityId, AgencyId, ChallengeId, CycleId, PieceId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import DayDone, DayDue, Label, Line, Problem, Targets, Text, Title, Words, before, is_blank

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
    _S.EVIDENCE: (_K.TESTED, _K.VIEW, _K.ESCALATED, _K.RETEST, _K.NOTE, _K.CLOSED),
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

    THEM = "them"  # a reply
    YOU = "you"  # the scrutineer's view, test or decision
    NOBODY = "nobody"


_YOUR_MOVE = frozenset({Status.DRAFT, Status.RESPONSE, Status.TESTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeState:
    """What follows from a challenge's events, as a list shows it. `last_event_on` is None for a draft without any."""

    challenge_id: ChallengeId
    status: Status
    waiting_on: Waiting
    raised_on: date | None
    closed_on: date | None
    reply_due: date | None
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
        return days_past(self.reply_due, today) if self.waiting_on is Waiting.THEM else 0


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
        status = self.status
        closing = self._newest(EventKind.CLOSED) if status in CLOSED else None
        return ChallengeState(
            challenge_id=self.challenge.id,
            status=status,
            waiting_on=(
                Waiting.THEM if status in AWAITING_REPLY else Waiting.YOU if status in _YOUR_MOVE else Waiting.NOBODY
            ),
            raised_on=self.raised_on,
            closed_on=closing.on_date if closing else None,
            reply_due=self.reply_due,
            retest_on=self.test_due,
            times_chased=self.times_chased,
            last_event_on=self.events[-1].on_date if self.events else None,
        )

    @property
    def status(self) -> Status:
        """Where it stands now."""
        status = Status.DRAFT
        for event in self.events:
            status = _next_status(status, event)
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
    def reply_due(self) -> date | None:
        """The reply date in force: that of the newest event that set one, since it was opened again if it was."""
        for event in reversed(self.events):
            # the day of a re-test or of an action never moves the day by which they must reply
            if event.due and event.kind not in {EventKind.RETEST, EventKind.ACTION}:
                return event.due
            if event.kind is EventKind.REOPENED:
                return None
        return None

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


def _next_status(status: Status, event: Event) -> Status:
    if event.kind is EventKind.VIEW and event.view is not None:
        return _STATUS_OF_VIEW[event.view]
    if event.kind is EventKind.CLOSED and event.ending is not None:
        return _STATUS_OF_ENDING[event.ending]
    return _STATUS_AFTER.get(event.kind, status)


def sets_status(event: Event) -> bool:
    """Whether an event says where a challenge stands, and is no mere step on the way."""
    return _next_status(Status.DRAFT, event) is not Status.DRAFT


def closing_blockers(life: Life, impact: Impact | None, ending: Ending | None, text: str) -> tuple[str, ...]:
    """What stops a challenge from closing so, each in words; empty when nothing does."""
    if not life.is_open:
        return ("it is closed already",)
    reasons = []
    if ending is None:
        reasons.append("say how it ends")
    if ending is Ending.WITHDRAWN:
        return tuple(reasons) if not is_blank(text) else ("a challenge withdrawn or superseded needs the reason",)
    reasons += _impact_blockers(impact, text)
    if ending is Ending.IMPACT and impact is not Impact.SHOWN:
        reasons.append("“impact shown” needs the impact to be shown")
    if life.status in AWAITING_REPLY | {Status.DRAFT, Status.RESPONSE, Status.NOT_ACCEPTED}:
        reasons.append(f"it stands at “{life.status.value}”: record a reply and your view of it first")
    return tuple(reasons)


def _impact_blockers(impact: Impact | None, text: str) -> list[str]:
    if impact is None:
        return ["say what changed for children, or that nothing is known to have changed"]
    if not is_blank(text):
        return []
    if impact is Impact.NONE_KNOWN:
        return ["“None known” has no explanation"]
    return ["describe what changed for children"]


_WORDS_ASKED = {
    EventKind.RESPONSE: "Write what was said or done",
    EventKind.NOTE: "Write what was said or done",
    EventKind.ACTION: "Write what was said or done",
    EventKind.TESTED: "Write what the test showed",
    EventKind.IMPACT: "Write what is known of it now, and from whom",
    EventKind.REOPENED: "Say why it is opened again",
}


def event_problems(life: Life, event: Event) -> dict[str, str]:
    """Why this event cannot follow, in words, by the field that each is about; empty where it can.

    Its day is asked about where it is put among the others: see `challenge_doubts.impossibilities`.
    """
    problems = {}
    if event.kind not in life.allowed():
        problems["kind"] = f"A challenge that stands at “{life.status.value}” cannot be recorded as {event.kind.value}"
    if event.kind is EventKind.VIEW and event.view is None:
        problems["view"] = "Say whether the response is accepted, partly accepted or not accepted"
    if event.kind is EventKind.IMPACT and event.impact is None:
        problems["impact"] = "Say what has changed for children, or that nothing is known to have changed"
    if event.kind in _WORDS_ASKED and is_blank(event.text):
        problems["text"] = _WORDS_ASKED[event.kind]
    if event.kind is EventKind.RETEST and event.due is None:
        problems["due"] = "A re-test needs its date; “ongoing” is not one"
    if event.due is not None and _next_status(life.status, event) in CLOSED:
        problems["due"] = "A closed challenge waits for nothing by a day"
    return problems


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


def broken_at(life: Life) -> str:
    """Where the events of a life cannot follow each other, in words; "" where each can.

    A correction is asked by it: what came after the event that was wrong must still be able to follow.
    """
    for number, event in enumerate(life.events):
        problem = next(iter(event_problems(Life(life.challenge, life.events[:number]), event).values()), "")
        if problem and event.kind is not EventKind.NOTE:
            return f"{event.kind.value.capitalize()}, {long_date(event.on_date)}: {problem[0].lower()}{problem[1:]}"
    return ""


def year_problem(day: date) -> str:
    """Why nothing can be raised on a day, in words; "" where it can: references name their year by two figures."""
    known = FIRST_YEAR <= day.year < FIRST_YEAR + 100
    return "" if known else f"A challenge cannot have been raised in the year {day.year}"


def reference_for(prefix: str, year: int, number: int) -> str:
    """NSCP-26-009."""
    return f"{prefix}-{year % 100:02d}-{number:03d}"
