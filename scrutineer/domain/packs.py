"""Packs: an evidence request sent to an agency as a workbook, and what came back in each of its answer cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scrutineer.domain.ids import AgencyId, CycleId, PackId
from scrutineer.domain.returns import ImportQuestion, LeftOut
from scrutineer.domain.rules import AsRead, DayDue, Label, Stamp, Title

PACK_PROPERTY = "scrutineer-pack"
"""The custom document property that holds a pack's token."""

FORMAT = "1"
"""The layout of the pack's sheets; another one is said to be from another version of the program."""

TO_CONFIRM, CONFIRMED = "To confirm", "Confirmed"
"""What stands beside an answer carried over from last cycle, as sent and once the agency has looked at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as it was sent. `sent` is JSON: by row id and field ("six-steps:1a/level") the text as sent."""

    id: PackId = PackId(0)
    token: Title
    agency_id: AgencyId
    cycle_id: CycleId
    framework_id: Label
    framework_version: Label
    made: Stamp
    due: DayDue | None = None
    sha256: str
    sent: AsRead


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """One line of the self-assessment: its id, the question as asked, and last cycle's answer where it still fits.

    `level` is the word of a level. `earlier_wording` is last cycle's question where it was worded differently;
    then nothing is carried over, and `earlier_level` is only told.
    """

    id: str
    step: str
    number: str
    question: str
    evidence: str = ""
    level: str = ""
    narrative: str = ""
    sources: str = ""
    prior: bool = False
    earlier_wording: str = ""
    earlier_level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedChallenge:
    """A challenge that awaits the agency's reply."""

    id: str
    reference: str
    question: str
    raised: str
    due: str
    test: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackContent:
    """Everything a pack says, before it is a workbook. `levels` are words with descriptors, the lowest first;
    `returns_to` is who asks for it, by role."""

    token: str
    partnership: str
    agency: str
    cycle: str
    framework: str
    framework_version: str
    due: date | None
    questions: tuple[AskedQuestion, ...]
    levels: tuple[tuple[str, str], ...]
    challenges: tuple[AskedChallenge, ...] = ()
    seats: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    returns_to: str = "The independent scrutineer"

    def sent(self) -> dict[str, str]:
        """By row id and field, the text that stands in each answer cell as it is sent."""
        cells = {}
        for asked in self.questions:
            cells[f"{asked.id}/level"] = asked.level
            cells[f"{asked.id}/narrative"] = asked.narrative
            cells[f"{asked.id}/sources"] = asked.sources
            cells[f"{asked.id}/confirmed"] = TO_CONFIRM if asked.prior else ""
            cells[f"{asked.id}/question"] = asked.question
        for challenge in self.challenges:
            cells |= {f"{challenge.id}/{name}": "" for name in ("reply", "date", "by")}
        return cells


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a returned pack: its id ("" where it was destroyed), its label, its fields, and their cells."""

    sheet: str
    row: int
    id: str
    label: str
    fields: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Self-assessment!14."""
        return f"{self.sheet}!{self.row}"

    @property
    def filled(self) -> bool:
        """Whether anything stands in its answer cells."""
        return any(self.fields.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedPack:
    """A workbook that says it is a pack: its token, what it says of itself, and the rows found in each part.

    `came_back` are the titles of the parts that are there, `lacks` says which of their columns are not. `overlooked`
    is what stands beside what was asked for, `asks` what only a person can say of it.
    """

    name: str
    sha256: str
    token: str
    format: str
    about: Mapping[str, str]
    questions: tuple[ReturnedRow, ...] = ()
    challenges: tuple[ReturnedRow, ...] = ()
    evidence: tuple[ReturnedRow, ...] = ()
    contributions: tuple[ReturnedRow, ...] = ()
    attendance: tuple[ReturnedRow, ...] = ()
    read: int = 0
    came_back: frozenset[str] = frozenset()
    lacks: tuple[str, ...] = ()
    overlooked: tuple[LeftOut, ...] = ()
    asks: tuple[ImportQuestion, ...] = ()
