"""What taking a workbook in would do, whatever its layout: each thing in it beside what stands, and what is asked.

Every layout fills the same proposal, and all that is counted, shown, asked and stored is said of it here alone. A
record is of one of the kinds that `casefile.records` declares; nothing here asks which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from scrutineer.domain.grid import tidy
from scrutineer.domain.ids import PackId
from scrutineer.domain.logged import LoggedLife
from scrutineer.domain.mapping import Profile
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.returns import (
    FIELDS,
    OF_ANSWERS,
    WHOLE_ROW,
    AnswerStatus,
    Change,
    Finding,
    ImportQuestion,
    LeftOut,
    ReturnFile,
    Said,
)


class Merged(Enum):
    """What became of one cell that was sent, came back, and stands as something now."""

    UNCHANGED = "unchanged"  # nobody changed it
    RETURNED = "changed by the agency"
    STANDING = "changed here since"
    SAME = "changed alike on both sides"
    CONFLICT = "in conflict"


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell of an item: which of FIELDS, as it stands, and as it came back.

    Where it was sent first, `sent` is what it was then, and a conflict in it is settled by its own `key`.
    """

    field: str
    before: str
    after: str
    sent: str | None = None
    key: str = ""

    @property
    def merged(self) -> Merged:
        """What became of the cell. Texts count as equal where they differ in white space alone; a cell that was never
        sent can only have changed by coming back."""
        sent, returned, now = tidy(self.before if self.sent is None else self.sent), tidy(self.after), tidy(self.before)
        if returned == now:
            return Merged.UNCHANGED if returned == sent else Merged.SAME
        if returned == sent:
            return Merged.STANDING
        return Merged.RETURNED if now == sent else Merged.CONFLICT

    def result(self, take: bool | None = None) -> str:
        """The text after the merge. A conflict needs a person's decision; without one what stands is kept."""
        merged = self.merged
        return self.after if merged is Merged.RETURNED or (merged is Merged.CONFLICT and take) else self.before


def change_in(cells: tuple[Difference, ...]) -> Change:
    """The weightiest thing that storing these cells would do to what stands."""
    kinds = {cell.merged for cell in cells}
    if Merged.CONFLICT in kinds:
        return Change.CONFLICT
    return Change.CHANGED if Merged.RETURNED in kinds else Change.UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What a person decided of a proposal: by the key of each conflict, whether what came back is `taken`; by the place
    of an item, which of its cells are `refused`: names of FIELDS, or WHOLE_ROW."""

    taken: Mapping[str, bool] = field(default_factory=dict)
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def refuses(self, item: ProposedItem) -> bool:
        """Whether nothing of an item is taken."""
        return WHOLE_ROW in self.refused.get(item.place, ())


UNDECIDED = Decisions()


class ProposedItem(NamedTuple):
    """One thing that a workbook holds: the record to store, what stands before it, and what storing it would do. A
    tuple, as there are tens of thousands, made anew at each look.

    `change` is None while nobody knows whose it is, so that it stands beside nothing. `waits` says why a person has to
    decide on it. In words: what it is `about`, as `typed`, as it `came` back and as it `stands`, and the agency as
    `named` there. `kept` is what is stored where a person keeps what stands; None for nothing. `asked` is the question
    of a conflict that is not with what a person decided before.
    """

    place: str
    about: str
    record: Any
    change: Change | None
    before: Any = None
    differences: tuple[Difference, ...] = ()
    waits: str = ""
    typed: str = ""
    came: str = ""
    stands: str = ""
    named: str = ""
    target: str = ""
    to_place: bool = False
    kept: Any = None
    key: str = ""
    asked: str = ""

    @property
    def is_fresh(self) -> bool:
        """Whether a commit would store or change it."""
        return self.change not in {None, Change.UNCHANGED}

    @property
    def sent_cells(self) -> tuple[Difference, ...]:
        """Its cells that were sent before they came back."""
        return tuple(cell for cell in self.differences if cell.sent is not None)

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The keys of what a person must settle in it: single cells where each was sent, else the whole of it."""
        if self.change is not Change.CONFLICT:
            return ()
        keys = tuple(cell.key for cell in self.differences if cell.key and cell.merged is Merged.CONFLICT)
        return keys or (self.key or self.place,)

    def settled(self, decisions: Decisions) -> Any:
        """The record to store once a person decided; None where what stands is left alone.

        A cell that is not taken keeps what stands; where nothing stands yet the answer waits, so that no level is lost
        unseen.
        """
        if not self.is_fresh or decisions.refuses(self):
            return None
        left = set(decisions.refused.get(self.place, ()))
        conflicts, record = set(self.conflicts), self.record
        by_cell = {cell.key: cell.field for cell in self.differences if cell.key in conflicts}
        left |= {name for key, name in by_cell.items() if not decisions.taken[key]}
        if conflicts and not by_cell and not decisions.taken[self.conflicts[0]]:
            record = self.kept
        if record is None or not left:
            return record
        parts = [part for name in sorted(left) for part in FIELDS[name]]
        return replace(record, **{part: self._standing(part) for part in parts})

    def _standing(self, part: str) -> Any:
        return getattr(self.before, part) if self.before is not None else _REFUSED.get(part, "")


