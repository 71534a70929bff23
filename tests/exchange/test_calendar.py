"""What is due as a calendar that other programs read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from icalendar import Calendar

from scrutineer.domain.due import Due, DueKind, NextAct
from scrutineer.domain.places import AboutDue
from scrutineer.exchange.calendar import calendar_of

MADE = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
LATE = Due(
    kind=DueKind.ACTIVITY, row=7, what="Visit; the front door, then\nthe team", detail="", waiting_on="you", since=None,
    on=date(2026, 12, 1), why="Planned and not yet done", act=NextAct.DO, about=AboutDue(),
)  # fmt: skip


def events(*things: Due, casefile: str = "4e79", partnership: str = "Northmoor"):
    made = calendar_of(things, MADE, casefile=casefile, partnership=partnership)
    return Calendar.from_ical(made).walk("VEVENT")


def test_a_day_is_a_whole_day_with_what_is_next():
    (event,) = events(LATE)
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 12, 1), date(2026, 12, 2))
    assert str(event["summary"]) == "Northmoor: Do it: Visit; the front door, then\nthe team"
    assert "Planned and not yet done" in event["description"]


def test_what_has_no_day_is_not_in_it():
    assert events(replace(LATE, on=None)) == []


def test_a_thing_is_the_same_from_one_file_to_the_next():
    (before,), (after,) = events(LATE), events(replace(LATE, on=date(2027, 1, 1)))
    assert before["uid"] == after["uid"]
    assert len({str(event["uid"]) for event in events(LATE, replace(LATE, kind=DueKind.PIECE))}) == 2


def test_things_of_two_casefiles_never_meet_and_each_names_its_partnership():
    (ours,), (theirs,) = events(LATE), events(LATE, casefile="51ab", partnership="Marshwick")
    assert ours["uid"] != theirs["uid"]
    assert (str(ours["summary"])[:10], str(theirs["summary"])[:10]) == ("Northmoor:", "Marshwick:")
