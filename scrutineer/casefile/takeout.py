"""Take one entry of the journal out, long after: what it did is reversed where nobody touched it since.

What was edited since is kept, and so is what it rests on. Taking out is an entry of its own, so it can be undone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scrutineer.casefile import journal
from scrutineer.casefile.driver import Database
from scrutineer.casefile.records import RECORDS, TABLES, record_in, record_of
from scrutineer.domain.dates import local_day, short_date


@dataclass(frozen=True, slots=True)
class _Reference:
    """A column that points to another table's rows; `when` holds `equals` where it is no foreign key."""

    table: str
    column: str
    target: str
    when: str = ""
    equals: str = ""

    def pointed(self, values: dict[str, Any]) -> int | None:
        """The row that a row of `table` with these values points to by this column."""
        held = values.get(self.column)
        if held is None or (self.when and values.get(self.when) != self.equals):
            return None
        return int(held)


def _references() -> Iterator[_Reference]:
    """Every column that points to a row which an entry can add; frameworks and files go by keys of their own."""
    for record in RECORDS:
        for column, kind in record.points.items():
            yield _Reference(record.table, column, record_of(kind).table)
        for pointer in record.pointers:
            target = record_of(pointer.to).table
            yield _Reference(record.table, pointer.column, target, pointer.when, pointer.equals)


_REFERENCES = tuple(_references())

RowKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that stays: its table, its values now, and the entry that changed it since ("" where it is needed)."""

    table: str
    row: int
    values: dict[str, Any]
    changed_by: str
    needed: bool = False


@dataclass(slots=True)
class TakeOutPlan:
    """What taking an entry out would reverse, row by row, and what it would keep."""

    seq: int
    back: dict[RowKey, str | None] = field(default_factory=dict)
    values: dict[RowKey, dict[str, Any]] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)


def entry_that_made(db: Database, table: str, row: int) -> int | None:
    """The newest entry that added this row."""
    (seq,) = db.execute(
        "SELECT max(seq) FROM journal_change WHERE name = ? AND row = ? AND before IS NULL", [table, row]
    ).fetchone()
    return None if seq is None else int(seq)


def came_by_merging(db: Database, table: str, row: int) -> bool:
    """Whether this row was taken over from another casefile: its entry then brought far more than this row."""
    taken = db.execute("SELECT 1 FROM merged WHERE name = ? AND row = ? AND origin = 1", [table, row]).fetchone()
    return taken is not None


def plan(db: Database, seq: int, only_return: int | None = None) -> TakeOutPlan:
    """What taking this entry out would do. Cost grows with the rows of the entry.

    With `only_return`, nothing but that workbook and its rows: for one that a merge brought with everything else.
    """
    result = TakeOutPlan(seq)
    added: set[RowKey] = set()
    for (table, row), (before, after) in _net(db, seq).items():
        if only_return is not None and not _belongs(table, row, after or before, only_return):
            continue
        now = _row_now(db, table, row)
        if record_in(table).stays or (now is None and after is None and before is None):
            continue
        if _same(now, after):
            result.back[table, row] = before
            result.values[table, row] = now or json.loads(before or "{}")
            if before is None:
                added.add((table, row))
        elif now is not None:
            result.kept.append(Kept(table, row, now, _changed_by(db, table, row, seq)))
    _keep_what_is_needed(db, result, added)
    return result


def _belongs(table: str, row: int, values: str | None, return_id: int) -> bool:
    if table == "return_file":
        return row == return_id
    return values is not None and json.loads(values).get("return_id") == return_id


def carry_out(db: Database, planned: TakeOutPlan) -> None:
    """Reverse what was planned. Needs an open entry."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    for (table, row), before in reversed(planned.back.items()):
        journal.restore(db, table, row, json.loads(before) if before else None)


