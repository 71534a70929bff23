"""Where the window shows what something is about: the way from a subject of the core to a place."""

from __future__ import annotations

from typing import assert_never

from scrutineer.domain import places
from scrutineer.ui import destinations as to


def destination_of(subject: places.Subject) -> to.Destination:
    """Where the window shows what something is about."""
    match subject:
        case places.AboutTarget(target):
            return to.ToLine(target)
        case places.AboutChecklist(target, evidence_id):
            return to.ToChecklists(target.partition(":")[0], evidence_id, target)
        case places.AboutFramework(framework_id):
            return to.ToFrameworks(framework_id)
        case places.AboutChallenge(challenge_id):
            return to.ToChallenge(challenge_id)
        case places.AboutEvidence() | places.AboutRegister() | places.AboutUnplaced():
            return _in_evidence(subject)
        case places.AboutAgencyReturns() | places.AboutReturns() | places.AboutStructure() | places.AboutIndicator():
            return _in_returns(subject)
        case places.AboutPartnership() | places.AboutPhrase():
            return _in_settings(subject)
        case (
            places.AboutDue() | places.AboutActivity() | places.AboutDays() | places.AboutPiece() | places.AboutClocks()
        ):
            return _in_plan(subject)
        case _:
            return _in_learning(subject)


def _in_evidence(subject: places.AboutEvidence | places.AboutRegister | places.AboutUnplaced) -> to.Destination:
    match subject:
        case places.AboutEvidence(evidence_id):
            return to.ToItem(evidence_id)
        case places.AboutRegister():
            return to.ToEvidence()
        case places.AboutUnplaced():
            return to.ToPlacing()
        case _:
            assert_never(subject)


def _in_returns(
    subject: places.AboutAgencyReturns | places.AboutReturns | places.AboutStructure | places.AboutIndicator,
) -> to.Destination:
    match subject:
        case places.AboutAgencyReturns(agency_id):
            return to.ToAgencyReturns(agency_id)
        case places.AboutReturns(profile):
            return to.ToReturns(profile)
        case places.AboutStructure():
            return to.ToStructure()
        case places.AboutIndicator(indicator_id):
            return to.ToIndicators(indicator_id)
        case _:
            assert_never(subject)


def _in_settings(subject: places.AboutPartnership | places.AboutPhrase) -> to.Destination:
    if isinstance(subject, places.AboutPhrase):
        return to.ToSettings(to.SettingsPart.PHRASES, subject.phrase_id)
    return to.ToSettings(to.SettingsPart[subject.part.name] if subject.part is not None else None)


def _in_plan(
    subject: places.AboutDue | places.AboutActivity | places.AboutDays | places.AboutPiece | places.AboutClocks,
) -> to.Destination:
    match subject:
        case places.AboutDue():
            return to.ToDue()
        case places.AboutActivity(activity_id):
            return to.ToYear(activity_id)
        case places.AboutDays():
            return to.ToDays()
        case places.AboutPiece(piece_id):
            return to.ToPieces(piece_id)
        case places.AboutClocks(review_id):
            return to.ToClocks(review_id)
        case _:
            assert_never(subject)


def _in_learning(
    subject: places.AboutOutcome
    | places.AboutOutcomes
    | places.AboutShelf
    | places.AboutRecommendation
    | places.AboutQuestions
    | places.AboutInspections,
) -> to.Destination:
    match subject:
        case places.AboutOutcome(outcome_id):
            return to.ToOutcome(outcome_id)
        case places.AboutOutcomes():
            return to.ToOutcomes()
        case places.AboutShelf():
            return to.ToAreas()
        case places.AboutRecommendation(recommendation_id):
            return to.ToRecommendations(recommendation_id)
        case places.AboutQuestions(question_id):
            return to.ToQuestions(question_id)
        case places.AboutInspections():
            return to.ToInspections()
        case _:
            assert_never(subject)
