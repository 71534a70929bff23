"""What is derived from records and kept beside them: the search index, and each challenge's state.

Derived tables are no part of the schema: nothing is lost with them. Each carries the fingerprint of the rule that made
it, and is made anew at opening where that rule is another one; inside the gate it follows what an entry changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scrutineer.casefile import search_index, states
from scrutineer.casefile.driver import Database
from scrutineer.casefile.journal import RowChange


@dataclass(frozen=True, slots=True)
class Derived:
    """One derived thing: its tables and how they are made, what fills them, and what finds a difference in words."""

    name: str
    tables: tuple[str, ...]
    ddl: tuple[str, ...]
    rule: str
    fill: Callable[[Database], None]
    problems: Callable[[Database], Iterator[str]]

    @property
    def fingerprint(self) -> str:
        """Changes with the tables and with the rule."""
        return hashlib.sha256("\n".join((*self.ddl, self.rule)).encode()).hexdigest()


DERIVED = (
    Derived(
        "search", search_index.TABLES, search_index.DDL, search_index.RULE, search_index.fill, search_index.problems
    ),
    Derived("states", states.TABLES, states.DDL, states.RULE, states.fill, states.problems),
)

GATED = (*states.TABLES, "search_word")
"""Those that are written inside entries only; the search index is a virtual table, which takes no trigger."""


def make_ready(db: Database) -> None:
    """Make anew what was made by another rule, or never. Cost is nothing where all is as it should be."""
    kept = dict(db.execute("SELECT name, fingerprint FROM derived").fetchall())
    for thing in DERIVED:
        if kept.get(thing.name) == thing.fingerprint:
            continue
        with db.atomic():
            for table in thing.tables:
                db.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in thing.ddl:
                db.execute(statement)
            thing.fill(db)
            db.execute(
                "INSERT OR REPLACE INTO derived (name, fingerprint) VALUES (?, ?)", [thing.name, thing.fingerprint]
            )


def follow(db: Database, changes: Iterable[RowChange]) -> None:
    """Follow what an entry changed, before it is sealed."""
    touched = list(changes)
    states.follow(db, touched)
    search_index.follow(db, touched)


def problems(db: Database) -> Iterator[str]:
    """Every place where what is kept is not what its rule says, in words."""
    for thing in DERIVED:
        yield from thing.problems(db)
