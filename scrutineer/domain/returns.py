"""Returns: a workbook that came back, the agencies' own answers in it, each with its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from scrutineer.domain.answers import Answer, AnswerState
from scrutineer.domain.ids import AgencyId, AnswerId, CycleId, ReturnId
from scrutineer.domain.mapping import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFile:
    """A workbook as it was stored. `read` = `stored` + `set_aside` + `ignored`, in `unit`s."""

    id: ReturnId = ReturnId(0)
    sha256: str
    name: str
    profile: str
    scale_id: str = ""
    cycle_id: CycleId
    returned_on: date | None = None
    imported: str = ""
    read: int
    stored: int
    set_aside: int
    ignored: int
    reasons: tuple[str, ...] = ()


class AnswerStatus(Enum):
    """What a stored answer is. DECIDED was set aside first, then settled by a person with a reason."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not applicable"
    SET_ASIDE = "set aside"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAssessment:
    """One agency's own answer to one standard, with the moderated answer beside it.

    `typed` is the raw text of `cell` ("Section 11!F13"), `level` the reading; the same for the panel's score.
    `target` is the step or line that the standard bears on, or "". `assurance` is what the scrutineer has
    declared the level to stand for, or "".
    """

    id: AnswerId = AnswerId(0)
    return_id: ReturnId
    agency_id: AgencyId
    cycle_id: CycleId
    profile: str
    number: str
    standard: str
    area: str = ""
    target: str = ""
    status: AnswerStatus
    level: str = ""
    word: str = ""
    assurance: str = ""
    typed: str = ""
    cell: str = ""
    moderated: str = ""
    moderated_word: str = ""
    moderated_typed: str = ""
    moderated_cell: str = ""
    evidence: str = ""
    improvement: str = ""
    deadline: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAnswer:
    """An answer found in a workbook, before anything is stored. `agency` is the name as it stands there."""

    agency: str
    number: str
    standard: str
    area: str = ""
    answer: Answer
    typed: str
    cell: str
    moderated: Answer | None = None
    moderated_typed: str = ""
    moderated_cell: str = ""
    evidence: str = ""
    improvement: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something read and not stored, with its place and the reason."""

    place: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A workbook read with a profile: every place read is an answer or is left out with a reason."""

    name: str
    sha256: str
    profile: Profile
    agency: str = ""
    agency_from: str = ""
    returned_on: date | None = None
    answers: tuple[FoundAnswer, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def read(self) -> int:
        """How many places were read: answers and rows left out."""
        return len(self.answers) + len(self.left_out)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed in a workbook: `tone` is ok, warn, private or ask; `text` says what was done about it.

    A hazard that the doctor found has its `kind` and every one of its `places` ("Section 11!F13").
    """

    tone: str
    text: str
    kind: str = ""
    places: tuple[str, ...] = ()


class Change(Enum):
    """What committing an answer would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "in conflict"


@dataclass(frozen=True, slots=True)
class Proposed:
    """An answer ready to store, what stands now, and what storing it would do."""

    answer: SelfAssessment
    change: Change
    before: SelfAssessment | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What one commit would store: totals that add up, per change, and what is left out."""

    reading: Reading
    proposed: tuple[Proposed, ...]
    already_imported: bool = False
    unknown_agencies: tuple[str, ...] = ()
    new_agencies: tuple[str, ...] = field(default=())

    def count(self, change: Change) -> int:
        """How many answers have this change."""
        return sum(item.change is change for item in self.proposed)

    @property
    def set_aside(self) -> tuple[SelfAssessment, ...]:
        """The answers that wait for a person."""
        return tuple(p.answer for p in self.proposed if p.answer.status is AnswerStatus.SET_ASIDE)

    @property
    def stored(self) -> int:
        """How many answers would stand with a level or as not applicable."""
        return len(self.reading.answers) - self.waiting

    @property
    def waiting(self) -> int:
        """How many answers are set aside, whether or not their agencies are known yet."""
        return sum(found.answer.state is AnswerState.SET_ASIDE for found in self.reading.answers)

    def totals(self) -> dict[str, int]:
        """read = stored + set_aside + ignored."""
        return {
            "read": self.reading.read,
            "stored": self.stored,
            "set_aside": self.waiting,
            "ignored": len(self.reading.left_out),
        }
