"""What a thing is called where it is chosen: for a value that a form holds and that is no longer offered there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.records import headline, record_of
from scrutineer.domain.clocks import PracticeReview
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.partnership import Seat
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.lenses import lenses, named
from scrutineer.operations.queries.structure import seat_names

_NAMED: Mapping[type[Any], Callable[[Casefile, Context, Any], str]] = {
    Evidence: lambda _casefile, _context, item: f"{item.reference} {item.title}",
    PracticeReview: lambda _casefile, _context, review: f"{review.code}, {review.kind.value}",
    Seat: lambda _casefile, context, seat: seat_names(context).get(seat.id, seat.title),
    Judgement: lambda casefile, context, judged: f"Your judgement of {named(casefile, context, judged.target)}",
}


def row_called(casefile: Casefile, context: Context, kind: type[Any], row_id: int) -> str:
    """What a row is called, of whatever cycle and whether or not it can still be chosen; "" for none."""
    row = tables.by_id(casefile, kind, [row_id]).get(row_id)
    if row is None:
        return ""
    own = _NAMED.get(kind)
    return own(casefile, context, row) if own is not None else headline(record_of(kind).table, asdict(row))


def framework_called(casefile: Casefile, context: Context, framework_id: str) -> str:
    """What a framework is called that the cycle looks through; "" for one that it does not."""
    return next((known.short_title for known in lenses(casefile, context.cycle) if known.id == framework_id), "")
