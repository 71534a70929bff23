"""The one list of what is due: every record with a date or a promise gives what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scrutineer.casefile import reading, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity, ActivityState, Declaration, Deliverable
from scrutineer.domain.challenge import Waiting
from scrutineer.domain.challenge_due import ASK_AGAIN
from scrutineer.domain.changes import EVERYTHING, ChangeKind
from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.due import Due, DueKind, NextAct, Snooze, in_order
from scrutineer.domain.due_acts import DueAct, if_unset
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ids import PieceId
from scrutineer.domain.issues import IssuedReport
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.marking import Edition
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.pieces import Piece, PieceAgency, Round
from scrutineer.domain.places import (
    AboutActivity,
    AboutChallenge,
    AboutClocks,
    AboutDays,
    AboutEvidence,
    AboutInspections,
    AboutPiece,
    AboutQuestions,
    AboutRecommendation,
    AboutReport,
    AboutReturns,
    AboutStructure,
    Subject,
)
from scrutineer.domain.questions import Question
from scrutineer.domain.structure import Inspection, PeerPair
from scrutineer.operations.queries.clocks import clocks, codes
from scrutineer.operations.queries.context import Context, OfACycle
from scrutineer.operations.queries.expected import ExpectedRow, at_hand
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
        for kind, waits in (
            (DueKind.RECOMMENDATION, life.next_act()), (DueKind.RECOMMENDATION_TEST, life.test_beside()),
        ):  # fmt: skip
            if waits is not None:
                yield _waiting(
                    waits, kind=kind, row=advice.id, what=f"{advice.number} {advice.text}".strip(), detail=whom,
                    whom=whom, about=AboutRecommendation(advice.id),
                )  # fmt: skip


def _waiting(waits: DueAct, *, kind: DueKind, row: int, what: str, detail: str, whom: str, about: Subject) -> Due:
    """What a thing says itself that it waits for, as a line of the list."""
    theirs = waits.waiting is Waiting.THEM
    return Due(
        kind=kind, row=row, what=what, detail=detail, waiting_on=whom if theirs else YOU, since=waits.since,
        on=waits.on, why=waits.why.removesuffix("."), act=waits.act, about=about,
    )  # fmt: skip


def _returns(casefile: Casefile, context: Context, today: date) -> Iterator[Due]:
    """Returns that were asked for and have not come: each is known by the row of its asking."""
    for row in at_hand(casefile, context, today):
        for asked in row.awaited:
            yield _return(context, row, asked)


def _return(context: Context, row: ExpectedRow, asked: AskedReturn) -> Due:
    agency = context.agency_name(asked.agency_id)
    return Due(
            kind=DueKind.RETURN, row=asked.id, what=f"{asked.profile}, {agency}", detail=asked.note,
            waiting_on=agency, since=asked.asked_on, on=asked.due or _later(asked.asked_on),
            why=f"Asked for {long_date(asked.asked_on)}" + if_unset(asked.due) + _whose(context, asked),
            act=NextAct.CHASE, about=AboutReturns(asked.profile, row.of.id if row.of else None, asked.agency_id),
        )  # fmt: skip


def _whose(context: Context, thing: OfACycle) -> str:
    """The cycle that left a thing open, after why it is due; "" where that is the current one."""
    of = context.of_cycle(thing.cycle_id)
    return f", {of}" if of else ""


def _later(day: date) -> date:
    """When what has no day is asked about again."""
    return day + timedelta(days=ASK_AGAIN)


def _evidence(casefile: Casefile, _context: Context, _today: date) -> Iterator[Due]:
    for item in tables.rows(casefile, Evidence, review_on=tables.OtherThan(None)):
        yield Due(
            kind=DueKind.EVIDENCE, row=item.id, what=f"{item.reference} {item.title}", detail=item.kind.value,
            waiting_on=YOU, since=item.received, on=item.review_on,
            why=f"Dated {long_date(item.dated)}, to be looked at again", act=NextAct.LOOK, about=AboutEvidence(item.id),
        )  # fmt: skip


def _activities(casefile: Casefile, context: Context, _today: date) -> Iterator[Due]:
    for activity in tables.rows(casefile, Activity, state=ActivityState.PLANNED):
        yield Due(
            kind=DueKind.ACTIVITY, row=activity.id, what=activity.title, detail=activity.with_whom, waiting_on=YOU,
            since=None, on=activity.planned_on,
            why="Planned and not yet done" + _whose(context, activity), act=NextAct.DO,
            about=AboutActivity(activity.id),
        )  # fmt: skip


def _deliverables(casefile: Casefile, _context: Context, _today: date) -> Iterator[Due]:
    for asked in tables.rows(casefile, Deliverable, done_on=None):
        yield Due(
            kind=DueKind.DELIVERABLE, row=asked.id, what=asked.title, detail="", waiting_on=YOU, since=None,
            on=asked.due, why="The contract asks for it", act=NextAct.GIVE, about=AboutDays(deliverable_id=asked.id),
        )  # fmt: skip


def _declarations(casefile: Casefile, _context: Context, _today: date) -> Iterator[Due]:
    for said in tables.rows(casefile, Declaration, review_on=tables.OtherThan(None), order=("on_date",)):
        if not said.awaits_review:
            continue
        yield Due(
            kind=DueKind.DECLARATION, row=said.id, what=f"Declaration: {said.text}", detail=said.kind.value,
            waiting_on=YOU, since=said.on_date, on=said.review_on,
            why=f"Declared {long_date(said.on_date)}, to be made again", act=NextAct.DECLARE,
            about=AboutDays(declaration_id=said.id),
        )  # fmt: skip


def _questions(casefile: Casefile, context: Context, _today: date) -> Iterator[Due]:
    for asked in tables.rows(casefile, Question):
        waits = asked.next_act()
        if waits is not None:
            yield _waiting(
                waits, kind=DueKind.QUESTION, row=asked.id, what=asked.question,
                detail=asked.asker or asked.source.value, whom=context.agency_name(asked.agency_id, YOU),
                about=AboutQuestions(asked.id),
            )  # fmt: skip


def _clocks(casefile: Casefile, context: Context, today: date) -> Iterator[Due]:
    of_review = codes(casefile)
    for known in clocks(casefile, today):
        waits, clock = known.next_act(), known.clock
        if waits is not None:
            code = of_review.get(clock.review_id, "") if clock.review_id is not None else ""
            yield _waiting(
                waits, kind=DueKind.CLOCK, row=clock.id, what=f"{known.title}, {code}".rstrip(", "), detail=code,
                whom=context.agency_name(clock.agency_id, "the partnership"), about=AboutClocks(clock_id=clock.id),
            )  # fmt: skip


def _pieces(casefile: Casefile, context: Context, _today: date) -> Iterator[Due]:
    pieces = {piece.id: piece for piece in tables.rows(casefile, Piece)}
    for piece in pieces.values():
        if piece.reported_on is None:
            yield Due(
                kind=DueKind.PIECE, row=piece.id, what=piece.title, detail="", waiting_on=YOU, since=piece.starts,
                on=piece.due or _later(piece.starts),
                why=f"Begun {long_date(piece.starts)} and not yet reported" + if_unset(piece.due)
                + _whose(context, piece),
                act=NextAct.DO, about=AboutPiece(piece.id),
            )  # fmt: skip
    for asked in tables.rows(casefile, PieceAgency, came_on=None):
        agency = context.agency_name(asked.agency_id)
        yield Due(
            kind=DueKind.ASKED, row=asked.id, what=f"{pieces[asked.piece_id].title}, {agency}", detail=asked.asked_for,
            waiting_on=agency, since=asked.asked_on, on=asked.due or _later(asked.asked_on),
            why=f"Asked for {long_date(asked.asked_on)}{if_unset(asked.due)}{_whose(context, pieces[asked.piece_id])}",
            act=NextAct.CHASE, about=AboutPiece(asked.piece_id, asked_id=asked.id),
        )  # fmt: skip


def _stages(casefile: Casefile, context: Context, _today: date) -> Iterator[Due]:
    stages = tables.rows(casefile, Round, done_on=None)
    begun_in = {stage.cycle_id for stage in stages}
    every = {cycle.id: lenses(casefile, cycle) for cycle in context.cycles if cycle.id in begun_in}
    for stage in stages:
        known_then = every[stage.cycle_id]
        method = next((known for known in known_then if known.knows(stage.target)), context.framework)
        yield Due(
            kind=DueKind.STAGE, row=stage.id, what=method.name(stage.target), detail="", waiting_on=YOU,
            since=stage.starts, on=stage.due or _later(stage.starts),
            why=f"Begun {long_date(stage.starts)}" + if_unset(stage.due) + _whose(context, stage),
            act=NextAct.DO, about=AboutPiece(stage.piece_id or PieceId(0), stage_id=stage.id),
        )  # fmt: skip


def _inspections(casefile: Casefile, _context: Context, _today: date) -> Iterator[Due]:
    for known in tables.rows(casefile, Inspection, next_due=tables.OtherThan(None)):
        yield Due(
            kind=DueKind.INSPECTION, row=known.id, what=known.title, detail=known.kind.value, waiting_on=YOU,
            since=known.held_on, on=known.next_due, why="The next one is looked for", act=NextAct.RECORD,
            about=AboutInspections(known.id),
        )  # fmt: skip


def _peers(casefile: Casefile, context: Context, _today: date) -> Iterator[Due]:
    for pair in tables.rows(casefile, PeerPair, on_date=None):
        yield Due(
            kind=DueKind.PEERS, row=pair.id, what=f"{pair.first} and {pair.second}", detail="", waiting_on=YOU,
            since=None, on=pair.due,
            why="They have not challenged each other yet" + _whose(context, pair), act=NextAct.RECORD,
            about=AboutStructure("peers", pair.id),
        )  # fmt: skip


def yearly_report_day(ends: date) -> date:
    """The day by which a yearly report is looked for: 30 September after its year ends. Expected, not confirmed."""
    day = date(ends.year, 9, 30)
    return day if day > ends else date(ends.year + 1, 9, 30)


_QUARTER = 92  # days: an annual report may be issued in the last quarter of its cycle


def _yearly(casefile: Casefile, _context: Context, _today: date) -> Iterator[Due]:
    """A cycle's yearly report, until one of that cycle which others may read was issued after it began to end."""
    settled = {
        (report.cycle_id, local_day(report.issued))
        for report in tables.rows(casefile, IssuedReport, kind="annual", draft=False)
        if report.edition is not Edition.PRIVATE
    }
    for cycle in tables.rows(casefile, Cycle, order=("ends",)):
        begins = cycle.ends - timedelta(days=_QUARTER)
        if any(of == cycle.id and day > begins for of, day in settled):
            continue
        yield Due(
            kind=DueKind.YEARLY, row=cycle.id, what=f"Annual scrutiny report, {cycle.name}", detail="", waiting_on=YOU,
            since=cycle.ends, on=yearly_report_day(cycle.ends),
            why=f"The cycle ends {long_date(cycle.ends)}; the end of September is usual, not confirmed",
            act=NextAct.GIVE, about=AboutReport("annual", "" if cycle.current else cycle.name),
        )  # fmt: skip


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
