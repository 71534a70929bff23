"""Questions in the window: asked, answered, and how long it took."""

from __future__ import annotations

from scrutineer.casefile import tables
from scrutineer.domain.questions import Question
from scrutineer.ui.destinations import ToHome, ToQuestions
from tests.ui.conftest import go

TABLE = "Questions"


def kept(at, words: str) -> Question:
    (known,) = [row for row in tables.rows(at.top.casefile, Question) if words in row.question]
    return known


def test_the_committees_questions_say_what_was_answered_and_in_how_many_days(at_example):
    at = at_example
    go(at, ToQuestions())
    at.sees("2 asked, 1 answered in 17 days")
    assert [row[3] for row in at.rows(TABLE)] == ["Waiting 8 days", "17 days"]


def test_a_reply_is_written_whole_and_needs_its_day(at_example):
    at = at_example
    go(at, ToQuestions(kept(at, "How many strategy").id))
    at.write("The reply", "Four. Each was held again within a week.", then="Ctrl+Return")
    at.sees("Say when it was given.")
    at.write("Replied on", "18/11/2026", then="Ctrl+Return")
    assert kept(at, "How many strategy").days_taken(at.top.casefile.clock.today()) == 6
    assert at.selected(TABLE)[3] == "6 days"


def test_a_day_that_has_passed_is_asked_about_and_taken_once_it_is_said_to_be_so(at_empty):
    at = at_empty
    go(at, ToQuestions())
    at.keys("Ctrl+N")
    at.write("The question", "Who sees them?")
    at.write("Asked on", "2/11/2026")
    at.write("Reply wanted by", "9/11/2026", then="Ctrl+Return")
    at.sees("9 November 2026 has passed already.")
    assert tables.rows(at.top.casefile, Question) == ()
    at.press("Yes, it is so")
    at.keys("Ctrl+Return")
    assert kept(at, "Who sees them?").due.isoformat() == "2026-11-09"
    assert not at.shows("Yes, it is so")


def test_what_was_done_is_asked_where_young_people_asked(at_example):
    at = at_example
    go(at, ToQuestions(kept(at, "Who tells us").id))
    assert at.shows("What was done")
    at.sees("nothing is written of what was done")
    at.write("What was done", "The forum has a page of its own", then="Ctrl+Return")
    assert at.selected(TABLE)[3] == "12 days  Done"
    at.press("Who asks: Committee 2")
    assert not at.shows("What was done")


def test_a_new_question_is_kept_as_typed_when_the_page_is_left(at_empty):
    at = at_empty
    go(at, ToQuestions())
    at.sees("No question of theirs yet")
    at.keys("Ctrl+N")
    at.write("The question", "What is your overall view?")
    go(at, ToHome())
    go(at, ToQuestions())
    assert at.text("The question") == "What is your overall view?"
    at.keys("Ctrl+Return")
    assert at.rows(TABLE)[0][0].startswith("What is your overall view?")
