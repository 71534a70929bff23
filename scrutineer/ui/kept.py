"""Where a draft is taken up again: each form's key leads to the place that shows the form."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

from scrutineer.domain.ids import ChallengeId, EvidenceId, IndicatorId, OutcomeId, ReturnId, TargetId
from scrutineer.ui.destinations import (
    Destination,
    SettingsPart,
    ToAreas,
    ToChallenge,
    ToChallenges,
    ToDue,
    ToEvidence,
    ToFiles,
    ToImport,
    ToIndicators,
    ToItem,
    ToLine,
    ToNewChallenge,
    ToNewEvidence,
    ToNewView,
    ToOutcome,
    ToOutcomes,
    ToReports,
    ToReturns,
    ToSettings,
    ToWorkbookAnswers,
)

_NEW_CHALLENGE = "challenge:new:"
SEVERAL_ITEMS, SEVERAL_CHALLENGES = "several-items", "several-challenges"
"""The keys of the forms for what several rows of a register are given at once."""


def _challenge(rest: str) -> Destination:
    return ToChallenge(ChallengeId(int(rest)))


def _item(rest: str) -> Destination:
    return ToItem(EvidenceId(int(rest)))


def _line(rest: str) -> Destination:
    return ToLine(TargetId(rest))


def _settings_row(part: SettingsPart, rest: str) -> Destination:
    """A section of rows, at one of them unless the form is for a new one."""
    return ToSettings(part, int(rest) if rest.isdigit() else 0)


_PLACES: dict[str, Callable[[str], Destination]] = {
    "capture": lambda _rest: ToNewEvidence(),
    "files": lambda rest: ToFiles(tuple(json.loads(rest))),
    "item": _item,
    "excerpt": _item,
    "recommendation": _item,
    "challenge": _challenge,
    "event": _challenge,
    "closing": _challenge,
    "judgement": lambda rest: _line(rest.partition(":")[2]),
    "line": _line,
    "wording": _line,
    "view": lambda rest: ToNewView(TargetId(rest) if rest else None),
    "priority": lambda _rest: ToOutcomes(),
    "outcome": lambda rest: ToOutcomes() if rest == "new" else ToOutcome(OutcomeId(int(rest))),
    "partnership": lambda _rest: ToSettings(SettingsPart.PARTNERSHIP),
    "statements": lambda _rest: ToSettings(SettingsPart.PARTNERSHIP),
    "scale": lambda _rest: ToSettings(SettingsPart.SCALE),
    "cycle": lambda rest: _settings_row(SettingsPart.CYCLES, rest),
    "agency": lambda rest: _settings_row(SettingsPart.AGENCIES, rest),
    "due": lambda _rest: ToDue(),
    "indicator": lambda rest: ToIndicators(None if rest == "new" else IndicatorId(int(rest))),
    "figure": lambda rest: ToIndicators(IndicatorId(int(rest.partition(":")[0]))),
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
    SEVERAL_ITEMS: lambda _rest: ToEvidence(),
    SEVERAL_CHALLENGES: lambda _rest: ToChallenges(),
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


def begun_from(form: str) -> ToNewChallenge:
    """What the form of this key was begun from."""
    started = json.loads(form.removeprefix(_NEW_CHALLENGE))
    return ToNewChallenge(**{**started, "evidence_ids": tuple(started.get("evidence_ids", ()))})
