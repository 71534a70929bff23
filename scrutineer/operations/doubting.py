"""What is unlikely of rows beside others and beside rules: a seat on a day on which it is not there, one that ends
with something still put to it, a clock met before its day 0, a contract on days of another, stages out of their
order, more days than one activity takes. Asked about, never refused.

The casefile asks these of every row that a person typed (`Casefile.doubts`); days by themselves are asked about by
their types.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.validation import Written
from scrutineer.domain.activities import Activity, Contract
from scrutineer.domain.clocks import StatutoryClock
from scrutineer.domain.contracts import billed_twice
from scrutineer.domain.partnership import Seat
from scrutineer.domain.pieces import Round, stage_doubts
from scrutineer.domain.unlikely import Doubt, days_doubt
from scrutineer.operations import seats_left
from scrutineer.operations.queries.clocks import ticking
from scrutineer.operations.seat_pairs import PAIRED, pairs_of


def doubts(casefile: Casefile, before: Written, after: Written) -> Iterator[Doubt]:
    """What is unlikely of what was written anew; what stood there before was meant."""
    yield from _of_seats(casefile, before, after)
    for row, seat in after.get(Seat, {}).items():
        yield from seats_left.doubts(casefile, seat, before.get(Seat, {}).get(row))
    yield from _of_clocks(before, after)
    if Contract in after:
        yield from _of_contracts(before, after, tables.rows(casefile, Contract))
    for row, activity in after.get(Activity, {}).items():
        yield from _of_days(before.get(Activity, {}).get(row), activity)
    for row, stage in after.get(Round, {}).items():
        earlier = before.get(Round, {}).get(row)
        if earlier is not None and (stage.starts, stage.done_on) != (earlier.starts, earlier.done_on):
            yield from _of_order(casefile, stage)


def _of_days(earlier: Activity | None, activity: Activity) -> Iterator[Doubt]:
    for name in ("planned_half_days", "half_days"):
        half_days = getattr(activity, name)
        words = days_doubt(half_days) if earlier is None or getattr(earlier, name) != half_days else ""
        if words:
            yield Doubt(name, words, "give fewer days")


def _of_order(casefile: Casefile, stage: Round) -> Iterator[Doubt]:
    turn = tables.rows(
        casefile, Round, cycle_id=stage.cycle_id, framework_id=stage.framework_id, number=stage.number,
        piece_id=stage.piece_id, order=("id",),
    )  # fmt: skip
    for about, words in stage_doubts(stage, turn).items():
        yield Doubt(about, words)


def _of_contracts(before: Written, after: Written, every: Sequence[Contract]) -> Iterator[Doubt]:
    """Days that a contract covers and another does as well; those that both covered before were meant."""
    for row, contract in after[Contract].items():
        was = before.get(Contract, {}).get(row)
        meant = billed_twice(was, every) if was is not None else ()
        for words in billed_twice(contract, every):
            if words not in meant:
                yield Doubt("starts", words.rstrip("."), "give other days")


def _of_clocks(before: Written, after: Written) -> Iterator[Doubt]:
    """Each clock that is met before its day 0, where these days, or its rule, are others than before."""
    earlier = before.get(StatutoryClock, {})
    for row, clock in after.get(StatutoryClock, {}).items():
        was = earlier.get(row)
        is_same = was is not None and (was.day_zero, was.met_on, was.rule) == (clock.day_zero, clock.met_on, clock.rule)
        if not is_same and ticking(clock).is_met_before_it_began:
            yield Doubt("met_on", "It was met before its day 0", "look at both days again")


def _of_seats(casefile: Casefile, before: Written, after: Written) -> Iterator[Doubt]:
    """Each pair of a seat and a day that was written anew and is unlikely; one that stood there before was meant."""
    if not any(kind in PAIRED for kind in after):
        return
    seats = tables.rows(casefile, Seat)
    if not any(seat.starts or seat.ends for seat in seats):
        return
    for kind, things in after.items():
        for row, thing in things.items():
            earlier = before.get(kind, {}).get(row)
            meant = set(pairs_of(casefile, earlier)) if earlier is not None else set()
            for pair in pairs_of(casefile, thing):
                doubt = None if pair in meant else pair.doubt(seats)
                if doubt is not None:
                    yield doubt
