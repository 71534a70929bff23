"""The full-text index over what a person wrote, in every record that declares what is searched of it.

It is derived: temporary triggers on the writing connection keep it in step, and it is built from nothing when the
declarations are not those it was made for. `casefile.search` asks it.
"""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.casefile.driver import Database
from scrutineer.casefile.records import RECORDS, Record, Searched

SEARCHED: tuple[tuple[Record, Searched], ...] = tuple(
    (record, record.searched) for record in RECORDS if record.searched is not None
)
SLOTS = 64
"""A search row's id is this many times the row's id, plus the place of its record among those searched."""

TABLES = ("search",)
DDL = ("CREATE VIRTUAL TABLE search USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 2')",)
RULE = "; ".join(f"{record.table} {searched}" for record, searched in SEARCHED)


def fill(db: Database) -> None:
    """Index every row, into an empty index."""
    for slot, (record, searched) in enumerate(SEARCHED):
        db.execute(
            f"INSERT INTO search (rowid, title, body) SELECT rowid * {SLOTS} + {slot}, {searched.title}, "
            f"{_body(searched, record.table)} FROM {record.table}"
        )


def watchers() -> Iterator[str]:
    """The triggers that keep the index in step with its records."""
    for slot, (record, searched) in enumerate(SEARCHED):
        table, title, body = record.table, f"new.{searched.title}", _body(searched, "new")
        row = f"{{}}.rowid * {SLOTS} + {slot}"
        yield f"""CREATE TEMP TRIGGER {table}_found AFTER INSERT ON main.{table} BEGIN
            INSERT INTO search (rowid, title, body) VALUES ({row.format("new")}, {title}, {body}); END"""
        yield f"""CREATE TEMP TRIGGER {table}_changed AFTER UPDATE ON main.{table} BEGIN
            UPDATE search SET title = {title}, body = {body} WHERE rowid = {row.format("new")}; END"""
        yield f"""CREATE TEMP TRIGGER {table}_gone AFTER DELETE ON main.{table} BEGIN
            DELETE FROM search WHERE rowid = {row.format("old")}; END"""


def _body(searched: Searched, row: str) -> str:
    return " || ' ' || ".join(f"{row}.{column}" for column in searched.body) or "''"


def problems(db: Database) -> Iterator[str]:
    """Whether the index holds another number of rows than its records, in words; FTS5 checks itself elsewhere."""
    (indexed,) = db.execute("SELECT count(*) FROM search").fetchone()
    kept = sum(int(db.execute(f"SELECT count(*) FROM {record.table}").fetchone()[0]) for record, _ in SEARCHED)
    if indexed != kept:
        yield f"the search index holds {indexed} texts where the casefile holds {kept}"
