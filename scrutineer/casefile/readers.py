"""The connections that only look: one for each thread, and none is closed under a statement that another thread runs.

The database library frees a statement at the closing of its connection, whoever is inside it: the process would die.
So every statement of a reader runs to its last row in one turn, and whoever closes waits for that turn.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from scrutineer.casefile import driver
from scrutineer.casefile.driver import Database
from scrutineer.errors import LetGo


class Readers:
    """The readers of one open casefile. `connect` makes one more; it raises where the casefile is closed."""

    def __init__(self, connect: Callable[[], Database]) -> None:
        self._connect = connect
        self._by_thread: dict[int, Database] = {}
        self._at_the_door = threading.RLock()

    def mine(self) -> Database:
        """This thread's connection, made when it is first asked for."""
        thread = threading.get_ident()
        known = self._by_thread.get(thread)
        if known is None:
            with self._at_the_door:
                known = self._by_thread[thread] = self._connect()
        return known

    @contextmanager
    def kept_out(self) -> Iterator[None]:
        """Every reader closed once its statement has ended, and nobody given another in here but this thread.

        Whoever still holds a closed one is told by `LetGo`.
        """
        with self._at_the_door:
            for reader in self._by_thread.values():
                reader.close()
            self._by_thread.clear()
            yield


def one_at_a_time(reader: Database) -> Database:
    """A reader whose statements each run to their end in one turn, and which is closed between two of them."""
    connection: Any = _OneAtATime(driver.connection_of(reader))
    return Database(connection)


class _OneAtATime:
    """What sqlite-utils asks of a connection that only looks."""

    in_transaction = False

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._turn = threading.Lock()
        self._is_closed = False

    def execute(self, *statement: Any) -> _Rows:
        """All rows of a statement at once."""
        with self._turn:
            if self._is_closed:
                raise LetGo("This was let go of while it was read.", "Do it again once the casefile is open.")
            cursor = self._connection.execute(*statement)
            return _Rows(cursor.description, cursor.fetchall())

    def close(self) -> None:
        """Close it, once the statement that runs has ended."""
        with self._turn:
            self._is_closed = True
            self._connection.close()


class _Rows:
    """What a statement gave, as a cursor would give it."""

    def __init__(self, description: Any, rows: list[tuple[Any, ...]]) -> None:
        self.description = description
        self._rows = iter(rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row; None after the last."""
        return next(self._rows, None)

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All that were not given yet."""
        return list(self._rows)
