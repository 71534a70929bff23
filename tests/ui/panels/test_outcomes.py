"""Desired outcomes: priorities, the three questions, and what bears on an outcome."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Link, LinkTarget
from scrutineer.domain.outcomes import DesiredOutcome, Priority
from scrutineer.operations import outcomes
from scrutineer.operations.queries.challenges import lives
from scrutineer.ui.destinations import ToChallenge, ToHome, ToItem, ToLine, ToOutcome, ToOutcomes
from tests.ui.conftest import go

TABLE = "Priorities and outcomes"
HOW_MUCH, HOW_WELL, DIFFERENCE = "How much", "How well", "What difference"


@pytest.fixture
def at(at_example):
    """Somebody at an outcome of their own, the only one of its priority, on the worked example."""
    casefile = at_example.top.casefile
    priority = outcomes.add_priority(casefile, title="Neglect").value
    outcome = outcomes.add_outcome(casefile, priority_id=priority, text="Children are seen sooner").value
    go(at_example, ToOutcome(outcome))
    return at_example


def shown(at) -> DesiredOutcome:
    (one,) = tables.rows(at.top.casefile, DesiredOutcome, text="Children are seen sooner")
    return one


def test_a_priority_and_an_outcome_are_written_by_keyboard(at_empty):
    at = at_empty
    go(at, ToOutcomes())
    at.sees("No outcomes yet")
    at.keys("Ctrl+N")
    assert at.field("A priority of the partnership").hasFocus()
    at.write("A priority of the partnership", "Neglect", then="Return")
    assert at.rows(TABLE) == [["Neglect  No outcome written yet"]]
    at.write("What it wants for children", "Children are seen sooner", then="Return")
    assert at.rows(TABLE) == [["Children are seen sooner  Neglect. 3 of 3 not answered"]]
    assert at.text("What it wants for children") == ""
    assert at.text("The outcome") == "Children are seen sooner"


def test_an_outcome_needs_words(at_empty):
    at = at_empty
    outcomes.add_priority(at.top.casefile, title="Neglect")
    go(at, ToOutcomes())
    at.press("Add outcome")
    at.sees("Write what it wants for children.")
    assert tables.rows(at.top.casefile, DesiredOutcome) == ()


def test_the_three_answers_are_recorded_and_counted(at):
    at.write(HOW_MUCH, "212 visits")
    at.write(HOW_WELL, "Not at night", then="Ctrl+Return")
    assert (shown(at).how_much, shown(at).how_well, shown(at).difference) == ("212 visits", "Not at night", "")
    assert "1 of 3 not answered" in at.selected(TABLE)[0]
    at.write(DIFFERENCE, "None known")
    at.press("Record")
    assert "All three answered" in at.selected(TABLE)[0]


def test_what_was_typed_is_kept_when_the_page_is_left(at):
    at.write(DIFFERENCE, "Not known yet")
    go(at, ToHome())
    assert shown(at).difference == "Not known yet"


def test_what_was_typed_is_kept_when_another_outcome_is_chosen(at):
    at.write(HOW_MUCH, "212 visits")
    other = next(row[0] for row in at.rows(TABLE) if not row[0].startswith("Children are seen sooner"))
    at.pick(TABLE, other)
    assert shown(at).how_much == "212 visits"
    assert at.text("The outcome") != "Children are seen sooner"


def test_a_line_bears_on_it_and_is_let_go_again(at):
    at.choose("Step or line", "4c ")
    at.press("Add line")
    assert shown(at).targets == ("six-steps:4c",)
    panel = at.within(at.top.workspace.panel())
    panel.press("Unlink")
    assert shown(at).targets == ()
    at.sees("Nothing is linked yet.")


def test_what_is_typed_is_recorded_with_a_line_that_is_added(at):
    at.write(HOW_MUCH, "212 visits")
    at.choose("Step or line", "4c ")
    at.press("Add line")
    assert (shown(at).how_much, shown(at).targets) == ("212 visits", ("six-steps:4c",))


def test_a_line_leads_to_its_page(at):
    at.choose("Step or line", "4c ")
    at.press("Add line")
    at.press("Open")
    assert at.top.workspace.destination() == ToLine("six-steps:4c")


def test_a_challenge_bears_on_it_leads_to_its_life_and_is_let_go(at):
    life = lives(at.top.casefile)[0]
    at.choose("Challenge", life.challenge.reference)
    at.press("Add challenge")
    at.sees(f"{life.challenge.reference} {life.challenge.question} ({life.status.value})")
    at.press("Open")
    assert at.top.workspace.destination() == ToChallenge(life.challenge.id)
    at.keys("Alt+Left")
    at.press("Unlink")
    at.sees("Nothing is linked yet.")


def test_evidence_is_linked_by_the_dialog(at):
    at.keys("Ctrl+L")
    dialog = at.dialog()
    dialog.press("Bearing: Supports")
    dialog.write("Search evidence", "dip sample", then="Return")
    dialog.press("Close")
    (link,) = tables.rows(at.top.casefile, Link, target_kind=LinkTarget.OUTCOME, target=str(shown(at).id))
    at.sees(", supports")
    at.press("Open")
    assert at.top.workspace.destination() == ToItem(link.evidence_id)


def test_an_outcome_is_taken_away_and_undo_brings_it_back(at):
    priorities = tables.rows(at.top.casefile, Priority)
    at.press("Take the outcome away")
    assert tables.rows(at.top.casefile, DesiredOutcome, text="Children are seen sooner") == ()
    assert tables.rows(at.top.casefile, Priority) == priorities
    at.press("Undo, Ctrl+Z")
    assert shown(at)
