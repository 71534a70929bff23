"""A seat that is given a last day: what it would leave behind is counted and asked about, never refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.activities import Activity, Declaration, DeclarationKind
from scrutineer.domain.challenge import Ending, EventKind, ResponseView
from scrutineer.domain.ids import CycleId, GroupId
from scrutineer.domain.partnership import Agency, Seat
from scrutineer.domain.pieces import Piece
from scrutineer.domain.recommendations import RecommendationMove
from scrutineer.domain.structure import GroupSeat, PartnerGroup
from scrutineer.errors import Doubtful
from scrutineer.operations import (
    activities,
    challenges,
    declarations,
    partnership,
    pieces,
    recommendations,
    structure,
)
from scrutineer.operations.asking import asking
from tests.operations.acts import TODAY

TITLE = "Divisional commander"
BEGAN, LAST = date(2026, 9, 1), TODAY + timedelta(days=30)
RAISED, LATER = date(2026, 10, 1), LAST + timedelta(days=30)


@pytest.fixture
def police(casefile):
    """The agency that holds a seat with no last day."""
    (agency,) = (known for known in tables.rows(casefile, Agency) if known.name == "Police")
    partnership.add_seat(casefile, agency_id=agency.id, title=TITLE)
    return agency.id


def seat_of(casefile) -> Seat:
    (seat,) = tables.rows(casefile, Seat, title=TITLE)
    return seat


def put(casefile, police, *, title=TITLE, question="Who is called at night?"):
    return challenges.raise_challenge(
        casefile, question=question, put_to=title, agency_id=police, raised_on=RAISED
    ).value  # fmt: skip


def owned(casefile):
    piece = pieces.add_piece(casefile, piece=Piece(cycle_id=CycleId(1), title="Door", starts=BEGAN)).value
    return recommendations.add_recommendation(
        casefile, text="Attend", piece_id=piece, seat_id=seat_of(casefile).id, made_on=RAISED
    ).value  # fmt: skip


def asked(casefile, **days) -> str:
    """What the seat is asked about with these days, in words; "" where nothing is."""
    try:
        with asking(casefile):
            partnership.change_seat(casefile, seat=replace(seat_of(casefile), **days))
    except Doubtful as doubt:
        return doubt.message
    return ""


def test_a_last_day_is_asked_about_with_a_count_of_all_that_is_still_owed(casefile, police):
    put(casefile, police)
    put(casefile, police, title=TITLE.upper())
    promised = put(casefile, police)
    for event in ({"kind": EventKind.RESPONSE, "text": "We will."}, {"kind": EventKind.VIEW, "view": ResponseView.ACCEPTED},
                  {"kind": EventKind.ACTION, "text": "A rota.", "due": LATER}):  # fmt: skip
        challenges.record_event(casefile, challenge_id=promised, on_date=RAISED, **event)
    owned(casefile)
    declarations.add_declaration(
        casefile,
        declaration=Declaration(
            kind=DeclarationKind.NOTHING, on_date=RAISED, text="Nothing", author=TITLE, review_on=LATER
        ),
    )
    group = structure.record_group(casefile, group=PartnerGroup(name="Executive")).value
    structure.record_group_seat(casefile, sitting=GroupSeat(group_id=GroupId(group), seat_id=seat_of(casefile).id))
    for day in (LATER, LAST):
        met = Activity(cycle_id=CycleId(1), title="Talk", method="meeting", planned_on=day, with_whom=TITLE)
        activities.add_activity(casefile, activity=met)
    with pytest.raises(Doubtful) as doubt, asking(casefile):
        partnership.change_seat(casefile, seat=replace(seat_of(casefile), ends=LAST))
    assert doubt.value.message == (
        "The seat “Divisional commander” would end on 20 December 2026 and still has 2 open challenges, 1 action under "
        "way, 1 open recommendation and 1 declaration to be made again: after that day stand 1 seat on a group and "
        "1 activity."
    )
    assert doubt.value.about == "ends"
    assert "first put to another seat" in doubt.value.advice
    assert seat_of(casefile).ends is None
    with asking(casefile, sure=True):
        partnership.change_seat(casefile, seat=replace(seat_of(casefile), ends=LAST))
    assert seat_of(casefile).ends == LAST


def test_a_seat_that_owes_nothing_ends_without_a_question(casefile, police):
    put(casefile, police, title="Sergeant on duty")
    closed = put(casefile, police)
    challenges.close_challenge(
        casefile, challenge_id=closed, ending=Ending.WITHDRAWN, impact=None, text="Asked twice.",
        on_date=RAISED,
    )  # fmt: skip
    done = owned(casefile)
    recommendations.record_move(
        casefile, recommendation_id=done, kind=RecommendationMove.LAPSED, on_date=RAISED, text="Met otherwise."
    )  # fmt: skip
    assert asked(casefile, ends=LAST) == ""


def test_another_seat_of_that_title_that_stays_can_answer(casefile, police):
    (icb,) = (known for known in tables.rows(casefile, Agency) if known.name == "ICB")
    partnership.add_seat(casefile, agency_id=icb.id, title="Commander")
    partnership.change_seat(casefile, seat=replace(seat_of(casefile), title="Commander"))
    challenges.raise_challenge(casefile, question="Who?", put_to="Commander", raised_on=RAISED)
    (seat,) = tables.rows(casefile, Seat, title="Commander", agency_id=police)
    with asking(casefile):
        partnership.change_seat(casefile, seat=replace(seat, ends=LAST))


def test_a_later_last_day_is_not_asked_about_and_an_earlier_one_is(casefile, police):
    put(casefile, police)
    with asking(casefile, sure=True):
        partnership.change_seat(casefile, seat=replace(seat_of(casefile), ends=LAST))
    assert asked(casefile, ends=LATER) == ""
    assert "1 open challenge" in asked(casefile, ends=LAST)


def test_a_first_day_after_what_was_put_to_it_is_asked_about(casefile, police):
    put(casefile, police)
    with pytest.raises(Doubtful, match="before that day stands 1 event of a challenge") as doubt, asking(casefile):
        partnership.change_seat(casefile, seat=replace(seat_of(casefile), starts=RAISED + timedelta(days=1)))
    assert doubt.value.about == "starts"
    assert asked(casefile, starts=RAISED) == ""


def test_a_seat_that_is_added_with_its_last_day_is_asked_about_too(casefile, police):
    put(casefile, police, title="Chief nurse on call")
    with pytest.raises(Doubtful, match="still has 1 open challenge"), asking(casefile):
        partnership.add_seat(casefile, agency_id=police, title="Chief nurse on call", ends=LAST)
