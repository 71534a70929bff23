"""Merging a co-scrutineer's casefile: each row three ways, by a mark that is the same in both casefiles.

Nothing is lost either way: what only they have comes in, what only they changed is taken, what both changed waits for
a person, and what they took away stays and is told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Values = Mapping[str, Any]
"""A row's columns; a column that points to another row holds that row's mark."""


class MergeAction(Enum):
    """What merging would do with one row of theirs."""

    NEW = "new"
    CHANGED = "changed by them"
    CONFLICT = "changed on both sides"
    TOLD = "told, not taken"


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in one casefile: its table, its id there, and its values."""

    table: str
    row: int
    values: Values


@dataclass(frozen=True, slots=True)
class Item:
    """One row of theirs and what would be done. `fields` are the columns that come in or are in conflict.

    Where it `goes_with` another, the mark of a conflict, it comes in if theirs is taken there.
    """

    mark: str
    table: str
    kind: MergeAction
    theirs: Values | None
    ours: Values | None
    fields: tuple[str, ...] = ()
    note: str = ""
    goes_with: str = ""


def compare(
    mark: str,
    table: str,
    theirs: Row | None,
    ours: Row | None,
    base: Values | None,
    own: Collection[str] = (),
    stamps: Collection[str] = (),
) -> Item | None:
    """What merging one row comes to; None where there is nothing to do.

    `base` is the row as both knew it last, None where they never did. `own` are the columns that each casefile says for
    itself, its numbers and who works in it: they are never merged between rows that are the same. `stamps` only say
    when a row was written: they come in with what else changed, and alone they are no change.
    """
    if theirs is None:
        if base is None or ours is None:
            return None
        return Item(mark, table, MergeAction.TOLD, None, ours.values, note="they took it away; it stays here")
    if ours is None:
        return _only_theirs(mark, table, theirs, base, {*own, *stamps})
    apart = [name for name in theirs.values if name not in own and theirs.values[name] != ours.values.get(name)]
    moved = tuple(name for name in apart if base is None or theirs.values[name] != base.get(name))
    their_news = set(moved) - set(stamps)
    if not their_news:  # what only we changed stays as it is, and stamps alone are no news
        return None
    our_news = {name for name in apart if base is None or ours.values.get(name) != base.get(name)} - set(stamps)
    # A row with a stamp is written as a whole: a judgement made of half of each would be nobody's.
    whole = not set(stamps).isdisjoint(apart)
    if our_news and (whole or their_news & our_news):
        return Item(mark, table, MergeAction.CONFLICT, theirs.values, ours.values, moved)
    return Item(mark, table, MergeAction.CHANGED, theirs.values, ours.values, moved)


def _only_theirs(mark: str, table: str, theirs: Row, base: Values | None, passed_over: Collection[str]) -> Item | None:
    if base is None:
        return Item(mark, table, MergeAction.NEW, theirs.values, None, tuple(theirs.values))
    if all(theirs.values[name] == base.get(name) for name in theirs.values if name not in passed_over):
        return None
    return Item(mark, table, MergeAction.TOLD, theirs.values, None, note="you took it away; they changed it since")


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Everything merging would do, in the order it would be done.

    `aliases` are rows of ours found to be the same as one of theirs, by content.
    """

    items: tuple[Item, ...]
    aliases: Mapping[str, Row] = field(default_factory=dict)

    def of(self, *kinds: MergeAction) -> tuple[Item, ...]:
        """The items of some kinds."""
        return tuple(item for item in self.items if item.kind in kinds)

    def undecided(self, decisions: Mapping[str, bool]) -> tuple[Item, ...]:
        """The conflicts that nobody has settled yet."""
        return tuple(item for item in self.of(MergeAction.CONFLICT) if item.mark not in decisions)
