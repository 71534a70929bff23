"""By which stages a challenge is escalated, and which is offered next."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.domain.challenge import Challenge, Event, EventKind, Life
from scrutineer.domain.escalation import USUAL_STAGES, next_stage, stages_of
from scrutineer.domain.ids import ChallengeId, CycleId
from scrutineer.domain.partnership import Partnership

OWN = ("Chair", "Chief officers", "Executive")


def escalated(*stages: str) -> Life:
    challenge = Challenge(id=ChallengeId(1), cycle_id=CycleId(1), put_to="Chair", question="Why?")
    events = [Event(id=1, challenge_id=challenge.id, kind=EventKind.RAISED, on_date=date(2026, 1, 1))]
    for number, stage in enumerate(stages, 2):
        day = date(2026, 1, number)
        events.append(Event(id=number, challenge_id=challenge.id, kind=EventKind.ESCALATED, on_date=day, stage=stage))
    return Life(challenge, tuple(events))


def test_the_local_stages_stand_before_the_usual_ones():
    assert stages_of(Partnership(name="N", prefix="NN", stages=OWN)) == OWN
    assert stages_of(Partnership(name="N", prefix="NN")) == USUAL_STAGES


@pytest.mark.parametrize(("reached", "offered"), [
    ((), "Chair"), (("Chair",), "Chief officers"), (("chair",), "Chief officers"), (("Chief officers",), "Executive"),
    (("Executive", "Chair"), "Executive"), (("Somebody else",), "Chair"),
])  # fmt: skip
def test_the_stage_after_the_highest_that_was_reached_is_offered(reached, offered):
    assert next_stage(escalated(*reached), OWN) == offered


def test_without_stages_none_is_offered():
    assert next_stage(escalated(), ()) == ""
