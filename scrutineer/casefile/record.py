"""What a record is to the casefile: the one declaration from which everything that is done with it follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from scrutineer.casefile.searched import Searched
from scrutineer.domain.changes import ChangeKind


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column that names a row of another record though no foreign key says so, where `when` holds `equals`."""

    column: str
    to: type[Any]
    when: str
    equals: str


class Marked(Enum):
    """What decides in which editions a record's words may stand."""

    OWN = "its own marking"
    OPEN = "nothing: a fact of the arrangements that every edition may hold"
    WITH_IT = "the marking of what it points to"
    NEVER = "no edition prints it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One kind of record."""

    kind: type[Any]
    """Its type; the table's columns are its fields."""
    table: str
    change: ChangeKind
    """What pages are told changed when a row does."""
    noun: str
    plural: str = ""
    same: tuple[str, ...] | None
    """The columns by which two rows made apart are known to be one thing; None for what is never merged."""
    points: Mapping[str, type[Any]] = field(default_factory=dict)
    """Its foreign keys: the type that each column points to."""
    pointers: tuple[Pointer, ...] = ()
    file: str = ""
    """The column that names a kept file by its SHA-256."""
    searched: Searched | None = None
    headline: tuple[str, ...] = ()
    """The first of these columns that is filled says which row it is."""
    contested: tuple[str, ...] = ()
    """What two rows made apart share where one person would have to choose between them."""
    own: tuple[str, ...] = ()
    """Columns that each casefile says for itself, never merged between rows that are the same."""
    stamps: tuple[str, ...] = ()
    """Columns that only say when a row was written: one that would differ in nothing else is left as it is."""
    stays: bool = False
    """Whether such rows stay when the import that brought them is taken out."""
    keyed: bool = True
    """Whether its id is given by the database; false for tables that go by keys of their own."""
    marked: Marked = Marked.OWN
    """What decides in which editions its words may stand. One that says nothing else has a marking of its own."""

    @property
    def merged(self) -> bool:
        """Whether such rows come over from a co-scrutineer's casefile."""
        return self.same is not None
