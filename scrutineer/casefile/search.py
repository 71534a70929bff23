"""Full-text search over what a person wrote, in every record that declares what is searched of it.

The index is derived: temporary triggers on the writing connection keep it in step, and it is built from nothing when
the declarations are not those it was made for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrutineer.casefile.driver import Database
from scrutineer.casefile.records import RECORDS, Record, Searched
from scrutineer.domain.hits import HIT_ENDS, HIT_STARTS

if TYPE_CHECKING:
    from scrutineer.casefile.casefile import Casefile

_SEARCHED: tuple[tuple[Record, Searched], ...] = tuple(
    (record, record.searched) for record in RECORDS if record.searched is not None
)
_SLOTS = 64
"""A search row's id is this many times the row's id, plus the place of its record among those searched."""

TABLES = ("search",)
DDL = ("CREATE VIRTUAL TABLE search USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 2')",)
RULE = "; ".join(f"{record.table} {searched}" for record, searched in _SEARCHED)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: the type of its record, its row, its title and the passage, hits between HIT_STARTS and
    HIT_ENDS."""

    kind: type
    row: int
    title: str
    passage: str


def fill(db: Database) -> None:
    """Index every row, into an empty index."""
    for slot, (record, searched) in enumerate(_SEARCHED):
        db.execute(
            f"INSERT INTO search (rowid, title, body) SELECT rowid * {_SLOTS} + {slot}, {searched.title}, "
            f"{_body(searched, record.table)} FROM {record.table}"
        )


def watchers() -> Iterator[str]:
    """The triggers that keep the index in step with its records."""
    for slot, (record, searched) in enumerate(_SEARCHED):
        table, title, body = record.table, f"new.{searched.title}", _body(searched, "new")
        row = f"{{}}.rowid * {_SLOTS} + {slot}"
        yield f"""CREATE TEMP TRIGGER {table}_found AFTER INSERT ON main.{table} BEGIN
            INSERT INTO search (rowid, title, body) VALUES ({row.format("new")}, {title}, {body}); END"""
        yield f"""CREATE TEMP TRIGGER {table}_changed AFTER UPDATE ON main.{table} BEGIN
            UPDATE search SET title = {title}, body = {body} WHERE rowid = {row.format("new")}; END"""
        yield f"""CREATE TEMP TRIGGER {table}_gone AFTER DELETE ON main.{table} BEGIN
            DELETE FROM search WHERE rowid = {row.format("old")}; END"""


def _body(searched: Searched, row: str) -> str:
    return " || ' ' || ".join(f"{row}.{column}" for column in searched.body) or "''"


def _query(words: str) -> str:
    """All words must be there; the last may be unfinished. Nothing a person types is read as an operator."""
    terms = re.findall(r"\w+", words)
    return " ".join(f'"{term}"' for term in terms[:-1]) + (f' "{terms[-1]}"*' if terms else "")


def find(
    casefile: Casefile, words: str, *, limit: int = 50, skip: int = 0, kinds: frozenset[type] = frozenset()
) -> tuple[Hit, ...]:
    """What holds all the words, the best first, of these kinds or of any.

    Cost grows with everything that matches, a little, to rank it; passages are cut for the hits returned alone.
    """
    query = _query(words).strip()
    if not query:
        return ()
    slots = [slot for slot, (record, _) in enumerate(_SEARCHED) if record.kind in kinds or not kinds]
    among = "1" if not kinds else f"rowid % {_SLOTS} IN ({', '.join(map(str, slots))})"
    found = casefile.reader.execute(
        "SELECT rowid, highlight(search, 0, :starts, :ends), snippet(search, 1, :starts, :ends, '…', 14) "
        f"FROM search WHERE search MATCH :query AND rowid IN (SELECT rowid FROM search WHERE search MATCH :query "
        f"AND {among} ORDER BY rank LIMIT :limit OFFSET :skip) ORDER BY rank",
        {"starts": HIT_STARTS, "ends": HIT_ENDS, "query": query, "limit": limit, "skip": skip},
    )
    return tuple(
        Hit(_SEARCHED[row % _SLOTS][0].kind, row // _SLOTS, title, " ".join(passage.split()))
        for row, title, passage in found
    )


def problems(db: Database) -> Iterator[str]:
    """Whether the index holds another number of rows than its records, in words; FTS5 checks itself elsewhere."""
    (indexed,) = db.execute("SELECT count(*) FROM search").fetchone()
    kept = sum(int(db.execute(f"SELECT count(*) FROM {record.table}").fetchone()[0]) for record, _ in _SEARCHED)
    if indexed != kept:
        yield f"the search index holds {indexed} texts where the casefile holds {kept}"
