"""The one list of what is due: every record with a date or a promise gives what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scrutineer.casefile import reading, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity, ActivityState, Declaration, Deliverable
from scrutineer.domain.changes import EVERYTHING, ChangeKind
from scrutineer.domain.due import Due, DueKind, Snooze, in_order
from scrutineer.domain.due_acts import DueAct
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.pieces import Piece, PieceAgency, Round
from scrutineer.domain.places import AboutChallenge, AboutReturns, Subject
from scrutineer.domain.questions import Question
from scrutineer.domain.structure import Inspection, PeerPair
from scrutineer.domain.yearly import yearly_act
from scrutineer.operations.queries import expected
from scrutineer.operations.queries.about import about
from scrutineer.operations.queries.at_hand import owing_report, waiting
from scrutineer.operations.queries.clocks import clocks, codes
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.lenses import lenses
from scrutineer.operations.queries.recommendations import owner_of, recommendation_lives

YOU = "you"
AHEAD = 28
"""Days ahead that the list shows where it is not asked for more."""


@dataclass(frozen=True, slots=True)
class DueSource:
    """What gives to the list: how it is read on a day, and after changes of which kind it is read again."""

    read: Callable[[Casefile, Context, date], Iterator[Due]]
    after: frozenset[ChangeKind]


class DueReader:
    """Reads the list, and again after a change only the sources that this kind of change can touch.

    Cost grows with what is open.
    """

    def __init__(self, casefile: Casefile) -> None:
        self._casefile = casefile
        self._day: date | None = None
        self._held: dict[DueSource, tuple[Due, ...]] = {}

    def read(self, context: Context, today: date, changed: frozenset[ChangeKind] = EVERYTHING) -> tuple[Due, ...]:
        """All that is due, whatever its day, in the order in which it is read. What was put off says until when."""
        anew = self._day != today or ChangeKind.PARTNERSHIP in changed
        for source in SOURCES:
            if anew or source.after & changed or source not in self._held:
                self._held[source] = tuple(source.read(self._casefile, context, today))
        self._day = today
        asleep = _postponed(self._casefile)
        every = (due for source in SOURCES for due in self._held[source])
        if asleep:
            every = (replace(due, asleep_until=asleep.get((due.kind, str(due.row)))) for due in every)
        return in_order(every, today)


def due_list(casefile: Casefile, context: Context, today: date, *, until: date | None = None) -> tuple[Due, ...]:
    """What is due by a day, or whatever its day where none is given."""
    every = DueReader(casefile).read(context, today)
    return tuple(due for due in every if until is None or due.on is None or due.on <= until)


def _postponed(casefile: Casefile) -> dict[tuple[DueKind, str], date]:
    """Until when each thing was put off, by the newest of its postponements."""
    return {(row.kind, row.row): row.until for row in tables.rows(casefile, Snooze)}


def _challenges(casefile: Casefile, context: Context, _today: date) -> Iterator[Due]:
    for row in reading.due_challenges(casefile):
        whom = context.agency_name(row.agency_id, row.put_to)
        yield Due(
            kind=row.kind, row=row.challenge_id, what=f"{row.reference} {row.question}", detail=whom,
            waiting_on=whom if row.theirs else YOU, since=row.since, on=row.due_on, why=row.why, act=row.act,
            about=AboutChallenge(row.challenge_id),
        )  # fmt: skip


def _recommendations(casefile: Casefile, context: Context, _today: date) -> Iterator[Due]:
    for life in recommendation_lives(casefile):
        advice = life.recommendation
        whom = owner_of(context, advice) or "the partnership"
        for waits in filter(None, (life.next_act(), life.test_beside())):
            yield _due(waits, advice, what=f"{advice.number} {advice.text}".strip(), detail=whom, whom=whom)


def _due(
    waits: DueAct, thing: Any, *, what: str, detail: str = "", whom: str = "", of: str = "", at: Subject | None = None
) -> Due:
    """What a thing says itself that it waits for, as a line of the list. `whom` it was put to; `of` which cycle it was
    left open, "" for the current one; `at` what it is about where the record alone does not say so."""
    return Due(
        kind=waits.kind, row=thing.id, what=what, detail=detail, waiting_on=whom if waits.theirs else YOU,
        since=waits.since, on=waits.on, why=", ".join(filter(None, (waits.why.removesuffix("."), of))), act=waits.act,
        about=at or about(thing), of=of,
    )  # fmt: skip


def _returns(casefile: Casefile, context: Context, today: date) -> Iterator[Due]:
    """Returns that were asked for and have not come: each is known by the row of its asking."""
    for row in expected.at_hand(casefile, context, today):
        for asked in row.awaited:
            agency = context.agency_name(asked.agency_id)
            yield _due(
                asked.next_act(), asked, what=f"{asked.profile}, {agency}", detail=asked.note, whom=agency,
                of=context.of_cycle(asked.cycle_id),
                at=AboutReturns(asked.profile, row.of.id if row.of else None, asked.agency_id),
            )  # fmt: skip


def _evidence(casefile: Casefile, _context: Context, _today: date) -> Iterator[Due]:
    for item, waits in waiting(casefile, Evidence, review_on=tables.OtherThan(None)):
        yield _due(waits, item, what=f"{item.reference} {item.title}", detail=item.kind.value)


def _activities(casefile: Casefile, context: Context, _today: date) -> Iterator[Due]:
    for activity, waits in waiting(casefile, Activity, state=ActivityState.PLANNED):
        of = context.of_cycle(activity.cycle_id)
        yield _due(waits, activity, what=activity.title, detail=activity.with_whom, of=of)


def _deliverables(casefile: Casefile, _context: Context, _today: date) -> Iterator[Due]:
    for asked, waits in waiting(casefile, Deliverable):
        yield _due(waits, asked, what=asked.title)


def _declarations(casefile: Casefile, _context: Context, _today: date) -> Iterator[Due]:
    for said, waits in waiting(casefile, Declaration):
        yield _due(waits, said, what=f"Declaration: {said.text}", detail=said.kind.value)


def _questions(casefile: Casefile, context: Context, _today: date) -> Iterator[Due]:
    for asked, waits in waiting(casefile, Question):
        whom = context.agency_name(asked.agency_id, YOU)
        yield _due(waits, asked, what=asked.question, detail=asked.asker or asked.source.value, whom=whom)


def _clocks(casefile: Casefile, context: Context, today: date) -> Iterator[Due]:
    of_review = codes(casefile)
    for known in clocks(casefile, today):
        waits, clock = known.next_act(), known.clock
        if waits is not None:
            code = of_review.get(clock.review_id, "") if clock.review_id is not None else ""
            whom = context.agency_name(clock.agency_id, "the partnership")
            yield _due(waits, clock, what=f"{known.title}, {code}".rstrip(", "), detail=code, whom=whom)


def _pieces(casefile: Casefile, context: Context, _today: date) -> Iterator[Due]:
    pieces = {piece.id: piece for piece in tables.rows(casefile, Piece)}
    for piece, waits in waiting(casefile, Piece):
        yield _due(waits, piece, what=piece.title, of=context.of_cycle(piece.cycle_id))
    for asked, waits in waiting(casefile, PieceAgency):
        piece, agency = pieces[asked.piece_id], context.agency_name(asked.agency_id)
        yield _due(
            waits, asked, what=f"{piece.title}, {agency}", detail=asked.asked_for, whom=agency,
            of=context.of_cycle(piece.cycle_id),
        )  # fmt: skip


def _stages(casefile: Casefile, context: Context, _today: date) -> Iterator[Due]:
    stages = tuple(waiting(casefile, Round))
    begun_in = {stage.cycle_id for stage, _ in stages}
    every = {cycle.id: lenses(casefile, cycle) for cycle in context.cycles if cycle.id in begun_in}
    for stage, waits in stages:
        known_then = every[stage.cycle_id]
        method = next((known for known in known_then if known.knows(stage.target)), context.framework)
        yield _due(waits, stage, what=method.name(stage.target), of=context.of_cycle(stage.cycle_id))


def _inspections(casefile: Casefile, _context: Context, _today: date) -> Iterator[Due]:
    for known, waits in waiting(casefile, Inspection):
        yield _due(waits, known, what=known.title, detail=known.kind.value)


def _peers(casefile: Casefile, context: Context, _today: date) -> Iterator[Due]:
    for pair, waits in waiting(casefile, PeerPair):
        yield _due(waits, pair, what=f"{pair.first} and {pair.second}", of=context.of_cycle(pair.cycle_id))


def _yearly(casefile: Casefile, _context: Context, _today: date) -> Iterator[Due]:
    for cycle in owing_report(casefile):
        yield _due(yearly_act(cycle), cycle, what=f"Annual scrutiny report, {cycle.name}")


_RECORDS = (Activity, Deliverable, Declaration, Question, Piece, PieceAgency, Round, Inspection, PeerPair)


def waiting_records(casefile: Casefile, context: Context, today: date) -> Iterator[Any]:
    """The records that the list holds, with what they say themselves: what reports make the same list of. Challenges
    and recommendations are not among them, for it is their lives that wait."""
    for kind in _RECORDS:
        yield from (thing for thing, _ in waiting(casefile, kind))
    yield from (item for item, _ in waiting(casefile, Evidence, review_on=tables.OtherThan(None)))
    yield from (known.clock for known in clocks(casefile, today) if known.next_act() is not None)
    for row in expected.at_hand(casefile, context, today):
        yield from row.awaited


_K = ChangeKind
SOURCES = (
    DueSource(_challenges, frozenset({_K.CHALLENGE})),
    DueSource(_recommendations, frozenset({_K.LEARNING, _K.EVIDENCE, _K.JUDGEMENT, _K.PIECE})),
    DueSource(_returns, frozenset({_K.RETURN})),
    DueSource(_evidence, frozenset({_K.EVIDENCE})),
    DueSource(_activities, frozenset({_K.PLAN})),
    DueSource(_deliverables, frozenset({_K.PLAN})),
    DueSource(_declarations, frozenset({_K.PLAN})),
    DueSource(_questions, frozenset({_K.QUESTION})),
    DueSource(_clocks, frozenset({_K.CLOCK})),
    DueSource(_pieces, frozenset({_K.PIECE})),
    DueSource(_stages, frozenset({_K.PLAN, _K.FRAMEWORK})),
    DueSource(_inspections, frozenset({_K.LEARNING})),
    DueSource(_peers, frozenset({_K.STRUCTURE})),
    DueSource(_yearly, frozenset({_K.REPORT})),
)
"""What gives to the list, one for each record with a date or a promise; a recommendation's days begin with what it
follows from."""
