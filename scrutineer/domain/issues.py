"""Reports that were issued, what partners said of a draft, how a kind of report is laid out, and names to keep out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scrutineer.domain.ids import AgencyId, CycleId, IssueId, PieceId
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.rules import AsRead, DayDone, Label, Name, Stamp, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedReport:
    """One file that was issued, whole: `sha256` names its bytes, which the casefile keeps.

    `version` counts per kind, edition, cycle, agency, period and scrutiny piece; a draft bears the number that it is a
    draft of. `document` is what it was set from, `evidence` the digests of what it cites, both as JSON; `made_with`
    names the program's version, its setter's and its fonts'. `journal_entry` and `journal_hash` say which state of the
    casefile it tells.
    """

    id: IssueId = IssueId(0)
    kind: Label
    edition: Edition
    agency_id: AgencyId | None = None
    starts: date | None = None
    ends: date | None = None
    piece_id: PieceId | None = None
    cycle_id: CycleId | None = None
    version: int
    draft: bool = False
    issued: Stamp
    name: AsRead
    format: Label
    sha256: Label
    document: AsRead
    journal_entry: int
    journal_hash: Label
    evidence: AsRead = ""
    made_with: AsRead = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccuracyReply:
    """What one partner said of the facts in a draft, and what was done about it."""

    id: int = 0
    issued_id: IssueId
    agency_id: AgencyId | None = None
    on_date: DayDone
    said: Words
    done: str = ""
    marking: Marking = Marking.PARTNER


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLayout:
    """How one kind of report is laid out here: which sections, in which order, with which own texts, as JSON."""

    kind: Label
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardedName:
    """A name that must stand in no report that leaves the machine."""

    id: int = 0
    name: Name
