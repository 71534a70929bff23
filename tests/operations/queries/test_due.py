"""The one list of what is due: every open thing comes onto it by itself and leaves it by an event alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import files, tables
from scrutineer.casefile.declared.postponed import RECORD_OF_DUE
from scrutineer.domain.activities import Activity, ActivityState, Contract, Declaration, DeclarationKind, Deliverable
from scrutineer.domain.challenge import Challenge, Event, EventKind, ResponseView
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.issues import IssuedReport
from scrutineer.domain.marking import Edition
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.pieces import Piece, PieceAgency, Round
from scrutineer.domain.places import AboutDue
from scrutineer.domain.questions import Question, QuestionFrom
from scrutineer.domain.recommendations import RecommendationMove
from scrutineer.domain.structure import Inspection, InspectionKind, PeerPair
from scrutineer.domain.yearly import yearly_report_day
from scrutineer.errors import Doubtful, UserError
from scrutineer.operations import casefiles, challenges, due, evidence, expected, recommendations
from scrutineer.operations.asking import asking
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.due import DueReader, due_list
from scrutineer.operations.queries.lenses import lenses
from tests.operations.acts import TODAY

SOON = TODAY + timedelta(days=5)


def listed(casefile, kind: DueKind | None = None, on=TODAY):
    every = due_list(casefile, read_context(casefile), on)
    return [thing for thing in every if kind is None or thing.kind is kind]


def kept(casefile, thing: Any) -> int:
    with casefile.transact("Keep"):
        return tables.insert(casefile, thing)


def changed(casefile, kind: type[Any], row: int, **fields: Any) -> None:
    with casefile.transact("Change"):
        tables.update(casefile, replace(tables.get(casefile, kind, row), **fields))


def contract(casefile) -> int:
    return kept(casefile, Contract(title="Scrutiny", starts=TODAY, ends=TODAY + timedelta(days=900)))


MADE: dict[DueKind, tuple[Callable[[Any, Any], Any], dict[str, Any]]] = {
    DueKind.ACTIVITY: (
        lambda _casefile, cycle: Activity(cycle_id=cycle, title="Visit", method="observation", planned_on=SOON),
        {"state": ActivityState.DONE, "done_on": TODAY},
    ),
    DueKind.DELIVERABLE: (
        lambda casefile, _cycle: Deliverable(contract_id=contract(casefile), title="Findings", due=SOON),
        {"done_on": TODAY},
    ),
    DueKind.DECLARATION: (
        lambda _casefile, _cycle: Declaration(
            kind=DeclarationKind.INTEREST, on_date=TODAY, text="I chair it", review_on=SOON
        ),
        {"until": TODAY},
    ),
    DueKind.QUESTION: (
        lambda _casefile, cycle: Question(cycle_id=cycle, source=QuestionFrom.COMMITTEE, asked_on=TODAY, question="Why?"),
        {"reply": "Because.", "replied_on": TODAY},
    ),
    DueKind.PIECE: (
        lambda _casefile, cycle: Piece(cycle_id=cycle, title="Neglect", starts=TODAY, due=SOON),
        {"reported_on": TODAY},
    ),
    DueKind.STAGE: (
        lambda _casefile, cycle: Round(cycle_id=cycle, framework_id="kolb", target="six-steps:1", starts=TODAY),
        {"done_on": TODAY},
    ),
    DueKind.INSPECTION: (
        lambda _casefile, _cycle: Inspection(kind=InspectionKind.JTAI, title="Front door", next_due=SOON),
        {"next_due": None},
    ),
    DueKind.PEERS: (
        lambda _casefile, cycle: PeerPair(cycle_id=cycle, first="Hillcrest", second="Meadow", due=SOON),
        {"on_date": TODAY},
    ),
}  # fmt: skip
"""How a thing of a kind is made, and the change of it that ends it."""


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.name)
def test_it_comes_onto_the_list_with_its_day_its_reason_and_its_next_act(casefile, kind):
    make, ends = MADE[kind]
    thing = make(casefile, read_context(casefile).cycle.id)
    row = kept(casefile, thing)
    (known,) = listed(casefile, kind)
    assert known.row == row
    assert known.on is not None
    assert known.why
    assert known.waiting_on
    assert isinstance(known.act, NextAct)
    for later in (30, 400, 4000):  # no day takes it off
        assert [still.row for still in listed(casefile, kind, TODAY + timedelta(days=later))] == [row]
    changed(casefile, type(thing), row, **ends)
    assert listed(casefile, kind) == []
    casefiles.undo(casefile)
    assert [again.row for again in listed(casefile, kind)] == [row]


@pytest.mark.parametrize(
    ("until", "asked"),
    [
        (None, True),
        (TODAY + timedelta(days=900), True),
        (TODAY, True),
        (SOON, False),
        (TODAY - timedelta(days=9), False),
    ],
)
def test_a_declaration_comes_back_for_a_review_that_lies_before_its_last_day(casefile, until, asked):
    review = SOON if until == SOON else TODAY - timedelta(days=3)
    declared = Declaration(
        kind=DeclarationKind.INTEREST,
        on_date=TODAY - timedelta(days=60),
        text="I chair it",
        review_on=review,
        until=until,
    )
    kept(casefile, declared)
    assert bool(listed(casefile, DueKind.DECLARATION)) is asked


def test_what_was_asked_for_a_piece_waits_for_its_agency(casefile):
    context = read_context(casefile)
    agency = context.agencies[0]
    piece = kept(casefile, Piece(cycle_id=context.cycle.id, title="Neglect", starts=TODAY))
    row = kept(casefile, PieceAgency(piece_id=piece, agency_id=agency.id, asked_on=TODAY, asked_for="Their audit"))
    (asked,) = listed(casefile, DueKind.ASKED)
    assert (asked.waiting_on, asked.detail, asked.act) == (agency.name, "Their audit", NextAct.CHASE)
    changed(casefile, PieceAgency, row, came_on=TODAY)
    assert listed(casefile, DueKind.ASKED) == []


def test_an_item_comes_back_on_the_day_of_its_review(casefile):
    evidence.capture_evidence(casefile, title="Protocol", dated=TODAY, review_on=SOON)
    (known,) = listed(casefile, DueKind.EVIDENCE)
    assert (known.on, known.act) == (SOON, NextAct.LOOK)


def test_a_return_that_was_asked_for_last_cycle_is_still_owed(casefile):
    context = read_context(casefile)
    expected.expect_returns(
        casefile, profile="Section 11", agency_ids=(context.agencies[0].id,), due=TODAY - timedelta(days=9),
        asked_on=TODAY - timedelta(days=40),
    )  # fmt: skip
    cycle = context.cycle
    casefiles.start_cycle(
        casefile, name="The next", starts=cycle.ends, ends=cycle.ends + timedelta(days=365), guidance=cycle.guidance
    )
    (owed,) = listed(casefile, DueKind.RETURN)
    assert (owed.what, owed.on) == (f"Section 11, {context.agencies[0].name}", TODAY - timedelta(days=9))


def raised(casefile):
    return challenges.raise_challenge(
        casefile, question="Who attends?", put_to="Police", targets=("six-steps:1",), raised_on=TODAY - timedelta(days=9),
        reply_due=TODAY - timedelta(days=2),
    ).value  # fmt: skip


def test_a_challenge_is_on_the_list_by_what_it_waits_for(casefile):
    challenge = raised(casefile)
    (reply,) = listed(casefile, DueKind.REPLY)
    assert (reply.waiting_on, reply.days_late(TODAY), reply.act) == ("Police", 2, NextAct.CHASE)
    challenges.record_event(
        casefile, challenge_id=challenge, kind=EventKind.RESPONSE, on_date=TODAY, text="All of them"
    )
    assert listed(casefile, DueKind.REPLY) == []
    (move,) = listed(casefile, DueKind.MOVE)
    assert (move.waiting_on, move.act) == ("you", NextAct.VIEW)


def test_what_is_put_off_comes_back_on_its_day_with_what_was_said(casefile):
    raised(casefile)
    (reply,) = listed(casefile, DueKind.REPLY)
    until = TODAY + timedelta(days=10)
    due.put_off(casefile, kind=reply.kind, row=reply.row, until=until, reason="They are on leave")
    (asleep,) = listed(casefile, DueKind.REPLY)
    assert (asleep.sleeps(TODAY), asleep.is_due(TODAY), asleep.asleep_until) == (True, False, until)
    assert listed(casefile, DueKind.REPLY, until)[0].is_due(until)
    due.take_up_again(casefile, kind=reply.kind, row=reply.row)
    assert listed(casefile, DueKind.REPLY)[0].is_due(TODAY)
    casefiles.undo(casefile)
    casefiles.undo(casefile)
    assert listed(casefile, DueKind.REPLY)[0].asleep_until is None


@pytest.mark.parametrize(
    ("until", "reason", "about"), [(TODAY, "Why not", "until"), (TODAY + timedelta(days=3), " ", "reason")]
)
def test_nothing_is_put_off_without_a_reason_or_to_a_day_that_has_come(casefile, until, reason, about):
    raised(casefile)
    (reply,) = listed(casefile, DueKind.REPLY)
    with pytest.raises(Exception, match=r"reason|come already") as refused:
        due.put_off(casefile, kind=reply.kind, row=reply.row, until=until, reason=reason)
    assert refused.value.about == about
    assert listed(casefile, DueKind.REPLY)[0].asleep_until is None


def asleep(casefile) -> list[DueKind]:
    return [thing.kind for thing in listed(casefile, on=TODAY + timedelta(days=4000)) if thing.asleep_until is not None]


def put_all_off(casefile) -> None:
    for thing in listed(casefile, on=TODAY + timedelta(days=4000)):
        due.put_off(casefile, kind=thing.kind, row=thing.row, until=TODAY + timedelta(days=300), reason="On leave")


NEW_DAY = {
    DueKind.ACTIVITY: "planned_on", DueKind.DECLARATION: "review_on", DueKind.INSPECTION: "next_due",
}  # fmt: skip
"""The field by which a thing's day is moved, where it is not called due."""


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.name)
def test_what_was_put_off_is_back_at_its_new_day_as_that_is_moved(casefile, kind):
    make, _ = MADE[kind]
    thing = make(casefile, read_context(casefile).cycle.id)
    row = kept(casefile, thing)
    due.put_off(casefile, kind=kind, row=row, until=TODAY + timedelta(days=300), reason="On leave")
    day = TODAY + timedelta(days=40)
    changed(casefile, type(thing), row, **{NEW_DAY.get(kind, "due"): day})
    (moved,) = listed(casefile, kind, day)
    assert (moved.on, moved.asleep_until, moved.is_due(day)) == (day, None, True)
    casefiles.undo(casefile)
    assert asleep(casefile) == [kind]


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.name)
def test_a_new_thing_with_the_number_of_one_taken_away_is_not_born_asleep(casefile, kind):
    make, _ = MADE[kind]
    thing = make(casefile, read_context(casefile).cycle.id)
    row = kept(casefile, thing)
    due.put_off(casefile, kind=kind, row=row, until=TODAY + timedelta(days=300), reason="On leave")
    with casefile.transact("Take away"):
        tables.delete(casefile, type(thing), row)
    assert kept(casefile, thing) == row
    assert asleep(casefile) == []
    casefiles.undo(casefile)
    casefiles.undo(casefile)
    assert asleep(casefile) == [kind]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(kinds=st.lists(st.sampled_from([kind for kind in EventKind if kind is not EventKind.CLOSED]), max_size=8))
