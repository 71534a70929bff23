"""What is due as an iCalendar file: a day for each thing, for a calendar of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from scrutineer.domain.due import Due
from scrutineer.domain.words import as_sentence

ENDING = ".ics"


def calendar_of(things: Iterable[Due], made: datetime, *, casefile: str, partnership: str) -> bytes:
    """The days as a calendar, whole days without an alarm; what has no day is not in it. `made` is a moment in UTC.

    Each thing keeps its identity from one file to the next, so that a calendar takes it for the same thing; it is that
    of its casefile, by the casefile's own id, so that two partnerships in one calendar never meet. Each names its own.
    """
    from icalendar import Calendar, Event  # only who asks for a file needs it

    calendar = Calendar()
    calendar.add("prodid", "-//Scrutineer//What is due//EN")
    calendar.add("version", "2.0")
    for due in things:
        if due.on is None:
            continue
        event = Event()
        event.add("uid", f"{due.kind.name.lower()}-{due.row}@{casefile}.scrutineer")
        event.add("dtstamp", made)
        event.add("dtstart", due.on)
        event.add("dtend", due.on + timedelta(days=1))
        event.add("summary", f"{partnership}: {due.act.value}: {due.what}")
        event.add("description", f"Waiting on {due.waiting_on}. {as_sentence(due.why)}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
