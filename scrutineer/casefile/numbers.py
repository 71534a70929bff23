"""Numbers that are never used again, not even after an undo: evidence numbers and challenge references."""

from __future__ import annotations

from scrutineer.casefile.casefile import Casefile


def last_number(casefile: Casefile, name: str) -> int:
    """The number of a series that was given last; 0 where none was."""
    row = casefile.view.execute("SELECT last FROM counter WHERE name = ?", [name]).fetchone()
    return int(row[0]) if row else 0


def reach(casefile: Casefile, name: str, number: int) -> None:
    """Take a number of a series as given, and with it every lower one. Needs an open transaction."""
    casefile.writer.execute(
        "INSERT INTO counter (name, last) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)",
        [name, number],
    )


def next_number(casefile: Casefile, name: str) -> int:
    """The next number of a series, counted from 1. Needs an open transaction."""
    row = casefile.writer.execute(
        "INSERT INTO counter (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 "
        "RETURNING last",
        [name],
    ).fetchone()
    return int(row[0])
