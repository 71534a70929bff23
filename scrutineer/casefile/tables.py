"""The plain doings on every record: insert, update, delete, get, list. Writing needs an open transaction.

Rows are asked for by keyword: `rows(casefile, Judgement, cycle_id=3, target=LINE, order=("-id",), limit=1)`. A value
stands for itself, None for nothing recorded, a list, set or tuple for any of its values (for itself where the field is
a tuple), AtMost and OtherThan for what they say. A keyword that is no field of the record raises at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from scrutineer.casefile import validation
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.driver import IntegrityError
from scrutineer.casefile.records import TABLES, record_of
from scrutineer.casefile.rows import columns_of, from_values, keeps_tuple, plain, to_row
from scrutineer.domain.rules import LARGEST
from scrutineer.errors import UserError

T = TypeVar("T")

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class AtMost:
    """Recorded, and not above this value."""

    value: Any


@dataclass(frozen=True, slots=True)
class OtherThan:
    """Anything but this value."""

    value: Any


def insert(casefile: Casefile, thing: object) -> int:
    """Add a row and return its id."""
    record = record_of(type(thing))
    validation.require(thing, casefile.clock.today())
    try:
        return insert_row(casefile, record.table, to_row(thing, keyed=record.keyed))
    except IntegrityError as error:
        raise _refusal(casefile, thing, error) from None


def insert_row(casefile: Casefile, table: str, columns: Mapping[str, Any]) -> int:
    """Add a row of plain columns to a table and return its id."""
    done = casefile.writer.execute(_insert_sql(table, list(columns)), list(columns.values()))
    return int(done.lastrowid or 0)


def insert_all(casefile: Casefile, things: Sequence[object]) -> None:
    """Add many rows of one kind."""
    if things:
        record, today = record_of(type(things[0])), casefile.clock.today()
        for thing in things:
            validation.require(thing, today)
        rows_to_add = [to_row(thing, keyed=record.keyed) for thing in things]
        statement = _insert_sql(record.table, list(rows_to_add[0]))
        try:
            casefile.writer.conn.executemany(statement, [list(row.values()) for row in rows_to_add])
        except IntegrityError as error:
            raise _refusal(casefile, things[0], error) from None


def _refusal(casefile: Casefile, thing: Any, error: Exception) -> Exception:
    """Why the database does not take a row: what it points to is not there, or it stands there already."""
    if "constraint failed" not in str(error):
        return error
    record = record_of(type(thing))
    for column, kind in record.points.items():
        pointed = getattr(thing, column)
        if pointed is not None and not rows(casefile, kind, id=pointed):
            return UserError(
                f"The {record_of(kind).noun} that the {record.noun} belongs to is not in this casefile. "
                "Nothing was changed.",
                "It may have been undone; look again.",
            )
    words = "is there already" if "UNIQUE" in str(error) else "names something that is not in this casefile"
    return UserError(f"This {record.noun} {words}. Nothing was changed.", "Look again at what is there.")


def _insert_sql(table: str, columns: list[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def update(casefile: Casefile, thing: Any, *, unasked: Collection[str] = ()) -> None:
    """Replace the row that has this thing's id, unless it says the same already.

    A row is left alone, stamps and all, where nothing would differ but its stamps and the columns that are `unasked`:
    those that the clock filled because nobody gave them.
    """
    record, columns = record_of(type(thing)), to_row(thing)
    validation.require(thing, casefile.clock.today(), lambda: _standing(casefile, thing))
    said = [column for column in columns if column not in {*record.stamps, *unasked}]
    try:
        done = casefile.writer.execute(
            f"UPDATE {record.table} SET {', '.join(f'{column} = ?' for column in columns)} WHERE rowid = ? "
            f"AND ({' OR '.join(f'{column} IS NOT ?' for column in said)})",
            [*columns.values(), thing.id, *(columns[column] for column in said)],
        )
    except IntegrityError as error:
        raise _refusal(casefile, thing, error) from None
    if not done.rowcount and _standing(casefile, thing) is None:
        raise _gone()


def _gone() -> UserError:
    return UserError("What you asked for is no longer in the casefile.", "It may have been undone; look again.")


def _standing(casefile: Casefile, thing: Any) -> Any:
    return next(iter(rows(casefile, type(thing), id=thing.id)), None)


def update_row(casefile: Casefile, table: str, row: int, columns: Mapping[str, Any]) -> None:
    """Change these columns of one row of a table."""
    sets = ", ".join(f"{column} = ?" for column in columns)
    casefile.writer.execute(f"UPDATE {table} SET {sets} WHERE rowid = ?", [*columns.values(), row])


def delete(casefile: Casefile, kind: type[Any], row_id: int) -> None:
    """Delete one row, if it is there; what something else rests on is kept, with a sentence that says so."""
    if not _can_be_stored(row_id):
        return
    casefile.writer.execute(f"DELETE FROM {record_of(kind).table} WHERE rowid = ?", [row_id])


def delete_where(casefile: Casefile, kind: type[Any], /, **wanted: object) -> None:
    """Delete the rows that `rows` would list; at least one keyword must say which."""
    if not wanted:
        raise TypeError("say which rows are to be deleted")
    condition, values = _condition(kind, wanted)
    casefile.writer.execute(f"DELETE FROM {record_of(kind).table} WHERE {condition}", values)


def get(casefile: Casefile, kind: type[T], row_id: int) -> T:
    """One row by its id, or a sentence that says it is not there."""
    asked = rows(casefile, kind, id=row_id)
    if not asked:
        raise _gone()
    return asked[0]


def rows(
    casefile: Casefile,
    kind: type[T],
    /,
    *,
    order: Sequence[str] = (),
    limit: int | None = None,
    skip: int = 0,
    **wanted: object,
) -> tuple[T, ...]:
    """The rows that fit, typed, in the order of these columns ("-dated" for the newest first), then as they were added.

    Inside a transaction it sees what the transaction wrote. `skip` rows are passed over, at most `limit` are read.
    """
    condition, values = _condition(kind, wanted)
    columns = columns_of(kind)
    ending = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(skip)}"
    cursor = casefile.view.execute(
        f"SELECT {', '.join(columns)} FROM {record_of(kind).table} WHERE {condition} "
        f"ORDER BY {_order(kind, order, sought=' IN ' in condition or '<=' in condition)}{ending}",
        values,
    )
    return from_values(kind, cursor.fetchall())


def count(casefile: Casefile, kind: type[Any], /, **wanted: object) -> int:
    """How many rows fit. Nothing is read but the index or the table's keys."""
    condition, values = _condition(kind, wanted)
    (number,) = casefile.view.execute(
        f"SELECT count(*) FROM {record_of(kind).table} WHERE {condition}", values
    ).fetchone()
    return int(number)


