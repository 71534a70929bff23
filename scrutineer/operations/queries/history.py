"""Who changed what and when, read from the journal."""

from __future__ import annotations

from scrutineer.casefile import journal
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.journal import JournalEntry

__all__ = ["JournalEntry", "history", "history_of"]


def history(casefile: Casefile, limit: int = 200) -> tuple[JournalEntry, ...]:
    """The newest entries of the journal."""
    return tuple(journal.entries(casefile.reader, limit))


def history_of(casefile: Casefile, target: str, limit: int = 20) -> tuple[JournalEntry, ...]:
    """The newest entries that touched a step's or line's judgement or its links."""
    rows = casefile.reader.execute(
        "SELECT DISTINCT j.seq, j.at, j.label, j.author, j.action, j.reverses, j.previous, j.hash "
        "FROM journal_change c JOIN journal j ON j.seq = c.seq WHERE c.name IN ('judgement', 'link') "
        "AND ? IN (json_extract(c.after, '$.target'), json_extract(c.before, '$.target')) "
        "ORDER BY j.seq DESC LIMIT ?",
        [target, limit],
    )
    return tuple(JournalEntry(*row) for row in rows)
