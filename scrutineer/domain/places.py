"""What something is about, so that a window can lead there and the core need not know of windows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from scrutineer.domain.ids import (
    ActivityId,
    AgencyId,
    ChallengeId,
    CycleId,
    EvidenceId,
    IndicatorId,
    OutcomeId,
    PieceId,
    RecommendationId,
    ReturnId,
    ReviewId,
    TargetId,
)


@dataclass(frozen=True, slots=True)
class AboutEvidence:
    """An item of evidence."""

    evidence_id: EvidenceId


@dataclass(frozen=True, slots=True)
class AboutRegister:
    """The register of evidence."""


@dataclass(frozen=True, slots=True)
class AboutUnplaced:
    """What came in and is not yet placed on a step or line."""


@dataclass(frozen=True, slots=True)
class AboutTarget:
    """A step or line of enquiry, with its judgement and what each voice says of it."""

    target: TargetId


@dataclass(frozen=True, slots=True)
class AboutChallenge:
    """A challenge."""

    challenge_id: ChallengeId


@dataclass(frozen=True, slots=True)
class AboutAgencyReturns:
    """What one agency returned."""

    agency_id: AgencyId


@dataclass(frozen=True, slots=True)
class AboutReturns:
    """What was returned, whoever sent it; of one kind of return where its mapping is named, in another cycle than the
    current one where that is named, and of one agency."""

    profile: str = ""
    cycle_id: CycleId | None = None
    agency_id: AgencyId | None = None


@dataclass(frozen=True, slots=True)
class AboutWorkbook:
    """The answers of one workbook that was taken in, of whatever cycle."""

    return_id: ReturnId


@dataclass(frozen=True, slots=True)
class AboutOutcome:
    """A desired outcome."""

    outcome_id: OutcomeId


@dataclass(frozen=True, slots=True)
class AboutOutcomes:
    """The priorities and what is wanted for children under each."""


@dataclass(frozen=True, slots=True)
class AboutShelf:
    """The shelf of lessons carried between areas."""


@dataclass(frozen=True, slots=True)
class AboutFramework:
    """A framework that this cycle is not judged against."""

    framework_id: str


class PartnershipPart(Enum):
    """What is set up of a partnership, in the order in which it is."""

    PARTNERSHIP = "partnership"
    AGENCIES = "agencies"
    SEATS = "seats"
    CYCLES = "cycle"
    SCALE = "scale"
    BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class AboutPartnership:
    """The partnership itself: its name, agencies, seats and cycles; one of these where it is named."""

    part: PartnershipPart | None = None


@dataclass(frozen=True, slots=True)
class AboutPhrase:
    """A phrase of one's own."""

    phrase_id: int


@dataclass(frozen=True, slots=True)
class AboutChecklist:
    """An item of a checklist in the document that was held against it."""

    target: TargetId
    evidence_id: EvidenceId


@dataclass(frozen=True, slots=True)
class AboutDue:
    """The list of what is due."""


@dataclass(frozen=True, slots=True)
class AboutActivity:
    """An activity of the scrutineer."""

    activity_id: ActivityId


@dataclass(frozen=True, slots=True)
class AboutDays:
    """The contract: its days, what it asks for, and what was declared; one of these where it is named."""

    deliverable_id: int = 0
    declaration_id: int = 0


@dataclass(frozen=True, slots=True)
class AboutPiece:
    """A scrutiny piece; 0 for the rounds of methods that belong to none. One agency that it asked, or one stage of a
    round, where that is named."""

    piece_id: PieceId
    asked_id: int = 0
    stage_id: int = 0


@dataclass(frozen=True, slots=True)
class AboutClocks:
    """Practice reviews and the clocks that run; one review, or one clock, where it is named."""

    review_id: ReviewId | None = None
    clock_id: int = 0


@dataclass(frozen=True, slots=True)
class AboutRecommendation:
    """A recommendation."""

    recommendation_id: RecommendationId


@dataclass(frozen=True, slots=True)
class AboutQuestions:
    """Questions that others put, with their replies; one where it is named."""

    question_id: int = 0


@dataclass(frozen=True, slots=True)
class AboutStructure:
    """Groups of the partnership, who sits on them, pairs of peers and escalations; one row of a part where it is
    named."""

    part: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class AboutIndicator:
    """An indicator over time."""

    indicator_id: IndicatorId


@dataclass(frozen=True, slots=True)
class AboutInspections:
    """Inspections and peer reviews; one where it is named."""

    row: int | None = None


@dataclass(frozen=True, slots=True)
class AboutReport:
    """A kind of report; of a cycle where it is named."""

    kind: str
    cycle: str = ""


Subject: TypeAlias = (
    AboutEvidence
    | AboutRegister
    | AboutUnplaced
    | AboutTarget
    | AboutChallenge
    | AboutAgencyReturns
    | AboutReturns
    | AboutWorkbook
    | AboutOutcome
    | AboutOutcomes
    | AboutShelf
    | AboutFramework
    | AboutPartnership
    | AboutPhrase
    | AboutChecklist
    | AboutDue
    | AboutActivity
    | AboutDays
    | AboutPiece
    | AboutClocks
    | AboutRecommendation
    | AboutQuestions
    | AboutStructure
    | AboutIndicator
    | AboutInspections
    | AboutReport
)
