"""One thing of every kind that can be due, left open when its cycle ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from scrutineer.casefile import tables
from scrutineer.domain.activities import Activity, Contract, Declaration, DeclarationKind, Deliverable
from scrutineer.domain.challenge import Ending, EventKind, Impact, ResponseView
from scrutineer.domain.clocks import StatutoryClock
from scrutineer.domain.ids import ChallengeId, ContractId, CycleId, PieceId
from scrutineer.domain.pieces import Piece, PieceAgency
from scrutineer.domain.questions import Question, QuestionFrom
from scrutineer.domain.recommendations import RecommendationMove
from scrutineer.domain.structure import Inspection, InspectionKind, PeerPair
from scrutineer.operations import (
    casefiles,
    challenges,
    clocks,
    contracts,
    declarations,
    evidence,
    expected,
    pieces,
    questions,
    recommendations,
    structure,
)
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import read_context
from tests.operations.acts import TODAY

METHOD = "bexley-hub"
EARLIER, SOON = TODAY - timedelta(days=40), TODAY + timedelta(days=20)


def _kept(casefile: Casefile, thing: Any) -> int:
    with casefile.transact("Keep"):
        return tables.insert(casefile, thing)


def _challenges(casefile: Casefile) -> None:
    def raised(question: str, *events: tuple[EventKind, dict[str, Any]]) -> ChallengeId:
        new = challenges.raise_challenge(
            casefile, question=question, put_to="Police", targets=("six-steps:1",), raised_on=EARLIER, reply_due=SOON
        ).value
        for kind, said in events:
            challenges.record_event(casefile, challenge_id=new, kind=kind, on_date=TODAY, **said)
        return new

    reply = (EventKind.RESPONSE, {"text": "All of them"})
    accepted = (EventKind.VIEW, {"view": ResponseView.ACCEPTED})
    raised("Who replies?")
    raised("Whose move?", reply)
    raised("What is done?", reply, accepted)
    raised("What shows it?", reply, accepted, (EventKind.ACTION, {"text": "Trained"}),
           (EventKind.EVIDENCE, {"text": "The register"}))  # fmt: skip
    raised("Does it hold?", reply, accepted, (EventKind.RETEST, {"due": SOON}))
    challenges.close_challenge(
        casefile, challenge_id=raised("What changed for children?", reply, accepted), on_date=TODAY, ending=Ending.WITHOUT,
        impact=Impact.NONE_KNOWN, text="No answer can be had",
    )  # fmt: skip


def leave_open(casefile: Casefile) -> CycleId:
    """Make one of everything in the current cycle, and begin the next; returns the cycle that left it open."""
    context = read_context(casefile)
    cycle, agency = context.cycle, context.agencies[0]
    _challenges(casefile)
    piece = pieces.add_piece(
        casefile, piece=Piece(cycle_id=cycle.id, title="Neglect at night", starts=EARLIER, due=SOON)
    ).value
    for asked_for in ("Their policy", "Their audit"):
        pieces.ask_agency(
            casefile, asked=PieceAgency(piece_id=piece, agency_id=agency.id, asked_on=EARLIER, asked_for=asked_for)
        )
    for of in (None, piece):
        pieces.start_round(casefile, framework_id=METHOD, starts=EARLIER, days=30, piece_id=of)
    _recommendations(casefile, piece)
    questions.add_question(
        casefile,
        question=Question(cycle_id=cycle.id, source=QuestionFrom.COMMITTEE, asked_on=EARLIER, question="Is it better?"),
    )
    for title in ("Another visit", "Visit to the front door"):
        _kept(casefile, Activity(cycle_id=cycle.id, title=title, method="observation", planned_on=SOON))
    for first in ("Oak School", "Hillcrest"):
        structure.record_pair(casefile, pair=PeerPair(cycle_id=cycle.id, first=first, second="Meadow", due=SOON))
    for profile in ("Health return", "Section 11"):
        expected.expect_returns(
            casefile, profile=profile, agency_ids=[agency.id, context.agencies[1].id], asked_on=EARLIER,
            due=TODAY - timedelta(days=3),
        )  # fmt: skip
    _across_cycles(casefile)
    casefiles.start_cycle(
        casefile, name="The next", starts=cycle.ends + timedelta(days=1), ends=cycle.ends + timedelta(days=365),
        guidance=cycle.guidance,
    )  # fmt: skip
    return cycle.id


def _recommendations(casefile: Casefile, piece: PieceId) -> None:
    recommendations.add_recommendation(casefile, text="Fund an advocate", piece_id=piece, made_on=EARLIER)
    tested = recommendations.add_recommendation(
        casefile, text="Audit supervision", piece_id=piece, made_on=EARLIER, due=TODAY + timedelta(days=5)
    ).value
    recommendations.record_move(
        casefile, recommendation_id=tested, kind=RecommendationMove.ACCEPTED, on_date=TODAY, text="Yes"
    )
    recommendations.record_move(
        casefile, recommendation_id=tested, kind=RecommendationMove.RETEST, on_date=TODAY, due=SOON
    )


def _across_cycles(casefile: Casefile) -> None:
    """What belongs to no cycle."""
    evidence.capture_evidence(casefile, title="Other item", dated=EARLIER)
    evidence.capture_evidence(casefile, title="Protocol", dated=EARLIER, review_on=SOON)
    contract = contracts.add_contract(
        casefile, contract=Contract(title="Scrutiny", starts=EARLIER, ends=TODAY + timedelta(days=300))
    ).value
    for title in ("First report", "Second report"):
        contracts.add_deliverable(
            casefile, deliverable=Deliverable(contract_id=ContractId(contract), title=title, due=SOON)
        )
    for text in ("I chair the board of Elm School", "I taught at Oak School"):
        declarations.add_declaration(
            casefile,
            declaration=Declaration(kind=DeclarationKind.INTEREST, on_date=EARLIER, text=text, review_on=SOON),
        )
    for kind in (InspectionKind.JTAI, InspectionKind.ILACS):
        _kept(casefile, Inspection(kind=kind, title=f"The {kind.name}", next_due=SOON))
    for zero in (TODAY - timedelta(days=9), TODAY - timedelta(days=2)):
        clocks.add_clock(casefile, clock=StatutoryClock(cycle_id=CycleId(0), rule="rapid-review", day_zero=zero))
