"""Where one can go in the window: a frozen value for each place, so that the type checker sees a wrong one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from scrutineer.domain.challenge import EventKind
from scrutineer.domain.ids import (
    ActivityId,
    AgencyId,
    ChallengeId,
    CycleId,
    EvidenceId,
    IndicatorId,
    InspectionId,
    JudgementId,
    OutcomeId,
    PieceId,
    RecommendationId,
    ReturnId,
    ReviewId,
    TargetId,
)
from scrutineer.domain.recommendations import RecommendationMove


@dataclass(frozen=True, slots=True)
class ToHome:
    """Home."""


@dataclass(frozen=True, slots=True)
class ToSteps:
    """Steps, at the tab that was open there last."""


@dataclass(frozen=True, slots=True)
class ToLines:
    """Steps line by line, at the line that was open there last."""


@dataclass(frozen=True, slots=True)
class ToLine:
    """A step or line of enquiry."""

    target: TargetId


class Tray(Enum):
    """What waits to be placed. The value is what its list is called."""

    ANSWERS = "Answers"
    EVIDENCE = "Evidence"
    FILES = "Files"


@dataclass(frozen=True, slots=True)
class ToPlacing:
    """What came in and is not yet placed on a step or line; one of the lists where it is named."""

    tray: Tray | None = None


@dataclass(frozen=True, slots=True)
class ToVoices:
    """Every voice on every line; the row of one step or line where it is given."""

    target: TargetId | None = None


@dataclass(frozen=True, slots=True)
class ToNewView:
    """The form for somebody's view, begun on a step or line where it is given."""

    target: TargetId | None = None


@dataclass(frozen=True, slots=True)
class ToStrength:
    """What each judgement rests on."""


@dataclass(frozen=True, slots=True)
class ToCoverage:
    """A framework by the six steps; the one shown last where none is given."""

    framework_id: str | None = None


@dataclass(frozen=True, slots=True)
class ToChecklists:
    """A checklist held against a document, at one of its items; what was shown last where nothing is given."""

    framework_id: str | None = None
    evidence_id: EvidenceId | None = None
    target: TargetId | None = None


@dataclass(frozen=True, slots=True)
class ToYears:
    """Two cycles side by side."""


@dataclass(frozen=True, slots=True)
class ToFrameworks:
    """The frameworks of the field; one of them chosen where it is given."""

    framework_id: str | None = None


@dataclass(frozen=True, slots=True)
class ToEvidence:
    """The register of evidence."""


@dataclass(frozen=True, slots=True)
class ToItem:
    """An item of evidence."""

    evidence_id: EvidenceId


@dataclass(frozen=True, slots=True)
class ToNewEvidence:
    """The line that captures evidence."""


@dataclass(frozen=True, slots=True)
class ToFiles:
    """Files of this computer that are being captured as evidence."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToEvidenceSearch:
    """The items of evidence that hold these words."""

    words: str


@dataclass(frozen=True, slots=True)
class ToSearch:
    """Everything in the casefile that holds these words."""

    words: str


@dataclass(frozen=True, slots=True)
class ToReturns:
    """Who has returned what; one kind of return where its mapping is named, in another cycle than the current one
    where that is named, with what was asked of one agency chosen."""

    profile: str = ""
    cycle_id: CycleId | None = None
    agency_id: AgencyId | None = None


@dataclass(frozen=True, slots=True)
class ToAgencyReturns:
    """The first answer of an agency that waits for a decision."""

    agency_id: AgencyId


@dataclass(frozen=True, slots=True)
class ToImport:
    """The choice of a workbook to take in; or the check that was begun, by the key of what was said in it."""

    begun: str = ""


@dataclass(frozen=True, slots=True)
class ToWorkbook:
    """The check of a workbook that lies on this computer."""

    path: str


@dataclass(frozen=True, slots=True)
class ToWorkbookAnswers:
    """The answers of a workbook that was taken in, to decide and to place."""

    return_id: ReturnId


@dataclass(frozen=True, slots=True)
class ToChallenges:
    """The log of challenges; of those on one step or line, or of one thread, alone where it is given."""

    target: TargetId | None = None
    thread: str = ""


@dataclass(frozen=True, slots=True)
class ToChallenge:
    """A challenge and its life; `begins` is what is to be recorded next, where one goes there to do that."""

    challenge_id: ChallengeId
    begins: EventKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToNewChallenge:
    """The form for a challenge, with what it is raised from: the words are taken over as they are."""

    target: TargetId | None = None
    agency_id: AgencyId | None = None
    why: str = ""
    question: str = ""
    evidence_ids: tuple[EvidenceId, ...] = ()
    activity_id: ActivityId | None = None
    piece_id: PieceId | None = None


@dataclass(frozen=True, slots=True)
class ToMeeting:
    """The page to log in while a meeting goes on; of one of the plan where it is named."""

    activity_id: ActivityId | None = None


@dataclass(frozen=True, slots=True)
class ToLearning:
    """Learning, at the tab that was open there last."""


@dataclass(frozen=True, slots=True)
class ToContradictions:
    """Where sources say different things."""


@dataclass(frozen=True, slots=True)
class ToOutcomes:
    """What the partnership wants for children."""


@dataclass(frozen=True, slots=True)
class ToOutcome:
    """A desired outcome."""

    outcome_id: OutcomeId


@dataclass(frozen=True, slots=True)
class ToAreas:
    """Other partnerships beside this one, and the shelf of lessons."""


@dataclass(frozen=True, slots=True)
class ToScrutineers:
    """Who judged what, and the merging of a co-scrutineer's casefile."""


