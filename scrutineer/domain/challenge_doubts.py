"""What of an event cannot be, and what is only unlikely: the first is refused, the second asked about in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scrutineer.domain.challenge import Event, EventCorrection, EventKind, Life, life_of
from scrutineer.domain.challenge_events import broken_at, event_problems
from scrutineer.domain.dates import long_date
from scrutineer.domain.unlikely import FAR, Doubt, due_doubt


def with_event(life: Life, event: Event) -> Life:
    """The life with one more event where its day puts it: after all of that day."""
    place = sum(known.on_date <= event.on_date for known in life.events)
    return replace(life, events=(*life.events[:place], event, *life.events[place:]))


def _before_a_move(life: Life, event: Event) -> date | None:
    """The day of the last move, where an event is of an earlier one. A note is a remark of any day."""
    moves = [known.on_date for known in life.events if known.kind is not EventKind.NOTE]
    return max(moves) if moves and event.kind is not EventKind.NOTE and event.on_date < max(moves) else None


def impossibilities(life: Life, event: Event) -> dict[str, str]:
    """Why an event cannot be recorded, in words, by the field that each is about; empty where it can.

    An event of an earlier day than the last move can be where all that came after could still follow.
    """
    later = _before_a_move(life, event)
    if later is None:
        return event_problems(life, event)
    whole = with_event(life, event)
    known = Life(life.challenge, whole.events[: whole.events.index(event)])
    problems = event_problems(known, event)
    if "kind" in problems and event.kind in life.allowed():  # it could follow what there is, and only not on that day
        problems = {"on_date": f"The date is before the event that it follows, of {long_date(later)}"}
    broken = broken_at(whole)
    if broken and not problems:
        problems["on_date"] = f"The date is before the event that it follows, which could not follow it. {broken}"
    return problems


def problems_instead(life: Life, wrong: Event, instead: Event) -> dict[str, str]:
    """What an event cannot say in the place of a wrong one, by the field that each is about. Whether it can follow at
    all is asked of the whole life, by `broken_at`."""
    whole = corrected_life(life, wrong, instead)
    place = max(range(len(whole.events)), key=lambda number: whole.events[number].id)
    problems = event_problems(Life(life.challenge, whole.events[:place]), whole.events[place])
    return {field: problem for field, problem in problems.items() if field != "kind"}


def raising_doubt(raised_on: date, today: date) -> str:
    """Why the day of a raising is unlikely, in words; "" where it is not."""
    return f"{long_date(raised_on)} is more than two years ago" if raised_on < today - FAR else ""


def doubts(life: Life, event: Event, today: date) -> dict[str, str]:
    """What of an event that can be is unlikely, in words, by the field that each is about."""
    said = {}
    later = _before_a_move(life, event)
    if later is not None:
        said["on_date"] = f"The date is before the event that it follows, of {long_date(later)}"
    elif event.kind is EventKind.RAISED and raising_doubt(event.on_date, today):
        said["on_date"] = raising_doubt(event.on_date, today)
    if due_doubt(event.due, today):
        said["due"] = due_doubt(event.due, today)
    return said


def doubts_instead(wrong: Event, instead: Event, today: date) -> list[Doubt]:
    """What of an event in the place of a wrong one is unlikely: another day of raising. Its day due says so itself."""
    is_moved = instead.kind is EventKind.RAISED and instead.on_date != wrong.on_date
    words = raising_doubt(instead.on_date, today) if is_moved else ""
    return [Doubt("on_date", words)] if words else []


def corrected_life(life: Life, wrong: Event, instead: Event | None) -> Life:
    """The life as it would be with this event corrected, and this one counting `instead`."""
    events = [*life.events, *(known.event for known in life.corrected)]
    new = 1 + max(event.id for event in events)
    said = EventCorrection(
        event_id=wrong.id, instead_id=new if instead else None, on_date=wrong.on_date, reason="It was recorded wrongly"
    )
    corrections = [*(known.correction for known in life.corrected), said]
    return life_of(life.challenge, [*events, *([replace(instead, id=new)] if instead else [])], corrections)
