"""The journal: every change to every table, sealed in a chain of hashes. Undo and redo are read from it.

TEMP triggers on the writing connection write each row before and after. Nothing can be written outside an entry:
the triggers refuse. An undo is an entry of its own that reverses another, so the journal only ever grows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from typing import Any

from scrutineer.casefile.driver import Database
from scrutineer.casefile.records import INFRASTRUCTURE, TABLES, record_in

FIRST_HASH = "0" * 64

RowChange = tuple[str, int, str | None, str | None]
"""A change of one row: its table, its row id, and the row before and after as JSON."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One entry of the journal without its rows. `action` is edit, undo, redo, or made: that one is never undone."""

    seq: int
    at: str
    label: str
    author: str
    action: str
    reverses: int | None
    previous: str
    hash: str


def arm(db: Database, gated: Collection[str]) -> None:
    """Put the triggers on this writing connection; `gated` are further tables that are written inside entries only."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS gate (seq INTEGER)")
    for name in (*TABLES, *INFRASTRUCTURE, *gated):
        for verb in ("INSERT", "UPDATE", "DELETE"):
            db.execute(
                f"""CREATE TEMP TRIGGER {name}_{verb}_gate BEFORE {verb} ON main.{name}
                WHEN NOT EXISTS (SELECT 1 FROM gate)
                BEGIN SELECT RAISE(ABORT, 'written outside transact'); END"""
            )
    for name in TABLES:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
        for statement in _watchers(name, columns):
            db.execute(statement)


def _watchers(name: str, columns: list[str]) -> Iterator[str]:
    def row_of(which: str) -> str:
        return "json_object(" + ", ".join(f"'{column}', {which}.{column}" for column in columns) + ")"

    sides = {"INSERT": ("new", "NULL", row_of("new")), "DELETE": ("old", row_of("old"), "NULL")}
    sides["UPDATE"] = ("new", row_of("old"), row_of("new"))
    differs = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
    for verb, (which, before, after) in sides.items():
        when = f"WHEN {differs}" if verb == "UPDATE" else ""  # an update that changes nothing is no change
        yield f"""CREATE TEMP TRIGGER {name}_{verb}_journal AFTER {verb} ON main.{name} {when} BEGIN
            INSERT INTO journal_change (seq, name, row, before, after)
            VALUES ((SELECT seq FROM gate), '{name}', {which}.rowid, {before}, {after}); END"""


def open_entry(db: Database) -> int:
    """Open the gate for one entry and return its sequence number."""
    (last,) = db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()
    seq = int(last) + 1
    db.execute("DELETE FROM gate")
    db.execute("INSERT INTO gate VALUES (?)", [seq])
    return seq


def shut(db: Database) -> None:
    """Close the gate."""
    db.execute("DELETE FROM gate")


def changes_of(db: Database, seq: int) -> list[RowChange]:
    """The rows an entry changed, in order."""
    return list(db.execute("SELECT name, row, before, after FROM journal_change WHERE seq = ? ORDER BY id", [seq]))


def changes_now(db: Database) -> list[RowChange]:
    """The rows that the open entry changed so far."""
    (seq,) = db.execute("SELECT seq FROM gate").fetchone()
    return changes_of(db, int(seq))


def seal(db: Database, entry: JournalEntry, changes: list[RowChange]) -> set[str]:
    """Write the entry with its hash over its changes; return the tables. One that changed nothing is not written."""
    if not changes:
        return set()
    previous = tip(db)
    digest = entry_hash(entry, previous, changes)
    db.execute(
        "INSERT INTO journal (seq, at, label, author, action, reverses, previous, hash) VALUES (?,?,?,?,?,?,?,?)",
        [entry.seq, entry.at, entry.label, entry.author, entry.action, entry.reverses, previous, digest],
    )
    return {name for name, *_ in changes}


def entry_hash(entry: JournalEntry, previous: str, changes: list[RowChange]) -> str:
    """SHA-256 over the entry, the hash before it and its rows."""
    head = [entry.seq, entry.at, entry.label, entry.author, entry.action, entry.reverses, previous]
    digest = hashlib.sha256(json.dumps(head, ensure_ascii=False).encode())
    for change in changes:
        digest.update(json.dumps(list(change), ensure_ascii=False).encode())
    return digest.hexdigest()


def tip(db: Database) -> str:
    """The hash of the newest entry."""
    row = db.execute("SELECT hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return str(row[0]) if row else FIRST_HASH


def entries(db: Database, limit: int | None = None) -> list[JournalEntry]:
    """The entries, newest first."""
    rows = db.execute(
        "SELECT seq, at, label, author, action, reverses, previous, hash FROM journal ORDER BY seq DESC LIMIT ?",
        [-1 if limit is None else limit],
    )
    return [JournalEntry(*row) for row in rows]


def judgement_changes(db: Database, target: str, limit: int) -> list[tuple[str, str, str | None, str | None]]:
    """The newest changes of what a step or line was judged: when, by whose entry, the row before and after as JSON.

    One that touched neither level nor status is passed over. Cost grows with what was changed on that target alone: the
    words of both conditions are those of the indexes that find it.
    """
    touched = " UNION ".join(
        "SELECT id FROM journal_change WHERE name IN ('judgement', 'link') "
        f"AND json_extract({side}, '$.target') = :target"
        for side in ("before", "after")
    )
    differs = " OR ".join(
        f"json_extract(c.before, '$.{column}') IS NOT json_extract(c.after, '$.{column}')"
        for column in ("scale_id", "level", "status")
    )
    return db.execute(
        f"SELECT j.at, j.author, c.before, c.after FROM journal_change c JOIN journal j USING (seq) "
        f"WHERE c.id IN ({touched}) AND c.name = 'judgement' AND ({differs}) ORDER BY c.id DESC LIMIT :limit",
        {"target": target, "limit": limit},
    ).fetchall()


def reworded_at(db: Database, table: str, row: int, column: str) -> str:
    """The stamp of the newest entry that changed one column of a row; "" where none did. Cost: that row's changes."""
    newest = db.execute(
        "SELECT j.at FROM journal_change c JOIN journal j USING (seq) WHERE c.name = ? AND c.row = ? "
        "AND json_extract(c.before, ?) IS NOT json_extract(c.after, ?) ORDER BY c.id DESC LIMIT 1",
        (table, row, f"$.{column}", f"$.{column}"),
    ).fetchone()
    return str(newest[0]) if newest else ""


