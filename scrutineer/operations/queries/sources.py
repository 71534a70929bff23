"""What the sources that a report names are, in words, and what each is about: the golden thread back to the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.records import headline, record_of
from scrutineer.casefile.rows import to_row
from scrutineer.domain import places
from scrutineer.domain.activities import Activity, Contract, Declaration, Deliverable
from scrutineer.domain.challenge import Challenge, Event
from scrutineer.domain.checklists import ChecklistAnswer
from scrutineer.domain.clocks import PracticeReview, StatutoryClock
from scrutineer.domain.dates import short_date
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.outcomes import DesiredOutcome
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round
from scrutineer.domain.questions import Question
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.domain.structure import EscalationCount, Inspection, PartnerGroup, PeerPair
from scrutineer.domain.voices import View
from scrutineer.domain.words import begun, shortened
from scrutineer.operations.queries.about import ABOUT, about
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
    "return_file": ReturnFile, "checklist": ChecklistAnswer,
    **{record_of(kind).table: kind for kind in (
        Question, Piece, PieceAgency, PieceFinding, Round, Activity, Deliverable, Declaration, Contract,
        RecommendationEvent,
        StatutoryClock, PracticeReview, Inspection, Indicator, IndicatorValue, PartnerGroup, PeerPair, EscalationCount,
        Cycle,
    )},
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
    if kind is not None and things and kind in ABOUT and kind not in (Evidence, Recommendation):
        record = record_of(kind)
        said = shortened(headline(record.table, to_row(things[0])), 80)
        return Behind(f"{begun(record.noun)}: {said}", about(things[0]))
    return _described(casefile, context, things[0]) if things else None


def _described(casefile: Casefile, context: Context, thing: Any) -> Behind:
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
