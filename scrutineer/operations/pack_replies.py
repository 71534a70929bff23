"""Which challenge each reply of a returned pack belongs to: as the pack says, or as a person says where it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from scrutineer.domain.packs import ReturnedRow
from scrutineer.domain.partnership import plain
from scrutineer.domain.returns import ImportQuestion
from scrutineer.domain.words import shortened

_TWICE = "this challenge was replied to already in another row"


@dataclass(slots=True)
class Replies:
    """The challenges that a pack asks about, by their marks, and the replies that found none of them."""

    references: Mapping[str, str]
    chosen: Mapping[str, str]
    placed_by_hand: bool = False
    _met: set[str] = field(default_factory=set)
    _unplaced: list[tuple[ReturnedRow, str]] = field(default_factory=list)

    def in_order(self, rows: Iterable[ReturnedRow]) -> list[ReturnedRow]:
        """Those first whose challenge the pack says, so that none of them finds it taken by what a person said."""
        return sorted(rows, key=lambda row: bool(self._as_marked(row)[1]))

    def place(self, row: ReturnedRow) -> tuple[str, str]:
        """The mark of the challenge that a row replies to, or why it is left out. Each challenge is replied to once;
        what the pack says itself goes before what a person says."""
        mark, why = self._as_marked(row)
        said = self.chosen.get(_kind(row), "")
        if said and (why or mark in self._met):
            mark, why = self._called(said), f"“{said}” is no challenge of this pack"
            self.placed_by_hand = True
        if not mark or mark in self._met:
            reason = _TWICE if mark else why
            self._unplaced.append((row, reason))
            return "", reason
        self._met.add(mark)
        return mark, ""

    def _called(self, reference: str) -> str:
        """The mark of the challenge with this reference, "" where none or several have it."""
        same = [mark for mark, known in self.references.items() if plain(known) == plain(reference)]
        return same[0] if reference and len(same) == 1 else ""

    def _as_marked(self, row: ReturnedRow) -> tuple[str, str]:
        """By its mark, by its reference where that is gone, and by neither where the two disagree."""
        by_mark = row.id if row.id in self.references else ""
        by_label = self._called(row.label)
        if by_mark and row.label and by_label != by_mark:
            return "", f"its hidden mark belongs to {self.references[by_mark]}: the rows were sorted or typed over"
        if by_mark or by_label:
            return by_mark or by_label, ""
        return "", "a row that was added: no challenge of this pack"

    def offers(self) -> Iterator[ImportQuestion]:
        """For each reply that found no challenge, those that nobody replied to: a person may say which it is."""
        free = tuple((known, known) for mark, known in self.references.items() if mark not in self._met)
        for row, why in self._unplaced if free else ():
            words = shortened(row.fields["reply"], 80)
            yield ImportQuestion(
                _kind(row), f"The reply in {row.place} is left out: {why}. It says “{words}”.",
                "Say which challenge it replies to, where you know; else it stays left out.", free,
            )  # fmt: skip


def _kind(row: ReturnedRow) -> str:
    return f"reply in {row.place}"
