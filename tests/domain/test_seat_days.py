"""Seats that come and go: on which days each is there, and what is paired with one on a day on which it is not."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.ids import AgencyId, GroupId, SeatId
from scrutineer.domain.partnership import Seat
from scrutineer.domain.seat_days import SeatOnDay, absence, in_order_of_choice, role_of, seat_days, sitting_within
from scrutineer.domain.structure import GroupSeat
from scrutineer.domain.structure_chart import stands

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
maybe_days = st.none() | days
agencies = st.sampled_from([AgencyId(1), AgencyId(2)])


@st.composite
def seats(draw, number: int = 0) -> Seat:
    first, last = draw(maybe_days), draw(maybe_days)
    if first is not None and last is not None and last < first:
        first, last = last, first
    title = draw(st.sampled_from(["Chief nurse", "Chief officer"]))
    return Seat(id=SeatId(number), agency_id=draw(agencies), title=title, starts=first, ends=last)


several = st.lists(seats(), max_size=4).map(
    lambda made: [Seat(id=SeatId(n), agency_id=s.agency_id, title=s.title, starts=s.starts, ends=s.ends)
                  for n, s in enumerate(made, 1)]
)  # fmt: skip


@given(seats(), days)
def test_a_seat_is_there_from_its_first_day_to_its_last_and_its_absence_says_why(seat, day):
    there = (seat.starts or date.min) <= day <= (seat.ends or date.max)
    assert seat.is_there(day) is there
    assert (absence(seat, day) == "") is there
    for edge, step in ((seat.starts, -1), (seat.ends, 1)):
        if edge is not None:
            assert seat.is_there(edge)
            assert absence(seat, edge + timedelta(days=step))


@given(seats())
def test_a_last_day_before_the_first_breaks_a_rule(seat):
    assert not list(seat.problems())
    if seat.starts is not None:
        wrong = Seat(agency_id=seat.agency_id, title=seat.title, starts=seat.starts, ends=seat.starts - timedelta(1))
        assert [problem.about for problem in wrong.problems()] == ["ends"]


@given(several, days, agencies | st.none(), st.sampled_from(["chief NURSE", "Chief officer", "Nobody", ""]))
def test_what_is_put_to_a_role_is_unlikely_only_where_no_seat_that_it_can_mean_is_there(made, day, agency, title):
    meant = [
        seat for seat in made
        if title and seat.title.casefold() == title.casefold() and agency in (None, seat.agency_id)
    ]  # fmt: skip
    doubt = SeatOnDay("put_to", day, title=title, agency_id=agency).doubt(made)
    assert (doubt is not None) is (bool(meant) and not any(seat.is_there(day) for seat in meant))
    if doubt is not None:
        assert doubt.about == "put_to"
        assert str(day.year) in doubt.words


@given(several, days)
def test_those_that_are_there_are_offered_first_and_none_is_lost(made, day):
    order = in_order_of_choice(made, day)
    assert sorted(seat.id for seat in order) == [seat.id for seat in made]
    there = [seat.is_there(day) for seat in order]
    assert there == sorted(there, reverse=True)
    for agency in (AgencyId(1), AgencyId(2)):
        role = role_of(made, agency, day)
        assert bool(role) is any(seat.is_there(day) and seat.agency_id == agency for seat in made)


@given(seats(), maybe_days, maybe_days, days)
def test_a_seat_sits_on_a_group_only_while_there_is_such_a_seat(seat, starts, ends, day):
    sitting = GroupSeat(group_id=GroupId(1), seat_id=seat.id, starts=starts, ends=ends)
    assert stands(sitting_within(sitting, seat), day) is (stands(sitting, day) and seat.is_there(day))
    assert sitting_within(sitting, None) == sitting


def test_its_days_are_said_in_words():
    seat = Seat(agency_id=AgencyId(1), title="Chief nurse", starts=date(2025, 4, 1), ends=date(2026, 3, 31))
    assert seat_days(seat) == "from 1 April 2025 to 31 March 2026"
    assert seat_days(Seat(agency_id=AgencyId(1), title="Chief nurse")) == ""
    assert absence(seat, date(2026, 4, 1)) == (
        "The seat “Chief nurse” ended on 31 March 2026: on 1 April 2026 there is no such seat"
    )
