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
    return tuple(journal.entries_on_target(casefile.reader, target, limit))
