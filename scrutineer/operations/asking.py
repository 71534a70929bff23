"""Asking a person about what can be and is unlikely, before anything is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scrutineer.casefile import validation
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.unlikely import due_doubt
from scrutineer.errors import Doubtful


def ask_about(doubts: Mapping[str, str], instead: str = "give another day") -> None:
    """Ask a person about the first thing that is unlikely, where anything is: by field why, "" where it is not.
    `instead` is what else they may do."""
    for field, doubt in doubts.items():
        if doubt:
            raise Doubtful(f"{doubt}.", f"Say that it is so, or {instead}. Nothing was changed.", about=field)


def require_possible(casefile: Casefile, thing: Any, before: Any = None) -> None:
    """Refuse a record that cannot be, before anything of it is asked about."""
    validation.require(thing, casefile.clock.today(), lambda: before)


def ask_about_day(
    casefile: Casefile, thing: Any, field: str, *, sure: bool, before: Any = None, over: bool = False
) -> None:
    """Ask about the day in a field of a record, by which it is due or planned, where it has passed or lies years ahead.

    A day that stood there `before` was meant. What is `over` has its day behind it. Nothing is asked of whom is `sure`,
    nor of a record that cannot be: that is refused.
    """
    day = getattr(thing, field)
    if not sure and (before is None or getattr(before, field) != day):
        require_possible(casefile, thing, before)
        ask_about({field: due_doubt(day, casefile.clock.today(), over=over)})
