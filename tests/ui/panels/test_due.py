"""Due: the list as it is read, the next act one key away, and putting something off."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scrutineer.domain.challenge import EventKind
from scrutineer.domain.due import DueKind
from scrutineer.operations.queries.due import due_list
from scrutineer.ui.destinations import ToChallenge, ToDue
from scrutineer.ui.pages import CHALLENGES
from tests.ui.conftest import go

TABLE = "What is due"
UNTIL, REASON = "Put off until", "Why it can wait"


def every(at):
    session = at.top.workspace.session
    return due_list(session.casefile, session.context, session.today())


def listed(at) -> list[str]:
    """What is on the list, without the reasons below."""
    return [row[0].split("  ")[0] for row in at.rows(TABLE)]


def test_the_list_says_what_by_when_on_whom_and_what_is_next(at_example):
    at = at_example
    go(at, ToDue())
    at.choose("Which of them", "Everything, whatever its day")
    assert listed(at) == [thing.what for thing in every(at)]
    on = [row[1].strip() for row in at.rows(TABLE)]
    assert {"You", "The partnership"} <= set(on)
    assert not [whom for whom in on if whom[:1].islower()]
    at.choose("Which of them", "Due now")
    now = [thing for thing in every(at) if thing.is_due(at.top.workspace.session.today())]
    assert listed(at) == [thing.what for thing in now]


@pytest.mark.parametrize(("whom", "yours"), [("You", True), ("Others", False)])
def test_it_can_be_asked_for_by_whom_it_waits_on(at_example, whom, yours):
    at = at_example
    go(at, ToDue())
    at.choose("Which of them", "Everything, whatever its day")
    at.choose("Waiting on", whom)
    wanted = [thing.what for thing in every(at) if (thing.waiting_on == "you") is yours]
    assert wanted
    assert listed(at) == wanted


def test_chasing_is_one_key_away(at_example):
    at = at_example
    go(at, ToDue())
    reply = next(thing for thing in every(at) if thing.kind is DueKind.REPLY)
    at.pick(TABLE, reply.what)
    at.press("Chase")
    assert at.top.workspace.page is CHALLENGES
    assert at.chosen("What happened") == "Chased"
    assert at.top.workspace.panel().destination() == ToChallenge(reply.row)


def test_what_is_being_written_of_a_challenge_is_not_turned_into_something_else(at_example):
    at = at_example
    reply = next(thing for thing in every(at) if thing.kind is DueKind.REPLY)
    go(at, ToChallenge(reply.row))
    at.choose("What happened", "Note")
    at.type("What was said or done", "They rang.")
    go(at, ToChallenge(reply.row, EventKind.CHASED))
    assert at.chosen("What happened") == "Note"
    assert at.text("What was said or done") == "They rang."


def test_put_off_it_sleeps_with_its_reason_and_can_be_taken_up_again(at_example):
    at = at_example
    go(at, ToDue())
    first = next(thing for thing in every(at) if thing.kind is DueKind.RETURN)
    at.pick(TABLE, first.what)
    until = at.top.workspace.session.today() + timedelta(days=90)
    at.type(UNTIL, f"{until:%d/%m/%Y}")
    at.type(REASON, "Agreed with the chair")
    at.press("Put off")
    assert first.what not in listed(at)
    at.choose("Which of them", "Put off")
    assert listed(at) == [first.what]
    at.pick(TABLE, first.what)
    at.press("Take it up again")
    at.sees("Nothing of that")
    assert "Nothing is due" not in at.words()


def test_without_a_reason_nothing_is_put_off_and_the_field_says_so(at_example):
    at = at_example
    go(at, ToDue())
    at.pick(TABLE, every(at)[0].what)
    at.type(UNTIL, "20/11/2030")
    at.press("Put off")
    at.sees("Say why it can wait.")
    assert at.text(UNTIL) == "20/11/2030"


def test_a_put_off_for_years_is_asked_about_beside_its_day(at_example):
    at = at_example
    go(at, ToDue())
    first = next(thing for thing in every(at) if thing.kind is DueKind.RETURN)
    at.pick(TABLE, first.what)
    at.type(UNTIL, "20/11/2036")
    at.type(REASON, "Agreed with the chair")
    at.press("Put off")
    at.sees("more than two years ahead")
    assert first.what in listed(at)
    at.tick("Yes, it is so")
    at.press("Put off")
    assert first.what not in listed(at)


def test_an_empty_casefile_says_what_comes_here(at_empty):
    at = at_empty
    go(at, ToDue())
    at.choose("Which of them", "Due now")
    at.sees("comes here by itself")
