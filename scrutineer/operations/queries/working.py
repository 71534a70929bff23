"""The answers of one workbook as rows to work on: before they are stored, as a commit would leave them, and for as long
as they stand afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.ids import ReturnId
from scrutineer.domain.mapping import same_standard
from scrutineer.domain.natural_order import natural_key
from scrutineer.domain.proposal import Proposal, ProposedItem
from scrutineer.domain.returns import AnswerStatus, Change, ReturnFile, SelfAssessment
from scrutineer.domain.scale import Scale
from scrutineer.operations.deciding import can_be_decided
from scrutineer.operations.mappings import known_profiles
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.placing import LineSuggestions, Suggested

RowKey = Hashable
"""The address of an answer's cell before it is stored, its id afterwards."""


@dataclass(frozen=True, slots=True)
class WorkingRow:
    """An answer with what a person decides of it. `change` and `before` are of one that is not stored yet."""

    key: RowKey
    answer: SelfAssessment
    agency: str
    suggested: Suggested | None = None
    change: Change | None = None
    before: SelfAssessment | None = None
    proposed: ProposedItem | None = None

    @property
    def waits(self) -> bool:
        """Whether it is set aside and nobody decided yet."""
        return self.answer.status is AnswerStatus.SET_ASIDE


class Wanted(Enum):
    """Which rows are shown. The value says so."""

    ALL = "All"
    ASIDE = "Set aside"
    UNPLACED = "Not placed"
    NEW = "New"
    CHANGED = "Changed"
    UNCHANGED = "Unchanged"
    CONFLICT = "In conflict"


_CHANGES = {
    Wanted.NEW: Change.NEW,
    Wanted.CHANGED: Change.CHANGED,
    Wanted.UNCHANGED: Change.UNCHANGED,
    Wanted.CONFLICT: Change.CONFLICT,
}
_BY_CHANGE = {change: wanted for wanted, change in _CHANGES.items()}


class WorkingRows:
    """The rows of one workbook: their keys in an order, and those of a few keys with what is suggested for each.

    What is suggested is worked out when a row is looked at: all of a long list can be shown at once.
    """

    def __init__(
        self,
        rows: Iterable[WorkingRow],
        suggestions: LineSuggestions,
        scale: Scale | None,
        *,
        is_proposal: bool = False,
    ) -> None:
        """`scale` is the one that answers which were set aside are decided on, None where it is not known any more.
        `is_proposal`: they are not stored yet."""
        self._rows = {row.key: row for row in rows}
        self._suggestions, self.scale = suggestions, scale
        every = self._rows.values()
        self._counts = Counter(_BY_CHANGE[row.change] for row in every if row.change is not None)
        self._counts[Wanted.ASIDE] = sum(row.waits for row in every)
        self._counts[Wanted.UNPLACED] = sum(not row.answer.target for row in every)
        self.is_proposal = is_proposal

    def __len__(self) -> int:
        """How many there are."""
        return len(self._rows)

    def count(self, wanted: Wanted) -> int:
        """How many there are of one kind."""
        return len(self._rows) if wanted is Wanted.ALL else self._counts[wanted]

    def ordered(self, wanted: Wanted = Wanted.ALL, order: str = "") -> list[RowKey]:
        """As they stand in the workbook; else by standard, agency, value, line or change, with “-” before it for the
        other way round."""
        shown = [row for row in self._rows.values() if _is(row, wanted)]
        key = _ORDERS.get(order.removeprefix("-"))
        if key is not None:
            shown.sort(key=key, reverse=order.startswith("-"))
        return [row.key for row in shown]

    def bare(self, keys: Iterable[RowKey]) -> list[WorkingRow]:
        """These rows, without what is suggested for them; one that is gone is left out."""
        return [self._rows[key] for key in keys if key in self._rows]

    def rows(self, keys: Sequence[RowKey]) -> dict[RowKey, WorkingRow]:
        """These rows, each that bears on no line with the one that is suggested."""
        return {row.key: self._with_suggestion(row) for row in self.bare(keys)}

    def suggested(self, keys: Sequence[RowKey]) -> dict[RowKey, str]:
        """The line suggested for each of these that bears on none; one without a suggestion is left out."""
        rows = self.rows(keys).items()
        return {key: row.suggested.target for key, row in rows if row.suggested is not None}

    def of_area(self, row: WorkingRow) -> list[RowKey]:
        """Those that stand in the same section of the workbook."""
        return [other.key for other in self._rows.values() if row.answer.area and other.answer.area == row.answer.area]

    def of_standard(self, row: WorkingRow) -> list[RowKey]:
        """Every agency's answer to the same standard."""
        answer = row.answer
        return [
            other.key for other in self._rows.values()
            if other.answer.number == answer.number and same_standard(other.answer.standard, answer.standard)
        ]  # fmt: skip

    def areas(self) -> list[str]:
        """The sections of the workbook, as they follow each other."""
        return list(dict.fromkeys(row.answer.area for row in self._rows.values() if row.answer.area))

    def in_area(self, area: str) -> list[RowKey]:
        """The answers of a section."""
        return [row.key for row in self._rows.values() if row.answer.area == area]

    def to_decide(self) -> list[RowKey]:
        """Those that were set aside: the ones that wait, then the ones that were decided."""
        known = [row for row in self._rows.values() if can_be_decided(row.answer)]
        return [row.key for row in sorted(known, key=lambda row: not row.waits)]

    def as_before(self) -> dict[RowKey, str]:
        """Those that bear on no line and whose standard was placed in the cycle before, each with that line."""
        waiting = (row for row in self._rows.values() if not row.answer.target)
        asked = ((row.key, row.answer.profile, row.answer.number, row.answer.standard) for row in waiting)
        lines = ((key, self._suggestions.before(*standard)) for key, *standard in asked)
        return {key: line for key, line in lines if line is not None}

    def _with_suggestion(self, row: WorkingRow) -> WorkingRow:
        if row.answer.target:
            return row
        suggested = self._suggestions.of(row.answer)
        return WorkingRow(row.key, row.answer, row.agency, suggested, row.change, row.before, row.proposed)


