"""What an open casefile stands on: the file that was opened, and no other.

Each commit is carried over into it at once, so that the file alone holds it; it is never written to once it is another.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from scrutineer.casefile import companions, copies, derived, driver, identity, journal
from scrutineer.casefile.driver import Database
from scrutineer.casefile.memory import Memory
from scrutineer.casefile.on_disk import OnDisk
from scrutineer.casefile.schema import migrations
from scrutineer.clock import Clock
from scrutineer.errors import UserError


def make_ready(db: Database) -> None:
    """Make a writing connection ready: what is beside the file carried over, today's tables and gate.

    A file that needs nothing of this is not written to: whoever only looks leaves it as it was.
    """
    driver.keep_pages(db)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    _carry_all_over(db)
    before = driver.changes_made(db)
    migrations.apply(db)
    derived.make_ready(db)
    if driver.changes_made(db) != before:
        identity.renew(db)
    journal.arm(db, derived.GATED)
    _carry_all_over(db)


def _carry_all_over(db: Database) -> bool:
    busy, frames, carried = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy and frames == carried


class Footing:
    """The file under one writing connection."""

    def __init__(self, path: Path, key: str, writer: Database, memory: Memory, clock: Clock) -> None:
        self._path, self._key, self._writer, self._memory, self._clock = path, key, writer, memory, clock
        self._disk = OnDisk(path, identity.root_page(writer))
        self._base = self._state()
        self._newest = journal.newest(writer)
        self._refusal: UserError | None = None
        self._looked_at = threading.RLock()  # a file half carried over is not yet what was marked: nobody looks then
        self._writes = False  # whether this session has written already, and so has a generation of its own

    def _state(self) -> str:
        held = identity.read(self._writer)
        return held.state if held else ""

    @property
    def is_parted(self) -> bool:
        """Whether the file on disk is no longer the one that was opened, or others wrote into it. From any thread."""
        with self._looked_at:
            return self._refusal is not None or not self._disk.is_same()

    def require_same(self) -> None:
        """Raise where the file is another by now; the first time, keep beside it what is held. Inside the gate."""
        if self._refusal is None and not self._disk.is_same():
            self._refusal = self._keep_held()
        if self._refusal is not None:
            raise self._refusal

    def changed_by_others(self) -> UserError:
        """The sentence for a reading that failed because the file is another by now."""
        return self._refusal or UserError(
            f"{self._path.name} was replaced or changed by another program. Nothing more is written to it.",
            "Lock it, then open it again.",
        )

    def count(self) -> None:
        """Inside a transaction that changes something: count it; the first of a session begins a generation."""
        if not self._writes:
            identity.renew(self._writer)
        identity.count(self._writer, self._base)

    def carry_over(self) -> None:
        """After a commit: write it into the file itself, so that the file alone holds it, and remember it outside.

        What cannot be carried over now (a reader still needs the earlier state, a full disk) stands in the `-wal`.
        """
        self._writes = True
        self._newest = journal.newest(self._writer)
        self.require_same()
        with self._looked_at:
            with suppress(driver.OperationalError):
                busy, frames, carried = self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                if not busy and frames == carried:
                    self._base = self._state()
            self._disk.mark()
        self.remember()

    def remember(self) -> None:
        """Remember the newest entry on this machine."""
        held = identity.read(self._writer)
        if held is not None:
            self._memory.keep(self._key, held.casefile, next(iter(journal.entries(self._writer, 1)), None))

    def _keep_held(self) -> UserError:
        """Write what is held to a file of its own, from the connection that still has it; say what became of it."""
        fact = (
            f"{self._path.name} was replaced or changed by another program while it was open: a synchronising folder "
        )
        fact += "does that. Nothing more is written to it."
        try:
            place = companions.free_name(self._path, "as it was held", self._clock)
            with copies.whole_copy(self._writer, place, self._key, self._newest) as made:
                copies.put_anew(made, place)
        except (UserError, OSError, driver.DatabaseError):
            return UserError(
                f"{fact} What was held could not be kept in a file of its own.",
                "Lock it and open it again: it says what is missing. Merge that from the newest backup.",
            )
        return UserError(
            f"{fact} All that was recorded is kept in {place.name} beside it, and was verified.",
            f"Lock it and open it again, look what it holds, then merge {place.name} into it.",
        )

    def leave(self) -> None:
        """Close the writing connection. A file that is another by now is not written to, not even in closing."""
        look = None
        if self.is_parted:
            with suppress(driver.DatabaseError):  # the last to close, and it can carry nothing over
                look = driver.connect_to_look(self._path, self._key)
                look.execute("SELECT 1 FROM sqlite_master").fetchone()
        self._writer.close()
        if look is not None:
            look.close()
        self._disk.close()
