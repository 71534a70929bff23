"""What is put to a seat, or promised by one, on a day on which there is no such seat: asked about, never refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import tables
from scrutineer.casefile.records import RECORDS
from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import Challenge, Event, EventKind
from scrutineer.domain.ids import CycleId, GroupId, SeatId
from scrutineer.domain.partnership import Agency, Seat
from scrutineer.domain.pieces import Piece
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent, RecommendationMove
from scrutineer.domain.structure import GroupRole, GroupSeat, PartnerGroup
from scrutineer.domain.voices import View, Voice
from scrutineer.errors import Doubtful, UserError
from scrutineer.operations import (
    activities,
    challenges,
    meetings,
    partnership,
    pieces,
    recommendations,
    seat_pairs,
    structure,
    voices,
)
from scrutineer.operations.asking import asking
from tests.operations.acts import LINE, TODAY

FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)
BEFORE, WITHIN, AFTER = date(2026, 8, 20), date(2026, 10, 1), date(2026, 11, 10)
AHEAD = TODAY + timedelta(days=20)
TITLE = "Divisional commander"


@pytest.fixture
def police(casefile):
    """The agency that holds a seat from September to October."""
    (agency,) = (known for known in tables.rows(casefile, Agency) if known.name == "Police")
    partnership.add_seat(casefile, agency_id=agency.id, title=TITLE, starts=FIRST, ends=LAST)
    return agency.id


def seat_of(casefile) -> Seat:
    (seat,) = tables.rows(casefile, Seat, title=TITLE)
    return seat


def _raise(casefile, police, day):
    challenges.raise_challenge(casefile, question="Who?", put_to=TITLE.upper(), agency_id=police, raised_on=day)


def _owned(casefile, _police, day):
    piece = pieces.add_piece(casefile, piece=Piece(cycle_id=CycleId(1), title="Door", starts=BEFORE)).value
    owner = seat_of(casefile).id
    recommendations.add_recommendation(
        casefile, text="Attend", piece_id=piece, seat_id=owner, due=day, made_on=BEFORE
    )  # fmt: skip


def _accepted(casefile, police, day):
    with asking(casefile, sure=True):
        _owned(casefile, police, None)
    (advice,) = tables.rows(casefile, Recommendation)
    kind = RecommendationMove.ACCEPTED
    recommendations.record_move(casefile, recommendation_id=advice.id, kind=kind, on_date=day)


def _sits(casefile, _police, day):
    group = structure.record_group(casefile, group=PartnerGroup(name="Executive")).value
    sitting = GroupSeat(group_id=GroupId(group), seat_id=seat_of(casefile).id, starts=day, ends=max(day, WITHIN))
    structure.record_group_seat(casefile, sitting=sitting)


def _met(casefile, _police, day):
    met = Activity(cycle_id=CycleId(1), title="Executive", method="meeting", state=activities.ActivityState.DONE,
                   done_on=day, with_whom=f"The chair; {TITLE} and others")  # fmt: skip
    activities.add_activity(casefile, activity=met)


def _said(casefile, police, day):
    view = {"kind": Voice.AGENCY, "agency_id": police, "who": TITLE, "words": "It is late.", "said_on": day}
    voices.record_view(casefile, target=LINE, **view)


def _answered(casefile, police, day):
    with asking(casefile, sure=True):
        new = challenges.raise_challenge(casefile, question="Who?", put_to="Chair", agency_id=police, raised_on=BEFORE)
    response = {"kind": EventKind.RESPONSE, "on_date": day, "text": "We do.", "by": TITLE}
    challenges.record_event(casefile, challenge_id=new.value, **response)


PLACES = {
    "a challenge put to it": (_raise, "put_to", Challenge, {}),
    "who answered a challenge": (_answered, "by", Event, {"kind": EventKind.RESPONSE}),
    "a recommendation it owns": (_owned, "seat_id", Recommendation, {}),
    "what it accepted": (_accepted, "on_date", RecommendationEvent, {"kind": RecommendationMove.ACCEPTED}),
    "a group it sits on": (_sits, "starts", GroupSeat, {}),
    "a meeting with it": (_met, "with_whom", Activity, {}),
    "what it said": (_said, "who", View, {}),
}
"""What pairs a seat with a day: the act, the field beside which it is asked about, and the row that it adds."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("day", "words"), [(BEFORE, "begins on 1 September 2026"), (AFTER, "ended on 31 October 2026")]
)
def test_a_day_on_which_there_is_no_such_seat_is_asked_about_and_taken_once_it_is_so(
    casefile, police, place, day, words
):
    act, about, kind, wanted = PLACES[place]
    if place == "a recommendation it owns":  # of what lies ahead, a day that has passed is asked about by itself
        day, words = AHEAD, "ended on 31 October 2026"
    with pytest.raises(Doubtful, match=words) as asked, asking(casefile):
        act(casefile, police, day)
    assert asked.value.about == about
    assert TITLE in asked.value.message
    assert tables.count(casefile, kind, **wanted) == 0


