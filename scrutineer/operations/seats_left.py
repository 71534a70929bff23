"""What a seat would leave behind that is given other days: what it still owes, and what stands on days on which there
would then be no such seat. Counted by kind, for whoever types the day to be asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.reading import ChallengeFilter, challenges_now
from scrutineer.casefile.records import record_of
from scrutineer.domain.activities import Activity, Declaration
from scrutineer.domain.challenge import ChallengeNow, Event, Status
from scrutineer.domain.dates import long_date
from scrutineer.domain.partnership import Seat
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent
from scrutineer.domain.rules import before
from scrutineer.domain.seat_days import SeatOnDay
from scrutineer.domain.structure import GroupSeat
from scrutineer.domain.unlikely import Doubt
from scrutineer.domain.voices import View
from scrutineer.domain.words import counted, in_a_row
from scrutineer.operations.queries.recommendations import recommendation_lives
from scrutineer.operations.seat_pairs import pairs_of

_INSTEAD = "give another day, or first put to another seat what it would leave"


@dataclass
class _Left:
    """How many of each kind a seat owes beyond its last day, and how many stand after that day or before its first."""

    owed: Counter[tuple[str, str]] = field(default_factory=Counter)
    after: Counter[tuple[str, str]] = field(default_factory=Counter)
    earlier: Counter[tuple[str, str]] = field(default_factory=Counter)


def doubts(casefile: Casefile, seat: Seat, was: Seat | None) -> Iterator[Doubt]:
    """What is asked of a seat that is there on fewer days than it `was`; None where it was not there at all. Cost grows
    with what is open and with what names a role."""
    ends_sooner = seat.ends is not None and (was is None or was.ends is None or seat.ends < was.ends)
    begins_later = seat.starts is not None and (was is None or was.starts is None or was.starts < seat.starts)
    if not (ends_sooner or begins_later):
        return
    seats = tables.rows(casefile, Seat)
    left = _Left()
    if ends_sooner and seat.ends is not None:
        _count_owed(casefile, seat, seat.ends, seats, left)
    _count_beyond(casefile, seat, was, seats, left)
    if seat.ends is not None and (left.owed or left.after):
        yield Doubt("ends", _at_the_end(seat, seat.ends, left), _INSTEAD)
    if seat.starts is not None and left.earlier:
        begins = f"The seat “{seat.title}” would begin on {long_date(seat.starts)}"
        yield Doubt("starts", f"{begins}: before that day {_stand(left.earlier)}", _INSTEAD)


def _count_owed(casefile: Casefile, seat: Seat, ends: date, seats: Sequence[Seat], left: _Left) -> None:
    """What waits for it whatever the day: nobody would be there to answer."""
    for now in _put_to(casefile, seat, ends, seats):
        is_action = now.state.status is Status.ACTION or now.state.action_due is not None
        left.owed[("action under way", "actions under way") if is_action else ("open challenge", "")] += 1
    owned = tables.rows(casefile, Recommendation, seat_id=seat.id) if seat.id else ()
    if owned:
        lives = recommendation_lives(casefile, {advice.id for advice in owned})
        if number := sum(life.is_open for life in lives):
            left.owed["open recommendation", ""] += number
    for declared in tables.rows(casefile, Declaration, review_on=tables.OtherThan(None)):
        if declared.review_on is None or declared.until is not None or declared.review_on <= ends:
            continue
        if _is_left(SeatOnDay("ends", declared.review_on, title=declared.author), seat, seats):
            left.owed["declaration to be made again", "declarations to be made again"] += 1


def _put_to(casefile: Casefile, seat: Seat, ends: date, seats: Sequence[Seat]) -> Iterator[ChallengeNow]:
    """The open challenges that are put to it, and on the day after it to nobody."""
    for now in challenges_now(casefile, ChallengeFilter(open=True)):
        put = SeatOnDay("ends", ends + timedelta(days=1), title=now.challenge.put_to, agency_id=now.challenge.agency_id)
        if _is_left(put, seat, seats):
            yield now


def _is_left(pair: SeatOnDay, seat: Seat, seats: Sequence[Seat]) -> bool:
    """Whether this seat is meant, and no seat that can be meant is there on that day."""
    return pair.doubt([seat]) is not None and pair.doubt(seats) is not None


def _count_beyond(casefile: Casefile, seat: Seat, was: Seat | None, seats: Sequence[Seat], left: _Left) -> None:
    """What stands on days on which it was there and would be no more. Days by which something is due are owed, not
    said here a second time."""
    known = [other for other in seats if other.id != seat.id] + ([was] if was is not None else [])
    for kind in (GroupSeat, RecommendationEvent, Event, Activity, View):
        record = record_of(kind)
        for thing in tables.rows(casefile, kind):
            pairs = [pair for pair in pairs_of(casefile, thing) if pair.about != "due"]
            if isinstance(thing, GroupSeat) and thing.ends is None and seat.ends is not None:
                pairs = [SeatOnDay("ends", seat.ends + timedelta(days=1), thing.seat_id)]
            lost = [pair for pair in pairs if _is_left(pair, seat, seats) and pair.doubt(known) is None]
            if any(before(seat.ends, pair.day) for pair in lost):
                left.after[record.noun, record.plural] += 1
            elif lost:
                left.earlier[record.noun, record.plural] += 1


def _at_the_end(seat: Seat, ends: date, left: _Left) -> str:
    words = f"The seat “{seat.title}” would end on {long_date(ends)}"
    owed = f" and still has {_listed(left.owed)}" if left.owed else ""
    return f"{words}{owed}" + (f": after that day {_stand(left.after)}" if left.after else "")


def _stand(kinds: Counter[tuple[str, str]]) -> str:
    """“stand 2 activities and 1 seat on a group”."""
    return f"stand{'s' if kinds.total() == 1 else ''} {_listed(kinds)}"


def _listed(kinds: Counter[tuple[str, str]]) -> str:
    return in_a_row([counted(number, noun, many) for (noun, many), number in kinds.items()])