_REFUSED: dict[str, Any] = {"status": AnswerStatus.SET_ASIDE, "reason": "refused by you when it was imported"}


_SHOWN = 4  # reasons that are told of what was read and not stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one commit would store: totals that add up, each item with its change, what is left out and what is asked.

    `kind` is that of the file (`ReturnFile.kind`), `filed_under` the mapping or the kind of return it counts as,
    `profile` the mapping it was read with, None for a pack, and `remembered` that mapping as it is kept for the next
    workbook. Of `unknown_agencies` each must be known before a commit where `names_matter`, else they stand as typed.
    `gone` are records that stand and are no longer in it; they are kept. `replaced` are those of an earlier version
    that give way. `missing` are questions that were sent and did not come back. `earlier` is the workbook that this one
    is a newer version of. `logged` is what the rows of a log that this program wrote bring, by the place of each; None
    for any other workbook. `questions` must be answered before a commit; `offers` may be, and hold nothing up.
    """

    name: str
    sha256: str
    kind: str
    filed_under: str
    cycle: Cycle
    profile: Profile | None = None
    remembered: Profile | None = None
    scale_id: str = ""
    pack_id: PackId | None = None
    agency: str = ""
    agency_from: str = ""
    returned_on: date | None = None
    items: tuple[ProposedItem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    overlooked: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[ImportQuestion, ...] = ()
    offers: tuple[ImportQuestion, ...] = ()
    unknown_agencies: tuple[str, ...] = ()
    new_agencies: tuple[str, ...] = ()
    names_matter: bool = False
    gone: tuple[Any, ...] = ()
    replaced: tuple[Any, ...] = ()
    missing: tuple[str, ...] = ()
    earlier: ReturnFile | None = None
    already_imported: bool = False
    said: Said = field(default_factory=Said)
    logged: Mapping[str, LoggedLife] | None = None

    @property
    def noun(self) -> str:
        """What one of its items is called."""
        return "answer" if self.kind == OF_ANSWERS else "row"

    def of(self, kind: type[Any]) -> tuple[ProposedItem, ...]:
        """Its items of one kind of record."""
        return tuple(item for item in self.items if isinstance(item.record, kind))

    @property
    def sent_cells(self) -> tuple[Difference, ...]:
        """The cells in it that were sent before they came back."""
        return tuple(cell for item in self.items for cell in item.sent_cells)

    def count(self, change: Change) -> int:
        """How many items have this change."""
        return sum(item.change is change for item in self.items)

    @property
    def fresh(self) -> tuple[ProposedItem, ...]:
        """The items that a commit would store or change, those apart that wait for a person."""
        return tuple(item for item in self.items if item.is_fresh and not item.waits)

    @property
    def waiting(self) -> tuple[ProposedItem, ...]:
        """The items that wait for a person."""
        return tuple(item for item in self.items if item.waits)

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The keys of all that a person must settle first."""
        return tuple(key for item in self.items for key in item.conflicts)

    def unsettled(self, decisions: Decisions) -> tuple[str, ...]:
        """The keys of the conflicts that nobody has settled yet."""
        return tuple(key for key in self.conflicts if key not in decisions.taken)

    @property
    def like_answers(self) -> tuple[LeftOut, ...]:
        """What is left out, or was not read, though it looks like an answer."""
        return tuple(item for item in (*self.left_out, *self.overlooked) if item.like_answer)

    def refused(self, decisions: Decisions) -> tuple[ProposedItem, ...]:
        """The items of which nothing is taken."""
        return tuple(item for item in self.items if decisions.refuses(item))

    def unplaced(self, decisions: Decisions = UNDECIDED) -> int:
        """How many of the items that a commit would store or change bear on no step or line, but for the refused."""
        return sum(item.to_place and item.is_fresh and not decisions.refuses(item) for item in self.items)

    @property
    def says_nothing(self) -> bool:
        """Whether a mapping makes no answer of anything in it, or no row. A pack says itself how it is read.

        Rows of a ledger that wait are rows; answers of which none can be read were read by a wrong mapping.
        """
        unread = all(item.waits for item in self.items) if self.kind == OF_ANSWERS else not self.items
        return self.profile is not None and unread

    def why_nothing(self) -> str:
        """What became of all that was read, by reason."""
        waits = Counter(item.waits for item in self.items)
        parts = [f"{number} set aside ({reason})" for reason, number in waits.most_common(_SHOWN)]
        left = Counter(item.reason for item in self.left_out)
        parts += [f"{number} left out ({reason})" for reason, number in left.most_common(_SHOWN)]
        return f"{len(self.items) + len(self.left_out)} read: {'; '.join(parts)}" if parts else "no row was read"

    def totals(self) -> dict[str, int]:
        """read = stored + set_aside + ignored."""
        aside, ignored = len(self.waiting), len(self.left_out)
        return {
            "read": len(self.items) + ignored, "stored": len(self.items) - aside, "set_aside": aside,
            "ignored": ignored,
        }  # fmt: skip
