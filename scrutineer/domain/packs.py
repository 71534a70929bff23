"""Packs: an evidence request sent to an agency as a workbook, and what stood in each of its answer cells."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scrutineer.domain.grid import tidy
from scrutineer.domain.ids import AgencyId, CycleId, PackId

PACK_PROPERTY = "scrutineer-pack"
"""The custom document property that holds a pack's token."""

FORMAT = "1"
"""The layout of the pack's sheets; another one is said to be from another version of the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as it was sent. `sent` holds by row id and field ("six-steps:1a/level") the text as sent."""

    id: PackId = PackId(0)
    token: str
    agency_id: AgencyId
    cycle_id: CycleId
    framework_id: str
    framework_version: str
    made: str
    due: date | None = None
    sha256: str
    sent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """One line of the self-assessment: its id, the question as asked, and last cycle's answer where it still fits.

    `prior_wording` is last cycle's question where it was worded differently; then nothing is carried over.
    """

    id: str
    step: str
    number: str
    question: str
    evidence: str
    level: str = ""
    narrative: str = ""
    references: str = ""
    prior: bool = False
    prior_wording: str = ""


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
    """Everything a pack says, before it is a workbook."""

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
    partner: bool = False

    def sent(self) -> dict[str, str]:
        """By row id and field, the text that stands in each answer cell as it is sent."""
        cells = {}
        for one in self.questions:
            level = dict(self.levels).get(one.level, "")
            for name, text in (("level", level), ("narrative", one.narrative), ("references", one.references)):
                cells[f"{one.id}/{name}"] = text
            cells[f"{one.id}/confirmed"] = "" if one.prior else "-"
        for challenge in self.challenges:
            cells |= {f"{challenge.id}/{name}": "" for name in ("reply", "date", "by")}
        return cells


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a returned pack that carries answers: its id ("" where it was destroyed), fields, and their cells."""

    sheet: str
    row: int
    id: str
    fields: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedPack:
    """A workbook that says it is a pack: its token, format, and the rows found, whatever was done to them."""

    name: str
    sha256: str
    token: str
    format: str
    about: Mapping[str, str]
    rows: tuple[ReturnedRow, ...]
    notes: tuple[str, ...] = ()


def wording_hash(question: str) -> str:
    """A question's wording, white space and case apart: unchanged wording has an unchanged hash."""
    return hashlib.sha256(tidy(question).casefold().encode()).hexdigest()[:16]
