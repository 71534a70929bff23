"""Everything that `check` verifies: the encryption, the database, every row, the journal's chain, every file's hash."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from typing import Any

from scrutineer.casefile import derived, files, journal, validation
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.driver import Database
from scrutineer.casefile.record import Record
from scrutineer.casefile.records import RECORDS, TABLES, headline, record_in
from scrutineer.casefile.rows import UnreadableRow
from scrutineer.casefile.validation import typed
from scrutineer.progress import SILENT, Progress


def problems(casefile: Casefile, progress: Progress = SILENT) -> Iterator[str]:
    """Each thing that is not as it should be, in words. Reads the whole file: cost grows with its size."""
    if casefile.missing is not None:
        yield casefile.missing.message
    with casefile.afresh() as db:
        yield from _database_problems(db, progress)
    progress.step(3, 4, "Checking attachments")
    for digest in files.digests(casefile):
        if hashlib.sha256(files.load(casefile, digest)).hexdigest() != digest:
            yield f"the file kept as {digest[:12]} is not the one that was stored"


def _database_problems(db: Database, progress: Progress) -> Iterator[str]:
    progress.step(0, 4, "Checking the encryption")
    for (said,) in db.execute("PRAGMA cipher_integrity_check"):
        yield f"the encryption of a page does not hold: {said}"
    progress.step(1, 4, "Checking the database")
    for (said,) in db.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield f"the database says: {said}"
    for table, row, *_ in db.execute("PRAGMA foreign_key_check"):
        yield f"{_which(db, table, row)} points at something that is not there"
    unread = tuple(unreadable(db))
    yield from unread
    progress.step(2, 4, "Checking the journal")
    yield from journal.broken_links(db)
    if not unread:  # what follows from rows that cannot be read cannot be compared
        yield from derived.problems(db)


def unreadable(db: Database) -> Iterator[str]:
    """Each row that is not of its record's type, in words. Reads every row."""
    for record in RECORDS:
        for row, values in _rows(db, record):
            try:
                typed(record.table, values)
            except UnreadableRow as error:
                yield f"{_which(db, record.table, row)} cannot be read, {error.what}"


def breaches(casefile: Casefile) -> Iterator[str]:
    """Each row that can be read and breaks a rule, in words: of an older casefile, or of two that were merged."""
    with casefile.afresh() as db:
        for record in RECORDS:
            things: dict[int, Any] = {}
            for row, values in _rows(db, record):
                with contextlib.suppress(UnreadableRow):
                    things[row] = typed(record.table, values)
            for breach in validation.breaches(casefile, {record.kind: things}):
                which = _which(db, record.table, breach.row)
                yield f"{which[0].upper()}{which[1:]}: {breach.problem.message}. {breach.problem.advice}"


def _rows(db: Database, record: Record) -> Iterator[tuple[int, dict[str, Any]]]:
    cursor = db.execute(f"SELECT rowid AS checked_row, * FROM {record.table} ORDER BY rowid")
    names = [column[0] for column in cursor.description][1:]
    for row, *values in cursor:
        yield int(row), dict(zip(names, values, strict=True))


def _which(db: Database, table: str, row: int) -> str:
    """Which row it is: its noun and its first words."""
    if table not in TABLES:
        return f"row {row} of {table}"
    cursor = db.execute(f"SELECT * FROM {table} WHERE rowid = ?", [row])
    values = dict(zip([column[0] for column in cursor.description], cursor.fetchone() or (), strict=False))
    words = headline(table, values)[:60]
    return f"the {record_in(table).noun} " + (f"“{words}”" if words else f"number {row}")


def counts(casefile: Casefile) -> dict[str, int]:
    """How much was verified."""
    entries = casefile.reader.execute("SELECT count(*) FROM journal").fetchone()[0]
    return {"journal_entries": int(entries), "attachments": len(files.digests(casefile))}