@dataclass(frozen=True, slots=True)
class ToMerge:
    """A co-scrutineer's casefile on this computer, to see what merging it would bring."""

    path: str


@dataclass(frozen=True, slots=True)
class ToPlan:
    """Plan, at the tab that was open there last."""


@dataclass(frozen=True, slots=True)
class ToDue:
    """What is due."""


@dataclass(frozen=True, slots=True)
class ToYear:
    """The year: what is planned and done; one activity where it is named."""

    activity_id: ActivityId | None = None


@dataclass(frozen=True, slots=True)
class ToNewActivity:
    """An empty activity."""


@dataclass(frozen=True, slots=True)
class ToDays:
    """The contract, its days, what it asks for, and what was declared; one of these where it is named."""

    deliverable_id: int = 0
    declaration_id: int = 0


@dataclass(frozen=True, slots=True)
class ToPieces:
    """Scrutiny pieces; one where it is named, with an agency that it asked or a stage of a round chosen."""

    piece_id: PieceId | None = None
    asked_id: int = 0
    stage_id: int = 0


@dataclass(frozen=True, slots=True)
class ToClocks:
    """Practice reviews and their clocks; one review where it is named."""

    review_id: ReviewId | None = None
    clock_id: int = 0


@dataclass(frozen=True, slots=True)
class ToRecommendations:
    """Recommendations; one where it is named, and what is recorded of it next where one goes there to do that."""

    recommendation_id: RecommendationId | None = None
    begins: RecommendationMove | None = None


@dataclass(frozen=True, slots=True)
class ToNewRecommendation:
    """The form for a recommendation, begun from what it follows from where that is said: one of these."""

    judgement_id: JudgementId | None = None
    piece_id: PieceId | None = None
    inspection_id: InspectionId | None = None
    evidence_id: EvidenceId | None = None


@dataclass(frozen=True, slots=True)
class ToQuestions:
    """Questions that others put, and their replies; one where it is named."""

    question_id: int = 0


@dataclass(frozen=True, slots=True)
class ToStructure:
    """Groups, who sits on them, pairs of peers and escalations; one part by the key of its form, and one row of it, 0
    for a new one."""

    part: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class ToIndicators:
    """Indicators over time; one where it is named, 0 for a new one."""

    indicator_id: IndicatorId | None = None


@dataclass(frozen=True, slots=True)
class ToInspections:
    """Inspections and peer reviews; one where it is named, 0 for a new one."""

    row: int | None = None


@dataclass(frozen=True, slots=True)
class ToReports:
    """Reports; one kind of them, and of one cycle or one scrutiny piece, where they are named."""

    kind: str = ""
    cycle: str = ""
    piece_id: PieceId | None = None


class SettingsPart(Enum):
    """The sections of Settings, in their order. The value is what each is called."""

    PARTNERSHIP = "Partnership"
    AGENCIES = "Agencies"
    SEATS = "Seats"
    CYCLES = "Cycles"
    SCALE = "Scale of judgements"
    TEMPLATE = "Template of reports"
    CHALLENGES = "Challenges"
    NAMES = "Names to keep out"
    BACKUPS = "Backups"
    MAPPINGS = "Mappings of workbooks"
    PHRASES = "Phrases"
    WORDS = "Words of your own"
    LOOK = "Look of the window"
    LOCKING = "Locking and passphrase"
    HISTORY = "What was done"


@dataclass(frozen=True, slots=True)
class ToSettings:
    """Settings, at one of its sections where it is named, and at one row of it by its id. `setting_up` says whether its
    steps guide there: None where that goes by what is still to be set up."""

    part: SettingsPart | None = None
    row: int = 0
    setting_up: bool | None = None


# What each page, or tab of a page, can be asked to show.
LinesPlace: TypeAlias = ToLines | ToLine
VoicesPlace: TypeAlias = ToVoices | ToNewView
CoveragePlace: TypeAlias = ToCoverage | ToChecklists
StepsPlace: TypeAlias = (
    ToSteps | LinesPlace | ToPlacing | VoicesPlace | ToStrength | CoveragePlace | ToYears | ToFrameworks
)
EvidencePlace: TypeAlias = ToEvidence | ToItem | ToNewEvidence | ToFiles | ToEvidenceSearch
ReturnsPlace: TypeAlias = ToReturns | ToAgencyReturns | ToImport | ToWorkbook | ToWorkbookAnswers
ChallengesPlace: TypeAlias = ToChallenges | ToChallenge | ToNewChallenge
OutcomesPlace: TypeAlias = ToOutcomes | ToOutcome
ScrutineersPlace: TypeAlias = ToScrutineers | ToMerge
YearPlace: TypeAlias = ToYear | ToNewActivity
PlanPlace: TypeAlias = ToPlan | ToDue | YearPlace | ToDays | ToPieces | ToClocks | ToStructure
RecommendationsPlace: TypeAlias = ToRecommendations | ToNewRecommendation
LearningPlace: TypeAlias = (
    ToLearning
    | ToContradictions
    | OutcomesPlace
    | ToIndicators
    | RecommendationsPlace
    | ToQuestions
    | ToInspections
    | ToAreas
    | ScrutineersPlace
)

Destination: TypeAlias = (
    ToHome
    | StepsPlace
    | EvidencePlace
    | ReturnsPlace
    | ChallengesPlace
    | ToMeeting
    | PlanPlace
    | LearningPlace
    | ToReports
    | ToSettings
    | ToSearch
)
