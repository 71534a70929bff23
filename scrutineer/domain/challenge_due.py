"""What a challenge waits for, by when, and why: read from its events alone, so that none sleeps for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from scrutineer.domain.challenge import AWAITING_REPLY, Event, EventKind, Life, Status, sets_status
from scrutineer.domain.dates import long_date, months_after
from scrutineer.domain.due import DueKind, NextAct

ASK_AGAIN = 28
"""Days after which what was promised without a day is asked about again."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One thing that a challenge waits for. `theirs` where it is the move of whom it was put to."""

    kind: DueKind
    since: date | None
    on: date | None
    theirs: bool
    act: NextAct
    why: str


def promises(life: Life) -> tuple[Promise, ...]:
    """What a challenge waits for: one thing at least as long as it is open, and after it closed for a year.

    A challenge that was withdrawn waits for nothing.
    """
    if life.is_open:
        return tuple(_while_open(life))
    if life.status is Status.CLOSED_WITHDRAWN:
        return ()
    return tuple(_after_closing(life))


def _while_open(life: Life) -> Iterator[Promise]:
    test = life.test_due
    if test is not None:
        set_on = next(event for event in reversed(life.events) if event.kind is EventKind.RETEST and event.due == test)
        why = f"A re-test was set on {long_date(set_on.on_date)}"
        yield Promise(kind=DueKind.RETEST, since=set_on.on_date, on=test, theirs=False, act=NextAct.TEST, why=why)
        if life.status in {Status.TESTED, Status.EVIDENCE}:
            return
    yield _move(life)


def _move(life: Life) -> Promise:
    """Whose move it is, and by when."""
    status = life.status
    if status in AWAITING_REPLY:
        return _reply(life)
    if status in _THEIRS:
        return _promised(life, status)
    last = _stood_since(life)
    kind, act, why = _YOURS[status]
    since = last.on_date if last else None
    said = f"{why} {long_date(since)}" if since else "It was written down and not yet raised"
    return Promise(kind=kind, since=since, on=since, theirs=False, act=act, why=said)


def _reply(life: Life) -> Promise:
    asked = next(event for event in reversed(life.events) if event.kind in _ASKING)
    by = life.reply_due
    why = f"{asked.kind.value.capitalize()} {long_date(asked.on_date)}, no reply since"
    if by is None:
        why += "; no reply date was set"
    return Promise(
        kind=DueKind.REPLY,
        since=asked.on_date,
        on=by or asked.on_date + timedelta(days=ASK_AGAIN),
        theirs=True,
        act=NextAct.CHASE,
        why=why,
    )


def _promised(life: Life, status: Status) -> Promise:
    """What was promised: an action after acceptance, evidence after an action."""
    last = _stood_since(life)
    since = last.on_date if last else None
    by = _day_set_since(life, last)
    act, why = _THEIRS[status]
    said = f"{why} {long_date(since)}" if since else why
    if by is None:
        said += "; no day was set"
    return Promise(
        kind=DueKind.ACTION,
        since=since,
        on=by or (since + timedelta(days=ASK_AGAIN) if since else None),
        theirs=True,
        act=act,
        why=said,
    )


def _after_closing(life: Life) -> Iterator[Promise]:
    """Impact is asked about again after three months, six and twelve; an answer settles the days that lie behind it."""
    closed = life.closed_on
    if closed is None:
        return
    ahead = next_impact(closed, (event.on_date for event in life.events if event.kind is EventKind.IMPACT))
    if ahead is None:
        return
    yield Promise(
        kind=DueKind.IMPACT,
        since=closed,
        on=ahead.on,
        theirs=False,
        act=NextAct.ASK_IMPACT,
        why=f"Closed {long_date(closed)}: is it still so for children {ahead.months} months later?",
    )


def _stood_since(life: Life) -> Event | None:
    """The event that brought it to where it stands; None for a draft of which nothing was recorded."""
    first = life.events[0] if life.events else None
    return next((event for event in reversed(life.events) if sets_status(event)), first)


def _day_set_since(life: Life, first: Event | None) -> date | None:
    """The newest day that was set since it stands where it stands, a re-test's apart."""
    for event in reversed(life.events):
        if event.due and event.kind is not EventKind.RETEST:
            return event.due
        if event is first:
            return None
    return None


_ASKING = frozenset({
    EventKind.RAISED, EventKind.CHASED, EventKind.ACKNOWLEDGED, EventKind.ESCALATED, EventKind.REOPENED,
})  # fmt: skip
_THEIRS = {
    Status.ACCEPTED: (NextAct.ASK_ACTION, "Accepted, and nothing is under way since"),
    Status.ACTION: (NextAct.ASK_EVIDENCE, "Action under way since"),
}
_YOURS = {
    Status.DRAFT: (DueKind.MOVE, NextAct.RAISE, "Written down and not yet raised since"),
    Status.RESPONSE: (DueKind.MOVE, NextAct.VIEW, "A reply came on"),
    Status.PARTLY: (DueKind.MOVE, NextAct.DECIDE, "Partly accepted, and left so since"),
    Status.NOT_ACCEPTED: (DueKind.MOVE, NextAct.DECIDE, "Not accepted, and left so since"),
    Status.EVIDENCE: (DueKind.TEST, NextAct.TEST, "Evidence came on"),
    Status.TESTED: (DueKind.MOVE, NextAct.CLOSE, "Tested on"),
}
