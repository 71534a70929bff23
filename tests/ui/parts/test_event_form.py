"""What happened next to a challenge: what is offered, what it asks for, what is recorded and kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLineEdit

from scrutineer.domain.challenge import EventKind, ResponseView, Status
from scrutineer.domain.dates import long_date
from scrutineer.domain.escalation import USUAL_STAGES
from scrutineer.domain.working_days import working_days_after
from scrutineer.operations import challenges, partnership
from scrutineer.operations.queries.challenges import life_of
from scrutineer.operations.queries.context import read_context
from scrutineer.ui.destinations import ToChallenge, ToHome
from scrutineer.ui.ops import do
from tests.conftest import CLOCK
from tests.ui.conftest import go

WHAT, SAID, WHO = "What happened", "What was said or done", "By which role, or to whom"
STAGE, SURE = "Stage of the escalation", "Yes, it is so"


@pytest.fixture
def challenge(at_empty):
    """A challenge raised ten days ago."""
    day = CLOCK.today() - timedelta(days=10)
    return challenges.raise_challenge(at_empty.top.casefile, question="Why?", put_to="Chair", raised_on=day).value


@pytest.fixture
def at(at_empty, challenge):
    """Somebody at the challenge."""
    go(at_empty, ToChallenge(challenge))
    return at_empty


def life(at, challenge):
    return life_of(at.top.casefile, challenge)


def record(at, what: str, said: str = "") -> None:
    at.choose(WHAT, what)
    at.write(SAID, said)
    at.press("Record event")


def test_a_response_is_recorded_with_its_day_and_whose_it_is(at, challenge):
    at.choose(WHAT, "Response received")
    at.write("On", "15/11/2026")
    at.write(WHO, "Chief executive")
    at.write(SAID, "We changed the rota.")
    at.press("Record event")
    event = life(at, challenge).events[-1]
    assert (event.kind, event.on_date, event.by, event.text) == (
        EventKind.RESPONSE, date(2026, 11, 15), "Chief executive", "We changed the rota.",
    )  # fmt: skip
    at.sees("We changed the rota. Chief executive")
    assert life(at, challenge).status is Status.RESPONSE


@pytest.mark.parametrize(("what", "due", "who"), [
    ("Chased", "Reply due", False), ("Escalated", "Reply due", False), ("Response received", "", True),
    ("Note", "", False), ("Acknowledged", "", True),
])  # fmt: skip
def test_each_kind_of_event_asks_for_what_it_has(at, what, due, who):
    at.choose(WHAT, what)
    names = {field.accessibleName() for field in at.top.findChildren(QLineEdit) if field.isVisible()}
    assert (WHO in names) is who
    assert ("Reply due" in names) is bool(due)


def test_a_chaser_sets_a_new_day_for_the_reply(at, challenge):
    at.choose(WHAT, "Chased")
    at.write("Reply due", "1/12/2026")
    at.keys("Ctrl+Return")
    assert life(at, challenge).reply_due == date(2026, 12, 1)


def test_an_escalation_goes_by_the_stages_of_the_protocol_in_their_order(at, challenge):
    casefile = at.top.casefile
    details = replace(read_context(casefile).partnership, stages=("Chair", "Chief officers"))
    at.top.workspace.session.run(do(partnership.set_partnership, details=details))
    at.settle()
    for stage in ("Chair", "Chief officers"):
        at.choose(WHAT, "Escalated")
        assert at.chosen(STAGE) == stage
        at.press("Record event")
        event = life(at, challenge).events[-1]
        assert (event.kind, event.stage, event.by) == (EventKind.ESCALATED, stage, "")
        at.sees(f"To {stage}")


def test_an_escalation_may_go_to_a_stage_that_the_protocol_does_not_name(at, challenge):
    at.choose(WHAT, "Escalated")
    assert at.choices(STAGE) == [*USUAL_STAGES, "Another stage"]
    at.choose(STAGE, "Another stage")
    at.write(WHO, "The regulator")
    at.press("Record event")
    assert life(at, challenge).events[-1].stage == "The regulator"


def test_a_reply_is_asked_for_within_the_working_days_of_the_partnership(at, challenge):
    at.choose(WHAT, "Chased")
    offered = working_days_after(CLOCK.today(), 15)
    assert at.text("Reply due") == long_date(offered)
    at.choose(WHAT, "Note")
    assert "Reply due" not in at.words()
    at.choose(WHAT, "Chased")
    at.write("Reply due", "1/12/2026")
    at.choose(WHAT, "Escalated")
    assert at.text("Reply due") == "1/12/2026"
    at.press("Record event")
    assert life(at, challenge).reply_due == date(2026, 12, 1)


def test_a_day_that_is_unlikely_is_asked_about_and_taken_once_it_is_said_to_be_so(at, challenge):
    at.choose(WHAT, "Chased")
    assert not at.has(SURE)
    at.write("Reply due", "1/12/2036")
    at.press("Record event")
    at.sees("1 December 2036 is more than two years ahead.")
    assert len(life(at, challenge).events) == 1
    at.tick(SURE)
    at.press("Record event")
    assert life(at, challenge).reply_due == date(2036, 12, 1)
    assert not at.has(SURE)


def test_another_day_in_its_place_is_not_asked_about(at, challenge):
    at.choose(WHAT, "Chased")
    at.write("Reply due", "1/12/2036")
    at.press("Record event")
    at.write("Reply due", "1/12/2026")
    assert not at.has(SURE)
    at.press("Record event")
    assert life(at, challenge).reply_due == date(2026, 12, 1)


def doubted(at) -> None:
    """A day that is unlikely, said to be so and not yet recorded."""
    at.choose(WHAT, "Chased")
    at.write("Reply due", "1/12/2036")
    at.press("Record event")
    at.tick(SURE)


def left_for_another(at, challenge) -> None:
    """Look at another challenge, and come back."""
    other = challenges.raise_challenge(at.top.casefile, question="Who?", put_to="Chair").value
    go(at, ToChallenge(other))
    go(at, ToChallenge(challenge))


def test_what_was_said_to_be_so_is_asked_again_after_another_challenge_was_looked_at(at, challenge):
    doubted(at)
    left_for_another(at, challenge)
    assert at.text("Reply due") == "1/12/2036"
    assert not at.has(SURE)
    at.press("Record event")
    at.sees("1 December 2036 is more than two years ahead.")
    assert not at.is_on(SURE)
    assert len(life(at, challenge).events) == 1


def test_what_was_said_to_be_so_is_asked_again_after_something_else_was_not_clear(at, challenge):
    doubted(at)
    at.write("On", "soon")
    at.press("Record event")
    at.sees("“soon” is no date.")
    assert not at.has(SURE)
    at.write("On", long_date(CLOCK.today()))
    at.press("Record event")
    at.sees("1 December 2036 is more than two years ahead.")
    assert not at.is_on(SURE)
    assert len(life(at, challenge).events) == 1


def test_what_was_said_to_be_so_is_not_taken_for_a_day_that_comes_back_discarded(at, challenge):
    doubted(at)
    left_for_another(at, challenge)
    at.press("Record event")
    at.tick(SURE)
    at.press("Discard")
    assert not at.has(SURE)
    at.press("Bring it back")
    assert not at.has(SURE)
    at.press("Record event")
    at.sees("1 December 2036 is more than two years ahead.")
    assert len(life(at, challenge).events) == 1


@pytest.mark.parametrize(("what", "field"), [("Note", "On"), ("Chased", "Reply due")])
def test_a_date_that_is_none_is_said_and_the_words_stay(at, challenge, what, field):
    at.choose(WHAT, what)
    at.write(field, "soon")
    at.write(SAID, "Telephoned.")
    at.press("Record event")
    at.sees("“soon” is no date.")
    assert len(life(at, challenge).events) == 1
    assert at.text(SAID) == "Telephoned."


def test_what_can_follow_follows_from_what_was_recorded(at, challenge):
    assert not any(words.startswith("Your view") for words in at.choices(WHAT))
    record(at, "Response received", "It is done.")
    views = [words for words in at.choices(WHAT) if words.startswith("Your view: ")]
    assert len(views) == len(ResponseView)
    record(at, views[0])
    assert life(at, challenge).events[-1].view is next(iter(ResponseView))
    at.sees(views[0])


def test_a_re_test_is_dated_as_one(at, challenge):
    record(at, "Response received", "It is done.")
    record(at, "Your view: ")
    if "Set a re-test date" not in at.choices(WHAT):
        record(at, "Action under way")
    at.choose(WHAT, "Set a re-test date")
    at.write("Re-test on", "1/3/2027")
    at.press("Record event")
    at.sees("Re-test on 1 March 2027")


def test_what_was_typed_is_kept_as_it_was_typed_and_not_recorded(at, challenge):
    at.choose(WHAT, "Response received")
    at.write(SAID, "Half heard")
    go(at, ToHome())
    assert len(life(at, challenge).events) == 1
    go(at, ToChallenge(challenge))
    assert (at.text(SAID), at.chosen(WHAT)) == ("Half heard", "Response received")


def test_what_is_being_written_stays_while_something_else_changes(at):
    at.write(SAID, "Being written")
    at.top.workspace.on_changed(at.top.workspace.panel().shows, "")
    assert at.text(SAID) == "Being written"
