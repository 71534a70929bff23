"""What search reads of a record: declared with it, in `casefile.records`."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class Searched:
    """What search reads of a row: its title, the columns that make its body, what it is called by (its columns in
    braces), and the column whose day says which of two is the newer."""

    title: str
    body: tuple[str, ...] = ()
    reference: str = ""
    day: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that search reads."""
        named = (name for _, name, _, _ in Formatter().parse(self.reference) if name)
        return tuple(dict.fromkeys((self.title, *self.body, *named, *filter(None, [self.day]))))


SAID_IN_ANSWERS = (
    "word",
    "assurance",
    "typed",
    "moderated_word",
    "evidence",
    "improvement",
    "sources",
    "area",
    "reason",
)
"""What an answer holds besides its standard."""
