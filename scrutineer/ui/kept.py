"""Where a draft is taken up again: each form's key leads to the place that shows the form."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from scrutineer.domain.ids import (
    ActivityId,
    ChallengeId,
    EvidenceId,
    IndicatorId,
    OutcomeId,
    PieceId,
    RecommendationId,
    ReturnId,
    ReviewId,
    TargetId,
)
from scrutineer.ui.destinations import (
    Destination,
    SettingsPart,
    ToAreas,
    ToChallenge,
    ToChallenges,
    ToChecklists,
    ToClocks,
    ToDays,
    ToDue,
    ToEvidence,
    ToFiles,
    ToImport,
    ToIndicators,
    ToInspections,
    ToItem,
    ToLine,
    ToMeeting,
    ToNewActivity,
    ToNewChallenge,
    ToNewEvidence,
    ToNewRecommendation,
    ToNewView,
    ToOutcome,
    ToOutcomes,
    ToPieces,
    ToQuestions,
    ToRecommendations,
    ToReports,
    ToReturns,
    ToSettings,
    ToStructure,
    ToWorkbookAnswers,
    ToYear,
)

_NEW_CHALLENGE = "challenge:new:"
SEVERAL_ITEMS, SEVERAL_CHALLENGES, SEVERAL_RETESTS = "several-items", "several-challenges", "several-retests"
"""The keys of the forms for what several rows of a register are given at once."""


def _challenge(rest: str) -> Destination:
    return ToChallenge(ChallengeId(int(rest)))


def _item(rest: str) -> Destination:
    return ToItem(EvidenceId(int(rest)))


def _recommendation(rest: str) -> Destination:
    return ToRecommendations(RecommendationId(int(rest)))


def _line(rest: str) -> Destination:
    return ToLine(TargetId(rest))


def _checklist(rest: str) -> Destination:
    """A document, by its number, and an item of a checklist."""
    evidence_id, _, target = rest.partition(":")
    return ToChecklists(target.partition(":")[0], EvidenceId(int(evidence_id)), TargetId(target))


def _row(rest: str) -> int:
    """The id of a row; 0 for a new one."""
    return int(rest) if rest.isdigit() else 0


def _settings_row(part: SettingsPart, rest: str) -> Destination:
    """A section of rows, at one of them unless the form is for a new one."""
    return ToSettings(part, int(rest) if rest.isdigit() else 0)


_PLACES: dict[str, Callable[[str], Destination]] = {
    "capture": lambda _rest: ToNewEvidence(),
    "files": lambda rest: ToFiles(tuple(json.loads(rest))),
    "item": _item,
    "excerpt": _item,
    "recommendation": _item,
    "recommendation-new": lambda rest: ToNewRecommendation(**_begun_recommendation(rest)),
    "recommendation-change": _recommendation,
    "recommendation-event": _recommendation,
    "clock": lambda _rest: ToClocks(),
    "clock-new": lambda _rest: ToClocks(),
    "review": lambda rest: ToClocks(ReviewId(int(rest))),
    "review-new": lambda _rest: ToClocks(),
    "question": lambda rest: ToQuestions(int(rest)),
    "question-new": lambda _rest: ToQuestions(),
    "challenge": _challenge,
    "event": _challenge,
    "closing": _challenge,
    "meeting": lambda _rest: ToMeeting(),
    "correction": lambda _rest: ToChallenges(),
    "judgement": lambda rest: _line(rest.partition(":")[2]),
    "line": _line,
    "wording": _line,
    "checklist": _checklist,
    "view-change": lambda rest: ToNewView(TargetId(rest.partition(":")[2])),
    "view": lambda rest: ToNewView(TargetId(rest) if rest else None),
    "priority": lambda _rest: ToOutcomes(),
    "outcome": lambda rest: ToOutcomes() if rest == "new" else ToOutcome(OutcomeId(int(rest))),
    "partnership": lambda _rest: ToSettings(SettingsPart.PARTNERSHIP),
    "statements": lambda _rest: ToSettings(SettingsPart.PARTNERSHIP),
    "template": lambda _rest: ToSettings(SettingsPart.TEMPLATE),
    "scale": lambda _rest: ToSettings(SettingsPart.SCALE),
    "challenges-settings": lambda _rest: ToSettings(SettingsPart.CHALLENGES),
    "cycle": lambda rest: _settings_row(SettingsPart.CYCLES, rest),
    "agency": lambda rest: _settings_row(SettingsPart.AGENCIES, rest),
    "due": lambda _rest: ToDue(),
    "indicator": lambda rest: ToIndicators(IndicatorId(_row(rest))),
    "figure": lambda rest: ToIndicators(IndicatorId(int(rest.partition(":")[0]))),
    "group": lambda rest: ToStructure("group", _row(rest)),
    "group-seat": lambda rest: ToStructure("group-seat", _row(rest)),
    "peers": lambda rest: ToStructure("peers", _row(rest)),
    "escalations": lambda rest: ToStructure("escalations", _row(rest)),
    "inspection": lambda rest: ToInspections(_row(rest)),
    "lesson": lambda _rest: ToAreas(),
    "asking": lambda _rest: ToReturns(),
    "answer": lambda _rest: ToReturns(),
    "working": lambda rest: ToWorkbookAnswers(ReturnId(int(rest))),
    "ledger": lambda _rest: ToReturns(),
    "import": lambda rest: ToImport(f"import:{rest}"),
    "seat": lambda rest: _settings_row(SettingsPart.SEATS, rest),
    "phrase": lambda rest: _settings_row(SettingsPart.PHRASES, rest),
    "guarded-name": lambda rest: _settings_row(SettingsPart.NAMES, rest),
    "section": lambda rest: ToReports(rest.partition(":")[0]),
    "accuracy": lambda _rest: ToReports(),
    "accuracy-done": lambda _rest: ToReports(),
    "kept-word": lambda rest: _settings_row(SettingsPart.WORDS, rest),
    "activity": lambda rest: ToYear(ActivityId(int(rest))) if rest.isdigit() else ToNewActivity(),
    "contract": lambda _rest: ToDays(),
    "deliverable": lambda _rest: ToDays(),
    "declaration": lambda _rest: ToDays(),
    "piece": lambda rest: ToPieces(PieceId(int(rest)) if rest.isdigit() else None),
    "piece-agency": lambda rest: ToPieces(PieceId(int(rest))),
    "finding": lambda rest: ToPieces(PieceId(int(rest.partition(":")[0]))),
    "round": lambda rest: ToPieces(PieceId(int(rest.partition(":")[0]))),
    SEVERAL_ITEMS: lambda _rest: ToEvidence(),
    SEVERAL_CHALLENGES: lambda _rest: ToChallenges(),
    SEVERAL_RETESTS: lambda _rest: ToChallenges(),
}


def place_of(form: str) -> Destination:
    """Where the form of this key is shown. KeyError for a form that nobody declared here."""
    if form.startswith(_NEW_CHALLENGE):
        return begun_from(form)
    kind, _, rest = form.partition(":")
    return _PLACES[kind](rest)


def files_form(paths: tuple[str, ...]) -> str:
    """The key of the form for files to be captured: other files are another draft."""
    return f"files:{json.dumps(paths)}"


def new_challenge_form(begun: ToNewChallenge) -> str:
    """The key of the form for a challenge begun so: what is raised from another place is another draft."""
    started = {name: value for name, value in asdict(begun).items() if value}
    return f"{_NEW_CHALLENGE}{json.dumps(started, sort_keys=True)}"


def new_recommendation_form(begun: ToNewRecommendation) -> str:
    """The key of the form for a recommendation begun so: what follows from another thing is another draft."""
    field, row = next(((name, row) for name, row in asdict(begun).items() if row), ("", 0))
    return f"recommendation-new:{field}={row}" if field else "recommendation-new:"


def _begun_recommendation(rest: str) -> dict[str, Any]:
    field, _, row = rest.partition("=")
    return {field: int(row)} if field else {}


def begun_from(form: str) -> ToNewChallenge:
    """What the form of this key was begun from."""
    started = json.loads(form.removeprefix(_NEW_CHALLENGE))
    return ToNewChallenge(**{**started, "evidence_ids": tuple(started.get("evidence_ids", ()))})
