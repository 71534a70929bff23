"""Groups of the partnership, who sits on them, pairs that challenge each other; case-level escalations; inspections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from scrutineer.domain.challenge import Waiting
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.due_acts import DueAct
from scrutineer.domain.ids import AgencyId, CycleId, EvidenceId, GroupId, InspectionId, SeatId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import DayDone, DayDue, Label, Line, Name, Period, Problem, Targets, Title, before


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerGroup:
    """A group of the arrangements. `reports_to` is the name of the group above it, "" for the top.

    It stood from `starts` to `ends`: None for always and for still. A redesign ends some and begins others.
    """

    id: GroupId = GroupId(0)
    name: Name
    purpose: Line = ""
    reports_to: Label = ""
    authority: Label = ""
    starts: date | None = None
    ends: date | None = None
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.ends, self.starts):
            yield Problem("The group ended before it began", "Give two dates, the later one last.", "ends")


class GroupRole(Enum):
    """What a seat is on a group."""

    CHAIR = "chair"
    MEMBER = "member"
    ADVISER = "adviser"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSeat:
    """A seat that sits on a group, between two days."""

    id: int = 0
    group_id: GroupId
    seat_id: SeatId
    role: GroupRole = GroupRole.MEMBER
    starts: date | None = None
    ends: date | None = None

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.ends, self.starts):
            yield Problem("The seat left before it came", "Give two dates, the later one last.", "ends")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerPair:
    """Two that challenge each other: schools, groups, or an area and its neighbour. What is no agency here is named."""

    id: int = 0
    cycle_id: CycleId
    first: Name
    second: Name
    on_date: DayDone | None = None
    due: DayDue | None = None
    challenged: str = ""
    followed: str = ""
    marking: Marking = Marking.PARTNER

    @property
    def is_over(self) -> bool:
        """Whether its day lies behind it as it should: they challenged each other."""
        return self.on_date is not None

    def next_act(self) -> DueAct | None:
        """What it waits for: that they challenge each other."""
        if self.is_over:
            return None
        why = "They have not challenged each other yet"
        return DueAct(DueKind.PEERS, None, self.due, Waiting.YOU, NextAct.RECORD, why)


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationCount:
    """How many case-level disagreements reached a stage in a period, and how many days they took in all.

    Totals alone: the partnership's own business, never the case.
    """

    id: int = 0
    cycle_id: CycleId
    agency_id: AgencyId | None = None
    period: Period
    stage: Name
    number: int
    days: int | None = None
    note: Line = ""
    marking: Marking = Marking.PARTNER


def without_number(count: EscalationCount) -> EscalationCount:
    """That there were some, and not how many, nor what else would tell of few."""
    return replace(count, number=0, days=None, note="")


class InspectionKind(Enum):
    """What an inspection is."""

    JTAI = "joint targeted area inspection"
    ILACS = "inspection of local authority children's services"
    POLICE = "police inspection"
    HEALTH = "health inspection"
    SCHOOLS = "school inspection"
    PEER = "peer review"
    OTHER = "other inspection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """An inspection or peer review: what it found, and when the next is looked for. Its actions are recommendations."""

    id: InspectionId = InspectionId(0)
    kind: InspectionKind
    title: Title
    agency_id: AgencyId | None = None
    evidence_id: EvidenceId | None = None
    held_on: DayDone | None = None
    published_on: DayDone | None = None
    next_due: DayDue | None = None
    findings: str = ""
    readiness: str = ""
    targets: Targets = ()
    marking: Marking = Marking.PARTNER

    def next_act(self) -> DueAct | None:
        """What it waits for: the next of its kind, where one is looked for."""
        if self.next_due is None:
            return None
        why = "The next one is looked for"
        return DueAct(DueKind.INSPECTION, self.held_on, self.next_due, Waiting.YOU, NextAct.RECORD, why)
