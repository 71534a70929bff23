"""A row that somebody works on for a while, as it stands by now."""

from __future__ import annotations

from typing import TypeVar

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile

T = TypeVar("T")


def standing(casefile: Casefile, row: T) -> T | None:
    """A row read earlier, as it stands now; None where it is gone."""
    number: int = row.id  # type: ignore[attr-defined]
    return tables.by_id(casefile, type(row), [number]).get(number)
