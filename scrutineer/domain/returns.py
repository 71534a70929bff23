"""Returns: a workbook that came back, the agencies' own answers in it, each with its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any

from scrutineer.domain.answers import Answer, AnswerState
from scrutineer.domain.ids import AgencyId, AnswerId, CycleId, PackId, ReturnId
from scrutineer.domain.mapping import Profile
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import AsRead, Stamp, Title


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFile:
    """A workbook as it was stored. `read` = `stored` + `set_aside` + `refused` + `ignored`.

    `kind` is self-assessment, pack, challenge log, contributions, attendance or training numbers.
    """

    id: ReturnId = ReturnId(0)
    sha256: str
    name: AsRead
    profile: Title
    scale_id: str = ""
    cycle_id: CycleId
    returned_on: date | None = None
    imported: Stamp = ""
    read: int
    stored: int
    set_aside: int
    ignored: int
    reasons: tuple[str, ...] = ()
    kind: str = "self-assessment"
    agency_typed: AsRead = ""
    refused: int = 0
    pack_id: PackId | None = None
    marking: Marking = Marking.PARTNER


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
    declared the level to stand for, or "". `sources` are the references that an agency gave in a pack.
    """

    id: AnswerId = AnswerId(0)
    return_id: ReturnId
    agency_id: AgencyId
    cycle_id: CycleId
    profile: str
    number: AsRead
    standard: AsRead
    area: AsRead = ""
    target: str = ""
    status: AnswerStatus
    level: str = ""
    word: str = ""
    assurance: str = ""
    typed: AsRead = ""
    cell: AsRead = ""
    moderated: str = ""
    moderated_word: str = ""
    moderated_typed: AsRead = ""
    moderated_cell: AsRead = ""
    evidence: AsRead = ""
    improvement: AsRead = ""
    deadline: AsRead = ""
    sources: AsRead = ""
    reason: AsRead = ""
    marking: Marking = Marking.PARTNER


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
    """Something read and not stored, with its place and the reason.

    `like_answer` where it looks like what answers look like in its workbook: then a person is told of it.
    """

    place: str
    text: str
    reason: str
    like_answer: bool = False


def reasons_of(left_out: Iterable[LeftOut]) -> tuple[str, ...]:
    """How many things were left out for each reason: "2 totals or averages"."""
    return tuple(f"{number} {reason}" for reason, number in Counter(item.reason for item in left_out).items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A workbook read with a profile: every place read is an answer or is left out with a reason.

    `shared` is the text that says the return is for several partnerships, or "". `questions` are what the reading
    itself left open: two columns of one heading, two sheets that answer the same standards. `overlooked` are sheets,
    columns and comments outside what was read that look like answers.
    """

    name: str
    sha256: str
    profile: Profile
    agency: str = ""
    agency_from: str = ""
    shared: str = ""
    returned_on: date | None = None
    answers: tuple[FoundAnswer, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[ImportQuestion, ...] = ()
    overlooked: tuple[LeftOut, ...] = ()

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


FIELDS = {
    "self": ("status", "level", "word", "assurance", "typed", "cell", "reason"),
    "moderated": ("moderated", "moderated_word", "moderated_typed", "moderated_cell"),
    "evidence": ("evidence",),
    "improvement": ("improvement",),
    "deadline": ("deadline",),
    "standard": ("standard", "area"),
    "line": ("target",),
}
"""The cells of one answer, each of which can be taken or refused, and the fields that hold it."""

WHOLE_ROW = "*"


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell of an answer that would change: which, as it stands, and as it was returned."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """An answer ready to store, what stands now, what storing it would do, and the cells that differ."""

    answer: SelfAssessment
    change: Change
    before: SelfAssessment | None = None
    differences: tuple[Difference, ...] = ()

    def taken(self, refused: frozenset[str]) -> SelfAssessment | None:
        """The answer to store once some of its cells were refused; None where the whole row was."""
        if WHOLE_ROW in refused:
            return None
        # A refused cell keeps what stands; where nothing stands yet the answer waits, so that no level is lost unseen.
        kept: dict[str, Any] = {}
        for name in sorted(refused):
            for part in FIELDS[name]:
                kept[part] = getattr(self.before, part) if self.before else _REFUSED.get(part, "")
        return replace(self.answer, **kept)


_REFUSED: dict[str, Any] = {"status": AnswerStatus.SET_ASIDE, "reason": "refused by you when it was imported"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person said of a workbook beyond its mapping.

    `agency` overrides the name in the workbook; `same_as` says which agency a name as typed stands for;
    `second_as` keeps a second return of the same agency under a name of its own; `newer` confirms that it is a
    newer version of what stands; `ours` that a return for several partnerships counts for this one. `chosen` holds,
    by the kind of a question with choices, the key of the one that was taken.
    """

    agency: str = ""
    same_as: Mapping[str, str] = field(default_factory=dict)
    second_as: str = ""
    newer: bool = False
    ours: bool = False
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportQuestion:
    """Something only a person can say before a workbook is stored.

    `kind` is second return, shared return, other cycle, or a key of its own with the `choices` there are: each a
    key and the words that name it.
    """

    kind: str
    text: str
    advice: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What one commit would store: totals that add up, per change, and what is left out.

    `gone` are answers that stand and are no longer in the workbook; they are kept. `earlier` is the workbook that
    this agency's answers came from before. `questions` must be answered before a commit.
    """

    reading: Reading
    proposed: tuple[Proposed, ...]
    already_imported: bool = False
    unknown_agencies: tuple[str, ...] = ()
    new_agencies: tuple[str, ...] = field(default=())
    gone: tuple[SelfAssessment, ...] = ()
    earlier: ReturnFile | None = None
    questions: tuple[ImportQuestion, ...] = ()
    said: Said = field(default_factory=Said)

    def count(self, change: Change) -> int:
        """How many answers have this change."""
        return sum(item.change is change for item in self.proposed)

    @property
    def fresh(self) -> tuple[Proposed, ...]:
        """The answers that a commit would store or change, those apart that wait for a person."""
        return tuple(
            item for item in self.proposed
            if item.change is not Change.UNCHANGED and item.answer.status is not AnswerStatus.SET_ASIDE
        )  # fmt: skip

    @property
    def conflicts(self) -> tuple[Proposed, ...]:
        """The answers that a person decided and that came back different."""
        return tuple(item for item in self.proposed if item.change is Change.CONFLICT)

    @property
    def set_aside(self) -> tuple[SelfAssessment, ...]:
        """The answers that wait for a person."""
        return tuple(item.answer for item in self.proposed if item.answer.status is AnswerStatus.SET_ASIDE)

    def unplaced(self, refused: Mapping[str, frozenset[str]]) -> int:
        """How many of the answers that a commit would store or change bear on no step or line, but for those that are
        refused: by the address of a cell, what of its answer is not taken."""
        return sum(
            not item.answer.target and WHOLE_ROW not in refused.get(item.answer.cell, ())
            for item in self.proposed if item.change is not Change.UNCHANGED
        )  # fmt: skip

    @property
    def stored(self) -> int:
        """How many answers would stand with a level or as not applicable."""
        return len(self.reading.answers) - self.waiting

    @property
    def waiting(self) -> int:
        """How many answers are set aside, whether or not their agencies are known yet."""
        return sum(read.answer.state is AnswerState.SET_ASIDE for read in self.reading.answers)

    def totals(self) -> dict[str, int]:
        """read = stored + set_aside + ignored."""
        return {
            "read": self.reading.read,
            "stored": self.stored,
            "set_aside": self.waiting,
            "ignored": len(self.reading.left_out),
        }