def test_whatever_happens_to_a_challenge_ends_its_putting_off_and_a_note_does_not(casefile, kinds):
    challenge = raised(casefile)
    for kind in kinds:
        put_all_off(casefile)
        before = asleep(casefile)
        try:
            challenges.record_event(
                casefile, challenge_id=challenge, kind=kind, on_date=TODAY, text="Said.",
                due=SOON if kind is EventKind.RETEST else None,
                view=ResponseView.PARTLY if kind is EventKind.VIEW else None,
            )  # fmt: skip
        except UserError:
            assert asleep(casefile) == before
            continue
        waiting = [thing for thing in listed(casefile, on=TODAY + timedelta(days=4000)) if thing.row == challenge]
        mine = [thing for thing in waiting if RECORD_OF_DUE[thing.kind] is Challenge]
        assert mine
        assert all((thing.asleep_until is None) is (kind is not EventKind.NOTE) for thing in mine)


def test_a_reply_to_an_escalation_is_due_though_the_reply_before_was_put_off(casefile):
    challenge = raised(casefile)
    due.put_off(casefile, kind=DueKind.REPLY, row=challenge, until=TODAY + timedelta(days=300), reason="On leave")
    for kind, more in (
        (EventKind.RESPONSE, {}), (EventKind.VIEW, {"view": ResponseView.NOT_ACCEPTED}),
        (EventKind.ESCALATED, {"due": SOON}),
    ):  # fmt: skip
        challenges.record_event(casefile, challenge_id=challenge, kind=kind, on_date=TODAY, text="Said.", **more)
    (reply,) = listed(casefile, DueKind.REPLY, SOON)
    assert (reply.on, reply.is_due(SOON)) == (SOON, True)
    put_all_off(casefile)
    with_it = tables.rows(casefile, Event, challenge_id=challenge)[-1]
    challenges.correct_event(casefile, event_id=with_it.id, reason="It was not")
    assert DueKind.MOVE not in asleep(casefile)


