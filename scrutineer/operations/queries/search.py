"""“Search this casefile”: everything that holds the words, grouped by kind, each hit with the place it opens."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scrutineer.casefile import search, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.records import record_of
from scrutineer.casefile.search import Hit, Match
from scrutineer.domain import places
from scrutineer.domain.activities import Activity, Contract, Declaration, Deliverable
from scrutineer.domain.challenge import Challenge, Event, EventCorrection
from scrutineer.domain.checklists import ChecklistAnswer
from scrutineer.domain.clocks import PracticeReview, StatutoryClock
from scrutineer.domain.dates import short_date
from scrutineer.domain.evidence import Attachment, Evidence, Excerpt
from scrutineer.domain.framework import Framework
from scrutineer.domain.ids import PieceId, TargetId
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.ledger_kinds import LEDGER_KINDS
from scrutineer.domain.ledgers import AskedReturn, LogEntry
from scrutineer.domain.outcomes import DesiredOutcome, Priority
from scrutineer.domain.partnership import Agency, Cycle, Partnership, Seat
from scrutineer.domain.pieces import Piece, PieceFinding, Round
from scrutineer.domain.places import PartnershipPart
from scrutineer.domain.questions import Question
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent
from scrutineer.domain.returns import OF_ANSWERS, OF_PACK, ReturnFile, SelfAssessment
from scrutineer.domain.shelf import ShelfItem
from scrutineer.domain.spelling import Asked, WordIndex
from scrutineer.domain.statements import CycleStatement
from scrutineer.domain.structure import Inspection, PartnerGroup, PeerPair
from scrutineer.domain.voices import View
from scrutineer.domain.writing import Phrase
from scrutineer.operations.queries.about import about
from scrutineer.operations.queries.context import Context, level_word
from scrutineer.operations.queries.lenses import lenses
from scrutineer.operations.queries.voices import name_of

FIRST, MORE = 5, 20
"""How many of each kind are shown at first, and how many more each time."""

LINES = "steps and lines"
"""What the group of steps and lines of the frameworks is called; the others are called as their record is."""

_PARENTS: Mapping[type, tuple[str, type]] = {
    Attachment: ("evidence_id", Evidence),
    Excerpt: ("evidence_id", Evidence),
    EventCorrection: ("event_id", Event),
    Event: ("challenge_id", Challenge),
    SelfAssessment: ("agency_id", Agency),
    Seat: ("agency_id", Agency),
    **{kind.record: ("return_id", ReturnFile) for kind in LEDGER_KINDS},
}
"""The record by which a hit in another is described, and the column that names it."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something found by search: what it is, its reference, its title and passage, and what it is about."""

    kind: str
    reference: str
    title: str
    passage: str
    about: places.Subject


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """What was found of one kind: what such things are called, how many there are, and some of them."""

    kind: str
    total: int
    found: tuple[Found, ...]


class FrameworkLines:
    """The steps and lines of every framework that this cycle looks through, to be searched; read once a context."""

    def __init__(self, casefile: Casefile, context: Context) -> None:
        self.context = context
        own, *others = lenses(casefile, context.cycle)
        self._lines = [
            *(_line(own, places.AboutTarget(TargetId(target)), target, "") for target in own.targets()),
            *(
                _line(framework, places.AboutFramework(framework.id), target, f"{framework.short_title}: ")
                for framework in others
                for target in framework.targets()
            ),
        ]
        self._index = WordIndex([f"{line.reference} {line.title} {line.passage}" for line in self._lines])

    def holding(self, words: str) -> tuple[Found, ...]:
        """Those that hold the words, not yet marked: a code asked for first, then this cycle's own, then the others."""
        code = words.strip().casefold()
        lines = [self._lines[place] for place in self._index.holding(Asked.read(words))]
        return tuple(sorted(lines, key=lambda line: line.reference.casefold() != code))


def _line(framework: Framework, about: places.Subject, target: str, of: str) -> Found:
    step, line = framework.step(target), framework.line(target)
    texts = (step.title,) if line is None else (line.label, line.question, line.evidence, line.says)
    code = step.number if line is None else line.code
    return Found("step or line", code, f"{of}{framework.name(target)}", " · ".join(filter(None, texts)), about)


