"""Rows to frozen dataclasses and back: dates as ISO, enums by value, tuples as JSON, flags as 0 and 1."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from scrutineer.casefile.records import headline, known_record
from scrutineer.errors import UserError

T = TypeVar("T")
M = TypeVar("M", bound=Enum)

Reader = Callable[[Any], Any]


class UnreadableRow(UserError):  # noqa: N818
    """A stored row that is not of its record's type: what cannot be read, and in which row."""

    def __init__(self, kind: type[Any], values: Mapping[str, Any], what: str) -> None:
        record = known_record(kind)
        words = headline(record.table, values)[:60] if record else ""
        which = f"The {record.noun if record else kind.__name__}" + (f" “{words}”" if words else "")
        super().__init__(
            f"{which} cannot be read: {what}. Nothing was changed.",
            "Run a check of the casefile: it lists every row that cannot be read. A backup may hold it whole.",
        )
        self.what = what


class UnreadableValue(UserError):  # noqa: N818
    """A stored value, gathered from many rows, that is not of its type: which value it is."""

    def __init__(self, value: object) -> None:
        super().__init__(
            f"Something in the casefile cannot be read: “{str(value)[:60]}”. Nothing was changed.",
            "Run a check of the casefile: it lists every row that cannot be read. A backup may hold it whole.",
        )


def read_day(stored: str) -> date:
    """A day as it is stored, or a sentence that says that it is none."""
    try:
        return date.fromisoformat(stored)
    except (ValueError, TypeError):
        raise UnreadableValue(stored) from None


def read_member(members: type[M], stored: str) -> M:
    """An enum's member by its stored value, or a sentence that says that there is none."""
    try:
        return members(stored)
    except ValueError:
        raise UnreadableValue(stored) from None


_COLUMNS: dict[type[Any], tuple[str, ...]] = {}
_READERS: dict[type[Any], tuple[tuple[int, Reader], ...]] = {}


def columns_of(kind: type[Any]) -> tuple[str, ...]:
    """The columns of a record's table: the names of its fields."""
    if kind not in _COLUMNS:
        _COLUMNS[kind] = tuple(field.name for field in fields(kind))
    return _COLUMNS[kind]


def _readers(kind: type[Any]) -> tuple[tuple[int, Reader], ...]:
    """The places of the values that are not stored as they are, each with what reads it."""
    if kind not in _READERS:
        hints = typing.get_type_hints(kind)
        readers = (_reader(hints[name]) for name in columns_of(kind))
        _READERS[kind] = tuple((place, read) for place, read in enumerate(readers) if read is not None)
    return _READERS[kind]


def _reader(hint: Any) -> Reader | None:
    """What reads a stored value of a type; None for what is stored as it is."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        inner = _reader(next(arg for arg in typing.get_args(hint) if arg is not type(None)))
        return None if inner is None else lambda value: None if value is None else inner(value)
    if typing.get_origin(hint) is tuple:
        return _texts
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _member_reader(hint)
    if isinstance(hint, type) and issubclass(hint, date):
        return hint.fromisoformat
    return bool if hint is bool else None


@lru_cache(maxsize=4096)
def _texts(value: str) -> tuple[str, ...]:
    """The texts of a JSON list. Of thousands of rows many bear on the same steps: each list is read once."""
    listed = json.loads(value)
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        raise ValueError("no list of texts")
    return tuple(listed)


def keeps_tuple(kind: type[Any], column: str) -> bool:
    """Whether a field holds a tuple, which is stored as one value."""
    return typing.get_origin(typing.get_type_hints(kind)[column]) is tuple


def _member_reader(members: type[Enum]) -> Reader:
    """Reads an enum's member from its value: by table, several times faster than asking the enum."""
    known: dict[Any, Enum] = {member.value: member for member in members}
    return lambda value: known[value] if value in known else members(value)


def from_values(kind: type[T], rows: Iterable[Sequence[Any]]) -> tuple[T, ...]:
    """The dataclasses of rows whose values stand in the order of `columns_of`. UnreadableRow where one is none."""
    columns, readers = columns_of(kind), _readers(kind)
    things = []
    for row in rows:
        values = list(row)
        try:
            for place, read in readers:
                values[place] = read(values[place])
        except (ValueError, TypeError, KeyError, RecursionError):
            stored = dict(zip(columns, row, strict=True))
            raise UnreadableRow(kind, stored, _unread(columns[place], row[place])) from None
        things.append(kind(**dict(zip(columns, values, strict=True))))
    return tuple(things)


def _unread(column: str, stored: Any) -> str:
    shown = "nothing" if stored is None else f"“{str(stored)[:40]}”"
    return f"its {column.removesuffix('_id').replace('_', ' ')} is {shown}"


def to_row(thing: Any, *, keyed: bool = True) -> dict[str, Any]:
    """The row of a dataclass, without the id that the database gives where its table is `keyed`."""
    names = (name for name in columns_of(type(thing)) if not (keyed and name == "id"))
    return {name: plain(getattr(thing, name)) for name in names}


def plain(value: Any) -> Any:
    """A value as it is stored."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False)
    if isinstance(value, bool):
        return int(value)
    return value
