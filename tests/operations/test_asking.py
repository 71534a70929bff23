"""Wherever a day is typed by which something is due or planned, one that is unlikely is asked about, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.activities import Activity, ActivityState, Contract, Deliverable
from scrutineer.domain.clocks import StatutoryClock
from scrutineer.domain.ids import ActivityId, ContractId, CycleId, PieceId, RecommendationId
from scrutineer.domain.partnership import AgencyKind
from scrutineer.domain.pieces import Piece, Round
from scrutineer.domain.questions import Question, QuestionFrom
from scrutineer.domain.recommendations import Recommendation, RecommendationMove
from scrutineer.errors import Doubtful, UserError
from scrutineer.operations import activities, clocks, contracts, packs, partnership, pieces, questions, recommendations
from scrutineer.operations.asking import asking
from tests.operations.acts import TODAY, capture

PASSED, FAR, NEAR = TODAY - timedelta(days=3), date(2036, 11, 20), TODAY + timedelta(days=30)
LONG_AGO = date(2026, 3, 2)


def _recommendation(casefile, day):
    made = {"kind": None, "evidence_id": capture(casefile), "text": "Attend at night", "made_on": LONG_AGO}
    return recommendations.add_recommendation(casefile, **made, due=day).value


def _question(casefile, day):
    asked = Question(cycle_id=CycleId(0), source=QuestionFrom.COMMITTEE, asked_on=LONG_AGO, question="Who?", due=day)
    return questions.add_question(casefile, question=asked).value


def _clock(casefile, day):
    clock = StatutoryClock(
        cycle_id=CycleId(0), rule="rapid-review", day_zero=LONG_AGO, due_override=day, reason="The Panel said so"
    )
    return clocks.add_clock(casefile, clock=clock).value


def _piece(casefile, day):
    piece = Piece(cycle_id=CycleId(1), title="Front door", starts=LONG_AGO, due=day)
    return pieces.add_piece(casefile, piece=piece).value


def _deliverable(casefile, day):
    kept = tables.rows(casefile, Contract)  # a second one over the same days is asked about for that
    contract = kept[0].id if kept else contracts.add_contract(
        casefile, contract=Contract(title="Scrutiny", starts=LONG_AGO, ends=date(2027, 3, 1))
    ).value  # fmt: skip
    asked = Deliverable(contract_id=ContractId(contract), title="Report", due=day)
    return contracts.add_deliverable(casefile, deliverable=asked).value


def _activity(casefile, day):
    activity = Activity(cycle_id=CycleId(1), title="Visit", method="visit", planned_on=day)
    return activities.add_activity(casefile, activity=activity).value


def _changed(change, name):
    return lambda casefile, thing: change(casefile, **{name: thing})


KINDS = {
    "recommendation": (_recommendation, Recommendation, "due",
                       _changed(recommendations.change_recommendation, "recommendation")),
    "question": (_question, Question, "due", _changed(questions.change_question, "question")),
    "clock": (_clock, StatutoryClock, "due_override", _changed(clocks.change_clock, "clock")),
    "piece": (_piece, Piece, "due", _changed(pieces.change_piece, "piece")),
    "deliverable": (_deliverable, Deliverable, "due", _changed(contracts.change_deliverable, "deliverable")),
    "activity": (_activity, Activity, "planned_on", _changed(activities.change_activity, "activity")),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("day", "words"), [(PASSED, "has passed already"), (FAR, "more than two years ahead")])
def test_a_new_things_unlikely_day_is_asked_about_beside_its_field_and_nothing_is_recorded(casefile, kind, day, words):
    add, record, field, _ = KINDS[kind]
    with pytest.raises(Doubtful, match=words) as asked, asking(casefile):
        add(casefile, day)
    assert asked.value.about == field
    assert tables.count(casefile, record) == 0
    with asking(casefile):
        add(casefile, NEAR)
    with asking(casefile, sure=True):
        add(casefile, day)
    assert {getattr(kept, field) for kept in tables.rows(casefile, record)} == {NEAR, day}


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_that_stood_there_before_is_not_asked_about_and_another_one_is(casefile, kind):
    add, record, field, change = KINDS[kind]
    kept = tables.get(casefile, record, add(casefile, PASSED))
    with asking(casefile):
        change(casefile, kept)
    other = replace(kept, **{field: PASSED + timedelta(days=1)})
    with pytest.raises(Doubtful, match="has passed already"), asking(casefile):
        change(casefile, other)
    with asking(casefile, sure=True):
        change(casefile, other)
    assert tables.get(casefile, record, kept.id) == other


def test_what_cannot_be_is_refused_and_not_asked_about(casefile):
    asked = Question(cycle_id=CycleId(0), source=QuestionFrom.COMMITTEE, asked_on=TODAY, question="Who?", due=PASSED)
    with pytest.raises(UserError) as refused, asking(casefile):
        questions.add_question(casefile, question=asked)
    assert not isinstance(refused.value, Doubtful)


def test_what_is_over_has_its_day_behind_it(casefile):
    with asking(casefile):
        _question(casefile, NEAR)
        (asked,) = tables.rows(casefile, Question)
        replied = replace(asked, due=PASSED, reply="The nurse.", replied_on=PASSED)
        questions.change_question(casefile, question=replied)
        done = Activity(id=ActivityId(0), cycle_id=CycleId(1), title="Visit", method="visit", planned_on=PASSED,
                        done_on=PASSED, state=ActivityState.DONE)  # fmt: skip
        activities.add_activity(casefile, activity=done)
        reported = Piece(
            id=PieceId(0), cycle_id=CycleId(1), title="Door", starts=LONG_AGO, due=PASSED, reported_on=PASSED
        )
        pieces.add_piece(casefile, piece=reported)
        with pytest.raises(Doubtful, match="two years ahead"):
            clocks.add_clock(casefile, clock=StatutoryClock(cycle_id=CycleId(0), rule="rapid-review", day_zero=FAR))


def test_the_day_of_a_move_of_a_recommendation_is_asked_about(casefile):
    new = RecommendationId(_recommendation(casefile, None))
    move = {"recommendation_id": new, "kind": RecommendationMove.UNDER_WAY, "on_date": LONG_AGO}
    with pytest.raises(Doubtful, match="has passed already") as asked, asking(casefile):
        recommendations.record_move(casefile, **move, due=PASSED)
    assert asked.value.about == "due"
    with asking(casefile):
        assert recommendations.record_move(casefile, **move, due=NEAR).value.due == NEAR


@pytest.mark.parametrize(("starts", "words"), [(LONG_AGO, "has passed already"), (FAR, "more than two years ahead")])
def test_the_stages_of_a_new_round_are_asked_about_in_one_question_beside_the_day_it_begins(casefile, starts, words):
    begun = {"framework_id": "kolb-solihull", "starts": starts, "days": 10}
    with pytest.raises(Doubtful, match=words) as asked, asking(casefile):
        pieces.start_round(casefile, **begun)
    assert asked.value.about == "starts"
    assert asked.value.message.count(words) <= 2  # of its beginning and of its first stage, not of each
    assert tables.count(casefile, Round) == 0
    with asking(casefile, sure=True):
        pieces.start_round(casefile, **begun)
    stage = tables.rows(casefile, Round)[0]
    with pytest.raises(Doubtful) as changed, asking(casefile):
        pieces.change_stage(casefile, stage=replace(stage, due=date(2037, 1, 1)))
    assert changed.value.about == "due"


def test_a_pack_that_is_due_years_ahead_is_asked_about_before_its_file_is_written(casefile, tmp_path):
    partnership.add_agency(casefile, name="Probation", kind=AgencyKind.RELEVANT)
    out = tmp_path / "pack.xlsx"
    with pytest.raises(Doubtful, match="two years ahead"), asking(casefile):
        packs.make_pack(casefile, agency="Probation", out=out, due=FAR)
    assert not out.exists()
    with asking(casefile):
        packs.make_pack(casefile, agency="Probation", out=out, due=NEAR)
    assert out.exists()