@pytest.mark.parametrize("kind", [RecommendationMove.ACCEPTED, RecommendationMove.CHASED, RecommendationMove.RETEST])
def test_whatever_happens_to_a_recommendation_ends_its_putting_off(casefile, kind):
    item = evidence.capture_evidence(casefile, title="Review", dated=TODAY).value
    row = recommendations.add_recommendation(casefile, text="Read the records", evidence_id=item).value
    put_all_off(casefile)
    recommendations.record_move(
        casefile, recommendation_id=row, kind=RecommendationMove.NOTE, on_date=TODAY, text="Said."
    )
    assert DueKind.RECOMMENDATION in asleep(casefile)
    day = SOON if kind is RecommendationMove.RETEST else None
    recommendations.record_move(casefile, recommendation_id=row, kind=kind, on_date=TODAY, due=day)
    assert DueKind.RECOMMENDATION not in asleep(casefile)


def test_a_put_off_for_years_is_asked_about(casefile):
    challenge = raised(casefile)
    far = TODAY + timedelta(days=3650)
    with pytest.raises(Doubtful, match="more than two years ahead") as asked:
        with asking(casefile):
            due.put_off(casefile, kind=DueKind.REPLY, row=challenge, until=far, reason="Long leave")
    assert asked.value.about == "until"
    assert asleep(casefile) == []
    with asking(casefile, sure=True):
        due.put_off(casefile, kind=DueKind.REPLY, row=challenge, until=far, reason="Long leave")
    assert asleep(casefile) == [DueKind.REPLY]


