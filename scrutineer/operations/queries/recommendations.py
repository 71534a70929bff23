"""What pages show of recommendations: their lives, what each rests on, whose it is, and which lesson came back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.dates import local_day
from scrutineer.domain.evidence import Evidence, EvidenceKind, Link, LinkTarget
from scrutineer.domain.framework import FrameworkKind, LineOfEnquiry
from scrutineer.domain.ids import AgencyId, EvidenceId, JudgementId, RecommendationId, TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.pieces import Piece
from scrutineer.domain.places import (
    AboutEvidence,
    AboutFramework,
    AboutInspections,
    AboutPiece,
    AboutRecommendation,
    AboutTarget,
    Subject,
)
from scrutineer.domain.recommendation_life import RecommendationLife, recommendation_life
from scrutineer.domain.recommendations import (
    Alike,
    Recommendation,
    RecommendationEvent,
    RecommendationKind,
    alike,
    owner_in_words,
)
from scrutineer.domain.structure import Inspection
from scrutineer.domain.threads import is_same_thread, thread_name
from scrutineer.frameworks import loader
from scrutineer.operations.queries.called import row_called
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.steps import body_of_evidence, linked, newest_judgements


@dataclass(frozen=True, slots=True)
class RecommendationSource:
    """What a recommendation follows from: in words, with its day where it has one, and where it is shown."""

    words: str
    reference: str
    on: date | None
    about: Subject
    evidence_id: EvidenceId | None = None


class RecommendationPart(Enum):
    """The parts of the register. The value is its heading."""

    OPEN = "Open"
    LATE = "Overdue"
    NATIONAL = "National"
    ENDED = "Done or lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationFilter:
    """Which recommendations are asked for; what is not said narrows nothing."""

    part: RecommendationPart | None = None
    agency_id: AgencyId | None = None
    kind: RecommendationKind | None = None
    thread: str = ""

    def takes(self, life: RecommendationLife, today: date) -> bool:
        """Whether it asks for this one."""
        recommendation = life.recommendation
        return (
            (self.part is None or _stands_in(self.part, life, today))
            and self.agency_id in (None, recommendation.agency_id)
            and self.kind in (None, recommendation.kind)
            and (not self.thread or is_same_thread(self.thread, recommendation.thread))
        )


def _stands_in(part: RecommendationPart, life: RecommendationLife, today: date) -> bool:
    match part:
        case RecommendationPart.OPEN:
            return life.is_open
        case RecommendationPart.LATE:
            return life.days_late(today) > 0
        case RecommendationPart.NATIONAL:
            return life.recommendation.kind is RecommendationKind.NATIONAL
        case RecommendationPart.ENDED:
            return not life.is_open


def recommendation_lives(casefile: Casefile, ids: Collection[int] | None = None) -> tuple[RecommendationLife, ...]:
    """Recommendations with their events, in the order they were kept. Cost grows with their events."""
    if ids is None:
        every, moves = tables.rows(casefile, Recommendation), tables.rows(casefile, RecommendationEvent)
    else:
        every = tables.rows(casefile, Recommendation, id=set(ids))
        moves = tables.rows(casefile, RecommendationEvent, recommendation_id=set(ids))
    events: dict[int, list[RecommendationEvent]] = defaultdict(list)
    for event in moves:
        events[event.recommendation_id].append(event)
    rested = sources_of(casefile, every)
    return tuple(
        recommendation_life(recommendation, events[recommendation.id], rested[recommendation.id].on)
        for recommendation in every
    )


def lives_on(casefile: Casefile, target: TargetId) -> tuple[RecommendationLife, ...]:
    """The recommendations that bear on one step or line, in the order they were kept."""
    ids = [row.id for row in tables.rows(casefile, Recommendation, target=target)]
    return recommendation_lives(casefile, ids) if ids else ()


def life_of_recommendation(casefile: Casefile, recommendation_id: RecommendationId) -> RecommendationLife:
    """One recommendation with its events; a sentence where it is not there."""
    tables.get(casefile, Recommendation, recommendation_id)
    return recommendation_lives(casefile, [recommendation_id])[0]


def sources_of(
    casefile: Casefile, recommendations: Iterable[Recommendation]
) -> dict[RecommendationId, RecommendationSource]:  # fmt: skip
    """What each of these follows from, by its id. One query a kind of source."""
    every = tuple(recommendations)
    items = tables.by_id(casefile, Evidence, {row.evidence_id for row in every if row.evidence_id})
    judged = tables.by_id(casefile, Judgement, {row.judgement_id for row in every if row.judgement_id})
    pieces = tables.by_id(casefile, Piece, {row.piece_id for row in every if row.piece_id})
    inspected = tables.by_id(casefile, Inspection, {row.inspection_id for row in every if row.inspection_id})

    def source(row: Recommendation) -> RecommendationSource:
        if (item := items.get(row.evidence_id or EvidenceId(0))) is not None:
            return RecommendationSource(item.title, item.reference, item.dated, AboutEvidence(item.id), item.id)
        if (piece := pieces.get(row.piece_id or 0)) is not None:
            return RecommendationSource(piece.title, "", piece.reported_on, AboutPiece(piece.id))
        if (inspection := inspected.get(row.inspection_id or 0)) is not None:
            day = inspection.published_on or inspection.held_on
            return RecommendationSource(inspection.title, "", day, AboutInspections(inspection.id))
        if (judgement := judged.get(row.judgement_id or 0)) is not None:
            about = AboutTarget(TargetId(judgement.target))
            return RecommendationSource("Your judgement", "", local_day(judgement.made), about)
        return _stated(row)

    return {row.id: source(row) for row in every}


def _stated(row: Recommendation) -> RecommendationSource:
    """Where a national review's stands in a framework, else nowhere."""
    framework = next((known for known in loader.shipped() if known.knows(row.target)), None)
    if framework is None:
        return RecommendationSource("", "", None, AboutRecommendation(row.id))
    return RecommendationSource(framework.short_title, "", None, AboutFramework(framework.id))