def by_id(casefile: Casefile, kind: type[T], ids: Iterable[int]) -> dict[int, T]:
    """Rows by their ids, those that are there; one query however many are asked for."""
    return {thing.id: thing for thing in rows(casefile, kind, id=set(ids))}  # type: ignore[attr-defined]


def whole_table(casefile: Casefile, table: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Every column's name and every row of a declared table or of the journal, as they are stored: for export."""
    if table not in {*TABLES, "journal"}:
        raise ValueError(f"{table} is no table of records")
    cursor = casefile.view.execute(f"SELECT * FROM {table} ORDER BY rowid")
    columns = [column[0] for column in cursor.description]
    return columns, [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _order(kind: type[Any], order: Sequence[str], *, sought: bool) -> str:
    """The order of a query. Where rows are sought by a list of values or up to one, the "+" keeps SQLite from walking
    the whole table in its own order to find them."""
    known = {*columns_of(kind), "rowid"}
    parts = []
    for wanted in (*order, "rowid"):
        column = wanted.removeprefix("-")
        if column not in known:
            raise TypeError(f"{kind.__name__} has no field called {column}")
        parts.append(f"{column} DESC" if wanted.startswith("-") else column)
    if sought:
        parts[-1] = "+rowid"
    return ", ".join(parts)


def _condition(kind: type[Any], wanted: Mapping[str, object]) -> tuple[str, list[object]]:
    """The condition of a query, and its values."""
    unknown = wanted.keys() - set(columns_of(kind))
    if unknown:
        raise TypeError(f"{kind.__name__} has no field called {', '.join(sorted(unknown))}")
    parts: list[str] = []
    values: list[object] = []
    for column, value in wanted.items():
        whole = isinstance(value, tuple) and keeps_tuple(kind, column)
        comparison, *plain_values = _comparison(plain(value) if whole else value)
        if not all(_can_be_stored(item) for item in plain_values):
            return "0", []  # nothing stored is equal to what cannot be
        parts.append(f"{column} {comparison}")
        values += plain_values
    return " AND ".join(parts) or "1", values


def _can_be_stored(value: object) -> bool:
    """Whether the database can hold a value: whole numbers of 64 bits, text that is text."""
    if isinstance(value, int):
        return -LARGEST <= value <= LARGEST
    return not isinstance(value, str) or value.isascii() or not _SURROGATE.search(value)


def _comparison(value: object) -> Iterator[Any]:
    """How a column is compared, then the value it is compared with, where there is one."""
    if value is None:
        yield "IS NULL"
    elif isinstance(value, AtMost):
        yield from ("<= ?", plain(value.value))
    elif isinstance(value, OtherThan):
        yield from ("IS NOT ?", plain(value.value))
    elif isinstance(
        value, list | tuple | set | frozenset
    ):  # one parameter however many: no limit, one cached statement
        yield from ("IN (SELECT value FROM json_each(?))", json.dumps([plain(item) for item in value]))
    else:
        yield from ("= ?", plain(value))
