"""What is at hand: all that the current cycle has, and what other cycles left open.

What a record waits for it says itself (`next_act`). The list of what is due, the pages, the verbs and the report of
what is due read it here, so that none of them asks for a thing that another does not show.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, TypeVar

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.dates import local_day
from scrutineer.domain.due_acts import DueAct, HasNextAct
from scrutineer.domain.issues import IssuedReport
from scrutineer.domain.marking import Edition
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.yearly import settles
from scrutineer.operations.queries.context import Context, OfACycle


class WaitsInACycle(OfACycle, HasNextAct, Protocol):
    """What belongs to one cycle and may wait for something."""


W = TypeVar("W", bound=HasNextAct)
C = TypeVar("C", bound=WaitsInACycle)


def waiting(casefile: Casefile, kind: type[W], **wanted: Any) -> Iterator[tuple[W, DueAct]]:
    """Of one kind of record, everything that waits for something, in whatever cycle it began, with what it waits for.
    `wanted` narrows the rows that are looked at."""
    for thing in tables.rows(casefile, kind, order=("id",), **wanted):
        act = thing.next_act()
        if act is not None:
            yield thing, act


def left_open(
    casefile: Casefile, context: Context, kind: type[C], *, order: tuple[str, ...] = ("id",)
) -> tuple[C, ...]:
    """Of one kind of record, what other cycles left open: it counts in no figure of the current one."""
    every = tables.rows(casefile, kind, cycle_id=tables.OtherThan(context.cycle.id), order=order)
    return tuple(thing for thing in every if thing.next_act() is not None)


def at_hand(casefile: Casefile, context: Context, kind: type[C], *, order: tuple[str, ...] = ("id",)) -> tuple[C, ...]:
    """Of one kind of record, all of the current cycle, then what other cycles left open."""
    own = tables.rows(casefile, kind, cycle_id=context.cycle.id, order=order)
    return (*own, *left_open(casefile, context, kind, order=order))


def owing_report(casefile: Casefile) -> tuple[Cycle, ...]:
    """The cycles of which no yearly report that others may read was issued since they began to end."""
    issued = [
        (report.cycle_id, local_day(report.issued))
        for report in tables.rows(casefile, IssuedReport, kind="annual", draft=False)
        if report.edition is not Edition.PRIVATE
    ]
    return tuple(
        cycle
        for cycle in tables.rows(casefile, Cycle, order=("ends",))
        if not any(of == cycle.id and settles(cycle, day) for of, day in issued)
    )
