"""The full-text index over what a person wrote, in every record that declares what is searched of it.

It is derived: it follows inside the gate what an entry changed, and is built from nothing when the declarations or the
rule of spelling are not those it was made by. It holds stems (`domain.spelling`), never the texts themselves; beside it
stands every word with its stem, by which part of a word is found. `casefile.search` asks it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from scrutineer.casefile.driver import Database, connection_of
from scrutineer.casefile.journal import RowChange
from scrutineer.casefile.record import Record
from scrutineer.casefile.records import RECORDS
from scrutineer.casefile.searched import Searched
from scrutineer.domain import spelling
from scrutineer.domain.spelling import Folder

SEARCHED: tuple[tuple[Record, Searched], ...] = tuple(
    (record, record.searched) for record in RECORDS if record.searched is not None
)
_SLOTS = {record.table: slot for slot, (record, _) in enumerate(SEARCHED)}
_SLOT_BITS, _DAY_BIT, _EARLIEST = 6, 40, date(1900, 1, 1).toordinal()

TABLES = ("search_instance", "search", "search_part", "search_word")
DDL = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, content = '', contentless_delete = 1, tokenize = 'ascii')",
    "CREATE VIRTUAL TABLE search_instance USING fts5vocab(search, instance)",
    "CREATE TABLE search_word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, stem TEXT NOT NULL) STRICT",
    "CREATE INDEX search_word_stem ON search_word (stem)",
    "CREATE VIRTUAL TABLE search_part USING fts5(word, stem, content = 'search_word', content_rowid = 'id', "
    "tokenize = 'trigram', detail = none)",
    "CREATE TRIGGER search_word_parted AFTER INSERT ON search_word BEGIN "
    "INSERT INTO search_part (rowid, word, stem) VALUES (new.id, new.word, new.stem); END",
)
RULE = "; ".join((spelling.RULE, *(f"{record.table} {searched}" for record, searched in SEARCHED)))


class Place(NamedTuple):
    """Which row an entry of the index is of: the place of its record among those searched, its row."""

    slot: int
    row: int


def place_of(entry: int) -> Place:
    """The row that an entry of the index is of."""
    return Place(entry & (1 << _SLOT_BITS) - 1, entry >> _SLOT_BITS & (1 << _DAY_BIT - _SLOT_BITS) - 1)


def entry_of(slot: int, row: int, values: Mapping[str, Any]) -> int:
    """The index's number for a row: its day, its row and its record, so that a later day is a higher number."""
    column = SEARCHED[slot][1].day
    try:
        days = datetime.fromisoformat(values[column]).toordinal() - _EARLIEST if column and values[column] else 0
    except ValueError:  # of an older casefile: searched all the same
        days = 0
    return max(0, days) << _DAY_BIT | row << _SLOT_BITS | slot


def _texts(searched: Searched, values: Mapping[str, Any]) -> tuple[str, str]:
    title = f"{searched.reference.format_map(values)} {values[searched.title]}"
    return title, "\n".join(str(values[column] or "") for column in searched.body)


def fill(db: Database) -> None:
    """Index every row, into an empty index. A hit in a title counts four times."""
    db.execute("INSERT INTO search (search, rank) VALUES ('rank', 'bm25(4.0, 1.0)')")
    folder = Folder()
    connection_of(db).executemany(
        "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
        (
            (entry_of(slot, row, values), *map(folder, _texts(searched, values)))
            for slot, (record, searched) in enumerate(SEARCHED)
            for row, values in _rows(db, record, searched)
        ),
    )
    _learn(db, folder)


def _rows(db: Database, record: Record, searched: Searched) -> Iterator[tuple[int, dict[str, Any]]]:
    columns = searched.columns
    statement = f"SELECT rowid, {', '.join(columns)} FROM {record.table} ORDER BY rowid"
    for row, *values in db.execute(statement):
        yield row, dict(zip(columns, values, strict=True))


def _learn(db: Database, folder: Folder) -> None:
    connection_of(db).executemany(
        "INSERT OR IGNORE INTO search_word (word, stem) VALUES (?, ?)", sorted(folder.words.items())
    )


def follow(db: Database, changes: Iterable[RowChange]) -> None:
    """Index anew the rows that these changes touched. Cost grows with their texts."""
    folder, connection = Folder(), connection_of(db)
    for table, row, *sides in changes:
        slot = _SLOTS.get(table)
        if slot is None:
            continue
        searched = SEARCHED[slot][1]
        before, after = (None if side is None else json.loads(side) for side in sides)
        if before and after and all(before[column] == after[column] for column in searched.columns):
            continue
        if before:
            connection.execute("DELETE FROM search WHERE rowid = ?", [entry_of(slot, row, before)])
        if after:
            entry = (entry_of(slot, row, after), *map(folder, _texts(searched, after)))
            connection.execute("INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)", entry)
    _learn(db, folder)


def problems(db: Database) -> Iterator[str]:
    """How many texts are indexed otherwise than they read, in words. Reads them all, and the whole index."""
    kept: dict[int, int] = {}
    for term, entry, column, place in db.execute("SELECT term, doc, col, offset FROM search_instance"):
        kept[entry] = kept.get(entry, 0) ^ hash((term, column, place))
    folder, wrong = Folder(), 0
    for slot, (record, searched) in enumerate(SEARCHED):
        for row, values in _rows(db, record, searched):
            said = 0
            for column, text in zip(("title", "body"), _texts(searched, values), strict=True):
                for place, term in enumerate(folder(text).split()):
                    said ^= hash((term, column, place))
            wrong += kept.pop(entry_of(slot, row, values), 0) != said
    if wrong or kept:
        yield f"the search index is not what {wrong + len(kept)} texts say"
    words = dict(db.execute("SELECT word, stem FROM search_word").fetchall())
    missing = sum(words.get(word) != known for word, known in folder.words.items())
    if missing:
        yield f"the search index lacks {missing} words"
