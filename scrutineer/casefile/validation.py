"""What is written follows the rules, whoever writes it: a window, a verb, an import, a merge.

`tables` asks before a row goes in, so that nothing reaches the database that it cannot hold; the gate asks of every row
that an entry leaves, and of what rows must be to each other by the rules that whoever opened the casefile handed in. A
row that broke a rule before, in an older casefile, may go on breaking it: it can be read, told and mended.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from scrutineer.casefile import journal
from scrutineer.casefile.records import record_in, record_of
from scrutineer.casefile.rows import UnreadableRow, columns_of, from_values
from scrutineer.domain.rules import Problem, problems_of

if TYPE_CHECKING:
    from scrutineer.casefile.casefile import Casefile
    from scrutineer.casefile.journal import RowChange

Written = Mapping[type[Any], Mapping[int, Any]]
"""Rows of a casefile by their record's type and their row id."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A row that breaks a rule."""

    kind: type[Any]
    row: int
    problem: Problem


Rules = Callable[["Casefile", Written], Iterator[Breach]]
"""What rows must be to each other, and to what the program brings: asked of the rows that were written."""


def no_rules(_casefile: Casefile, _written: Written) -> Iterator[Breach]:
    """No rules beyond those of the types."""
    yield from ()


def require(thing: Any, today: date, before: Callable[[], Any] = lambda: None) -> None:
    """Raise the first rule of its type that a record breaks, unless the row it replaces broke the same before."""
    noun = record_of(type(thing)).noun
    problems = tuple(problems_of(thing, noun, today))
    if problems:
        earlier = before()
        known = set(problems_of(earlier, noun, today)) if earlier is not None else set()
        for problem in problems:
            if problem not in known:
                raise problem.error()


def require_written(casefile: Casefile, changes: Iterable[RowChange], accepted: Collection[Problem]) -> None:
    """Raise the first rule that an entry breaks anew; what is `accepted` was told and settled by a person."""
    before, after = sides(changes)
    broken = [breach for breach in breaches(casefile, after) if breach.problem not in accepted]
    if broken:
        known = {breach.problem for breach in breaches(casefile, before)}
        for breach in broken:
            if breach.problem not in known:
                raise breach.problem.error()


def breached_so_far(casefile: Casefile) -> frozenset[Problem]:
    """What the rows written in the entry that is open break. For what is settled after it was written."""
    return frozenset(breach.problem for breach in breaches(casefile, sides(journal.changes_now(casefile.writer))[1]))


def breaches(casefile: Casefile, written: Written) -> Iterator[Breach]:
    """Every rule that these rows break: those of their types, then those that were handed in."""
    for kind, things in written.items():
        noun = record_of(kind).noun
        for row, thing in things.items():
            for problem in problems_of(thing, noun):
                yield Breach(kind, row, problem)
    yield from casefile.rules(casefile, written)


def sides(changes: Iterable[RowChange]) -> tuple[Written, Written]:
    """The rows as an entry met them and as it leaves them, each by its record's type and row id."""
    first: dict[tuple[str, int], str | None] = {}
    last: dict[tuple[str, int], str | None] = {}
    for table, row, was, now in changes:
        first.setdefault((table, row), was)
        last[table, row] = now
    return _read(first), _read(last)


def _read(rows: Mapping[tuple[str, int], str | None]) -> Written:
    read: dict[type[Any], dict[int, Any]] = {}
    for (table, row), stored in rows.items():
        if stored is None:
            continue
        try:
            read.setdefault(record_in(table).kind, {})[row] = typed(table, json.loads(stored))
        except UnreadableRow:
            continue  # a row that could not be read before is told by `check`; nothing that is written is such a row
    return read


def typed(table: str, values: Mapping[str, Any]) -> Any:
    """A record from its stored columns by name. UnreadableRow where one is not of its type."""
    kind = record_in(table).kind
    try:
        return from_values(kind, [[values[column] for column in columns_of(kind)]])[0]
    except KeyError as missing:
        raise UnreadableRow(kind, values, str(missing)) from None
