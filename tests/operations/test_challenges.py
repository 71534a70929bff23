"""Challenges as they are raised, reworded and answered: their references, dates and markings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.domain.challenge import Challenge, Ending, EventKind, Impact, ResponseView, Status
from scrutineer.domain.ids import ChallengeId
from scrutineer.domain.marking import Marking
from scrutineer.errors import CannotFinalise, UserError
from scrutineer.operations import casefiles, challenges
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.challenges import life_of, lives
from tests.operations.acts import TODAY

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


def test_a_challenge_from_raising_to_impact(casefile):
    outcome = challenges.raise_challenge(
        casefile,
        question="Who answers children?",
        put_to="Chair",
        targets=["six-steps:3d"],
        raised_on=DAY,
        reply_due=date(2026, 7, 2),
    )
    one = outcome.value

    def happen(kind, day, **more):
        return challenges.record_event(casefile, challenge_id=one, kind=kind, on_date=day, **more).value

    assert life_of(casefile, one).days_overdue(TODAY) == 141
    assert happen(EventKind.CHASED, date(2026, 7, 7)).times_chased == 1
    happen(EventKind.RESPONSE, date(2026, 7, 14), text="We will.", by="Chair")
    assert happen(EventKind.VIEW, date(2026, 7, 16), view=ResponseView.PARTLY).status is Status.PARTLY
    happen(EventKind.ESCALATED, date(2026, 9, 11), stage="lead safeguarding partners")
    happen(EventKind.TESTED, date(2026, 11, 1), text="Five of seven say so.")
    with pytest.raises(CannotFinalise, match="cannot be closed"):
        challenges.close_challenge(
            casefile, challenge_id=one, ending=Ending.IMPACT, impact=Impact.SHOWN, text="", on_date=TODAY
        )
    closed = challenges.close_challenge(
        casefile,
        challenge_id=one,
        ending=Ending.IMPACT,
        impact=Impact.SHOWN,
        text="Children are answered.",
        on_date=TODAY,
    ).value
    assert closed.status is Status.CLOSED_IMPACT
    with pytest.raises(UserError, match="cannot be recorded"):
        happen(EventKind.RESPONSE, TODAY, text="late")
    casefiles.undo(casefile)
    assert life_of(casefile, one).status is Status.TESTED


@pytest.mark.parametrize(
    ("values", "words"),
    [({"question": " "}, "no question"), ({"put_to": ""}, "put to nobody"), ({"targets": ["six-steps:9"]}, "no step or line"),
     ({"reply_due": date(2026, 1, 1)}, "before the challenge")],
)  # fmt: skip
def test_a_challenge_that_lacks_something_is_not_raised(casefile, values, words):
    with pytest.raises(UserError, match=words):
        challenges.raise_challenge(
            casefile, **{"question": "Why?", "put_to": "Chief nurse", "raised_on": DAY, **values}
        )
    assert lives(casefile) == ()


def test_closing_has_rules_of_its_own(casefile):
    one = challenges.raise_challenge(casefile, question="Why?", put_to="x", raised_on=DAY).value
    with pytest.raises(UserError, match="rules of its own"):
        challenges.record_event(casefile, challenge_id=one, kind=EventKind.CLOSED)
