"""What the Structure page shows: the groups on a day with who sits on them, pairs of peers, and escalations in sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.ids import SeatId
from scrutineer.domain.seat_days import in_order_of_choice, seat_days, sitting_within
from scrutineer.domain.structure import EscalationCount, GroupSeat, PartnerGroup, PeerPair
from scrutineer.domain.structure_chart import StructureChart, structure_chart
from scrutineer.operations.queries.at_hand import at_hand
from scrutineer.operations.queries.context import Context


@dataclass(frozen=True, slots=True)
class StageSum:
    """How many escalations reached one stage, and in how many days in all; None where nobody said."""

    stage: str
    number: int
    days: int | None

    @property
    def in_words(self) -> str:
        """“12 at headteacher and team manager, 4.5 days each”."""
        each = f", {self.days / self.number:.1f} days each" if self.days is not None and self.number else ""
        return f"{self.number} at {self.stage}{each}"


@dataclass(frozen=True, slots=True)
class Structure:
    """Everything that the page lists, as it is recorded."""

    groups: tuple[PartnerGroup, ...]
    sitting: tuple[GroupSeat, ...]
    pairs: tuple[PeerPair, ...]
    escalations: tuple[EscalationCount, ...]


def read_structure(casefile: Casefile, context: Context) -> Structure:
    """The groups and seats of every day; the pairs and escalations of the current cycle, and the pairs of other cycles
    that have not challenged each other yet."""
    return Structure(
        tables.rows(casefile, PartnerGroup, order=("name", "id")),
        tables.rows(casefile, GroupSeat),
        at_hand(casefile, context, PeerPair),
        tables.rows(casefile, EscalationCount, cycle_id=context.cycle.id),
    )


def seat_names(context: Context) -> dict[int, str]:
    """What each seat is called, with its agency."""
    return {seat.id: f"{seat.title}, {context.agency_name(seat.agency_id)}" for seat in context.seats}


def seat_choices(context: Context, day: date) -> list[tuple[str, SeatId]]:
    """Each seat with its agency, by its id, as something new is put to it on a day; those that are not there come last,
    with their days."""
    names = seat_names(context)
    return [
        (names[seat.id] if seat.is_there(day) else f"{names[seat.id]} ({seat_days(seat)})", seat.id)
        for seat in in_order_of_choice(context.seats, day)
    ]


def chart_on(structure: Structure, context: Context, on: date, before: date | None = None) -> StructureChart:
    """The chart of a day, compared with another where one is given."""
    seats = {seat.id: seat for seat in context.seats}
    sitting = [sitting_within(sitting, seats.get(sitting.seat_id)) for sitting in structure.sitting]
    return structure_chart(structure.groups, sitting, seat_names(context), on, before)


def by_stage(counts: Iterable[EscalationCount], stages: Iterable[str] = ()) -> tuple[StageSum, ...]:
    """Sums by stage, in the order of the local protocol, then of what else is recorded. Days stand only where they are
    known for every one that is summed."""
    of_stage: dict[str, list[EscalationCount]] = defaultdict(list)
    for stage in stages:
        of_stage[stage] = []
    for count in counts:
        of_stage[count.stage].append(count)
    return tuple(
        StageSum(
            stage,
            sum(count.number for count in of),
            sum(count.days or 0 for count in of) if all(count.days is not None for count in of) else None,
        )
        for stage, of in of_stage.items()
        if of
    )
