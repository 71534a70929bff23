"""Rows to frozen dataclasses and back: dates as ISO, enums by value, tuples as JSON, flags as 0 and 1."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")


@cache
def _readers(kind: type[Any]) -> dict[str, Callable[[Any], Any]]:
    hints = typing.get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


def _reader(hint: Any) -> Callable[[Any], Any]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        inner = _reader(next(arg for arg in typing.get_args(hint) if arg is not type(None)))
        return lambda value: None if value is None else inner(value)
    if typing.get_origin(hint) is tuple:
        return lambda value: tuple(json.loads(value))
    if isinstance(hint, type) and issubclass(hint, Enum | date):
        return hint.fromisoformat if issubclass(hint, date) else hint
    if hint is bool:
        return bool
    return lambda value: value


def from_row(kind: type[T], row: Mapping[str, Any]) -> T:
    """The dataclass of a row whose columns carry its fields' names; other columns are ignored."""
    return kind(**{name: read(row[name]) for name, read in _readers(cast(Any, kind)).items()})


def to_row(thing: Any, *, leave_out: tuple[str, ...] = ("id",)) -> dict[str, Any]:
    """The row of a dataclass, without the columns that the database gives."""
    return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing) if field.name not in leave_out}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False)
    if isinstance(value, bool):
        return int(value)
    return value
