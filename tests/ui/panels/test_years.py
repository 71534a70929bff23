"""Year on year: two cycles side by side, and what lies between."""

from __future__ import annotations

from scrutineer.ui.destinations import ToHome, ToLine, ToSettings, ToYears
from tests.ui.conftest import go

TABLE = "Two cycles by step and line"


def test_two_cycles_side_by_side(at_example):
    at = at_example
    go(at, ToYears())
    at.sees("Cycle 1 to Cycle 2: 2 up, 1 down")
    steps = at.rows(TABLE)
    at.press("Show: Steps and lines")
    every = at.rows(TABLE)
    assert len(every) > len(steps) == 6
    assert {row[0] for row in steps} < {row[0] for row in every}
    at.choose("Later cycle", "Cycle 1")
    at.sees("Choose two different cycles.")
    assert at.rows(TABLE) == []


def test_the_earlier_of_two_cycles_is_the_earlier_however_they_are_chosen(at_example):
    at = at_example
    go(at, ToYears())
    at.choose("Earlier cycle", "Cycle 2")
    at.choose("Later cycle", "Cycle 1")
    at.sees("Cycle 1 to Cycle 2: 2 up, 1 down")


def test_a_step_says_what_lies_between_and_leads_to_its_line(at_example):
    at = at_example
    go(at, ToYears())
    at.pick(TABLE, "4, Quality assurance")
    at.sees("Challenges on it that were tested or closed between the two:")
    at.sees("Whether they moved it is yours to say.")
    at.press("Open the line")
    assert at.top.workspace.destination() == ToLine("six-steps:4")


def test_one_cycle_leads_to_settings(at_empty):
    at = at_empty
    panel = go(at, ToYears())
    at.sees("There is one cycle so far")
    at.within(panel).press("Open Settings")
    assert at.top.workspace.destination() == ToSettings()


def test_home_leads_to_year_on_year(at_example):
    at = at_example
    go(at, ToHome())
    at.press("Year on year")
    assert at.top.workspace.destination() == ToYears()
