"""A postponement ends with what was postponed: whatever is recorded of a thing lets it be due again.

It goes in the entry that moved the thing or took it away, so that undoing that entry puts both back, and a new thing
that gets the number of one taken away is never born postponed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from scrutineer.casefile.declared.postponed import RECORD_OF_DUE
from scrutineer.casefile.driver import Database
from scrutineer.casefile.journal import RowChange
from scrutineer.casefile.records import record_of
from scrutineer.domain.challenge import EventKind
from scrutineer.domain.recommendations import RecommendationMove

Thing = tuple[str, int]
"""A row by its table and its id."""

_TABLE_OF_DUE = {kind.value: record_of(record).table for kind, record in RECORD_OF_DUE.items()}
_TABLES_OF_DUE = frozenset(_TABLE_OF_DUE.values())
_MOVED_BY: dict[str, frozenset[str]] = {
    "challenge": frozenset(), "recommendation": frozenset({"due"}), "cycle": frozenset({"ends"}),
    "evidence": frozenset({"review_on"}),
}  # fmt: skip
"""The columns that move what is due of it, where other columns change that do not; of other tables all but marking."""

_EVENTS_OF = {
    "event": ("challenge", "challenge_id", EventKind.NOTE.value),
    "recommendation_event": ("recommendation", "recommendation_id", RecommendationMove.NOTE.value),
}
"""By the table of events: whose they are, by which column, and the remark among them that moves nothing."""


def end_with_what_moved(db: Database, changes: Sequence[RowChange]) -> bool:
    """Take away the postponements of what these changes moved or took away; whether there was one. Cost is nothing
    where nothing is postponed."""
    new = {row for table, row, before, _ in changes if table == "snooze" and before is None}
    held = [row for row in db.execute("SELECT id, kind, row FROM snooze").fetchall() if row[0] not in new]
    if not held:
        return False
    moved = set(_moved(db, changes))
    ended = [number for number, kind, row in held if (_TABLE_OF_DUE.get(kind, ""), int(row)) in moved]
    for number in ended:
        db.execute("DELETE FROM snooze WHERE id = ?", [number])
    return bool(ended)


def _moved(db: Database, changes: Sequence[RowChange]) -> Iterator[Thing]:
    """The things of which something was recorded that may move what is due of them."""
    for table, row, before, after in changes:
        if table in _TABLES_OF_DUE and _moves(table, before, after):
            yield table, row
        elif table in _EVENTS_OF:
            whose, column, remark = _EVENTS_OF[table]
            for side in (json.loads(side) for side in (before, after) if side):
                if side["kind"] != remark:
                    yield whose, side[column]
        elif table == "event_correction":
            for said in (json.loads(side) for side in (before, after) if side):
                asked = db.execute("SELECT challenge_id FROM event WHERE id = ?", [said["event_id"]])
                yield from (("challenge", challenge) for (challenge,) in asked.fetchall())


def _moves(table: str, before: str | None, after: str | None) -> bool:
    """Whether a change of a row moves what is due of it. One that is new, or is gone, is another thing."""
    if before is None or after is None:
        return True
    then, now = _columns(before), _columns(after)
    changed = {column for column in {*then, *now} if then.get(column) != now.get(column)} - {"marking"}
    return bool(changed & _MOVED_BY.get(table, frozenset(changed)))


def _columns(side: str) -> dict[str, Any]:
    columns: dict[str, Any] = json.loads(side)
    return columns