def _net(db: Database, seq: int) -> dict[RowKey, tuple[str | None, str | None]]:
    """By row, how it stood before the entry and after it."""
    changes: dict[RowKey, tuple[str | None, str | None]] = {}
    for table, row, before, after in journal.changes_of(db, seq):
        if table not in TABLES:
            raise ValueError(f"the journal names an unknown table {table}")
        first = changes[table, row][0] if (table, row) in changes else before
        changes[table, row] = (first, after)
    return changes


def _row_now(db: Database, table: str, row: int) -> dict[str, Any] | None:
    cursor = db.execute(f"SELECT * FROM {table} WHERE rowid = ?", [row])
    values = cursor.fetchone()
    return None if values is None else dict(zip([column[0] for column in cursor.description], values, strict=True))


def _same(now: dict[str, Any] | None, after: str | None) -> bool:
    """Whether a row stands as the entry left it; columns that came later with a new version do not count."""
    if now is None or after is None:
        return now is None and after is None
    left: dict[str, Any] = json.loads(after)
    return all(now.get(column) == value for column, value in left.items())


def _changed_by(db: Database, table: str, row: int, seq: int) -> str:
    newest = db.execute(
        "SELECT journal.label, journal.at FROM journal_change JOIN journal USING (seq) "
        "WHERE name = ? AND row = ? AND seq > ? ORDER BY seq DESC LIMIT 1",
        [table, row, seq],
    ).fetchone()
    return f"{newest[0]} ({short_date(local_day(newest[1]))})" if newest else "a later change"


def _keep_what_is_needed(db: Database, result: TakeOutPlan, added: set[RowKey]) -> None:
    """A row that the entry added stays where something that stays points to it, and a row is not put back as it was
    where what it pointed to then is gone; so on until nothing changes."""
    while True:
        needed = {key for key in added & set(result.back) if _pointed_to(db, key, result)}
        put_back = {key: before for key, before in result.back.items() if before}
        orphans = {key for key, b in put_back.items() if _lost_its_ground(db, key[0], b, result)}
        if not needed and not orphans:
            return
        for key in sorted(needed | orphans):
            del result.back[key]
            result.kept.append(Kept(*key, result.values[key], "", needed=True))


def _lost_its_ground(db: Database, table: str, before: str, result: TakeOutPlan) -> bool:
    """Whether a row, put back as it was, would point to something that is no longer there."""
    values = json.loads(before)
    for reference in _REFERENCES:
        pointed = reference.pointed(values) if reference.table == table else None
        if pointed is None:
            continue
        planned = result.back.get((reference.target, pointed), "as it stands")
        gone = planned is None or (planned == "as it stands" and _row_now(db, reference.target, pointed) is None)
        if gone:
            return True
    return False


def _pointed_to(db: Database, key: RowKey, result: TakeOutPlan) -> bool:
    """Whether a row that stays points to this one, or one that is put back will again."""
    table, row = key
    if table == "event" and _followed(db, row, result):
        return True
    for reference in (reference for reference in _REFERENCES if reference.target == table):
        put_back = (before for (name, _), before in result.back.items() if name == reference.table and before)
        if any(reference.pointed(json.loads(before)) == row for before in put_back):
            return True
        soft = f"{reference.when} = ? AND " if reference.when else ""
        pointing = db.execute(
            f"SELECT rowid FROM {reference.table} WHERE {soft}{reference.column} = ?",
            [*([reference.equals] if soft else []), row],
        )
        if any((reference.table, int(pointer[0])) not in result.back for pointer in pointing):
            return True
    return False


def _followed(db: Database, event: int, result: TakeOutPlan) -> bool:
    """Whether something that stays happened to a challenge after this event: a view rests on the response before it."""
    later = db.execute(
        "SELECT later.id FROM event JOIN event AS later ON later.challenge_id = event.challenge_id "
        "WHERE event.id = ? AND later.id > event.id",
        [event],
    )
    return any(("event", int(event_after[0])) not in result.back for event_after in later)
