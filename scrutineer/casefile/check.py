"""Everything that `check` verifies: the encryption, the database, the journal's chain, every file's hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from scrutineer.casefile import derived, files, journal
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.driver import Database
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
        yield f"row {row} of {table} points at something that is not there"
    progress.step(2, 4, "Checking the journal")
    yield from journal.broken_links(db)
    yield from derived.problems(db)


def counts(casefile: Casefile) -> dict[str, int]:
    """How much was verified."""
    entries = casefile.reader.execute("SELECT count(*) FROM journal").fetchone()[0]
    return {"journal_entries": int(entries), "attachments": len(files.digests(casefile))}
