"""What a challenge waits for, by when, and why: read from its events alone, so that none sleeps for ever."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.challenge import ASKING, PROMISED, Event, EventKind, Life, Status, Waiting, sets_status
from scrutineer.domain.dates import long_date
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.due_acts import DueAct, asked_again
from scrutineer.domain.event_words import EVENT_WORDS


def promises(life: Life) -> tuple[DueAct, ...]:
    """What a challenge waits for: one thing at least as long as it is open, and after it closed for a year.

    A challenge that was withdrawn waits for nothing.
    """
    if life.is_open:
        return tuple(_while_open(life))
    return tuple(_after_closing(life))


def _while_open(life: Life) -> Iterator[DueAct]:
    test = life.test_due
    if test is not None:
        set_on = next(event for event in reversed(life.events) if event.kind is EventKind.RETEST and event.due == test)
        why = f"A re-test was set on {long_date(set_on.on_date)}"
        yield DueAct(kind=DueKind.RETEST, since=set_on.on_date, on=test, waiting=Waiting.YOU, act=NextAct.TEST, why=why)
    awaited = life.awaited
    # what is late never hides behind a test, nor an action's day behind what is said of it meanwhile
    if test is None or awaited.reply is not None or life.status not in {Status.TESTED, Status.EVIDENCE}:
        yield _move(life)
    if life.status not in PROMISED and awaited.action is not None and awaited.action_by is not None:
        yield _promised(life)


def _move(life: Life) -> DueAct:
    """Whose move it is, and by when."""
    asked = life.awaited.reply
    if asked is not None:
        return _reply(life, asked)
    if life.waiting_on is Waiting.THEM:
        return _promised(life)
    last = _stood_since(life)
    kind, act, why = _YOURS[life.status]
    since = last.on_date if last else None
    said = f"{why} {long_date(since)}" if since else "It was written down and not yet raised"
    return DueAct(kind=kind, since=since, on=since, waiting=Waiting.YOU, act=act, why=said)


def _reply(life: Life, asked: Event) -> DueAct:
    by = life.reply_due
    asked_by = EVENT_WORDS[asked.kind] if asked.kind in ASKING else life.status.value
    why = f"{asked_by} {long_date(asked.on_date)}, no reply since"
    if by is None:
        why += "; no reply date was set"
    return DueAct(
        kind=DueKind.REPLY,
        since=asked.on_date,
        on=by or asked_again(asked.on_date),
        waiting=Waiting.THEM,
        act=NextAct.CHASE,
        why=why,
    )


def _promised(life: Life) -> DueAct:
    """What was promised: an action after acceptance, evidence after an action."""
    _, _, action, by = life.awaited
    last = action or _stood_since(life)
    since = last.on_date if last else None
    act, why = _UNDER_WAY if action is not None else _ACCEPTED
    said = f"{why} {long_date(since)}" if since else why
    if by is None:
        said += "; no day was set"
    return DueAct(
        kind=DueKind.ACTION,
        since=since,
        on=by or (asked_again(since) if since else None),
        waiting=Waiting.THEM,
        act=act,
        why=said,
    )


def _after_closing(life: Life) -> Iterator[DueAct]:
    """Impact is asked about again after three months, six and twelve; an answer settles the days that lie behind it."""
    closed, ahead = life.closed_on, life.impact_ahead
    if closed is None or ahead is None:
        return
    yield DueAct(
        kind=DueKind.IMPACT,
        since=closed,
        on=ahead.on,
        waiting=Waiting.YOU,
        act=NextAct.ASK_IMPACT,
        why=f"Closed {long_date(closed)}: is it still so for children {ahead.months} months later?",
    )


def _stood_since(life: Life) -> Event | None:
    """The event that brought it to where it stands; None for a draft of which nothing was recorded."""
    first = life.events[0] if life.events else None
    return next((event for event in reversed(life.events) if sets_status(event)), first)


_ACCEPTED = (NextAct.ASK_ACTION, "Accepted, and nothing is under way since")
_UNDER_WAY = (NextAct.ASK_EVIDENCE, "Action under way since")
_YOURS = {
    Status.DRAFT: (DueKind.MOVE, NextAct.RAISE, "Written down and not yet raised since"),
    Status.RESPONSE: (DueKind.MOVE, NextAct.VIEW, "A reply came on"),
    Status.PARTLY: (DueKind.MOVE, NextAct.DECIDE, "Partly accepted, and left so since"),
    Status.NOT_ACCEPTED: (DueKind.MOVE, NextAct.DECIDE, "Not accepted, and left so since"),
    Status.EVIDENCE: (DueKind.TEST, NextAct.TEST, "Evidence came on"),
    Status.TESTED: (DueKind.MOVE, NextAct.CLOSE, "Tested on"),
}
