"""Meeting mode: two keys log what was typed, and the list of it is written at once."""

from __future__ import annotations

import docx
import pytest
from PySide6.QtWidgets import QFileDialog

from scrutineer.casefile import tables
from scrutineer.domain.activities import Activity, ActivityState, MeetingPart
from scrutineer.domain.challenge import Status
from scrutineer.domain.ids import ActivityId
from scrutineer.domain.immediate_risk import SEEMS_AT_RISK, USE_PROCEDURES
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import read_context
from scrutineer.ui.destinations import ToChallenge, ToChallenges, ToMeeting
from tests.conftest import CLOCK
from tests.ui.conftest import go

TEXT = "What is asked or agreed"


@pytest.fixture
def meeting(at_empty) -> ActivityId:
    """A meeting of today."""
    casefile = at_empty.top.casefile
    held = Activity(
        cycle_id=read_context(casefile).cycle.id, title="Executive", method="meeting", state=ActivityState.DONE,
        done_on=CLOCK.today(), meeting=MeetingPart.CHAIRED,
    )  # fmt: skip
    with casefile.transact("A meeting"):
        return ActivityId(tables.insert(casefile, held))


@pytest.fixture
def at(at_empty, meeting):
    """Somebody in it."""
    go(at_empty, ToMeeting(meeting))
    return at_empty


def test_two_keys_log_a_challenge_a_draft_and_an_action_and_the_field_is_ready_for_the_next(at, meeting):
    for text, keys in (("Who answers?", "Ctrl+Return"), ("Half thought?", "Alt+D"), ("Bring ten rotas.", "Alt+A")):
        at.write(TEXT, text)
        at.keys(keys)
        assert at.text(TEXT) == ""
        assert at.field(TEXT).hasFocus()
    every = lives(at.top.casefile)
    assert [life.status for life in every] == [Status.RAISED, Status.DRAFT, Status.ACTION]
    assert {life.challenge.activity_id for life in every} == {meeting}
    assert len(at.list("Logged in this meeting").rows_model.rows) == 3


def test_whom_it_is_put_to_stays_for_the_next(at):
    at.choose("Agency it is put to", "Police")
    at.write("Role that answers", "Chief constable")
    at.write(TEXT, "Who answers?")
    at.keys("Ctrl+Return")
    at.write(TEXT, "And at night?")
    at.keys("Ctrl+Return")
    assert {life.challenge.put_to for life in lives(at.top.casefile)} == {"Chief constable"}
    assert at.chosen("Agency it is put to") == "Police"


def test_what_is_missing_or_unlikely_is_said_and_nothing_is_logged(at):
    at.keys("Ctrl+Return")
    at.sees("Write what is asked or agreed.")
    at.write(TEXT, "Who answers?")
    at.write("Reply or action by", "1/1/2036")
    at.keys("Alt+A")
    at.sees("1 January 2036 is more than two years ahead.")
    assert lives(at.top.casefile) == ()
    at.tick("Yes, it is so")
    at.keys("Alt+A")
    assert len(lives(at.top.casefile)) == 1


def test_a_child_at_risk_now_belongs_to_local_procedures(at):
    at.sees(USE_PROCEDURES)
    assert SEEMS_AT_RISK not in at.words()
    at.write(TEXT, "The boy is being beaten at home")
    at.sees(SEEMS_AT_RISK)
    at.write(TEXT, "Who answers children?")
    assert SEEMS_AT_RISK not in at.words()


def test_the_action_list_is_a_word_document_of_what_was_logged_here(at, tmp_path, monkeypatch):
    out = tmp_path / "list.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    at.choose("Which meeting it is", "No meeting of the plan")
    at.write(TEXT, "Bring ten rotas.")
    at.keys("Alt+A")
    at.press("Write the action list")
    at.settle()
    words = "\n".join(part.text for part in docx.Document(str(out)).paragraphs)
    assert "Bring ten rotas, by " in words


def test_the_page_leads_to_what_was_logged_and_back_to_the_log(at):
    at.write(TEXT, "Who answers?")
    at.keys("Ctrl+Return")
    at.pick("Logged in this meeting", "TSCP-26-001", then="Return")
    (life,) = lives(at.top.casefile)
    assert at.top.workspace.destination() == ToChallenge(life.challenge.id)
    at.press("Meeting")
    at.write(TEXT, "Half typed")
    at.keys("Escape")
    assert isinstance(at.top.workspace.destination(), ToChallenge | ToChallenges)
    at.press("Meeting")
    assert at.text(TEXT) == "Half typed"
