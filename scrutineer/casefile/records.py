"""Every kind of record that a casefile keeps, declared once, each after those it points to.

The journal, undo, what pages read again, search, export, merging, taking out, and the words for each kind of row derive
from here. A record that is not declared cannot be written, and `tests/casefile/test_records.py` takes every one that is
declared through all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scrutineer.casefile.declared.arrangements import ARRANGEMENTS
from scrutineer.casefile.declared.learned import LEARNED
from scrutineer.casefile.declared.returned import RETURNED
from scrutineer.casefile.declared.work import WORK
from scrutineer.casefile.record import Record

RECORDS: tuple[Record, ...] = (*ARRANGEMENTS, *WORK, *RETURNED, *LEARNED)

INFRASTRUCTURE = frozenset({"blob", "counter"})
"""Tables written inside entries and never undone: files by their hash, and numbers that are never used again."""

_BY_KIND: dict[type[Any], Record] = {record.kind: record for record in RECORDS}
_BY_TABLE: dict[str, Record] = {record.table: record for record in RECORDS}

TABLES: tuple[str, ...] = tuple(_BY_TABLE)
"""The tables of every record, each after those it points to."""


def record_of(kind: type[Any]) -> Record:
    """The declaration of a type. KeyError for one that is not declared."""
    return _BY_KIND[kind]


def known_record(kind: type[Any]) -> Record | None:
    """The declaration of a type, or None for one that is not declared."""
    return _BY_KIND.get(kind)


def record_in(table: str) -> Record:
    """The declaration of a table. KeyError for one that is not declared."""
    return _BY_TABLE[table]


def headline(table: str, values: Mapping[str, Any]) -> str:
    """What says which row this is: its first filled headline column, or ""."""
    return next((str(values[column]) for column in record_in(table).headline if values.get(column)), "")
