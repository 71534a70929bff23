"""Every page of an open casefile, and every tab of one, once.

The rail, the keys, the help text, the tabs and the making of panels read it. A panel's module is imported on the first
visit, so that the first page comes before everything the others need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrutineer.ui.destinations import (
    ChallengesPlace,
    Destination,
    EvidencePlace,
    LearningPlace,
    LinesPlace,
    OutcomesPlace,
    PlanPlace,
    RecommendationsPlace,
    ReturnsPlace,
    ScrutineersPlace,
    StepsPlace,
    ToAgencyReturns,
    ToAreas,
    ToChallenge,
    ToChallenges,
    ToChecklists,
    ToClocks,
    ToContradictions,
    ToCoverage,
    ToDays,
    ToDue,
    ToEvidence,
    ToEvidenceSearch,
    ToFiles,
    ToFrameworks,
    ToHome,
    ToImport,
    ToIndicators,
    ToInspections,
    ToItem,
    ToLearning,
    ToLine,
    ToLines,
    ToMeeting,
    ToMerge,
    ToNewActivity,
    ToNewChallenge,
    ToNewEvidence,
    ToNewRecommendation,
    ToNewView,
    ToOutcome,
    ToOutcomes,
    ToPieces,
    ToPlacing,
    ToPlan,
    ToQuestions,
    ToRecommendations,
    ToReports,
    ToReturns,
    ToScrutineers,
    ToSearch,
    ToSettings,
    ToSteps,
    ToStrength,
    ToStructure,
    ToVoices,
    ToWorkbook,
    ToWorkbookAnswers,
    ToYear,
    ToYears,
    VoicesPlace,
    YearPlace,
)
from scrutineer.ui.page import Page, Tab

if TYPE_CHECKING:
    from scrutineer.ui.panels.base import Panel
    from scrutineer.ui.session import Session
    from scrutineer.ui.settings_access import SettingsAccess


def page_of(destination: Destination) -> Page[Any]:
    """The page that serves a destination; each kind has exactly one."""
    return next(page for page in (*PAGES, *OFF_RAIL) if page.has(destination))


def _home(session: Session, _access: SettingsAccess) -> Panel[ToHome]:
    from scrutineer.ui.panels.home import HomePanel

    return HomePanel(session)


def _steps(session: Session, _access: SettingsAccess) -> Panel[StepsPlace]:
    from scrutineer.ui.panels.book import BookPanel

    return BookPanel(session, STEPS, "Ways to look at the steps")


def _lines(session: Session) -> Panel[LinesPlace]:
    from scrutineer.ui.panels.steps import StepsPanel

    return StepsPanel(session)


def _placing(session: Session) -> Panel[ToPlacing]:
    from scrutineer.ui.panels.placing import PlacingPanel

    return PlacingPanel(session)


def _voices(session: Session) -> Panel[VoicesPlace]:
    from scrutineer.ui.panels.views import ViewsPanel

    return ViewsPanel(session)


def _strength(session: Session) -> Panel[ToStrength]:
    from scrutineer.ui.panels.strength import StrengthPanel

    return StrengthPanel(session)


def _coverage(session: Session) -> Panel[ToCoverage]:
    from scrutineer.ui.panels.coverage import CoveragePanel

    return CoveragePanel(session)


def _checklists(session: Session) -> Panel[ToChecklists]:
    from scrutineer.ui.panels.checklists import ChecklistsPanel

    return ChecklistsPanel(session)


def _years(session: Session) -> Panel[ToYears]:
    from scrutineer.ui.panels.years import YearsPanel

    return YearsPanel(session)


def _frameworks(session: Session) -> Panel[ToFrameworks]:
    from scrutineer.ui.panels.frameworks import FrameworksPanel

    return FrameworksPanel(session)


def _evidence(session: Session, _access: SettingsAccess) -> Panel[EvidencePlace]:
    from scrutineer.ui.panels.evidence import EvidencePanel

    return EvidencePanel(session)


def _returns(session: Session, _access: SettingsAccess) -> Panel[ReturnsPlace]:
    from scrutineer.ui.panels.returns import ReturnsPanel

    return ReturnsPanel(session)


def _challenges(session: Session, _access: SettingsAccess) -> Panel[ChallengesPlace]:
    from scrutineer.ui.panels.challenges import ChallengesPanel

    return ChallengesPanel(session)


def _plan(session: Session, _access: SettingsAccess) -> Panel[PlanPlace]:
    from scrutineer.ui.panels.book import BookPanel

    return BookPanel(session, PLAN, "Plan")


def _due(session: Session) -> Panel[ToDue]:
    from scrutineer.ui.panels.due import DuePanel

    return DuePanel(session)


def _year(session: Session) -> Panel[YearPlace]:
    from scrutineer.ui.panels.year import YearPanel

    return YearPanel(session)


def _days(session: Session) -> Panel[ToDays]:
    from scrutineer.ui.panels.days import DaysPanel

    return DaysPanel(session)


def _pieces(session: Session) -> Panel[ToPieces]:
    from scrutineer.ui.panels.pieces import PiecesPanel

    return PiecesPanel(session)


def _learning(session: Session, _access: SettingsAccess) -> Panel[LearningPlace]:
    from scrutineer.ui.panels.book import BookPanel

    return BookPanel(session, LEARNING, "Learning")


def _contradictions(session: Session) -> Panel[ToContradictions]:
    from scrutineer.ui.panels.contradictions import ContradictionsPanel

    return ContradictionsPanel(session)


def _outcomes(session: Session) -> Panel[OutcomesPlace]:
    from scrutineer.ui.panels.outcomes import OutcomesPanel

    return OutcomesPanel(session)


def _indicators(session: Session) -> Panel[ToIndicators]:
    from scrutineer.ui.panels.indicators import IndicatorsPanel

    return IndicatorsPanel(session)


def _recommendations(session: Session) -> Panel[RecommendationsPlace]:
    from scrutineer.ui.panels.recommendations import RecommendationsPanel

    return RecommendationsPanel(session)


def _questions(session: Session) -> Panel[ToQuestions]:
    from scrutineer.ui.panels.questions import QuestionsPanel

    return QuestionsPanel(session)


def _structure(session: Session) -> Panel[ToStructure]:
    from scrutineer.ui.panels.structure import StructurePanel

    return StructurePanel(session)


def _inspections(session: Session) -> Panel[ToInspections]:
    from scrutineer.ui.panels.inspections import InspectionsPanel

    return InspectionsPanel(session)


def _areas(session: Session) -> Panel[ToAreas]:
    from scrutineer.ui.panels.across import AcrossPanel

    return AcrossPanel(session)


def _scrutineers(session: Session) -> Panel[ScrutineersPlace]:
    from scrutineer.ui.panels.merge import MergePanel

    return MergePanel(session)


def _reports(session: Session, _access: SettingsAccess) -> Panel[ToReports]:
    from scrutineer.ui.panels.reports import ReportsPanel

    return ReportsPanel(session)


def _settings(session: Session, access: SettingsAccess) -> Panel[ToSettings]:
    from scrutineer.ui.panels.settings import SettingsPanel

    return SettingsPanel(session, access)


def _meeting(session: Session, _access: SettingsAccess) -> Panel[ToMeeting]:
    from scrutineer.ui.panels.meeting import MeetingPanel

    return MeetingPanel(session)


def _search(session: Session, _access: SettingsAccess) -> Panel[ToSearch]:
    from scrutineer.ui.panels.search import SearchPanel

    return SearchPanel(session)


def _clocks(session: Session) -> Panel[ToClocks]:
    from scrutineer.ui.panels.clocks import ClocksPanel

    return ClocksPanel(session)


HOME = Page[ToHome](
    1, "Home", "house", "Tab goes through the steps, Enter opens one.",
    ToHome(), (ToHome,), _home,
)  # fmt: skip
STEPS = Page[StepsPlace](
    2, "Steps", "list-checks", "Left and Right go through the tabs.",
    ToSteps(), (ToSteps,), _steps,
    tabs=(
        Tab[LinesPlace](
            "Line by line",
            "Ctrl+N adds a line of enquiry, F2 rewords, Ctrl+L links evidence, Ctrl+Enter makes the judgement final.",
            ToLines(), (ToLines, ToLine), _lines,
        ),
        Tab[ToPlacing](
            "To place",
            "Enter takes the line suggested for the rows chosen, Ctrl+L chooses another; on evidence S supports, "
            "C contradicts, X is context; Ctrl+A, Ctrl and Shift choose several.",
            ToPlacing(), (ToPlacing,), _placing,
        ),
        Tab[VoicesPlace](
            "Voices", "Ctrl+N begins somebody’s view of the line chosen, Ctrl+Enter records it.",
            ToVoices(), (ToVoices, ToNewView), _voices,
        ),
        Tab[ToStrength](
            "Strength", "Choose a judgement to see what it rests on.",
            ToStrength(), (ToStrength,), _strength,
        ),
        Tab[ToCoverage](
            "Coverage", "Choose a cell to see what is recorded there, Ctrl+L links what counts for its line.",
            ToCoverage(), (ToCoverage,), _coverage,
        ),
        Tab[ToChecklists](
            "Checklists", "Choose an item, Ctrl+Enter records the answer and goes on to the next.",
            ToChecklists(), (ToChecklists,), _checklists,
        ),
        Tab[ToYears](
            "Year on year", "Choose a step or line to see what lies between its two levels.",
            ToYears(), (ToYears,), _years,
        ),
        Tab[ToFrameworks](
            "Frameworks", "Type a day and press Enter to see what applied on it.",
            ToFrameworks(), (ToFrameworks,), _frameworks,
        ),
    ),
)  # fmt: skip
EVIDENCE = Page[EvidencePlace](
    3, "Evidence", "file-text",
    "Enter adds what is typed, Ctrl+Enter records changed details, Ctrl+F searches, Ctrl+L links; Ctrl+A, Ctrl and "
    "Shift choose several, Shift+F10 says what can be done.",
    ToEvidence(), (ToEvidence, ToItem, ToNewEvidence, ToFiles, ToEvidenceSearch), _evidence,
)  # fmt: skip
RETURNS = Page[ReturnsPlace](
    4, "Returns", "table-2",
    "While a workbook is checked, Ctrl+Enter commits it and Esc leaves it. On its answers, Enter takes the line "
    "suggested, L chooses one, D decides, Ctrl+D hides the sheet.",
    ToReturns(), (ToReturns, ToAgencyReturns, ToImport, ToWorkbook, ToWorkbookAnswers), _returns,
)  # fmt: skip
CHALLENGES = Page[ChallengesPlace](
    5, "Challenges", "message-square-warning",
    "Ctrl+N begins a challenge, Ctrl+Enter raises it or records the event, Ctrl+L links evidence, Esc leaves the form; "
    "Ctrl+A, Ctrl and Shift choose several, Shift+F10 says what can be done.",
    ToChallenges(), (ToChallenges, ToChallenge, ToNewChallenge), _challenges,
)  # fmt: skip
PLAN = Page[PlanPlace](
    6, "Plan", "calendar", "Left and Right go through the tabs.",
    ToPlan(), (ToPlan,), _plan,
    tabs=(
        Tab[ToDue](
            "Due", "Enter does what is next, Ctrl+N puts off what is chosen, Ctrl+Enter keeps that.",
            ToDue(), (ToDue,), _due,
        ),
        Tab[YearPlace](
            "Year",
            "Ctrl+N begins an activity, Enter adds it, Ctrl+Enter records the one chosen, Ctrl+L links evidence; "
            "a cell shows what it counts.",
            ToYear(), (ToYear, ToNewActivity), _year,
        ),
        Tab[ToDays](
            "Days", "Ctrl+N begins a contract, Ctrl+Enter records it or adds what is typed below.",
            ToDays(), (ToDays,), _days,
        ),
        Tab[ToPieces](
            "Pieces", "Ctrl+N begins a piece, Ctrl+Enter records what is typed, Ctrl+L links evidence to it.",
            ToPieces(), (ToPieces,), _pieces,
        ),
        Tab[ToClocks](
            "Clocks", "Ctrl+N begins a clock or a review, Ctrl+Enter records it, Esc leaves a new one.",
            ToClocks(), (ToClocks,), _clocks,
        ),
        Tab[ToStructure](
            "Structure",
            "Ctrl+N begins a group, a seat on one, a pair or a count, whichever is shown; Ctrl+Enter records it.",
            ToStructure(), (ToStructure,), _structure,
        ),
    ),
)  # fmt: skip
LEARNING = Page[LearningPlace](
    7, "Learning", "book-open", "Left and Right go through the tabs.",
    ToLearning(), (ToLearning,), _learning,
    tabs=(
        Tab[ToContradictions](
            "Contradictions", "Ctrl+Enter raises a challenge from the finding chosen.",
            ToContradictions(), (ToContradictions,), _contradictions,
        ),
        Tab[OutcomesPlace](
            "Outcomes", "Ctrl+N begins a priority, Ctrl+Enter records the answers, Ctrl+L links evidence.",
            ToOutcomes(), (ToOutcomes, ToOutcome), _outcomes,
        ),
        Tab[ToIndicators](
            "Indicators", "Ctrl+N begins an indicator, Ctrl+Enter records it, or the figure that is being written.",
            ToIndicators(), (ToIndicators,), _indicators,
        ),
        Tab[RecommendationsPlace](
            "Recommendations",
            "Ctrl+N begins a recommendation, Ctrl+Enter records what is written, Ctrl+L links evidence, Esc leaves the "
            "form.",
            ToRecommendations(), (ToRecommendations, ToNewRecommendation), _recommendations,
        ),
        Tab[ToQuestions](
            "Questions", "Ctrl+N begins a question, Ctrl+Enter records it with its reply, Esc leaves a new one.",
            ToQuestions(), (ToQuestions,), _questions,
        ),
        Tab[ToInspections](
            "Inspections", "Ctrl+N begins an inspection or peer review, Ctrl+Enter records it.",
            ToInspections(), (ToInspections,), _inspections,
        ),
        Tab[ToAreas](
            "Across areas", "Tick the lessons that may leave with this area’s profile.",
            ToAreas(), (ToAreas,), _areas,
        ),
        Tab[ScrutineersPlace](
            "Scrutineers", "Choose a co-scrutineer’s casefile to see what would come in.",
            ToScrutineers(), (ToScrutineers, ToMerge), _scrutineers,
        ),
    ),
)  # fmt: skip
REPORTS = Page[ToReports](
    8, "Reports", "file-output",
    "Ctrl+Enter exports, Ctrl+P prints, Ctrl+F seeks in the pages, Enter on a word opens what stands behind it; Space "
    "leaves a section out or takes it in, Ctrl with Up and Down moves it.",
    ToReports(), (ToReports,), _reports,
)  # fmt: skip
SETTINGS = Page[ToSettings](
    9, "Settings", "settings",
    "Each change is kept as its field is left. Ctrl+N adds a row, F2 changes the one chosen, Delete removes it, "
    "Ctrl+Enter goes on in the set-up.",
    ToSettings(), (ToSettings,), _settings,
)  # fmt: skip

PAGES: tuple[Page[Any], ...] = (HOME, STEPS, EVIDENCE, RETURNS, CHALLENGES, PLAN, LEARNING, REPORTS, SETTINGS)
"""The pages on the rail, in its order."""

SEARCH = Page[ToSearch](
    0, "Search", "search", "Down goes to what was found, Enter opens it, Alt+Left comes back to it.",
    ToSearch(""), (ToSearch,), _search,
)  # fmt: skip
"""The page that the field in the top bar leads to; it stands on no rail."""

MEETING = Page[ToMeeting](
    0, "Meeting", "users", "Ctrl+Enter logs a challenge, Alt+D a draft, Alt+A an action, Esc goes to the log.",
    ToMeeting(), (ToMeeting,), _meeting,
)  # fmt: skip
"""The page to log on while people talk; Challenges leads to it."""

OFF_RAIL: tuple[Page[Any], ...] = (SEARCH, MEETING)
"""The pages that stand on no rail."""
