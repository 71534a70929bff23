"""What the local protocol says: working days for a reply, stages of escalation."""

from __future__ import annotations

from scrutineer.domain.escalation import USUAL_STAGES
from scrutineer.operations.queries.context import read_context
from scrutineer.ui.destinations import SettingsPart, ToHome, ToSettings
from tests.ui.conftest import go

STAGES = "Stages of escalation"


def recorded(at):
    at.settle()
    return read_context(at.top.casefile).partnership


def test_the_days_for_a_reply_are_kept_as_they_are_chosen(at_empty):
    at = at_empty
    go(at, ToSettings(SettingsPart.CHALLENGES))
    assert at.chosen("Working days for a reply") == "15 working days"
    at.choose("Working days for a reply", "10 working days")
    assert recorded(at).reply_days == 10


def test_stages_are_kept_one_a_line_in_their_order(at_empty):
    at = at_empty
    go(at, ToSettings(SettingsPart.CHALLENGES))
    at.field(STAGES).setFocus()
    at.field(STAGES).setPlainText("Chair of the group\n\n  Chief   officers \nChair of the group")
    go(at, ToHome())
    assert recorded(at).stages == ("Chair of the group", "Chief officers")
    go(at, ToSettings(SettingsPart.CHALLENGES))
    assert at.text(STAGES) == "Chair of the group\nChief officers"


def test_the_usual_stages_are_taken_in_one_press(at_empty):
    at = at_empty
    go(at, ToSettings(SettingsPart.CHALLENGES))
    at.press("Use the usual stages")
    assert recorded(at).stages == USUAL_STAGES
    assert not at.has("Use the usual stages")
