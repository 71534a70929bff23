"""What each record of the scrutineer's year is about, the record itself where a page can show it alone: the way to it
from the list of what is due and from the words of a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scrutineer.domain import places
from scrutineer.domain.activities import Activity, Contract, Declaration, Deliverable
from scrutineer.domain.clocks import PracticeReview, StatutoryClock
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ids import PieceId
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round
from scrutineer.domain.questions import Question
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent
from scrutineer.domain.structure import EscalationCount, Inspection, PartnerGroup, PeerPair

ABOUT: Mapping[type[Any], Callable[[Any], places.Subject]] = {
    Question: lambda question: places.AboutQuestions(question.id),
    Piece: lambda piece: places.AboutPiece(piece.id),
    PieceAgency: lambda asked: places.AboutPiece(asked.piece_id, asked_id=asked.id),
    PieceFinding: lambda finding: places.AboutPiece(finding.piece_id),
    Round: lambda stage: places.AboutPiece(stage.piece_id or PieceId(0), stage_id=stage.id),
    Activity: lambda activity: places.AboutActivity(activity.id),
    Deliverable: lambda asked: places.AboutDays(deliverable_id=asked.id),
    Declaration: lambda said: places.AboutDays(declaration_id=said.id),
    Contract: lambda _: places.AboutDays(),
    RecommendationEvent: lambda event: places.AboutRecommendation(event.recommendation_id),
    StatutoryClock: lambda clock: places.AboutClocks(clock_id=clock.id),
    PracticeReview: lambda review: places.AboutClocks(review.id),
    Inspection: lambda inspection: places.AboutInspections(inspection.id),
    PartnerGroup: lambda group: places.AboutStructure("group", group.id),
    PeerPair: lambda pair: places.AboutStructure("peers", pair.id),
    EscalationCount: lambda _: places.AboutStructure("escalations"),
    Indicator: lambda indicator: places.AboutIndicator(indicator.id),
    IndicatorValue: lambda value: places.AboutIndicator(value.indicator_id),
    Recommendation: lambda advice: places.AboutRecommendation(advice.id),
    Evidence: lambda item: places.AboutEvidence(item.id),
    Cycle: lambda cycle: places.AboutReport("annual", "" if cycle.current else cycle.name),
}
"""By the kind of record, what one of it is about."""


def about(thing: Any) -> places.Subject:
    """What a record of the year is about."""
    return ABOUT[type(thing)](thing)
