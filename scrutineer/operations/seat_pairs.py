"""Which seats each record pairs with which days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain import seat_days
from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import Challenge, Event, EventKind
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent
from scrutineer.domain.seat_days import SeatOnDay
from scrutineer.domain.structure import GroupSeat
from scrutineer.domain.voices import View

PAIRED = (GroupSeat, Recommendation, RecommendationEvent, Challenge, Event, Activity, View)
"""The records that pair a seat with a day."""


def pairs_of(casefile: Casefile, thing: Any) -> Iterator[SeatOnDay]:
    """The seats that one row pairs with days."""
    today = casefile.clock.today()
    if isinstance(thing, GroupSeat):
        yield from seat_days.of_sitting(thing, today)
    elif isinstance(thing, Recommendation):
        yield from seat_days.of_recommendation(thing, today)
    elif isinstance(thing, RecommendationEvent):
        yield from seat_days.of_move(thing, tables.get(casefile, Recommendation, thing.recommendation_id))
    elif isinstance(thing, Challenge):
        yield from seat_days.of_challenge(thing, _raised(casefile, thing))
    elif isinstance(thing, Event):
        yield from seat_days.of_event(thing, tables.get(casefile, Challenge, thing.challenge_id))
    elif isinstance(thing, Activity):
        yield from seat_days.of_activity(thing)
    elif isinstance(thing, View):
        yield from seat_days.of_view(thing)


def _raised(casefile: Casefile, challenge: Challenge) -> Event | None:
    raised = tables.rows(casefile, Event, challenge_id=challenge.id, kind=EventKind.RAISED)
    return raised[-1] if raised else None
