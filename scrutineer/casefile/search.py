"""Full-text search over what a person wrote, in every record that declares what is searched of it.

The index is derived: temporary triggers on the writing connection keep it in step, and it is built from nothing when
the declarations are not those it was made for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

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


class Match(NamedTuple):
    """Something that holds the words: the type of its record and its row."""

    kind: type
    row: int


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
    return " ".join([*(f'"{term}"' for term in terms[:-1]), f'"{terms[-1]}"*']) if terms else ""


def ranked(casefile: Casefile, words: str) -> tuple[Match, ...]:
    """All that holds all the words, the best first.

    Cost grows with everything that matches, as the index itself does: no text is read.
    """
    query = _query(words)
    if not query:
        return ()
    found = casefile.reader.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank", [query])
    return tuple(Match(_SEARCHED[row % _SLOTS][0].kind, row // _SLOTS) for (row,) in found)


def passages(casefile: Casefile, words: str, matches: Collection[Match]) -> dict[Match, Hit]:
    """The title and the passage of each of these matches of the words, those that are there still.

    Cost grows with those asked for.
    """
    slots = {record.kind: slot for slot, (record, _) in enumerate(_SEARCHED)}
    rows = {match.row * _SLOTS + slots[match.kind]: match for match in matches}
    if not rows:
        return {}
    # "+" keeps SQLite from searching anew for each row
    found = casefile.reader.execute(
        "SELECT rowid, highlight(search, 0, :starts, :ends), snippet(search, 1, :starts, :ends, '…', 14) FROM search "
        "WHERE search MATCH :query AND +rowid IN (SELECT value FROM json_each(:rows))",
        {"starts": HIT_STARTS, "ends": HIT_ENDS, "query": _query(words), "rows": json.dumps(list(rows))},
    )
    return {rows[row]: Hit(*rows[row], title, " ".join(passage.split())) for row, title, passage in found}


def find(casefile: Casefile, words: str, *, limit: int = 50, skip: int = 0) -> tuple[Hit, ...]:
    """What holds all the words, the best first: those after the first `skip`, at most `limit`."""
    wanted = ranked(casefile, words)[skip : skip + limit]
    cut = passages(casefile, words, wanted)
    return tuple(cut[match] for match in wanted if match in cut)


def problems(db: Database) -> Iterator[str]:
    """Whether the index holds another number of rows than its records, in words; FTS5 checks itself elsewhere."""
    (indexed,) = db.execute("SELECT count(*) FROM search").fetchone()
    kept = sum(int(db.execute(f"SELECT count(*) FROM {record.table}").fetchone()[0]) for record, _ in _SEARCHED)
    if indexed != kept:
        yield f"the search index holds {indexed} texts where the casefile holds {kept}"