def national_parts() -> tuple[tuple[str, TargetId], ...]:
    """The parts of frameworks that state what national reviews recommended, each with what it is called."""
    return tuple(
        (f"{framework.short_title}: {step.label}", step.target)
        for framework in loader.shipped()
        if framework.kind is FrameworkKind.RECOMMENDATIONS
        for step in framework.steps
        if any(line.says and not line.context for line in step.lines)
    )


def national_left(casefile: Casefile, step: TargetId) -> tuple[LineOfEnquiry, ...]:
    """What a part states for partnerships and is not among the recommendations yet."""
    framework = next((known for known in loader.shipped() if known.knows(step)), None)
    if framework is None:
        return ()
    there = {row.target for row in tables.rows(casefile, Recommendation, kind=RecommendationKind.NATIONAL)}
    lines = framework.step(step).lines
    return tuple(line for line in lines if line.says and not line.context and line.target not in there)


def source_words(context: Context, source: RecommendationSource) -> str:
    """What a recommendation follows from, for lists: “E12 Local review NM-02”, “Your judgement of step 4”."""
    if isinstance(source.about, AboutTarget) and context.framework.knows(source.about.target):
        return f"Your judgement of {context.framework.name(source.about.target)}"
    return f"{source.reference} {source.words}".strip()


def owner_of(context: Context, recommendation: Recommendation) -> str:
    """Who is to do it, as `owner_in_words` says."""
    return owner_in_words(recommendation, context.seats, context.agency_name(recommendation.agency_id))


def repeated(casefile: Casefile) -> tuple[Alike, ...]:
    """Recommendations alike in words, of any kind and any year, the more alike first: a person decides."""
    return alike(tables.rows(casefile, Recommendation))


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """One recommendation as its page shows it: its life, what it follows from, its evidence, which it resembles, and
    the others of its thread."""

    life: RecommendationLife
    source: RecommendationSource
    links: tuple[tuple[Link, Evidence], ...]
    again: tuple[tuple[Recommendation, int], ...]
    thread: tuple[Recommendation, ...]