class Search:
    """Everything that holds all the words. Ranked once; what is shown alone is read."""

    def __init__(self, casefile: Casefile, context: Context, words: str, lines: FrameworkLines | None = None) -> None:
        self.words = words
        self._casefile, self._context = casefile, context
        self._ranking = search.ranked(casefile, words)
        self._lines = (lines or FrameworkLines(casefile, context)).holding(words)
        self._kinds = {_called(kind): kind for kind in self._ranking.counts}

    @property
    def total(self) -> int:
        """How much was found."""
        return len(self._ranking) + len(self._lines)

    @property
    def counts(self) -> dict[str, int]:
        """How much of each kind, the kind of the best hit first; steps and lines last, unless a code was asked for."""
        counts = {name: self._ranking.counts[kind] for name, kind in self._kinds.items()}
        if not self._lines:
            return counts
        lines = {LINES: len(self._lines)}
        return (
            lines | counts if self._lines[0].reference.casefold() == self.words.strip().casefold() else counts | lines
        )

    def groups(self, first: int = FIRST) -> tuple[FoundGroup, ...]:
        """Each kind with its first hits."""
        wanted = [match for kind in self._kinds.values() for match in self._ranking.of(kind, 0, first)]
        described = self._described(wanted)
        by_kind = {
            name: tuple(described[m] for m in wanted if m.kind is kind and m in described)
            for name, kind in self._kinds.items()
        }
        by_kind[LINES] = self._marked(self._lines[:first])
        return tuple(FoundGroup(name, total, by_kind[name]) for name, total in self.counts.items())

    def more(self, kind: str, skip: int, limit: int = MORE) -> tuple[Found, ...]:
        """The next hits of one kind."""
        if kind == LINES:
            return self._marked(self._lines[skip : skip + limit])
        wanted = self._ranking.of(self._kinds[kind], skip, skip + limit)
        described = self._described(wanted)
        return tuple(described[match] for match in wanted if match in described)

    def best(self, skip: int, limit: int) -> tuple[Found, ...]:
        """The best of every kind together; steps and lines behind them."""
        wanted = self._ranking.matches(skip, skip + limit)
        described = self._described(wanted)
        lines = self._lines[max(0, skip - len(self._ranking)) : max(0, skip + limit - len(self._ranking))]
        return (*(described[match] for match in wanted if match in described), *self._marked(lines))

    def _marked(self, lines: Iterable[Found]) -> tuple[Found, ...]:
        asked = Asked.read(self.words)
        return tuple(
            replace(line, title=asked.marked(line.title), passage=asked.passage(line.passage)) for line in lines
        )

    def _described(self, wanted: Collection[Match]) -> dict[Match, Found]:
        """These of the matches, described, those that are there still. One query a kind, however many are asked for."""
        hits = search.passages(self._casefile, self.words, wanted)
        parents: dict[tuple[type, int], Any] = {}
        for kind in {match.kind for match in hits} & {*_PARENTS}:
            column, parent = _PARENTS[kind]
            ids = {getattr(hit.thing, column) for match, hit in hits.items() if match.kind is kind}
            things: Mapping[int, Any] = tables.by_id(self._casefile, parent, ids)
            parents |= {(parent, row): thing for row, thing in things.items()}
        described, struck = {}, self._struck_out(hits.values())
        for match, hit in hits.items():
            column, parent = _PARENTS.get(match.kind, ("", object))
            shown = self._describe(hit, parents.get((parent, getattr(hit.thing, column))) if column else None)
            is_struck = hit.kind is Event and hit.thing.id in struck
            described[match] = replace(shown, title=f"Struck out: {shown.title}") if is_struck else shown
        return described

    def _struck_out(self, hits: Iterable[Hit]) -> set[int]:
        """Which of the events that were found were recorded wrongly."""
        events = [hit.thing.id for hit in hits if hit.kind is Event]
        corrections = tables.rows(self._casefile, EventCorrection, event_id=events) if events else ()
        return {said.event_id for said in corrections}

    def _describe(self, hit: Hit, parent: Any) -> Found:
        reference, title, about = TOLD[hit.kind](self._context, hit, parent)
        return Found(record_of(hit.kind).noun, reference, title or hit.passage, hit.passage, about)


def _called(kind: type) -> str:
    """What things of a kind are called, together."""
    record = record_of(kind)
    return record.plural or f"{record.noun}s"


_Told = tuple[str, str, places.Subject]


def _target(context: Context, target: str) -> places.Subject:
    if context.framework.knows(target):
        return places.AboutTarget(TargetId(target))
    return places.AboutFramework(target.partition(":")[0])


def _evidence(_context: Context, hit: Hit, _parent: Any) -> _Told:
    return hit.thing.reference, hit.title, places.AboutEvidence(hit.thing.id)


def _of_item(_context: Context, hit: Hit, item: Evidence) -> _Told:
    return item.reference, hit.title, places.AboutEvidence(item.id)


def _challenge(_context: Context, hit: Hit, _parent: Any) -> _Told:
    return hit.thing.reference, hit.title, places.AboutChallenge(hit.thing.id)


def _event(_context: Context, hit: Hit, challenge: Challenge) -> _Told:
    said = hit.title or challenge.question
    title = f"{hit.thing.kind.value.capitalize()}, {short_date(hit.thing.on_date)}: {said}"
    return challenge.reference, title, places.AboutChallenge(challenge.id)


def _correction(_context: Context, hit: Hit, event: Event) -> _Told:
    title = f"{event.kind.value.capitalize()}, {short_date(event.on_date)}, recorded wrongly: {hit.title}"
    return "Correction", title, places.AboutChallenge(event.challenge_id)


def _judgement(context: Context, hit: Hit, _parent: Any) -> _Told:
    target = hit.thing.target
    title = f"{context.framework.name(target)}: {level_word(hit.thing.scale_id, hit.thing.level)}"
    return target.split(":")[-1], title, _target(context, target)


