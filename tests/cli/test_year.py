"""The verbs of the scrutineer's year: what is due on a day, in words, as JSON and as a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from scrutineer.operations import challenges
from tests.conftest import copied_testshire


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A casefile with one challenge whose reply is due in the summer."""
    made = copied_testshire(tmp_path)
    challenges.raise_challenge(
        made, question="Who attends?", put_to="Police", raised_on=date(2026, 6, 1), reply_due=date(2026, 7, 1)
    )
    made.close()
    return made.path


def test_it_says_what_is_due_on_a_day_with_whom_it_waits_on_and_why(path, done):
    said = done("due", path, "--on", "2026-07-11").out
    assert "1 July 2026, 10 days late: TSCP-26-001 Who attends?" in said
    assert "waiting on Police. Raised 1 June 2026, no reply since. Next: chase." in said


def test_as_json_each_thing_has_its_days(path, done):
    (reply,) = [
        thing for thing in done("due", path, "--on", "2026-07-11", "--json").data["due"] if thing["kind"] == "reply"
    ]
    assert (reply["due"], reply["since"], reply["days_late"], reply["put_off_until"]) == (
        "2026-07-01", "2026-06-01", 10, None,
    )  # fmt: skip


def test_what_lies_further_ahead_is_listed_where_it_is_asked_for(path, done):
    def kinds(*more: str) -> set[str]:
        return {thing["kind"] for thing in done("due", path, "--on", "2026-06-02", "--json", *more).data["due"]}

    assert "reply" not in kinds()
    assert "reply" in kinds("--all")


def test_the_days_are_written_as_a_calendar_that_replaces_nothing(path, done, refused, tmp_path):
    out = tmp_path / "due.ics"
    done("due", path, "--on", "2026-07-11", "--calendar", out)
    events = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert [event["dtstart"].dt for event in events if "Who attends?" in event["summary"]] == [date(2026, 7, 1)]
    assert "already" in refused("due", path, "--calendar", out)
    nowhere = tmp_path / "no casefile"
    assert "already" in refused("due", nowhere, "--calendar", out)  # said before anything is opened or read