def recommendation_view(casefile: Casefile, recommendation_id: RecommendationId) -> RecommendationView:
    """Read one recommendation with all that its page shows of it. Likeness costs a look at the words of all."""
    life = life_of_recommendation(casefile, recommendation_id)
    recommendation = life.recommendation
    links = tables.rows(casefile, Link, target_kind=LinkTarget.RECOMMENDATION, target=str(recommendation_id))
    items = tables.by_id(casefile, Evidence, {link.evidence_id for link in links})
    again = []
    for pair in repeated(casefile):
        if recommendation_id in (pair.earlier.id, pair.later.id):
            again.append((pair.later if pair.earlier.id == recommendation_id else pair.earlier, pair.percent))
    same = (row for row in tables.rows(casefile, Recommendation) if is_same_thread(row.thread, recommendation.thread))
    return RecommendationView(
        life,
        sources_of(casefile, [recommendation])[recommendation_id],
        tuple((link, items[link.evidence_id]) for link in links),
        tuple(again),
        tuple(other for other in same if other.id != recommendation_id),
    )


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation as the register shows it."""

    life: RecommendationLife
    source: str
    owner: str


def recommendation_rows(
    casefile: Casefile, context: Context, lives: Iterable[RecommendationLife]
) -> tuple[RecommendationRow, ...]:
    """These recommendations with what they follow from and whose they are: open ones first, by the day in force."""
    ordered = sorted(lives, key=lambda life: (not life.is_open, life.due or date.max, life.recommendation.id))
    rested = sources_of(casefile, [life.recommendation for life in ordered])
    return tuple(
        RecommendationRow(
            life, source_words(context, rested[life.recommendation.id]), owner_of(context, life.recommendation)
        )
        for life in ordered
    )


SourceKey = tuple[str, int]
"""What a recommendation may rest on, by the field that points to it and its id."""

_SOURCES: Mapping[str, type[Any]] = {
    "judgement_id": Judgement, "piece_id": Piece, "inspection_id": Inspection, "evidence_id": Evidence,
}  # fmt: skip
_RECOMMENDING = frozenset(
    {EvidenceKind.REVIEW, EvidenceKind.REPORT, EvidenceKind.AUDIT, EvidenceKind.DIP_SAMPLE}
)  # fmt: skip


def possible_sources(casefile: Casefile, context: Context) -> tuple[tuple[str, SourceKey], ...]:
    """What a recommendation may be made from: this cycle's judgements and pieces, inspections, reviews and audits."""
    judged = newest_judgements(casefile, context.cycle)
    known = [target for target in context.framework.targets() if target in judged]
    pieces = tables.rows(casefile, Piece, cycle_id=context.cycle.id)
    items = tables.rows(casefile, Evidence, kind=_RECOMMENDING, order=("-dated",))
    return (
        *(
            (f"Your judgement of {context.framework.name(target)}", ("judgement_id", judged[target].id))
            for target in known
        ),
        *((f"Scrutiny piece: {piece.title}", ("piece_id", piece.id)) for piece in pieces),
        *(
            (f"Inspection: {inspection.title}", ("inspection_id", inspection.id))
            for inspection in tables.rows(casefile, Inspection)
        ),
        *((f"{item.reference} {item.title}", ("evidence_id", item.id)) for item in items),
    )


def source_called(casefile: Casefile, context: Context, source: SourceKey) -> str:
    """What a recommendation was made from is called, though it can be made from it no more."""
    name, row = source
    return row_called(casefile, context, _SOURCES[name], row)


def evidence_behind(
    casefile: Casefile, context: Context, source: SourceKey, today: date
) -> tuple[EvidenceId, ...]:  # fmt: skip
    """The items that a judgement or a piece rests on, each once: what a recommendation made from it can rest on too."""
    field, row = source
    if field == "piece_id":
        links = tables.rows(casefile, Link, target_kind=LinkTarget.PIECE, target=str(row))
        return tuple(dict.fromkeys(link.evidence_id for link in links))
    return _behind_judgement(casefile, context, JudgementId(row), today) if field == "judgement_id" else ()


def _behind_judgement(
    casefile: Casefile, context: Context, judgement_id: JudgementId, today: date
) -> tuple[EvidenceId, ...]:
    judgement = tables.get(casefile, Judgement, judgement_id)
    if not context.framework.knows(judgement.target):
        return ()
    body = body_of_evidence(casefile, context, judgement.target, today, judgement)
    return tuple(dict.fromkeys(known.item.id for known in linked(casefile, body.links).values()))


def threads(casefile: Casefile) -> tuple[str, ...]:
    """The matters that recommendations belong to, by name."""
    names = (thread_name(row.thread) for row in tables.rows(casefile, Recommendation))
    named = {name.casefold(): name for name in names if name}
    return tuple(named[key] for key in sorted(named))
