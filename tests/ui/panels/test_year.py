"""The year: an activity in one line, the grid with its gaps, one activity whole beside the list."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.activities import Activity, ActivityState, MeetingPart
from scrutineer.domain.evidence import Bearing, Link, LinkTarget
from scrutineer.domain.ids import ActivityId
from scrutineer.operations import activities, evidence
from scrutineer.ui.destinations import ToHome, ToNewActivity, ToStrength, ToYear
from tests.conftest import CLOCK
from tests.ui.conftest import go

TODAY = CLOCK.today()
LIST, GRID = "Activities", "The year by months"
VISIT = activities.method_name("visit")


def recorded(at) -> tuple[Activity, ...]:
    return tables.rows(at.top.casefile, Activity)


def plan(at, title: str = "Front door at night", **more) -> ActivityId:
    """A planned visit, recorded already."""
    given = {"planned_on": TODAY, "planned_half_days": 2, "targets": ("six-steps:4c",)}
    activity = Activity(cycle_id=1, title=title, method="visit", **{**given, **more})
    return activities.add_activity(at.top.casefile, activity=activity).value


@pytest.fixture
def at(at_empty):
    """Somebody at one planned activity, the only one."""
    go(at_empty, ToYear(plan(at_empty)))
    return at_empty


def test_an_activity_is_recorded_from_one_line_and_the_line_is_ready_for_the_next(at_empty):
    at = at_empty
    go(at, ToNewActivity())
    at.sees("No activity in this cycle yet")
    assert at.field("What is done").hasFocus()
    at.write("What is done", "Front door at night")
    at.choose("Method", VISIT)
    assert at.text("Days it takes") == "1"
    at.press("Planned or done: Done")
    at.write("Day of the activity", "2/11/2026")
    at.choose("Step or line", "4 Quality assurance")
    at.write("Days it takes", "1½", then="Return")
    (made,) = recorded(at)
    assert (made.title, made.method, made.state) == ("Front door at night", "visit", ActivityState.DONE)
    assert (made.done_on, made.half_days, made.targets) == (date(2026, 11, 2), 3, ("six-steps:4",))
    assert at.text("What is done") == ""
    assert at.field("What is done").hasFocus()
    assert at.rows(LIST) == [["2 Nov 26", "Front door at night", VISIT, "1½", "Done"]]


def test_days_that_are_none_are_asked_about_and_nothing_is_lost(at_empty):
    at = at_empty
    go(at, ToNewActivity())
    at.write("What is done", "Tea")
    at.choose("Method", VISIT)
    at.write("Days it takes", "a while", then="Return")
    at.sees("It takes whole and half days: 1, 2½ or 0.5.")
    assert recorded(at) == ()
    assert at.text("What is done") == "Tea"


def test_the_grid_says_what_is_planned_where_and_the_page_names_the_gaps(at):
    at.sees("0 done, 1 planned (+ in the table below). Nothing done and nothing planned on 5 steps:")
    row = next(row for row in at.rows(GRID) if "+1" in row)
    assert row.index("+1") == 9  # after its name, November of a cycle that begins in March
    at.press("Look at the year: By method")
    assert [(row[0], row.index("+1")) for row in at.rows(GRID) if "+1" in row] == [(VISIT, 9)]


def test_a_cell_that_holds_something_shows_what_it_counts_and_the_chip_shows_all_again(at):
    plan(at, "In spring", planned_on=date(2027, 3, 2))
    go(at, ToYear()).refresh()
    assert len(at.rows(LIST)) == 2
    at.pick_place(GRID, 3, 8)
    assert [row[1] for row in at.rows(LIST)] == ["Front door at night"]
    at.press("Clear all")
    assert len(at.rows(LIST)) == 2


def test_done_today_takes_the_days_that_were_planned_and_one_undo_brings_the_plan_back(at):
    at.press("Done today")
    assert (recorded(at)[0].state, recorded(at)[0].done_on, recorded(at)[0].half_days) == (
        ActivityState.DONE, TODAY, 2,
    )  # fmt: skip
    at.keys("Ctrl+Z")
    at.wait(lambda: recorded(at)[0].state is ActivityState.PLANNED)


@pytest.mark.parametrize(("days", "took"), [("", 2), ("1½", 3)])
def test_done_today_takes_the_days_planned_also_where_something_else_was_typed_before(at, days, took):
    at.write("Who does it", "The scrutineer")
    if days:
        at.press("State: Done")
        at.write("Days it took", days)
    at.press("Done today")
    (done,) = recorded(at)
    assert (done.state, done.done_on, done.half_days, done.who) == (ActivityState.DONE, TODAY, took, "The scrutineer")


def test_of_a_meeting_it_asks_what_it_was_about_who_challenged_and_what_was_decided(at):
    assert not at.shows("Agenda")
    at.choose("Meeting", "Chaired")
    at.write("Agenda", "Neglect")
    at.write("Who challenged", "Chief nurse")
    at.write("Decided", "A re-audit")
    at.write("People", "nine", then="Ctrl+Return")
    at.sees("“nine” is no number. Write how many, in figures.")
    at.write("People", "9", then="Ctrl+Return")
    (made,) = recorded(at)
    assert (made.meeting, made.agenda, made.challenged, made.decided, made.people) == (
        MeetingPart.CHAIRED, "Neglect", "Chief nurse", "A re-audit", 9,
    )  # fmt: skip


def test_a_step_is_added_and_taken_away_and_recorded_with_the_rest(at):
    at.choose("Step or line of the activity", "2 Wider partners")
    at.press("Take away Step 4, Quality assurance, line 4c")
    at.press("Record")
    assert recorded(at)[0].targets == ("six-steps:2",)


def test_its_evidence_is_shown_and_unlinked_where_it_stands(at):
    casefile, (made,) = at.top.casefile, recorded(at)
    item = evidence.capture_evidence(casefile, title="Notes of the night", dated=TODAY).value
    evidence.link_evidence(casefile, evidence_id=item, target_kind=LinkTarget.ACTIVITY, target=str(made.id),
                           bearing=Bearing.SUPPORTS)  # fmt: skip
    go(at, ToYear(made.id)).refresh()
    at.sees("E1 Notes of the night, supports")
    at.press("Unlink E1")
    assert tables.rows(casefile, Link) == ()
    at.sees("No evidence linked yet.")


def test_what_was_typed_and_not_recorded_is_there_when_one_comes_back(at):
    at.write("Notes", "Ask for the rota.")
    go(at, ToHome())
    go(at, ToYear(recorded(at)[0].id))
    assert at.text("Notes") == "Ask for the rota."
    assert recorded(at)[0].notes == ""


def test_one_is_taken_away_and_undo_brings_it_back(at):
    at.press("Take away")
    assert recorded(at) == ()
    at.keys("Ctrl+Z")
    at.wait(lambda: recorded(at))


def test_the_year_is_drawn_with_what_was_done_and_what_is_planned(at):
    at.press("Look at the year: As a picture")
    at.press("As a table")
    assert ["Activities", "20 Nov 26", "Activity planned", "1"] in at.rows("The year, as a table")


def test_what_strength_suggests_is_planned_in_one_press(at_example):
    at = at_example
    before = len(recorded(at))
    go(at, ToStrength())
    at.press("Plan it")
    at.wait(lambda: len(recorded(at)) == before + 1)
    newest = recorded(at)[-1]
    assert (newest.state, newest.planned_on) == (ActivityState.PLANNED, date(2026, 12, 4))
    assert at.selected(LIST)[1] == newest.title


def test_a_method_of_ones_own_is_said_in_words_and_offered_from_then_on(at_empty):
    at = at_empty
    go(at, ToNewActivity())
    at.choose("Method", "Another, in words")
    at.write("What is done", "The night shift")
    at.write("Method in words", "Walk round  the wards", then="Return")
    (made,) = recorded(at)
    assert made.method == "Walk round the wards"
    assert at.rows(LIST)[0][2] == "Walk round the wards"
    assert "Walk round the wards" in at.choices("Method")
    assert at.chosen("Method of the activity") == "Walk round the wards"


def test_a_method_in_words_that_is_left_empty_is_asked_for(at_empty):
    at = at_empty
    go(at, ToNewActivity())
    at.choose("Method", "Another, in words")
    at.write("What is done", "The night shift", then="Return")
    assert recorded(at) == ()
    at.sees("The activity has no method.")


def test_a_day_years_ahead_is_asked_about_and_taken_once_it_is_said_to_be_so(at_empty):
    at = at_empty
    go(at, ToNewActivity())
    at.choose("Method", VISIT)
    at.write("Day of the activity", "2/11/2036", then="Return")
    assert recorded(at) == ()
    at.tick("Yes, it is so")
    at.press("Add")
    (made,) = recorded(at)
    assert made.planned_on == date(2036, 11, 2)
