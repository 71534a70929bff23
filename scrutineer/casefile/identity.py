"""What tells a casefile, and this state of its file, from any other.

One row, written with every commit: the casefile's own id, the generation (renewed with the first commit of a session
and in every copy that is made), the commits since, and the state that the file itself had when its `-wal` was begun. So
a `-wal` can be told to belong to the file beside it, or not, from the two of them alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.casefile.driver import Database, DatabaseError


@dataclass(frozen=True, slots=True)
class Identity:
    """The row as it stands in one reading of the file. `base` is the state that a `-wal` with this row builds on."""

    casefile: str
    generation: str
    commits: int
    base: str

    @property
    def state(self) -> str:
        """This state in a word."""
        return f"{self.generation}:{self.commits}"

    def continues(self, file: Identity) -> bool:
        """Whether a `-wal` that ends in this row was written over the file that holds `file` when read alone.

        While a `-wal` is being carried over, the file can hold any state between the one it builds on and its end.
        """
        if self.casefile != file.casefile:
            return False
        if self.base == file.state:
            return True
        generation, _, commits = self.base.partition(":")
        first = int(commits) if generation == self.generation else 0
        return self.generation == file.generation and first <= file.commits <= self.commits


def read(db: Database) -> Identity | None:
    """The identity, None in a casefile of a version that had none. DatabaseError where what stands there is none."""
    if not root_page(db):
        return None
    row = db.execute("SELECT casefile, generation, commits, base FROM identity").fetchone()
    if row is None:
        return None
    if not isinstance(row[2], int):  # pages of another state laid over this one: what is read so is no row at all
        raise DatabaseError("malformed identity")
    return Identity(str(row[0]), str(row[1]), row[2], str(row[3]))


def root_page(db: Database) -> int:
    """The page of the file that holds the row; 0 where there is none."""
    row = db.execute("SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = 'identity'").fetchone()
    return int(row[0]) if row else 0


def renew(db: Database) -> None:
    """Begin another generation: no `-wal` of the one before fits this file any more."""
    db.execute(
        "UPDATE identity SET base = generation || ':' || commits, generation = lower(hex(randomblob(8))), commits = 0"
    )


def count(db: Database, base: str) -> None:
    """Count the commit that is being made; `base` is the state that the file itself is known to hold."""
    db.execute("UPDATE identity SET commits = commits + 1, base = ?", [base])
