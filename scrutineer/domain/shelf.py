"""The learning shelf: items that the scrutineer chose, one by one, to carry between partnerships."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from scrutineer.domain.rules import DayDone, Line, Title


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfItem:
    """A lesson in words that name nobody. `came_from` is the label that the other area was given, "" for this one.

    `mark` is a hash of its words: the same item is never shelved twice.
    """

    id: int = 0
    title: Title
    text: str
    came_from: Line = ""
    added_on: DayDone
    mark: str = ""


def mark_of(title: str, text: str) -> str:
    """The mark of an item's words, white space apart."""
    words = "\n".join(" ".join(part.split()) for part in (title, text))
    return hashlib.sha256(words.encode()).hexdigest()[:24]
