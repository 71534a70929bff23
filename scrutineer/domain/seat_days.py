"""Seats on days on which they are not there: whoever puts something to one, or has it promise something, is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import Challenge, Event, EventKind
from scrutineer.domain.dates import long_date
from scrutineer.domain.ids import AgencyId, SeatId
from scrutineer.domain.partnership import Seat, plain
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent, RecommendationMove
from scrutineer.domain.structure import GroupSeat
from scrutineer.domain.typed_dates import read_typed_date
from scrutineer.domain.typed_days import TypedDays, days_behind, read_days
from scrutineer.domain.unlikely import Doubt
from scrutineer.domain.voices import View

_INSTEAD = "give another day, or name another seat"
_PARTS = re.compile(r"[,;\n]| and | & ")
_ASKED_OF = {EventKind.RAISED, EventKind.CHASED}
_OWNED = {RecommendationMove.ACCEPTED, RecommendationMove.UNDER_WAY, RecommendationMove.DONE, RecommendationMove.CHASED}


@dataclass(frozen=True, slots=True)
class SeatOnDay:
    """That something pairs a seat with a day, and beside which field that is said. The seat is known by its id, or by
    what is written of it: its title, with its agency where that is said."""

    about: str
    day: date
    seat_id: SeatId | None = None
    title: str = ""
    agency_id: AgencyId | None = None

    def doubt(self, seats: Iterable[Seat]) -> Doubt | None:
        """Why it is unlikely; None where a seat that it can mean is there on that day, or where it means none."""
        meant = [seat for seat in seats if self._means(seat)]
        if not meant or any(seat.is_there(self.day) for seat in meant):
            return None
        return Doubt(self.about, absence(meant[0], self.day), _INSTEAD)

    def _means(self, seat: Seat) -> bool:
        if self.seat_id is not None:
            return seat.id == self.seat_id
        of_agency = self.agency_id is None or seat.agency_id == self.agency_id
        return of_agency and bool(self.title) and plain(seat.title) == plain(self.title)


def absence(seat: Seat, day: date) -> str:
    """Why a seat is not there on a day, in words without a full stop; "" where it is."""
    if seat.starts is not None and day < seat.starts:
        return f"The seat “{seat.title}” begins on {long_date(seat.starts)}: on {long_date(day)} there is no such seat"
    if seat.ends is not None and day > seat.ends:
        return f"The seat “{seat.title}” ended on {long_date(seat.ends)}: on {long_date(day)} there is no such seat"
    return ""


def of_sitting(sitting: GroupSeat, today: date) -> Iterator[SeatOnDay]:
    """A seat on a group, on its first day and its last; while it has no last one, on the day it is looked at."""
    if sitting.starts is not None:
        yield SeatOnDay("starts", sitting.starts, sitting.seat_id)
    last = sitting.ends or max(today, sitting.starts or today)
    yield SeatOnDay("ends" if sitting.ends else "seat_id", last, sitting.seat_id)


def of_recommendation(advice: Recommendation, today: date) -> Iterator[SeatOnDay]:
    """The seat that owns a recommendation, on the day by which it is to be done; without one, today."""
    if advice.seat_id is not None:
        yield SeatOnDay("seat_id", advice.due or today, advice.seat_id)


def of_move(event: RecommendationEvent, advice: Recommendation) -> Iterator[SeatOnDay]:
    """The seat that owns it, on the day on which it promised or was asked again, and on the day by which it is to do
    something; and who is said to have done it."""
    if advice.seat_id is not None:
        if event.kind in _OWNED:
            yield SeatOnDay("on_date", event.on_date, advice.seat_id)
        if event.due is not None:
            yield SeatOnDay("due", event.due, advice.seat_id)
    if event.by:
        yield SeatOnDay("by", event.on_date, title=event.by, agency_id=advice.agency_id)


def of_challenge(challenge: Challenge, raised: Event | None) -> Iterator[SeatOnDay]:
    """The role that a challenge is put to, on the day it was put; a draft is not put yet."""
    if raised is not None:
        yield SeatOnDay("put_to", raised.on_date, title=challenge.put_to, agency_id=challenge.agency_id)


def of_event(event: Event, challenge: Challenge) -> Iterator[SeatOnDay]:
    """The role that it is put to, on the day on which it was asked again and on the day by which it is to reply or act;
    and who is said to have done it."""
    put_to = SeatOnDay("put_to", event.on_date, title=challenge.put_to, agency_id=challenge.agency_id)
    if event.kind in _ASKED_OF:
        yield put_to if event.kind is EventKind.RAISED else replace(put_to, about="on_date")
    if event.due is not None and event.kind is not EventKind.RETEST:  # a re-test is the scrutineer's own
        yield replace(put_to, about="due", day=event.due)
    if event.by:
        yield SeatOnDay("by", event.on_date, title=event.by, agency_id=challenge.agency_id)


def of_activity(activity: Activity) -> Iterator[SeatOnDay]:
    """The roles that a meeting or another activity is with, on its day."""
    day = activity.done_on or activity.planned_on
    if day is not None:
        for role in _PARTS.split(activity.with_whom):
            yield SeatOnDay("with_whom", day, title=role)


def of_view(view: View) -> Iterator[SeatOnDay]:
    """The role whose view it is, on the day on which it was said."""
    yield SeatOnDay("who", view.said_on, title=view.who, agency_id=view.agency_id)


def in_order_of_choice(seats: Iterable[Seat], day: date) -> tuple[Seat, ...]:
    """The seats in the order in which something new can be put to them: those that are there on a day come first."""
    return tuple(sorted(seats, key=lambda seat: not seat.is_there(day)))


def role_of(seats: Iterable[Seat], agency_id: AgencyId, day: date) -> str:
    """The title of the seat that answers for an agency on a day; "" where none is there."""
    return next((seat.title for seat in seats if seat.agency_id == agency_id and seat.is_there(day)), "")


def sitting_within(sitting: GroupSeat, seat: Seat | None) -> GroupSeat:
    """A seat on a group for as long as there is such a seat."""
    if seat is None:
        return sitting
    starts = max(filter(None, (sitting.starts, seat.starts)), default=None)
    return replace(sitting, starts=starts, ends=min(filter(None, (sitting.ends, seat.ends)), default=None))


def seat_as_written(title: str, first: str = "", last: str = "", *, today: date) -> TypedDays:
    """A seat as it is typed or pasted: its title, and its days from columns of their own or, where these are empty,
    from what is written behind the title. Both days may stand in the first column, “from … to …”."""
    if not first and not last:
        return days_behind(title, today)
    starts = read_days(first, today) if first else TypedDays()
    ends = read_typed_date(last, today)
    two = starts.ends is not None and ends.day is not None and starts.ends != ends.day
    ask = starts.ask or ends.ask or ("Two last days are written. Which is it?" if two else "")
    return TypedDays(title, starts.starts, ends.day or starts.ends, ask)


def seat_days(seat: Seat) -> str:
    """“from 1 April 2025 to 31 March 2026”; "" for a seat that is always there."""
    starts = f"from {long_date(seat.starts)}" if seat.starts else ""
    ends = f"to {long_date(seat.ends)}" if seat.ends else ""
    return " ".join(filter(None, (starts, ends)))