def _view(context: Context, hit: Hit, _parent: Any) -> _Told:
    target = hit.thing.target
    title = f"{name_of(context, hit.thing)} on {context.framework.name(target)}"
    return target.split(":")[-1], title, _target(context, target)


def _answer(context: Context, hit: Hit, agency: Agency) -> _Told:
    answer = hit.thing
    title = f"{agency.name}: {hit.title}" if hit.title else agency.name
    if answer.cycle_id != context.cycle.id:
        return answer.number, title, places.AboutWorkbook(answer.return_id)
    known = context.framework.knows(answer.target)
    about = places.AboutTarget(TargetId(answer.target)) if known else places.AboutReturns(answer.profile)
    return answer.number, title, about


def _workbook(context: Context, hit: Hit, _parent: Any) -> _Told:
    """A workbook of answers of an earlier cycle stands on no page of the current one, and is shown by itself."""
    file = hit.thing
    is_earlier = file.cycle_id != context.cycle.id and file.kind in (OF_ANSWERS, OF_PACK)
    return "Workbook", hit.title, places.AboutWorkbook(file.id) if is_earlier else places.AboutReturns(file.profile)


def _asked(context: Context, hit: Hit, _parent: Any) -> _Told:
    asked = hit.thing
    of = asked.cycle_id if asked.cycle_id != context.cycle.id else None
    return "Asked", hit.title, places.AboutReturns(asked.profile, of, asked.agency_id)


def _of_return(_context: Context, hit: Hit, file: ReturnFile) -> _Told:
    return hit.thing.cell, hit.title, places.AboutReturns(file.profile)


def _log_entry(_context: Context, hit: Hit, file: ReturnFile) -> _Told:
    entry = hit.thing
    about: places.Subject = places.AboutReturns(file.profile)
    if entry.challenge_id is not None:
        about = places.AboutChallenge(entry.challenge_id)
    return entry.number or entry.cell, hit.title, about


def _named(reference: str, about: Callable[[Any], places.Subject] = about) -> Callable[[Context, Hit, Any], _Told]:
    """How a record is described that has no reference of its own; one of the scrutineer's year leads where the list of
    what is due leads."""
    return lambda _context, hit, _parent: (reference, hit.title, about(hit.thing))


def _seat(_context: Context, hit: Hit, agency: Agency) -> _Told:
    return "Seat", f"{hit.title}, {agency.name}", places.AboutPartnership(PartnershipPart.SEATS)


TOLD: Mapping[type, Callable[[Context, Hit, Any], _Told]] = {
    Partnership: _named("Partnership", lambda _: places.AboutPartnership(PartnershipPart.PARTNERSHIP)),
    Agency: _named("Agency", lambda _: places.AboutPartnership(PartnershipPart.AGENCIES)),
    Seat: _seat,
    Cycle: _named("Cycle", lambda _: places.AboutPartnership(PartnershipPart.CYCLES)),
    CycleStatement: _named("Said of a cycle", lambda _: places.AboutPartnership(PartnershipPart.PARTNERSHIP)),
    Evidence: _evidence,
    Attachment: _of_item,
    Excerpt: _of_item,
    Recommendation: _named("Recommendation"),
    RecommendationEvent: _named("Recommendation"),
    PartnerGroup: _named("Group"),
    PeerPair: _named("Peers"),
    Contract: _named("Contract"),
    Deliverable: _named("Deliverable"),
    Declaration: _named("Declaration"),
    Piece: _named("Scrutiny piece"),
    PieceFinding: _named("Finding"),
    Round: _named("Stage", lambda stage: places.AboutPiece(stage.piece_id or PieceId(0))),
    EventCorrection: _correction,
    Activity: _named("Activity"),
    Question: _named("Question"),
    PracticeReview: _named("Practice review"),
    StatutoryClock: _named("Clock", lambda clock: places.AboutClocks(clock.review_id)),
    ChecklistAnswer: _named("Checklist", lambda answer: places.AboutChecklist(answer.target, answer.evidence_id)),
    Inspection: _named("Inspection"),
    Indicator: _named("Indicator"),
    Challenge: _challenge,
    Event: _event,
    Judgement: _judgement,
    View: _view,
    ReturnFile: _workbook,
    SelfAssessment: _answer,
    AskedReturn: _asked,
    **{kind.record: _of_return for kind in LEDGER_KINDS},
    # most figures came by hand and stand in no workbook
    IndicatorValue: _named("Indicator"),
    LogEntry: _log_entry,
    Priority: _named("Priority", lambda _: places.AboutOutcomes()),
    DesiredOutcome: _named("Outcome", lambda outcome: places.AboutOutcome(outcome.id)),
    ShelfItem: _named("Shelf", lambda _: places.AboutShelf()),
    Phrase: _named("Phrase", lambda phrase: places.AboutPhrase(phrase.id)),
}
"""How each kind of record is described and where it leads."""


def find(casefile: Casefile, context: Context, words: str, *, limit: int = 50, skip: int = 0) -> tuple[Found, ...]:
    """What in this casefile holds all the words, the best first: those after the first `skip`, at most `limit`."""
    return Search(casefile, context, words).best(skip, limit)