def test_the_latest_stands_first_and_what_sleeps_last(example):
    every = listed(example)
    days = [thing.on or TODAY for thing in every]
    assert days == sorted(days)
    first = every[0]
    due.put_off(example, kind=first.kind, row=first.row, until=TODAY + timedelta(days=300), reason="Agreed")
    assert listed(example)[-1].row == first.row


def test_read_again_after_a_change_it_says_what_a_fresh_reading_says(casefile):
    reader, context = DueReader(casefile), read_context(casefile)
    assert reader.read(context, TODAY) == tuple(listed(casefile))
    for kind, (make, _) in MADE.items():
        thing = make(casefile, context.cycle.id)
        with casefile.transact("Keep") as changes:
            tables.insert(casefile, thing)
        assert reader.read(context, TODAY, changes.kinds) == tuple(listed(casefile)), kind


def test_a_recommendation_counts_from_the_new_day_of_what_it_follows_from(casefile):
    item = evidence.capture_evidence(casefile, title="Review", dated=TODAY - timedelta(days=40)).value
    recommendations.add_recommendation(casefile, text="Read the records", evidence_id=item)
    reader, context = DueReader(casefile), read_context(casefile)
    (before,) = (known for known in reader.read(context, TODAY) if known.kind is DueKind.RECOMMENDATION)
    known = tables.get(casefile, Evidence, item)
    changes = evidence.change_evidence(casefile, item=replace(known, dated=TODAY - timedelta(days=9))).changes
    (after,) = (known for known in reader.read(context, TODAY, changes) if known.kind is DueKind.RECOMMENDATION)
    assert after.since == TODAY - timedelta(days=9) != before.since
    assert [after] == listed(casefile, DueKind.RECOMMENDATION)