def was_changed(db: Database, table: str, row: int, columns: Collection[str], *, apart_from: str = "") -> bool:
    """Whether an entry changed one of these columns of a row since it was made; with `apart_from`, one that left that
    column as it was. Cost: that row's changes."""

    def differs(column: str) -> str:
        return f"json_extract(before, '$.{column}') IS NOT json_extract(after, '$.{column}')"

    touched = " OR ".join(map(differs, columns))
    alone = f" AND NOT {differs(apart_from)}" if apart_from else ""
    entry = db.execute(
        "SELECT 1 FROM journal_change WHERE name = ? AND row = ? AND before IS NOT NULL AND after IS NOT NULL "
        f"AND ({touched}){alone} LIMIT 1",
        (table, row),
    )
    return entry.fetchone() is not None


def next_undo(db: Database) -> int | None:
    """The entry that undo would reverse: the newest edit, or redo, that no later undo took back.

    Read from the newest entry backwards: cost grows with the undos made since that entry.
    """
    return _unmatched(db, {"edit", "redo"}, {"undo"}, frozenset())


def next_redo(db: Database) -> int | None:
    """The undo that redo would reverse: the newest that no later redo took back; none once something else was done."""
    return _unmatched(db, {"undo"}, {"redo"}, {"edit"})


def _unmatched(db: Database, made: Collection[str], taken_back: Collection[str], ended: Collection[str]) -> int | None:
    """The newest entry of these actions that none of the others took back, unless one that ends it all came later."""
    waiting = 0
    for seq, action in db.execute("SELECT seq, action FROM journal WHERE action <> 'made' ORDER BY seq DESC"):
        if action in ended:
            return None
        if action in taken_back:
            waiting += 1
        elif action in made:
            if not waiting:
                return int(seq)
            waiting -= 1
    return None


def edit_label(db: Database, seq: int | None) -> str:
    """What an entry did in words, for an undo or a redo the words of the edit itself; "" for no entry."""
    row = db.execute("SELECT label FROM journal WHERE seq = ?", [seq]).fetchone()
    return str(row[0]).removeprefix("Undo: ").removeprefix("Redo: ") if row else ""


def reverse(db: Database, seq: int) -> None:
    """Put every row that an entry changed back as it was before."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    for name, row, before, after in reversed(changes_of(db, seq)):
        if name not in TABLES:
            raise ValueError(f"the journal names an unknown table {name}")
        restore(db, name, row, json.loads(before) if before else None, gone=after is None)


def restore(db: Database, name: str, row: int, before: dict[str, Any] | None, *, gone: bool = False) -> None:
    """Make one row as it was; None deletes it. `gone`: it is known not to be there. Needs an open entry."""
    if before is None:
        db.execute(f"DELETE FROM {name} WHERE rowid = ?", [row])
        return
    known = {field.name for field in fields(record_in(name).kind)}
    before = {column: value for column, value in before.items() if column in known}  # earlier schemas had others
    columns = list(before)
    changed = (
        not gone
        and db.execute(
            f"UPDATE {name} SET {', '.join(f'{c} = ?' for c in columns)} WHERE rowid = ?",
            [*before.values(), row],
        ).rowcount
    )
    if not changed:
        db.execute(
            f"INSERT INTO {name} (rowid, {', '.join(columns)}) VALUES ({', '.join('?' * (len(columns) + 1))})",
            [row, *before.values()],
        )


def broken_links(db: Database) -> Iterator[str]:
    """Every place where the chain does not hold, in words."""
    previous = FIRST_HASH
    expected = 1
    for entry in reversed(entries(db)):
        if entry.seq != expected:
            yield f"entry {expected} is missing"
        if entry.previous != previous:
            yield f"entry {entry.seq} does not follow the one before it"
        elif entry_hash(entry, previous, changes_of(db, entry.seq)) != entry.hash:
            yield f"entry {entry.seq} was altered after it was written"
        previous, expected = entry.hash, entry.seq + 1


def newest(db: Database) -> tuple[int, str]:
    """The number and the hash of the newest entry; 0 where there is none."""
    row = db.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, FIRST_HASH)


def holds(db: Database, seq: int, digest: str) -> bool:
    """Whether the journal holds this very entry, and with it everything before it."""
    return db.execute("SELECT 1 FROM journal WHERE seq = ? AND hash = ?", [seq, digest]).fetchone() is not None
