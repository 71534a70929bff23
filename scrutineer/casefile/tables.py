"""The plain doings on every table: insert, update, delete, get, list. Writing needs an open transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.rows import from_row, to_row
from scrutineer.domain import (
    challenge,
    evidence,
    framework,
    judgement,
    ledgers,
    outcomes,
    packs,
    partnership,
    recommendations,
    returns,
    shelf,
    voices,
)
from scrutineer.errors import UserError

T = TypeVar("T")

NAMES: dict[type, str] = {
    partnership.Partnership: "partnership",
    partnership.Agency: "agency",
    partnership.Seat: "seat",
    partnership.Cycle: "cycle",
    framework.Wording: "wording",
    framework.AddedLine: "added_line",
    evidence.Evidence: "evidence",
    evidence.Attachment: "attachment",
    evidence.Link: "link",
    evidence.Excerpt: "excerpt",
    judgement.Judgement: "judgement",
    returns.ReturnFile: "return_file",
    returns.SelfAssessment: "answer",
    challenge.Challenge: "challenge",
    challenge.Event: "event",
    packs.Pack: "pack",
    ledgers.AskedReturn: "asked",
    ledgers.Contribution: "contribution",
    ledgers.Attendance: "attendance",
    ledgers.TrainingNumber: "training_number",
    ledgers.LogEntry: "log_entry",
    voices.View: "voice",
    outcomes.Priority: "priority",
    outcomes.DesiredOutcome: "outcome",
    outcomes.OutcomeChallenge: "outcome_challenge",
    recommendations.Recommendation: "recommendation",
    shelf.ShelfItem: "shelf_item",
}


def insert(casefile: Casefile, thing: object) -> int:
    """Add a row and return its id."""
    return insert_row(casefile, NAMES[type(thing)], to_row(thing))


def insert_row(casefile: Casefile, name: str, columns: Mapping[str, Any]) -> int:
    """Add a row of plain columns to a table and return its id."""
    done = casefile.writer.execute(_insert_sql(name, list(columns)), list(columns.values()))
    return int(done.lastrowid or 0)


def insert_all(casefile: Casefile, things: Sequence[object]) -> None:
    """Add many rows of one kind."""
    if things:
        rows = [to_row(thing) for thing in things]
        statement = _insert_sql(NAMES[type(things[0])], list(rows[0]))
        casefile.writer.conn.executemany(statement, [list(row.values()) for row in rows])


def _insert_sql(name: str, columns: list[str]) -> str:
    return f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def update(casefile: Casefile, thing: Any) -> None:
    """Replace the row that has this thing's id."""
    update_row(casefile, NAMES[type(thing)], thing.id, to_row(thing))


def update_row(casefile: Casefile, name: str, row: int, columns: Mapping[str, Any]) -> None:
    """Change these columns of one row of a table."""
    sets = ", ".join(f"{column} = ?" for column in columns)
    casefile.writer.execute(f"UPDATE {name} SET {sets} WHERE rowid = ?", [*columns.values(), row])


def delete(casefile: Casefile, kind: type, row_id: int) -> None:
    """Delete one row."""
    casefile.writer.execute(f"DELETE FROM {NAMES[kind]} WHERE id = ?", [row_id])


def delete_of(casefile: Casefile, kind: type, column: str, values: Sequence[int]) -> None:
    """Delete the rows of a kind whose column holds one of these values."""
    for value in values:
        casefile.writer.execute(f"DELETE FROM {NAMES[kind]} WHERE {column} = ?", [value])


def get(casefile: Casefile, kind: type[T], row_id: int) -> T:
    """One row by its id, or a sentence that says it is not there."""
    found = rows(casefile, kind, "id = ?", [row_id])
    if not found:
        raise UserError("What you asked for is no longer in the casefile.", "It may have been undone; look again.")
    return found[0]


def rows(
    casefile: Casefile, kind: type[T], where: str = "1", values: Sequence[object] = (), order: str = "rowid"
) -> tuple[T, ...]:
    """The rows for which `where` holds, typed. Inside a transaction it sees what the transaction wrote."""
    cursor = casefile.view.execute(f"SELECT * FROM {NAMES[kind]} WHERE {where} ORDER BY {order}", list(values))
    columns = [column[0] for column in cursor.description]
    return tuple(from_row(kind, dict(zip(columns, row, strict=True))) for row in cursor.fetchall())


def among(
    casefile: Casefile, kind: type[T], column: str, values: Collection[object], order: str = "rowid"
) -> tuple[T, ...]:
    """The rows whose column holds one of these values; none where there are no values."""
    marks = ", ".join("?" * len(values))
    return rows(casefile, kind, f"{column} IN ({marks})", list(values), order)
