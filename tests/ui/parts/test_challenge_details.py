"""One challenge's life: what happened, what it rests on, and what stops it closing."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.challenge import EventKind
from scrutineer.domain.evidence import Link, LinkTarget
from scrutineer.operations import challenges
from scrutineer.operations.queries.challenges import life_of, lives
from scrutineer.ui.destinations import ToChallenge, ToItem
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


def test_a_closed_one_says_how_it_ended_and_offers_nothing_more(at_example):
    at = at_example
    closed = next(life for life in lives(at.top.casefile) if not life.is_open)
    go(at, ToChallenge(closed.challenge.id))
    side = at.within(at.top.workspace.panel().details)
    assert any(message.startswith(closed.status.value) for message in side.messages())
    assert not side.has("Record event")
    assert not side.has("Reword")


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
