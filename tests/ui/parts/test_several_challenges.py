"""Several challenges chosen: chased with a new date as their lives allow, marked together, one undo for all."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge, Status
from scrutineer.domain.marking import Marking
from scrutineer.operations.queries.challenges import lives
from scrutineer.ui.destinations import ToChallenge, ToChallenges, ToNewChallenge
from tests.ui.conftest import go

DUE = date(2027, 2, 1)


@pytest.fixture
def at(at_example):
    """Somebody at the log of the worked example, all open challenges chosen."""
    go(at_example, ToChallenges())
    at_example.list("Challenges").setFocus()
    at_example.keys("Ctrl+A")
    return at_example


def test_those_that_wait_are_chased_the_others_are_named_and_one_undo_takes_it_back(at):
    before = lives(at.top.casefile)
    waits = [life for life in before if life.status in (Status.RAISED, Status.ACKNOWLEDGED, Status.ESCALATED)]
    answered = next(life for life in before if life.status is Status.RESPONSE)
    number = len(at.rows("Challenges"))
    at.write("New reply date", "1/2/2027")
    at.press(f"Chase {number} challenges")
    after = {life.challenge.id: life for life in lives(at.top.casefile)}
    assert all(after[life.challenge.id].reply_due == DUE for life in waits)
    assert after[answered.challenge.id] == answered
    at.sees(f"{answered.challenge.reference}. A challenge that stands at “Response received”")
    at.sees(f"{number} challenges chosen")
    at.press("Undo, Ctrl+Z")
    assert lives(at.top.casefile) == before


def test_all_are_marked_together(at):
    number = len(at.rows("Challenges"))
    at.choose("Marking for all", "Public")
    at.press(f"Mark {number} challenges")
    marked = [one for one in tables.rows(at.top.casefile, Challenge) if one.marking is Marking.PUBLIC]
    assert len(marked) >= number


def test_escape_and_going_to_a_challenge_leave_one_and_the_form_for_a_new_one_stays_in_sight(at):
    at.keys("Escape")
    assert not at.shows("New reply date")
    at.keys("Ctrl+A")
    assert at.shows("New reply date")
    one = lives(at.top.casefile)[0].challenge
    go(at, ToChallenge(one.id))
    assert not at.shows("New reply date")
    go(at, ToNewChallenge())
    at.write("The question", "Half asked")
    at.list("Challenges").setFocus()
    at.keys("Ctrl+A")
    assert at.text("The question") == "Half asked"
    at.press(f"{len(at.rows('Challenges'))} challenges chosen: chase or mark them")
    assert at.shows("New reply date")


def test_one_re_test_day_is_set_for_all_that_can_be_tested(at):
    number = len(at.rows("Challenges"))
    at.write("Re-test of all on", "1/2/2037")
    at.press(f"Re-test {number} challenges")
    at.sees("more than two years ahead")
    at.write("Re-test of all on", "1/2/2027")
    at.press(f"Re-test {number} challenges")
    at.settle()
    dated = [life for life in lives(at.top.casefile) if life.test_due == DUE]
    assert dated
    assert all(life.status not in (Status.RAISED, Status.DRAFT) for life in dated)
