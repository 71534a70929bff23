"""What is logged in a meeting, how it is followed, and the list of it."""

from __future__ import annotations

from datetime import date

import docx
import pytest

from scrutineer.casefile import tables
from scrutineer.domain.activities import Activity, ActivityState, MeetingPart
from scrutineer.domain.challenge import EventKind, Status
from scrutineer.domain.challenge_events import broken_at
from scrutineer.domain.ids import ActivityId
from scrutineer.domain.marking import Marking
from scrutineer.domain.working_days import working_days_after
from scrutineer.errors import Doubtful, UserError
from scrutineer.operations import casefiles
from scrutineer.operations.asking import asking
from scrutineer.operations.meetings import Logged, log_in_meeting, write_action_list
from scrutineer.operations.queries.challenges import life_of, lives
from scrutineer.operations.queries.context import read_context
from tests.operations.acts import TODAY


@pytest.fixture
def meeting(casefile) -> ActivityId:
    """A meeting of today."""
    held = Activity(
        cycle_id=read_context(casefile).cycle.id, title="Executive", method="meeting", state=ActivityState.DONE,
        done_on=TODAY, meeting=MeetingPart.OBSERVED,
    )  # fmt: skip
    with casefile.transact("A meeting"):
        return ActivityId(tables.insert(casefile, held))


def log(casefile, what=Logged.RAISED, text="Who answers children at night?", **more):
    return log_in_meeting(casefile, what=what, text=text, put_to="Chair", **more).value


@pytest.mark.parametrize(("what", "status"), [
    (Logged.RAISED, Status.RAISED), (Logged.DRAFT, Status.DRAFT), (Logged.ACTION, Status.ACTION),
])  # fmt: skip
def test_each_is_logged_of_today_and_of_the_meeting_and_one_undo_takes_it_back(casefile, meeting, what, status):
    life = life_of(casefile, log(casefile, what, activity_id=meeting))
    assert life.status is status
    assert life.challenge.activity_id == meeting
    assert broken_at(life) == ""
    if what is not Logged.DRAFT:
        assert life.events[0].text == "At Executive"
    casefiles.undo(casefile)
    assert lives(casefile) == ()


def test_an_action_is_followed_until_its_day(casefile):
    life = life_of(casefile, log(casefile, Logged.ACTION, "Bring ten rotas.", due=date(2026, 12, 4)))
    action = life.events[-1]
    assert (action.kind, action.due, action.by) == (EventKind.ACTION, date(2026, 12, 4), "Chair")
    without = life_of(casefile, log(casefile, Logged.ACTION, "Bring twenty rotas."))
    assert without.events[-1].due == working_days_after(TODAY, 15)


def test_a_day_that_is_unlikely_is_asked_about(casefile):
    with pytest.raises(Doubtful), asking(casefile):
        log(casefile, due=date(2036, 1, 1))
    assert lives(casefile) == ()


def test_the_list_names_each_action_with_who_and_by_when_and_holds_back_what_partners_may_not_see(
    casefile, meeting, tmp_path
):
    log(casefile, Logged.ACTION, "Bring ten rotas.", due=date(2026, 12, 4), activity_id=meeting)
    log(casefile, activity_id=meeting)
    log(casefile, Logged.DRAFT, "Half thought?", activity_id=meeting)
    log(casefile, text="Whispered?", marking=Marking.PRIVATE, activity_id=meeting)
    log(casefile, text="Of another meeting?")
    out = tmp_path / "actions.docx"
    assert write_action_list(casefile, out=out, activity_id=meeting).value.lines == 2
    words = "\n".join(part.text for part in docx.Document(str(out)).paragraphs)
    assert "1 action agreed and 1 question put to partners:" in words
    assert "TSCP-26-001. Chair: Bring ten rotas, by 4 December 2026." in words
    assert "Who answers children at night? Reply by" in words
    assert "2 lines kept as a draft or marked private are not listed." in words
    for hidden in ("Half thought", "Whispered", "Of another meeting"):
        assert hidden not in words


def test_an_empty_list_is_not_written(casefile, meeting, tmp_path):
    log(casefile, Logged.DRAFT, activity_id=meeting)
    with pytest.raises(UserError, match="Nothing of this meeting"):
        write_action_list(casefile, out=tmp_path / "a.docx", activity_id=meeting)
    assert not (tmp_path / "a.docx").exists()