@pytest.mark.parametrize("place", PLACES)
def test_on_a_day_on_which_it_is_there_nothing_is_asked_and_neither_of_whom_is_sure(casefile, police, place):
    act, *_ = PLACES[place]
    if place != "a recommendation it owns":
        with asking(casefile):
            act(casefile, police, WITHIN)
    else:
        with asking(casefile, sure=True):
            act(casefile, police, AHEAD)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from([name for name in PLACES if name != "a recommendation it owns"]),
    st.dates(date(2026, 8, 1), TODAY - timedelta(days=1)),
)
def test_it_is_asked_exactly_where_the_seat_is_not_there(casefile, place, day):
    if not tables.rows(casefile, Seat, title=TITLE):
        (agency,) = (known for known in tables.rows(casefile, Agency) if known.name == "Police")
        partnership.add_seat(casefile, agency_id=agency.id, title=TITLE, starts=FIRST, ends=LAST)
    seat = seat_of(casefile)
    for kind in (RecommendationEvent, Recommendation, GroupSeat, PartnerGroup, Piece):
        with casefile.transact("Begin anew"):
            for row in tables.rows(casefile, kind):
                tables.delete(casefile, kind, row.id)
    act, *_ = PLACES[place]
    asked = False
    try:
        with asking(casefile):
            act(casefile, seat.agency_id, max(day, BEFORE))
    except Doubtful:
        asked = True
    assert asked is not seat.is_there(max(day, BEFORE))


def test_a_seat_that_ended_is_asked_about_for_what_is_due_after_it(casefile, police):
    with asking(casefile, sure=True):
        new = challenges.raise_challenge(casefile, question="Who?", put_to=TITLE, agency_id=police, raised_on=WITHIN)
    with pytest.raises(Doubtful, match="ended on 31 October 2026") as asked, asking(casefile):
        challenges.record_event(
            casefile, challenge_id=new.value, kind=EventKind.CHASED, on_date=LAST, due=AHEAD
        )  # fmt: skip
    assert asked.value.about == "due"


def test_in_a_meeting_it_is_asked_about_too_and_another_role_of_the_agency_is_not(casefile, police):
    action = {"what": meetings.Logged.ACTION, "text": "Bring ten rotas.", "agency_id": police, "due": AHEAD}
    with pytest.raises(Doubtful, match="there is no such seat") as asked, asking(casefile):
        meetings.log_in_meeting(casefile, put_to=TITLE, **action)
    assert asked.value.about == "put_to"
    with asking(casefile):
        meetings.log_in_meeting(casefile, put_to="Sergeant on duty", **action)
    assert tables.count(casefile, Challenge) == 1


def test_what_stood_there_before_was_meant_and_another_day_is_asked_about(casefile, police):
    group = GroupId(structure.record_group(casefile, group=PartnerGroup(name="Executive")).value)
    sitting = GroupSeat(group_id=group, seat_id=seat_of(casefile).id, starts=BEFORE, ends=WITHIN)
    kept = replace(sitting, id=structure.record_group_seat(casefile, sitting=sitting).value)
    with asking(casefile):
        structure.record_group_seat(casefile, sitting=replace(kept, role=GroupRole.CHAIR))
    with pytest.raises(Doubtful), asking(casefile):
        structure.record_group_seat(casefile, sitting=replace(kept, starts=BEFORE - timedelta(days=1)))


def test_a_last_day_before_the_first_is_refused_and_the_days_are_undone_with_the_change(casefile, police):
    seat = seat_of(casefile)
    with pytest.raises(UserError, match="ended before it began") as refused, asking(casefile):
        partnership.change_seat(casefile, seat=replace(seat, ends=FIRST - timedelta(days=1)))
    assert not isinstance(refused.value, Doubtful)
    assert refused.value.about == "ends"
    partnership.change_seat(casefile, seat=replace(seat, ends=None))
    assert seat_of(casefile).ends is None
    casefile.undo()
    assert seat_of(casefile) == seat


def test_every_record_that_names_a_seat_by_its_id_is_asked_about():
    """A new record that points to a seat has to say on which day it does."""
    pointing = {record.kind for record in RECORDS if Seat in record.points.values()}
    assert pointing <= set(seat_pairs.PAIRED)
    assert {Challenge, Event} <= set(seat_pairs.PAIRED)
    assert SeatId(0) == 0
