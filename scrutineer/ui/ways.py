"""From what something is about to where the window shows it; a type left out fails the type check."""

from __future__ import annotations

from typing import assert_never

from scrutineer.domain import places
from scrutineer.ui.destinations import (
    Destination,
    SettingsPart,
    ToAgencyReturns,
    ToAreas,
    ToChallenge,
    ToChecklists,
    ToClocks,
    ToDays,
    ToDue,
    ToEvidence,
    ToFrameworks,
    ToIndicators,
    ToInspections,
    ToItem,
    ToLine,
    ToOutcome,
    ToOutcomes,
    ToPieces,
    ToPlacing,
    ToQuestions,
    ToRecommendations,
    ToReports,
    ToReturns,
    ToSettings,
    ToStructure,
    ToWorkbookAnswers,
    ToYear,
)


def destination_of(subject: places.Subject) -> Destination:
    """Where the window shows what something is about."""
    match subject:
        case places.AboutTarget(target):
            return ToLine(target)
        case places.AboutChecklist(target, evidence_id):
            return ToChecklists(target.partition(":")[0], evidence_id, target)
        case places.AboutFramework(framework_id):
            return ToFrameworks(framework_id)
        case places.AboutChallenge(challenge_id):
            return ToChallenge(challenge_id)
        case places.AboutReport(kind, cycle):
            return ToReports(kind, cycle)
        case places.AboutEvidence() | places.AboutRegister() | places.AboutUnplaced():
            return _in_evidence(subject)
        case (
            places.AboutAgencyReturns() | places.AboutReturns() | places.AboutWorkbook()
            | places.AboutStructure() | places.AboutIndicator()
        ):  # fmt: skip
            return _in_returns(subject)
        case places.AboutPartnership() | places.AboutPhrase():
            return _in_settings(subject)
        case (
            places.AboutDue() | places.AboutActivity() | places.AboutDays() | places.AboutPiece() | places.AboutClocks()
        ):
            return _in_plan(subject)
        case _:
            return _in_learning(subject)


def _in_evidence(subject: places.AboutEvidence | places.AboutRegister | places.AboutUnplaced) -> Destination:
    match subject:
        case places.AboutEvidence(evidence_id):
            return ToItem(evidence_id)
        case places.AboutRegister():
            return ToEvidence()
        case places.AboutUnplaced():
            return ToPlacing()
        case _:
            assert_never(subject)


def _in_returns(
    subject: places.AboutAgencyReturns
    | places.AboutReturns
    | places.AboutWorkbook
    | places.AboutStructure
    | places.AboutIndicator,
) -> Destination:
    match subject:
        case places.AboutAgencyReturns(agency_id):
            return ToAgencyReturns(agency_id)
        case places.AboutReturns(profile, cycle_id, of_agency):
            return ToReturns(profile, cycle_id, of_agency)
        case places.AboutWorkbook(return_id):
            return ToWorkbookAnswers(return_id)
        case places.AboutStructure(part, row):
            return ToStructure(part, row)
        case places.AboutIndicator(indicator_id):
            return ToIndicators(indicator_id)
        case _:
            assert_never(subject)


def _in_settings(subject: places.AboutPartnership | places.AboutPhrase) -> Destination:
    if isinstance(subject, places.AboutPhrase):
        return ToSettings(SettingsPart.PHRASES, subject.phrase_id)
    return ToSettings(SettingsPart[subject.part.name] if subject.part is not None else None)


def _in_plan(
    subject: places.AboutDue | places.AboutActivity | places.AboutDays | places.AboutPiece | places.AboutClocks,
) -> Destination:
    match subject:
        case places.AboutDue():
            return ToDue()
        case places.AboutActivity(activity_id):
            return ToYear(activity_id)
        case places.AboutDays(deliverable_id, declaration_id):
            return ToDays(deliverable_id, declaration_id)
        case places.AboutPiece(piece_id, asked_id, stage_id):
            return ToPieces(piece_id, asked_id, stage_id)
        case places.AboutClocks(review_id, clock_id):
            return ToClocks(review_id, clock_id)
        case _:
            assert_never(subject)


def _in_learning(
    subject: places.AboutOutcome
    | places.AboutOutcomes
    | places.AboutShelf
    | places.AboutRecommendation
    | places.AboutQuestions
    | places.AboutInspections,
) -> Destination:
    match subject:
        case places.AboutOutcome(outcome_id):
            return ToOutcome(outcome_id)
        case places.AboutOutcomes():
            return ToOutcomes()
        case places.AboutShelf():
            return ToAreas()
        case places.AboutRecommendation(recommendation_id):
            return ToRecommendations(recommendation_id)
        case places.AboutQuestions(question_id):
            return ToQuestions(question_id)
        case places.AboutInspections(row):
            return ToInspections(row)
        case _:
            assert_never(subject)