def test_a_stage_is_called_as_its_own_method_calls_it(casefile):
    context = read_context(casefile)
    method = next(known for known in lenses(casefile, context.cycle) if known.id == "kolb-solihull")
    target = method.steps[0].target
    kept(casefile, Round(cycle_id=context.cycle.id, framework_id=method.id, target=target, starts=TODAY))
    assert [stage.what for stage in listed(casefile, DueKind.STAGE)] == [method.name(target)]


def test_two_interests_are_each_declared_again(casefile):
    for text, day in (("I chair a charity", TODAY - timedelta(days=30)), ("My sister teaches here", TODAY)):
        kept(casefile, Declaration(kind=DeclarationKind.INTEREST, on_date=day, text=text, review_on=SOON))
    assert {said.what for said in listed(casefile, DueKind.DECLARATION)} == {
        "Declaration: I chair a charity", "Declaration: My sister teaches here",
    }  # fmt: skip


def test_nothing_on_the_list_leads_to_the_list_itself(casefile):
    cycle = read_context(casefile).cycle.id
    for make, _ in MADE.values():
        kept(casefile, make(casefile, cycle))
    every = listed(casefile)
    assert {known.kind for known in every} > set(MADE)
    assert not [known.kind for known in every if isinstance(known.about, AboutDue)]


def issued(casefile, day, edition=Edition.PUBLIC, cycle=1):
    with casefile.transact("Keep"):
        blob = files.store(casefile, b"%PDF")
    kept(casefile, IssuedReport(
        kind="annual", edition=edition, cycle_id=cycle, version=1, issued=f"{day}T12:00:00Z", name="Annual.pdf", format="pdf",
        sha256=blob, document="{}", journal_entry=1, journal_hash="b",
    ))  # fmt: skip


def cycles_owed(casefile) -> set[str]:
    return {known.what.split(", ")[1] for known in listed(casefile, DueKind.YEARLY)}


@pytest.fixture
def year_after(casefile) -> tuple[str, date, date]:
    """What the first cycle is called, when it ends, and when the one after it does."""
    (cycle,) = tables.rows(casefile, Cycle)
    ends = cycle.ends + timedelta(days=365)
    kept(casefile, replace(cycle, id=0, name="The year after", current=False, starts=cycle.ends, ends=ends))
    return cycle.name, cycle.ends, ends


def test_an_annual_report_settles_its_year_once_one_that_others_may_read_is_issued(casefile, year_after):
    first, first_ends, second_ends = year_after
    issued(casefile, first_ends, Edition.PRIVATE)
    assert cycles_owed(casefile) == {first, "The year after"}
    issued(casefile, first_ends)
    assert cycles_owed(casefile) == {"The year after"}
    issued(casefile, second_ends, cycle=2)
    assert cycles_owed(casefile) == set()


def test_an_annual_report_of_the_year_after_leaves_the_one_before_owed(casefile, year_after):
    first, _, second_ends = year_after
    issued(casefile, second_ends, cycle=2)
    assert cycles_owed(casefile) == {first}


def test_the_yearly_report_is_looked_for_in_september_after_its_year():
    assert yearly_report_day(TODAY.replace(month=3, day=31)).month == 9
    assert yearly_report_day(TODAY.replace(month=12, day=31)).year == TODAY.year + 1
