"""Recommendations: made from what they rest on, and followed by dated events to their end and beyond."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import Impact
from scrutineer.domain.changes import Outcome
from scrutineer.domain.checklists import Met
from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, Link, LinkTarget
from scrutineer.domain.ids import (
    AgencyId,
    EvidenceId,
    InspectionId,
    JudgementId,
    PieceId,
    RecommendationId,
    SeatId,
    TargetId,
)
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.marking import Marking
from scrutineer.domain.outcomes import require_words
from scrutineer.domain.partnership import Seat
from scrutineer.domain.pieces import Piece
from scrutineer.domain.recommendation_life import RecommendationLife, event_problems
from scrutineer.domain.recommendations import (
    Recommendation,
    RecommendationEvent,
    RecommendationKind,
    RecommendationMove,
)
from scrutineer.domain.threads import thread_name
from scrutineer.domain.words import counted, shortened
from scrutineer.errors import UserError
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.recommendations import life_of_recommendation, national_left
from scrutineer.progress import SILENT, Progress

_OWN_LOOK = frozenset({EvidenceKind.AUDIT, EvidenceKind.DIP_SAMPLE})


def add_recommendation(
    casefile: Casefile,
    *,
    text: str,
    kind: RecommendationKind | None = None,
    evidence_id: EvidenceId | None = None,
    judgement_id: JudgementId | None = None,
    piece_id: PieceId | None = None,
    inspection_id: InspectionId | None = None,
    number: str = "",
    agency_id: AgencyId | None = None,
    seat_id: SeatId | None = None,
    owner: str = "",
    due: date | None = None,
    target: str = "",
    test: str = "",
    thread: str = "",
    made_on: date | None = None,
    evidence: Sequence[EvidenceId] = (),
    marking: Marking = Marking.PARTNER,
    progress: Progress = SILENT,
) -> Outcome[RecommendationId]:
    """Keep a recommendation with what it rests on: an item, a judgement, a piece or an inspection.

    `owner` is a role and `seat_id` the seat that owns it, whose agency it then is; `target` the step or line it bears
    on, else that of the judgement. `evidence` are items linked to it at once, as supporting it. One of the scrutineer's
    own begins with the day it was made.
    """
    progress.step(0, 1, "Keeping the recommendation")
    rests_on = Recommendation(
        cycle_id=read_context(casefile).cycle.id, evidence_id=evidence_id, judgement_id=judgement_id,
        piece_id=piece_id, inspection_id=inspection_id, text=require_words(text, "recommendation"),
    )  # fmt: skip
    if target:
        read_context(casefile).framework.step(target)
    recommendation = replace(
        rests_on, kind=kind or kind_of(casefile, rests_on), number=number.strip(),
        agency_id=agency_id if seat_id is None else tables.get(casefile, Seat, seat_id).agency_id, seat_id=seat_id,
        owner=owner.strip(), due=due, target=target or _target_of(casefile, rests_on), test=test.strip(),
        thread=thread_name(thread), marking=marking,
    )  # fmt: skip
    with casefile.transact(f"Keep the recommendation “{shortened(recommendation.text, 60)}”") as changes:
        new = RecommendationId(tables.insert(casefile, recommendation))
        if made_on is not None or recommendation.kind is RecommendationKind.OWN:
            day = made_on or casefile.clock.today()
            tables.insert(casefile, _event(new, RecommendationMove.MADE, day, marking=marking))
        tables.insert_all(casefile, [
            Link(evidence_id=item, target_kind=LinkTarget.RECOMMENDATION, target=str(new), bearing=Bearing.SUPPORTS)
            for item in dict.fromkeys(evidence)
        ])  # fmt: skip
    return Outcome(new, changes.kinds, "Recommendation kept")


def take_national(casefile: Casefile, *, step: TargetId, progress: Progress = SILENT) -> Outcome[int]:
    """Take in the recommendations of a national review as a part of a framework states them, to be benchmarked here.

    Those that are there already stay as they are, and what is asked of government is left out. One entry, one undo.
    """
    progress.step(0, 1, "Taking the recommendations in")
    missing = [
        Recommendation(
            kind=RecommendationKind.NATIONAL, cycle_id=read_context(casefile).cycle.id, number=line.code,
            text=line.says, target=line.target,
        )
        for line in national_left(casefile, step)
    ]  # fmt: skip
    with casefile.transact("Take in the recommendations of a national review") as changes:
        tables.insert_all(casefile, missing)
    return Outcome(len(missing), changes.kinds, f"{counted(len(missing), 'recommendation')} taken in")


def kind_of(casefile: Casefile, recommendation: Recommendation) -> RecommendationKind:
    """Whose a recommendation is, by what it rests on."""
    if recommendation.inspection_id is not None:
        return RecommendationKind.INSPECTION
    if recommendation.judgement_id is not None or recommendation.piece_id is not None:
        return RecommendationKind.OWN
    if recommendation.evidence_id is None:
        return RecommendationKind.REVIEW
    item = tables.get(casefile, Evidence, recommendation.evidence_id)
    return RecommendationKind.AUDIT if item.kind in _OWN_LOOK else RecommendationKind.REVIEW


def _target_of(casefile: Casefile, recommendation: Recommendation) -> str:
    """The step or line of the judgement that it follows from, or the first of the piece."""
    if recommendation.judgement_id is not None:
        return tables.get(casefile, Judgement, recommendation.judgement_id).target
    if recommendation.piece_id is not None:
        return next(iter(tables.get(casefile, Piece, recommendation.piece_id).targets), "")
    return ""


def _event(
    recommendation_id: RecommendationId, kind: RecommendationMove, on_date: date, *, marking: Marking
) -> RecommendationEvent:
    return RecommendationEvent(recommendation_id=recommendation_id, kind=kind, on_date=on_date, marking=marking)


def change_recommendation(
    casefile: Casefile, *, recommendation: Recommendation, progress: Progress = SILENT
) -> Outcome[None]:
    """Replace a recommendation's words, its owner, its own day or its test; its events stay."""
    progress.step(0, 1, "Recording the recommendation")
    require_words(recommendation.text, "recommendation")
    kept = tables.get(casefile, Recommendation, recommendation.id)
    if recommendation.target and recommendation.target != kept.target:
        read_context(casefile).framework.step(recommendation.target)
    if recommendation.seat_id is not None and recommendation.seat_id != kept.seat_id:
        seat = tables.get(casefile, Seat, recommendation.seat_id)
        recommendation = replace(recommendation, agency_id=seat.agency_id)
    with casefile.transact(f"Change the recommendation “{shortened(kept.text, 60)}”") as changes:
        tables.update(casefile, replace(recommendation, thread=thread_name(recommendation.thread)))
    return changes.outcome(None, "Recommendation recorded")


