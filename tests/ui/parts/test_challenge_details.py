"""One challenge's life: what happened, what it rests on, and what stops it closing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Event, EventKind, Status
from scrutineer.domain.evidence import Link, LinkTarget
from scrutineer.domain.marking import Marking
from scrutineer.domain.working_days import working_days_after
from scrutineer.operations import challenges
from scrutineer.operations.marking import set_marking
from scrutineer.operations.queries.challenges import life_of, lives
from scrutineer.ui.destinations import ToChallenge, ToItem
from scrutineer.ui.ops import do
from tests.conftest import CLOCK
from tests.operations.acts import capture
from tests.ui.conftest import go

CHANGED = "What changed"


@pytest.fixture
def answered(at_empty):
    """A challenge that was answered and tested."""
    casefile = at_empty.top.casefile
    made = challenges.raise_challenge(
        casefile, question="Are nights covered?", put_to="Chair", why="Seen.", test="Ten rotas."
    ).value
    challenges.record_event(casefile, challenge_id=made, kind=EventKind.RESPONSE, text="They are.")
    return made


@pytest.fixture
def at(at_empty, answered):
    """Somebody at it."""
    go(at_empty, ToChallenge(answered))
    return at_empty


def test_its_life_is_told(at):
    words = at.within(at.top.workspace.panel().details).words()
    for part in (
        "Are nights covered?",
        "To Chair",
        "Raised",
        "Response",
        "They are",
        "Why Seen.",
        "The test Ten rotas.",
    ):
        assert part in words


def test_what_stops_a_challenge_closing_is_said_and_it_closes(at_example):
    at = at_example
    tested = next(life for life in lives(at.top.casefile) if life.status.value == "Tested")
    go(at, ToChallenge(tested.challenge.id))
    assert not at.can_press("Close challenge")
    at.sees("Cannot be closed because: ")
    at.press("Impact: None known")
    at.sees("no explanation")
    at.write(CHANGED, "Nothing shows that children are safer at night.")
    at.choose("Ending", "Accepted without impact evidence")
    assert "Cannot be closed because" not in at.words()
    at.press("Close challenge")
    closed = life_of(at.top.casefile, tested.challenge.id)
    assert closed.status.value == "Closed: accepted without impact evidence"


def test_a_closed_one_says_how_it_ended_and_offers_only_what_can_follow(at_example):
    at = at_example
    closed = next(life for life in lives(at.top.casefile) if not life.is_open)
    go(at, ToChallenge(closed.challenge.id))
    side = at.within(at.top.workspace.panel().details)
    assert any(message.startswith(closed.status.value) for message in side.messages())
    assert side.choices("What happened")[1:] == ["Impact asked again", "Open it again", "Note"]
    assert not side.has("Reword")
    assert not side.has("Close challenge")


def test_evidence_is_linked_and_leads_to_the_item(at, answered):
    item = capture(at.top.casefile, title="Rota of May")
    at.keys("Ctrl+L")
    dialog = at.dialog()
    dialog.press("Bearing: Contradicts")
    dialog.write("Search evidence", "rota", then="Return")
    dialog.press("Close")
    (link,) = tables.rows(at.top.casefile, Link, target_kind=LinkTarget.CHALLENGE)
    assert (link.evidence_id, link.target) == (item, str(answered))
    at.press("E1  Rota of May, contradicts")
    assert at.top.workspace.destination() == ToItem(item)


def test_closing_is_offered_once_there_was_an_answer(at, at_empty):
    assert at.has("Close challenge")
    new = challenges.raise_challenge(at_empty.top.casefile, question="New?", put_to="Chair").value
    go(at_empty, ToChallenge(new))
    assert not at_empty.has("Close challenge")
    assert at_empty.has("Record event")


def test_impact_is_asked_again_and_a_closed_challenge_is_opened_again_with_its_reason(at_example):
    at = at_example
    closed = next(life for life in lives(at.top.casefile) if not life.is_open).challenge.id
    go(at, ToChallenge(closed))
    at.choose("What happened", "Impact asked again")
    at.write("What was said or done", "Six children were asked.")
    at.press("Record event")
    at.sees("Say what has changed for children.")
    at.choose("What has changed for children", "Early signs")
    at.press("Record event")
    at.sees("Impact asked again: early signs")
    at.choose("What happened", "Open it again")
    at.press("Record event")
    at.sees("Say why it is opened again.")
    at.write("What was said or done", "It came up in another sample.")
    at.press("Record event")
    again = life_of(at.top.casefile, closed)
    assert again.status is Status.REOPENED
    assert again.reply_due == working_days_after(CLOCK.today(), 15)


# What was recorded wrongly


def correct(at, what: str) -> None:
    at.press(f"Correct {what}")
    at.sees("Correct what was recorded")


def test_a_wrong_event_is_corrected_and_stays_struck_out_with_the_reason(at, answered):
    casefile = at.top.casefile
    correct(at, "Response")
    at.write("What was said or done", "They are not.")
    at.press("Record the correction")
    at.sees("Say what was wrong with it.")
    at.write("Reason of the correction", "Misheard")
    at.press("Record the correction")
    life = life_of(casefile, answered)
    assert [event.text for event in life.events] == ["", "They are not."]
    at.sees("something else counts in its place. Misheard.")
    (struck,) = [part for part in at.top.findChildren(QLabel) if part.text() == "They are" and part.isVisible()]
    assert struck.font().strikeOut()
    assert at.has("Record event")


def test_what_never_happened_counts_no_more(at, answered):
    correct(at, "Response")
    at.press("What was wrong: It never happened")
    assert not at.within(at.top.workspace.panel().details).shows("What happened")
    at.write("Reason of the correction", "Another agency wrote this")
    at.keys("Ctrl+Return")
    assert life_of(at.top.casefile, answered).status is Status.RAISED


def test_a_correction_after_which_the_life_could_not_go_on_is_refused_beside_its_reason(at, answered):
    correct(at, "Raised")
    at.press("What was wrong: It never happened")
    at.write("Reason of the correction", "Not put at all")
    at.press("Record the correction")
    at.sees("What came after could not follow.")
    assert not life_of(at.top.casefile, answered).corrected
    at.press("Leave")
    assert at.has("Record event")


def test_a_correction_follows_the_marking_that_was_given_meanwhile_and_keeps_what_was_typed(at, answered):
    casefile, session = at.top.casefile, at.top.workspace.session
    response = life_of(casefile, answered).events[-1]
    correct(at, "Response")
    at.write("What was said or done", "They are not.")
    session.run(do(set_marking, kind=Event, ids=[response.id], marking=Marking.PRIVATE))
    at.settle()
    at.write("Reason of the correction", "Misheard")
    at.press("Record the correction")
    event = life_of(casefile, answered).events[-1]
    assert (event.text, event.marking) == ("They are not.", Marking.PRIVATE)


def test_the_correction_of_an_event_that_is_undone_ends_with_it(at, answered):
    at.choose("What happened", "Note")
    at.write("What was said or done", "Telephoned.")
    at.press("Record event")
    correct(at, "Note")
    at.top.workspace.undo()
    at.settle()
    assert at.has("Record event")
    assert not at.has("Record the correction")


@pytest.fixture
def escalated(at_empty):
    """A challenge that went to a stage which the local protocol does not name, and somebody who corrects that."""
    casefile = at_empty.top.casefile
    made = challenges.raise_challenge(casefile, question="Are nights covered?", put_to="Chair").value
    challenges.record_event(
        casefile, challenge_id=made, kind=EventKind.ESCALATED, stage="The regulator", text="Wrote to them."
    )
    go(at_empty, ToChallenge(made))
    correct(at_empty, "Escalated")
    return made


def test_an_escalation_to_a_stage_of_ones_own_is_corrected_and_keeps_its_stage(at_empty, escalated):
    at = at_empty
    side = at.within(at.top.workspace.panel().details)
    assert side.chosen("Stage of the escalation") == "The regulator"
    assert not side.shows("By which role, or to whom")
    at.write("What was said or done", "Telephoned them.")
    at.write("Reason of the correction", "It was no letter")
    at.press("Record the correction")
    event = life_of(at.top.casefile, escalated).events[-1]
    assert (event.stage, event.text) == ("The regulator", "Telephoned them.")


def test_an_escalation_is_corrected_to_another_stage_that_is_written_out(at_empty, escalated):
    at = at_empty
    at.choose("Stage of the escalation", "Another stage")
    at.write("By which role, or to whom", "The inspectorate")
    at.write("Reason of the correction", "Another body")
    at.press("Record the correction")
    assert life_of(at.top.casefile, escalated).events[-1].stage == "The inspectorate"
