"""Challenges as they are raised, reworded and answered: their references, dates and markings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.domain.challenge import Challenge, Ending, EventKind, Impact, Life, ResponseView, Status
from scrutineer.domain.ids import ChallengeId, CycleId
from scrutineer.domain.marking import Marking
from scrutineer.domain.pieces import Piece
from scrutineer.errors import CannotFinalise, Doubtful, UserError
from scrutineer.operations import casefiles, challenges, pieces
from scrutineer.operations.asking import asking
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.challenges import ChallengeFilter, challenges_now, life_of, lives
from tests.operations.acts import TODAY

DAY, LATER = date(2026, 6, 4), date(2026, 7, 1)


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


# What was recorded wrongly


def answered(casefile: Casefile) -> Life:
    new = put(casefile)
    challenges.record_event(casefile, challenge_id=new, kind=EventKind.RESPONSE, on_date=LATER, text="We do.")
    return life_of(casefile, new)


def test_a_corrected_event_stays_with_its_reason_and_counts_no_more(casefile):
    life = answered(casefile)
    wrong = life.events[1]
    after = challenges.correct_event(casefile, event_id=wrong.id, reason="  Meant for\nanother ").value
    assert after.status is Status.RAISED
    (struck,) = after.corrected
    assert (struck.event, struck.correction.reason) == (wrong, "Meant for another")
    assert challenges_now(casefile, ChallengeFilter())[0].state == after.state


def test_what_counts_instead_stands_in_its_place_and_one_undo_takes_both_back(casefile):
    life = answered(casefile)
    instead = replace(life.events[1], text="We do not.", due=None)
    after = challenges.correct_event(casefile, event_id=life.events[1].id, reason="Misheard", instead=instead).value
    assert [event.text for event in after.events] == [life.events[0].text, "We do not."]
    again = challenges.correct_event(
        casefile, event_id=after.events[1].id, reason="Of another day",
        instead=replace(after.events[1], on_date=date(2026, 6, 10)),
    ).value  # fmt: skip
    assert len(again.corrected) == 2
    casefiles.undo(casefile)
    assert life_of(casefile, life.challenge.id) == after


@pytest.mark.parametrize("marking", list(Marking))
def test_a_correction_is_marked_as_what_it_corrects(casefile, marking):
    new = put(casefile, marking=marking)
    after = challenges.correct_event(casefile, event_id=life_of(casefile, new).events[0].id, reason="Not yet put").value
    assert after.corrected[0].correction.marking is marking
    assert after.status is Status.DRAFT


def test_a_correction_after_which_the_life_could_not_go_on_is_refused_beside_its_field(casefile):
    life = answered(casefile)
    with pytest.raises(UserError, match="could not follow") as raised:
        challenges.correct_event(casefile, event_id=life.events[0].id, reason="Never put")
    assert raised.value.about == "reason"
    with pytest.raises(UserError, match="could not follow") as raised:
        later = replace(life.events[0], on_date=date(2026, 8, 1))
        challenges.correct_event(casefile, event_id=life.events[0].id, reason="Later", instead=later)
    assert raised.value.about == "on_date"
    assert life_of(casefile, life.challenge.id) == life


@pytest.mark.parametrize(("reason", "words"), [("  ", "no reason"), ("Wrong", "Nothing of it is different")])
def test_a_correction_says_why_and_what(casefile, reason, words):
    life = answered(casefile)
    with pytest.raises(UserError, match=words):
        challenges.correct_event(casefile, event_id=life.events[1].id, reason=reason, instead=life.events[1])


def test_no_day_is_set_on_a_closed_challenge_not_even_by_a_correction(casefile):
    life = answered(casefile)
    closing = {"ending": Ending.WITHDRAWN, "impact": None, "text": "Asked elsewhere.", "on_date": LATER}
    challenges.close_challenge(casefile, challenge_id=life.challenge.id, **closing)
    note = {"challenge_id": life.challenge.id, "kind": EventKind.NOTE, "text": "Filed."}
    with pytest.raises(UserError, match="closed challenge waits for nothing") as refused:
        challenges.record_event(casefile, **note, due=date(2027, 1, 1))
    assert refused.value.about == "due"
    assert "Open it again first" in refused.value.advice
    kept = challenges.record_event(casefile, **note).value
    dated = replace(kept.events[-1], due=date(2027, 1, 1))
    with pytest.raises(UserError, match="closed challenge waits for nothing") as refused:
        challenges.correct_event(casefile, event_id=kept.events[-1].id, reason="Not dated", instead=dated)
    assert refused.value.about == "due"
    assert life_of(casefile, life.challenge.id) == kept


def test_an_event_is_corrected_once(casefile):
    life = answered(casefile)
    challenges.correct_event(casefile, event_id=life.events[1].id, reason="Wrong")
    with pytest.raises(UserError, match="corrected already"):
        challenges.correct_event(casefile, event_id=life.events[1].id, reason="Wrong")


def test_a_raising_is_corrected_to_another_day(casefile):
    life = answered(casefile)
    earlier = replace(life.events[0], on_date=date(2026, 5, 1))
    after = challenges.correct_event(casefile, event_id=life.events[0].id, reason="Put in May", instead=earlier).value
    assert after.raised_on == date(2026, 5, 1)
    assert after.challenge.reference == life.challenge.reference
    later = challenges.record_event(
        casefile, challenge_id=life.challenge.id, kind=EventKind.NOTE, on_date=date(2026, 5, 2), text="Spoken of."
    )
    assert later.value.events[1].text == "Spoken of."


def test_a_day_that_a_correction_sets_and_that_is_unlikely_is_asked_about_and_one_that_stood_is_not(casefile):
    life = answered(casefile)
    raised = life.events[0]
    kept = life_of(casefile, life.challenge.id)
    for days, field in (({"due": date(2040, 1, 1)}, "due"), ({"on_date": date(2024, 5, 1)}, "on_date")):
        with pytest.raises(Doubtful) as doubtful, asking(casefile):
            challenges.correct_event(casefile, event_id=raised.id, reason="Slip", instead=replace(raised, **days))
        assert doubtful.value.about == field
        assert life_of(casefile, life.challenge.id) == kept
    with asking(casefile, sure=True):
        agreed = replace(raised, due=date(2040, 1, 1))
        far = challenges.correct_event(casefile, event_id=raised.id, reason="So agreed", instead=agreed).value
    with asking(casefile):
        reworded = replace(far.events[0], text="At the executive")
        challenges.correct_event(casefile, event_id=far.events[0].id, reason="Where", instead=reworded)


# After it closed


def closed(casefile: Casefile) -> ChallengeId:
    new = put(casefile)
    challenges.close_challenge(
        casefile, challenge_id=new, ending=Ending.WITHDRAWN, impact=None, text="Asked in error.", on_date=LATER
    )
    return new


def test_a_closed_challenge_goes_on_only_once_it_is_opened_again_with_a_reason(casefile):
    new = closed(casefile)
    with pytest.raises(UserError, match="Open it again first"):
        challenges.record_event(casefile, challenge_id=new, kind=EventKind.RESPONSE, text="We do.")
    with pytest.raises(UserError, match="Say why"):
        challenges.record_event(casefile, challenge_id=new, kind=EventKind.REOPENED)
    life = challenges.record_event(
        casefile, challenge_id=new, kind=EventKind.REOPENED, text="It came up again.", due=date(2027, 1, 4)
    ).value
    assert (life.status, life.reply_due) == (Status.REOPENED, date(2027, 1, 4))


def test_impact_is_asked_again_and_says_what_is_known(casefile):
    new = answered(casefile).challenge.id
    challenges.record_event(casefile, challenge_id=new, kind=EventKind.VIEW, on_date=LATER, view=ResponseView.ACCEPTED)
    challenges.close_challenge(
        casefile, challenge_id=new, ending=Ending.WITHOUT, impact=Impact.NONE_KNOWN, text="Too early.", on_date=LATER
    )
    with pytest.raises(UserError, match="Say what has changed"):
        challenges.record_event(casefile, challenge_id=new, kind=EventKind.IMPACT, text="Asked.")
    life = challenges.record_event(
        casefile, challenge_id=new, kind=EventKind.IMPACT, text="Asked six children.", impact=Impact.EARLY
    ).value
    assert life.events[-1].impact is Impact.EARLY
    assert life.status is Status.CLOSED_WITHOUT


# What is unlikely


@pytest.mark.parametrize(("more", "field"), [
    ({"due": date(2026, 6, 20)}, "due"), ({"due": date(2031, 1, 1)}, "due"), ({"on_date": date(2026, 6, 5)}, "on_date"),
])  # fmt: skip
def test_what_is_unlikely_is_asked_about_and_taken_once_a_person_is_sure(casefile, more, field):
    new = put(casefile)
    challenges.record_event(casefile, challenge_id=new, kind=EventKind.CHASED, on_date=date(2026, 6, 10))
    asked = {"challenge_id": new, "kind": EventKind.CHASED, "on_date": date(2026, 6, 11), **more}
    with pytest.raises(Doubtful) as doubt, asking(casefile):
        challenges.record_event(casefile, **asked)
    assert doubt.value.about == field
    assert len(life_of(casefile, new).events) == 2
    with asking(casefile, sure=True):
        assert len(challenges.record_event(casefile, **asked).value.events) == 3


def test_a_reply_date_that_has_passed_is_asked_about_when_a_challenge_is_raised(casefile):
    with pytest.raises(Doubtful, match="has passed already") as doubt, asking(casefile):
        put(casefile, reply_due=date(2026, 6, 20))
    assert doubt.value.about == "reply_due"
    assert not lives(casefile)


def test_a_challenge_of_a_piece_may_name_a_line_of_what_the_piece_is_judged_by_and_one_of_none_may_not(casefile):
    judged = Piece(cycle_id=CycleId(1), title="Neglect", starts=DAY, framework_id="ncb-principles")
    piece = pieces.add_piece(casefile, piece=judged).value
    named = put(casefile, targets=["ncb-principles:1", "six-steps:4c"], piece_id=piece)
    assert challenge_of(casefile, named).targets == ("ncb-principles:1", "six-steps:4c")
    for more in ({}, {"piece_id": pieces.add_piece(casefile, piece=replace(judged, framework_id="")).value}):
        with pytest.raises(UserError, match="no step or line “ncb-principles:1”"):
            put(casefile, targets=["ncb-principles:1"], **more)
    with pytest.raises(UserError, match="no step or line"):
        put(casefile, targets=["wt-2018:P1"], piece_id=piece)