_ORDERS: dict[str, Any] = {
    "standard": lambda row: natural_key(f"{row.answer.number} {row.answer.standard}"),
    "agency": lambda row: row.agency.casefold(),
    "value": lambda row: natural_key("" if row.waits else row.answer.word or row.answer.typed),
    "line": lambda row: natural_key(row.answer.target),
    "change": lambda row: list(Change).index(row.change) if row.change is not None else -1,
    "decision": lambda row: (row.answer.status.value, row.answer.reason.casefold()),
}


def _is(row: WorkingRow, wanted: Wanted) -> bool:
    if wanted is Wanted.ALL:
        return True
    if wanted is Wanted.ASIDE:
        return row.waits
    if wanted is Wanted.UNPLACED:
        return not row.answer.target
    return row.change is _CHANGES[wanted]


def stored_rows(casefile: Casefile, context: Context, return_id: ReturnId) -> tuple[ReturnFile, WorkingRows]:
    """A workbook that was taken in, and its answers as they stand now. Cost grows with its answers."""
    file = tables.get(casefile, ReturnFile, return_id)
    answers = tables.rows(casefile, SelfAssessment, return_id=return_id)
    names = {agency.id: agency.name for agency in context.agencies}
    rows = (WorkingRow(answer.id, answer, names.get(answer.agency_id, "")) for answer in answers)
    known = {profile.name: profile.scale for profile in known_profiles(casefile)}
    scale = known.get(answers[0].profile) if answers else None
    return file, WorkingRows(rows, LineSuggestions(casefile, context), scale)


def count_answers(casefile: Casefile, return_id: ReturnId) -> int:
    """How many answers stand that came with a workbook: what a newer one brought anew is that one's."""
    return tables.count(casefile, SelfAssessment, return_id=return_id)


def proposed_rows(casefile: Casefile, context: Context, shown: Proposal) -> WorkingRows:
    """What committing a workbook would store, answer by answer; nothing is stored yet."""
    names = {agency.id: agency.name for agency in context.agencies}
    rows = (
        WorkingRow(
            item.place, item.record, names.get(item.record.agency_id, item.named), None, item.change, item.before, item
        )
        for item in shown.of(SelfAssessment)
    )
    suggestions = LineSuggestions(casefile, context, shown.remembered)
    return WorkingRows(rows, suggestions, shown.profile.scale if shown.profile else None, is_proposal=True)
