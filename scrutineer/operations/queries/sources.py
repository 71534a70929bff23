"""What the sources that a report names are, in words, and what each is about: the golden thread back to the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain import places
from scrutineer.domain.activities import Activity, Contract, Declaration, Deliverable
from scrutineer.domain.challenge import Challenge, Event
from scrutineer.domain.checklists import ChecklistAnswer
from scrutineer.domain.dates import short_date
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.outcomes import DesiredOutcome
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.domain.voices import View
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.reports.document import Document, Source
from scrutineer.reports.pointing import pointed_at


@dataclass(frozen=True, slots=True)
class Behind:
    """One record behind words of a report: what it is called, and what it is about. `answer` is the answer itself where
    that is what stands behind them: it has a cell."""

    words: str
    about: places.Subject
    answer: SelfAssessment | None = None


_TYPES: dict[str, type[Any]] = {
    "evidence": Evidence, "challenge": Challenge, "event": Event, "judgement": Judgement, "voice": View,
    "answer": SelfAssessment, "outcome": DesiredOutcome, "recommendation": Recommendation, "asked": AskedReturn,
    "return_file": ReturnFile, "activity": Activity, "contract": Contract, "deliverable": Deliverable,
    "declaration": Declaration, "piece": Piece, "piece_agency": PieceAgency, "piece_finding": PieceFinding,
    "method_round": Round, "checklist": ChecklistAnswer,
}  # fmt: skip
"""By the name that reports have for it, the record that a source is."""


def behind(casefile: Casefile, document: Document, words: Sequence[str], place: int) -> tuple[Behind, ...]:
    """The records behind the word at a place among those of a printed page, each once: what it cites, or else what its
    text tells of. None for words that stand there whatever is recorded."""
    pointed = pointed_at(document, words, place)
    if pointed is None:
        return ()
    cited = _cited(casefile, pointed.citation)
    if cited:
        return cited
    context = read_context(casefile)
    known = (_behind(casefile, context, source) for source in pointed.line.sources)
    return tuple(dict.fromkeys(filter(None, known)))


def _cited(casefile: Casefile, reference: str) -> tuple[Behind, ...]:
    number = reference.removeprefix("E")
    if reference.startswith("E") and number.isdigit():
        items = tables.rows(casefile, Evidence, number=int(number))
        return tuple(_item(item) for item in items)
    challenges = tables.rows(casefile, Challenge, reference=reference) if reference else ()
    return tuple(_challenge(challenge) for challenge in challenges)


def _item(item: Evidence) -> Behind:
    return Behind(f"{item.reference} {item.title}", places.AboutEvidence(item.id))


def _challenge(challenge: Challenge) -> Behind:
    return Behind(f"{challenge.reference} {challenge.question}", places.AboutChallenge(challenge.id))


def _behind(casefile: Casefile, context: Context, source: Source) -> Behind | None:
    if source.table == "statement":
        return Behind(f"Said of the cycle: {source.field}", places.AboutPartnership(places.PartnershipPart.CYCLES))
    kind = _TYPES.get(source.table)
    things = tables.rows(casefile, kind, id=source.id) if kind is not None else ()
    return _described(casefile, context, things[0]) if things else None


def _of_the_year(thing: Any) -> Behind | None:
    """What a record of the scrutineer's year is called and about; None for any other."""
    match thing:
        case Activity():
            return Behind(f"Activity: {thing.title}", places.AboutActivity(thing.id))
        case Contract() | Deliverable():
            return Behind(f"Contract: {thing.title}", places.AboutDays())
        case Declaration():
            return Behind(f"Declared on {short_date(thing.on_date)}", places.AboutDays())
        case Piece():
            return Behind(f"Piece: {thing.title}", places.AboutPiece(thing.id))
        case PieceAgency() | PieceFinding():
            return Behind("Of a scrutiny piece", places.AboutPiece(thing.piece_id))
        case Round() if thing.piece_id is not None:
            return Behind("A stage of a method", places.AboutPiece(thing.piece_id))
        case _:
            return None


def _described(casefile: Casefile, context: Context, thing: Any) -> Behind:
    of_the_year = _of_the_year(thing)
    if of_the_year is not None:
        return of_the_year
    match thing:
        case Evidence():
            return _item(thing)
        case Challenge():
            return _challenge(thing)
        case Event():
            challenge = tables.get(casefile, Challenge, thing.challenge_id)
            words = f"{challenge.reference}, {thing.kind.value}, {short_date(thing.on_date)}"
            return Behind(words, places.AboutChallenge(challenge.id))
        case Judgement() | View():
            what = "Judgement of" if isinstance(thing, Judgement) else "A view of"
            name = context.framework.name(thing.target)
            known = context.framework.knows(thing.target)
            framework = places.AboutFramework(thing.target.partition(":")[0])
            return Behind(f"{what} {name}", places.AboutTarget(thing.target) if known else framework)
        case SelfAssessment():
            words = f"{context.agency_name(thing.agency_id)}, {thing.number}, {thing.cell}"
            return Behind(words, places.AboutReturns(thing.profile), thing)
        case DesiredOutcome():
            return Behind(f"Outcome: {thing.text}", places.AboutOutcome(thing.id))
        case ChecklistAnswer():
            code = thing.target.partition(":")[2]
            return Behind(f"{code}: {thing.met.value}", places.AboutChecklist(thing.target, thing.evidence_id))
        case Recommendation():
            return Behind(f"Recommendation: {thing.text}", places.AboutRecommendation(thing.id))
        case _:
            return Behind(f"Returns of {thing.profile}", places.AboutReturns(thing.profile))
