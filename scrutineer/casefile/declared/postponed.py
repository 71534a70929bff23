"""Which record a postponement names, by the kind of thing that was put off."""

from __future__ import annotations

from typing import Any

from scrutineer.casefile.record import Pointer
from scrutineer.domain.activities import Activity, Declaration, Deliverable
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.clocks import StatutoryClock
from scrutineer.domain.due import DueKind
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.pieces import Piece, PieceAgency, Round
from scrutineer.domain.questions import Question
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.structure import Inspection, PeerPair

RECORD_OF_DUE: dict[DueKind, type[Any]] = {
    DueKind.REPLY: Challenge, DueKind.MOVE: Challenge, DueKind.ACTION: Challenge, DueKind.TEST: Challenge,
    DueKind.RETEST: Challenge, DueKind.IMPACT: Challenge, DueKind.RECOMMENDATION: Recommendation,
    DueKind.RECOMMENDATION_TEST: Recommendation,
    DueKind.RETURN: AskedReturn, DueKind.ASKED: PieceAgency, DueKind.EVIDENCE: Evidence, DueKind.CLOCK: StatutoryClock,
    DueKind.ACTIVITY: Activity, DueKind.PIECE: Piece, DueKind.STAGE: Round, DueKind.DELIVERABLE: Deliverable,
    DueKind.DECLARATION: Declaration, DueKind.QUESTION: Question, DueKind.INSPECTION: Inspection,
    DueKind.PEERS: PeerPair, DueKind.YEARLY: Cycle,
}  # fmt: skip
"""The record that each kind of thing on the list is a row of."""

SNOOZED = tuple(Pointer("row", record, "kind", kind.value) for kind, record in RECORD_OF_DUE.items())
