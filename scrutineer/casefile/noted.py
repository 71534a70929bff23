"""What is noted of a casefile outside the journal, a word under a name: no record, so nothing to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrutineer.casefile.casefile import Casefile


def note(casefile: Casefile, name: str, word: str) -> None:
    """Note a word under a name, in place of the one there."""
    if noted(casefile, name) != word:
        with casefile.aside() as db:
            db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [name, word])


def noted(casefile: Casefile, name: str) -> str:
    """The word noted under a name; "" where there is none."""
    row = casefile.view.execute("SELECT value FROM meta WHERE key = ?", [name]).fetchone()
    return str(row[0]) if row else ""


def let_go(casefile: Casefile, name: str) -> None:
    """Let what is noted under a name go, where there is something."""
    if noted(casefile, name):
        with casefile.aside() as db:
            db.execute("DELETE FROM meta WHERE key = ?", [name])
