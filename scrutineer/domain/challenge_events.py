"""Which event may follow in the life of a challenge, and what it needs: each problem in words."""

from __future__ import annotations

from scrutineer.domain.challenge import CLOSED, Event, EventKind, Life, status_after
from scrutineer.domain.dates import long_date
from scrutineer.domain.rules import is_blank

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
    if event.due is not None and status_after(life.status, event) in CLOSED:
        problems["due"] = "A closed challenge waits for nothing by a day"
    return problems


def broken_at(life: Life) -> str:
    """Where the events of a life cannot follow each other, in words; "" where each can.

    A correction is asked by it: what came after the event that was wrong must still be able to follow.
    """
    for number, event in enumerate(life.events):
        problem = next(iter(event_problems(Life(life.challenge, life.events[:number]), event).values()), "")
        if problem and event.kind is not EventKind.NOTE:
            return f"{event.kind.value.capitalize()}, {long_date(event.on_date)}: {problem[0].lower()}{problem[1:]}"
    return ""
