"""Challenges as they are raised, reworded and answered: their references, dates and markings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.domain.challenge import Challenge, Ending, EventKind, Status
from scrutineer.domain.evidence import Marking
from scrutineer.domain.ids import ChallengeId
from scrutineer.errors import UserError
from scrutineer.operations import challenges
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.challenges import life_of

DAY = date(2026, 6, 4)


def put(casefile: Casefile, **more) -> ChallengeId:
    values = {"question": "Who answers children?", "put_to": "Chair", "raised_on": DAY, **more}
    return challenges.raise_challenge(casefile, **values).value


def challenge_of(casefile: Casefile, challenge: ChallengeId) -> Challenge:
    return life_of(casefile, challenge).challenge


def test_a_reply_may_be_due_on_the_day_itself_and_no_earlier(casefile):
    assert life_of(casefile, put(casefile, reply_due=DAY)).events[0].due == DAY
    with pytest.raises(UserError, match="before the challenge is raised"):
        put(casefile, reply_due=date(2026, 6, 3))


def test_a_draft_is_not_raised_and_no_day_is_held_against_it(casefile):
    draft = life_of(casefile, put(casefile, draft=True, reply_due=date(2026, 6, 3)))
    assert draft.status is Status.DRAFT
    assert draft.events == ()


def test_a_reference_counts_within_the_year_in_which_it_was_raised(casefile):
    put(casefile)
    earlier, same_year = put(casefile, raised_on=date(2025, 12, 31)), put(casefile, raised_on=date(2026, 7, 1))
    assert challenge_of(casefile, earlier).reference.endswith("-25-001")
    assert challenge_of(casefile, same_year).reference.endswith("-26-002")


def test_a_question_is_kept_as_one_line(casefile):
    assert challenge_of(casefile, put(casefile, question="  Who \n answers?  ")).question == "Who answers?"


def test_rewording_keeps_the_reference(casefile):
    before = challenge_of(casefile, put(casefile))
    challenges.change_challenge(casefile, challenge=replace(before, question="Who replies?", reference="XX-99-999"))
    after = challenge_of(casefile, before.id)
    assert (after.question, after.reference) == ("Who replies?", before.reference)


@pytest.mark.parametrize("marking", list(Marking))
def test_what_happens_is_marked_as_its_challenge_is_unless_said_otherwise(casefile, marking):
    new = put(casefile, marking=marking)
    challenges.record_event(casefile, challenge_id=new, kind=EventKind.CHASED, on_date=DAY)
    challenges.record_event(
        casefile, challenge_id=new, kind=EventKind.RESPONSE, on_date=DAY, text="In confidence.", marking=Marking.PRIVATE
    )
    challenges.close_challenge(
        casefile, challenge_id=new, ending=Ending.WITHDRAWN, impact=None, text="Asked in error.", on_date=DAY
    )
    markings = {event.kind: event.marking for event in life_of(casefile, new).events}
    assert markings == {
        EventKind.RAISED: marking, EventKind.CHASED: marking, EventKind.RESPONSE: Marking.PRIVATE, EventKind.CLOSED: marking,
    }  # fmt: skip
