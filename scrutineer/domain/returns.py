"""Returns: a workbook that came back, the agencies' own answers in it, each with its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from scrutineer.domain.answers import Answer
from scrutineer.domain.ids import AgencyId, AnswerId, CycleId, PackId, ReturnId
from scrutineer.domain.mapping import Profile
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import AsRead, Stamp, Title

OF_ANSWERS = "self-assessment"
"""The kind of a workbook that holds answers to standards."""
OF_PACK = "pack"
"""The kind of a workbook that was sent out as a pack and holds the answers that came back in it."""


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
    kind: str = OF_ANSWERS
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


class FoundAnswer(NamedTuple):
    """An answer found in a workbook, before anything is stored. `agency` is the name as it stands there. A tuple, as
    there are tens of thousands, made anew at each look."""

    agency: str
    number: str
    standard: str
    answer: Answer
    typed: str
    cell: str
    area: str = ""
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
    "sources": ("sources",),
    "standard": ("standard", "area"),
    "line": ("target",),
}
"""The cells of one answer, each of which can be taken or refused, and the fields that hold it."""

WHOLE_ROW = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person said of a workbook beyond its mapping.

    `agency` overrides the name in the workbook; `same_as` says which agency a name as typed stands for;
    `second_as` keeps a second return of the same agency under a name of its own; `newer` confirms that it is a
    newer version of what stands; `ours` that a return for several partnerships counts for this one; `its_cycle` that a
    pack of another cycle than the current one is stored in the cycle it was made for. `chosen` holds, by the kind of a
    question with choices, the key of the one that was taken.
    """

    agency: str = ""
    same_as: Mapping[str, str] = field(default_factory=dict)
    second_as: str = ""
    newer: bool = False
    ours: bool = False
    its_cycle: bool = False
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportQuestion:
    """Something only a person can say before a workbook is stored.

    `kind` is second return, shared return, other cycle, or a key of its own with the `choices` there are: each a
    key and the words that name it. With `is_day` any other day may be typed, as its key.
    """

    kind: str
    text: str
    advice: str
    choices: tuple[tuple[str, str], ...] = ()
    is_day: bool = False
