"""Clocks in the window: the day and why it is that day; reviews by codes alone."""

from __future__ import annotations

from scrutineer.casefile import tables
from scrutineer.domain.clocks import PracticeReview, StatutoryClock
from scrutineer.domain.indicators import Indicator
from scrutineer.operations import guarded_names, indicators
from scrutineer.ui.destinations import ToClocks, ToIndicators
from tests.ui.conftest import go

CLOCKS, REVIEWS = "Clocks", "Practice reviews"


def test_what_is_overdue_stands_first_with_the_rule_its_edition_and_how_it_is_known(at_example):
    at = at_example
    go(at, ToClocks())
    assert at.rows(CLOCKS)[0][0].startswith("Yearly report published")
    at.sees("6 months after day 0")
    at.sees("Working Together 2023 and later")
    at.sees("Remembered, and to be confirmed")
    at.sees("Bank holidays of England are published to 2028")


def test_the_day_follows_what_is_typed_and_both_days_are_shown(at_empty):
    at = at_empty
    go(at, ToClocks())
    at.sees("No clock yet")
    at.keys("Ctrl+N")
    at.choose("Rule", "Rapid review")
    at.write("Day 0", "2 November 2026")
    at.sees("Running, due 23 November 2026")
    at.write("The other day 0", "4 November 2026")
    at.sees("By the other day 0 it would be 25 November 2026")
    at.keys("Ctrl+Return")
    assert at.rows(CLOCKS)[0][2] == "23 Nov 26  or 25 Nov 26"
    at.write("Another day, set by hand", "30/11/2026", then="Ctrl+Return")
    at.sees("Say why it is another day.")
    at.write("Why it is another day", "Agreed with the Panel", then="Ctrl+Return")
    assert at.rows(CLOCKS)[0][2] == "30 Nov 26  set by hand"
    at.write("Met on", "18/11/2026", then="Ctrl+Return")
    assert at.rows(CLOCKS)[0][3] == "Met"


def test_beyond_the_published_holidays_the_page_warns(at_empty):
    at = at_empty
    go(at, ToClocks())
    at.keys("Ctrl+N")
    at.write("Day 0", "28 December 2028")
    at.sees("Bank holidays are published to 2028")


def test_what_is_written_as_a_name_is_recorded_once_it_is_said_to_be_nobodys(at_empty):
    at = at_empty
    go(at, ToClocks())
    at.press("New review")
    at.write("Code", "RR-26-07")
    at.write("Themes", "Neglect; Jade Thread", then="Ctrl+Return")
    at.sees("“Jade Thread” looks like a name, and has to be no person’s.")
    at.press("Yes, it is so")
    at.keys("Ctrl+Return")
    at.sees("RR-26-07 kept")


def test_a_review_is_a_code_and_begins_its_clocks(at_empty):
    at = at_empty
    go(at, ToClocks())
    at.press("New review")
    at.write("Code", "Alex Example", then="Ctrl+Return")
    at.sees("never a name")
    assert tables.rows(at.top.casefile, PracticeReview) == ()
    at.write("Code", "SI-26-01")
    at.write("Day 0 of its clocks", "2 November 2026", then="Ctrl+Return")
    assert at.rows(REVIEWS)[0][0] == "SI-26-01  Serious incident"
    assert [clock.rule for clock in tables.rows(at.top.casefile, StatutoryClock)] == ["notification", "rapid-review"]


def test_a_name_to_keep_out_is_refused_and_what_was_typed_stays(at_empty):
    at = at_empty
    guarded_names.keep_out(at.top.casefile, name="Alex Example")
    go(at, ToClocks())
    at.press("New review")
    at.write("Code", "SI-26-01")
    at.write("The decision", "What alex example did", then="Ctrl+Return")
    at.sees("A name that is to be kept out stands in it")
    assert at.text("The decision") == "What alex example did"
    assert tables.rows(at.top.casefile, PracticeReview) == ()


def test_a_code_and_words_that_could_be_a_name_are_asked_about_and_taken_with_a_tick(at_empty):
    at = at_empty
    go(at, ToClocks())
    at.press("New review")
    at.write("Code", "SMITH-26", then="Ctrl+Return")
    at.sees("“SMITH” in the code belongs to no kind of review")
    assert tables.rows(at.top.casefile, PracticeReview) == ()
    at.write("Code", "SI-26-01")
    at.write("Themes", "Alfie, 4, was found", then="Ctrl+Return")
    at.sees("“Alfie” looks like a name")
    assert tables.rows(at.top.casefile, PracticeReview) == ()
    at.press("Yes, it is so")
    at.keys("Ctrl+Return")
    assert [known.themes for known in tables.rows(at.top.casefile, PracticeReview)] == ["Alfie, 4, was found"]


def test_a_child_death_review_says_how_large_its_area_is(at_example):
    at = at_example
    (known,) = [r for r in tables.rows(at.top.casefile, PracticeReview) if r.code == "CDR-26-04"]
    go(at, ToClocks(known.id))
    at.sees("at least 60 deaths a year")
    assert at.chosen("Step or line").startswith("5 ")


def test_the_number_of_child_deaths_is_kept_as_an_indicator_and_shown_beside_the_footprint(at_example):
    at = at_example
    (known,) = [r for r in tables.rows(at.top.casefile, PracticeReview) if r.code == "CDR-26-04"]
    go(at, ToClocks(known.id))
    at.sees("whether the area is large enough is not known")
    at.press("Keep the number of child deaths")
    at.wait(lambda: isinstance(at.top.workspace.destination(), ToIndicators))
    (kept,) = tables.rows(at.top.casefile, Indicator, name="Child deaths in the area of the review")
    assert at.top.workspace.destination().indicator_id == kept.id
    assert kept.targets == ("six-steps:5",)
    indicators.add_figure(at.top.casefile, indicator_id=kept.id, period="2025-26", numerator=52)
    go(at, ToClocks(known.id))
    at.sees("2025-26: 52 deaths, an agency’s data; below 60 a year")
    at.press("Keep the number of child deaths")
    assert tables.count(at.top.casefile, Indicator, name="Child deaths in the area of the review") == 1


def test_over_time_each_rule_says_how_it_went(at_example):
    at = at_example
    go(at, ToClocks())
    at.press("Which: Over time 5")
    went = {row[0]: row[2] for row in at.rows("Over time")}
    assert went["Serious incident notification"] == "2 of 2 in time"
    assert went["Local review completed and published"] == "0 of 1 in time, late by 22 days"
