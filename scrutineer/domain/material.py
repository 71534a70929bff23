"""Everything that reports are made from, private items included. Only the gate (`domain.editions`) may look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutineer.domain.activities import Activity, Contract, Declaration, Deliverable
from scrutineer.domain.challenge import Life
from scrutineer.domain.checklists import ChecklistAnswer
from scrutineer.domain.clock_rules import ChildDeathReview, ClockRule
from scrutineer.domain.clocks import PracticeReview, StatutoryClock
from scrutineer.domain.evidence import Evidence, Excerpt, Link, StrengthHint
from scrutineer.domain.framework import Framework
from scrutineer.domain.ids import EvidenceId, TargetId
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.ledgers import AskedReturn, Attendance, Contribution, TrainingNumber
from scrutineer.domain.methods import Method
from scrutineer.domain.outcomes import DesiredOutcome, Priority
from scrutineer.domain.partnership import Agency, Cycle, Partnership, Seat
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round
from scrutineer.domain.questions import Question
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.domain.scale import Scale
from scrutineer.domain.statements import CycleStatement
from scrutineer.domain.structure import EscalationCount, GroupSeat, Inspection, PartnerGroup, PeerPair
from scrutineer.domain.voices import View


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMaterial:
    """The scrutineer's year, and what is arranged, asked and counted in it. What belongs to a cycle is of the current
    one, but for `other_activities` and `other_pieces`, of every other cycle; contracts, declarations, groups,
    inspections, indicators and recommendations go on across cycles. `methods` and `clock_rules` are those that ship,
    `frameworks` those of the cycle.

    `waits` are the records that wait for something, as the list of what is due has them: of the current cycle and what
    others left open; of a cycle that is over its own alone. `owing` are the cycles that owe their yearly report, and
    `cycles` every one."""

    contracts: tuple[Contract, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    activities: tuple[Activity, ...] = ()
    other_activities: tuple[Activity, ...] = ()
    pieces: tuple[Piece, ...] = ()
    other_pieces: tuple[Piece, ...] = ()
    asked_by_pieces: tuple[PieceAgency, ...] = ()
    findings: tuple[PieceFinding, ...] = ()
    rounds: tuple[Round, ...] = ()
    recommendation_events: tuple[RecommendationEvent, ...] = ()
    questions: tuple[Question, ...] = ()
    reviews: tuple[PracticeReview, ...] = ()
    clocks: tuple[StatutoryClock, ...] = ()
    checklist_answers: tuple[ChecklistAnswer, ...] = ()
    groups: tuple[PartnerGroup, ...] = ()
    group_seats: tuple[GroupSeat, ...] = ()
    seats: tuple[Seat, ...] = ()
    peers: tuple[PeerPair, ...] = ()
    escalations: tuple[EscalationCount, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    figures: tuple[IndicatorValue, ...] = ()
    waits: tuple[Any, ...] = ()
    owing: tuple[Cycle, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    methods: tuple[Method, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    clock_rules: tuple[ClockRule, ...] = ()
    child_death_review: ChildDeathReview | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A casefile as reports see it on one day.

    `judgements` are those of the current cycle and the one before it, oldest first; `hints` the strength that the
    evidence of a target suggests; `attachments` the names of an item's files. `views`, `answers` and `asked` are
    those of the current cycle. `checklists` are what can be answered in it. `journal_entry` and
    `journal_hash` say which state of the casefile it is.
    """

    partnership: Partnership
    agencies: tuple[Agency, ...]
    cycle: Cycle
    before: Cycle | None
    framework: Framework
    scale: Scale
    scales: tuple[Scale, ...]
    statements: tuple[CycleStatement, ...]
    evidence: tuple[Evidence, ...]
    attachments: Mapping[EvidenceId, tuple[str, ...]]
    excerpts: tuple[Excerpt, ...]
    links: tuple[Link, ...]
    lives: tuple[Life, ...]
    judgements: tuple[Judgement, ...]
    hints: Mapping[TargetId, StrengthHint]
    views: tuple[View, ...]
    files: tuple[ReturnFile, ...]
    answers: tuple[SelfAssessment, ...]
    asked: tuple[AskedReturn, ...]
    contributions: tuple[Contribution, ...]
    attendance: tuple[Attendance, ...]
    training: tuple[TrainingNumber, ...]
    priorities: tuple[Priority, ...]
    outcomes: tuple[DesiredOutcome, ...]
    recommendations: tuple[Recommendation, ...]
    today: date
    checklists: tuple[Framework, ...] = ()
    year: YearMaterial = YearMaterial()
    opinion_on: date | None = None
    journal_entry: int = 0
    journal_hash: str = ""