_RECORDED = {
    RecommendationMove.EVIDENCE: "Evidence of the recommendation recorded",
    RecommendationMove.RETEST: "Re-test date set",
    RecommendationMove.IMPACT: "Impact of the recommendation recorded",
    RecommendationMove.NOTE: "Note on the recommendation recorded",
    RecommendationMove.REOPENED: "Recommendation opened again",
}


def record_move(
    casefile: Casefile,
    *,
    recommendation_id: RecommendationId,
    kind: RecommendationMove,
    on_date: date | None = None,
    text: str = "",
    by: str = "",
    due: date | None = None,
    impact: Impact | None = None,
    met: Met | None = None,
    marking: Marking | None = None,
    progress: Progress = SILENT,
) -> Outcome[RecommendationLife]:
    """Add a dated event: accepted, under way, evidence, tested, done, lapsed, benchmarked, impact asked, reopened.

    `by` is a role. It is marked as the recommendation is, unless it is said otherwise.
    """
    progress.step(0, 1, "Recording the event")
    life = life_of_recommendation(casefile, recommendation_id)
    event = RecommendationEvent(
        recommendation_id=recommendation_id, kind=kind, on_date=on_date or casefile.clock.today(), text=text.strip(),
        by=by.strip(), due=due, impact=impact, met=met, marking=marking or life.recommendation.marking,
    )  # fmt: skip
    for field, problem in event_problems(life, event).items():
        raise UserError(f"{problem}.", "Nothing was changed.", about=field)
    with casefile.transact(f"Recommendation: {kind.value}") as changes:
        tables.insert(casefile, event)
    said = _RECORDED.get(kind, f"Recommendation {kind.value}")
    return Outcome(life_of_recommendation(casefile, recommendation_id), changes.kinds, said)


def take_recommendation_away(
    casefile: Casefile, *, recommendation: Recommendation, progress: Progress = SILENT
) -> Outcome[None]:
    """Take a recommendation away with its events and what ties it to evidence; undo brings all of it back."""
    progress.step(0, 1, "Taking the recommendation away")
    with casefile.transact("Take a recommendation away") as changes:
        tables.delete_where(casefile, RecommendationEvent, recommendation_id=recommendation.id)
        tables.delete_where(
            casefile, Link, target_kind=LinkTarget.RECOMMENDATION, target=str(recommendation.id)
        )  # fmt: skip
        tables.delete(casefile, Recommendation, recommendation.id)
    return Outcome(None, changes.kinds, "Recommendation taken away")


def of_item(casefile: Casefile, evidence_id: EvidenceId) -> tuple[Recommendation, ...]:
    """The recommendations of one review, in the order they were kept."""
    return tables.rows(casefile, Recommendation, evidence_id=evidence_id)
