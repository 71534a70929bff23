"""Who changed what and when, read from the journal."""

from __future__ import annotations

from scrutineer.casefile import journal
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.journal import Entry

__all__ = ["Entry", "history", "history_of"]


def history(casefile: Casefile, limit: int = 200) -> tuple[Entry, ...]:
    """The newest entries of the journal."""
    return tuple(journal.entries(casefile.reader, limit))


def history_of(casefile: Casefile, target: str, limit: int = 20) -> tuple[Entry, ...]:
    """The newest entries that touched a step's or line's judgement or its links."""
    rows = casefile.reader.execute(
        "SELECT DISTINCT j.seq, j.at, j.label, j.author, j.action, j.reverses, j.previous, j.hash "
        "FROM journal_change c JOIN journal j ON j.seq = c.seq WHERE c.name IN ('judgement', 'link') "
        "AND ? IN (json_extract(c.after, '$.target'), json_extract(c.before, '$.target')) "
        "ORDER BY j.seq DESC LIMIT ?",
        [target, limit],
    )
    return tuple(Entry(*row) for row in rows)
