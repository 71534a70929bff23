"""Everything that reports, packs and letters are made from, read from the casefile for the gate alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from scrutineer.casefile import journal, reading, tables, weighing
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity, Contract, Declaration, Deliverable
from scrutineer.domain.challenge import Life
from scrutineer.domain.checklists import ChecklistAnswer
from scrutineer.domain.clocks import PracticeReview, StatutoryClock
from scrutineer.domain.editions import EditionView, Scope, allowed
from scrutineer.domain.evidence import Evidence, Excerpt, Link, StrengthHint, hint_of
from scrutineer.domain.ids import CycleId, TargetId
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.ledgers import AskedReturn, Attendance, Contribution, TrainingNumber
from scrutineer.domain.marking import Edition
from scrutineer.domain.material import Material, YearMaterial
from scrutineer.domain.outcomes import DesiredOutcome, Priority
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round
from scrutineer.domain.questions import Question
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.domain.rules import is_blank
from scrutineer.domain.structure import EscalationCount, GroupSeat, Inspection, PartnerGroup, PeerPair
from scrutineer.domain.voices import View
from scrutineer.frameworks import loader
from scrutineer.operations.queries.at_hand import owing_report
from scrutineer.operations.queries.bodies import ends_under
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.checklists import checklists
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.operations.queries.due import waiting_records
from scrutineer.operations.queries.history import opinion_on
from scrutineer.operations.queries.lenses import lenses


def edition_view(
    casefile: Casefile,
    edition: Edition,
    scope: Scope | None = None,
    *,
    cycle_id: CycleId | None = None,
    today: date | None = None,
) -> EditionView:
    """What an edition may hold of this casefile, told of the current cycle or of the one asked for.

    Nothing that leaves the machine is made from anything else.
    """
    return allowed(read_material(casefile, today or casefile.clock.today(), cycle_id), edition, scope)


def read_material(casefile: Casefile, today: date, cycle_id: CycleId | None = None) -> Material:
    """The casefile as reports of a cycle, the current one by default, see it on a day. Cost grows with the casefile."""
    context = read_context(casefile, cycle_id)
    newest = next(iter(journal.entries(casefile.view, 1)), None)
    judgements = tables.rows(casefile, Judgement)  # of every cycle: recommendations go on, and rest on theirs
    standing = {judged.target: judged for judged in judgements if judged.cycle_id == context.cycle.id}
    files = tables.rows(casefile, ReturnFile, cycle_id=context.cycle.id)
    came_with = [file.id for file in files]
    return Material(
        partnership=context.partnership,
        agencies=context.agencies,
        cycle=context.cycle,
        before=context.previous_cycle,
        framework=context.framework,
        scale=context.scale,
        scales=loader.scales(),
        statements=tuple(said for said in context.statements if not is_blank(said.text)),
        evidence=tables.rows(casefile, Evidence),
        attachments=reading.attachment_names(casefile),
        excerpts=tables.rows(casefile, Excerpt),
        links=tables.rows(casefile, Link),
        lives=tuple(life for life in lives(casefile) if _is_known_by(context.cycle, life)),
        judgements=judgements,
        hints={
            step.target: _hint(casefile, context, step.target, standing.get(step.target), today)
            for step in context.framework.steps
        },
        views=tables.rows(casefile, View, cycle_id=context.cycle.id),
        files=files,
        answers=tables.rows(casefile, SelfAssessment, cycle_id=context.cycle.id),
        asked=tables.rows(casefile, AskedReturn, cycle_id=context.cycle.id),
        contributions=tables.rows(casefile, Contribution, return_id=came_with),
        attendance=tables.rows(casefile, Attendance, return_id=came_with),
        training=tables.rows(casefile, TrainingNumber, return_id=came_with),
        priorities=tables.rows(casefile, Priority),
        outcomes=tables.rows(casefile, DesiredOutcome),
        recommendations=tables.rows(casefile, Recommendation),
        checklists=checklists(casefile, context.cycle),
        today=today,
        year=read_year(casefile, context, today),
        opinion_on=opinion_on(casefile, context.statements),
        journal_entry=newest.seq if newest else 0,
        journal_hash=newest.hash if newest else "",
    )


def _is_known_by(cycle: Cycle, life: Life) -> bool:
    """Whether a report of the cycle can know of a challenge: one of a later cycle is no part of an earlier one."""
    return cycle.current or (life.raised_on is not None and life.raised_on <= cycle.ends)


def read_year(casefile: Casefile, context: Context, today: date) -> YearMaterial:
    """The scrutineer's year, as reports see it on a day."""
    cycle = context.cycle.id
    pieces = tables.rows(casefile, Piece, cycle_id=cycle, order=("starts", "id"))
    of_pieces = [piece.id for piece in pieces]
    return YearMaterial(
        contracts=tables.rows(casefile, Contract, order=("starts", "id")),
        deliverables=tables.rows(casefile, Deliverable, order=("due", "id")),
        declarations=tables.rows(casefile, Declaration, order=("on_date", "id")),
        activities=tables.rows(casefile, Activity, cycle_id=cycle),
        other_activities=tables.rows(casefile, Activity, cycle_id=tables.OtherThan(cycle)),
        other_pieces=tables.rows(casefile, Piece, cycle_id=tables.OtherThan(cycle)),
        pieces=pieces,
        asked_by_pieces=tables.rows(casefile, PieceAgency, piece_id=of_pieces, order=("asked_on", "id")),
        findings=tables.rows(casefile, PieceFinding, piece_id=of_pieces),
        rounds=tables.rows(casefile, Round, cycle_id=cycle, order=("framework_id", "number", "starts", "id")),
        recommendation_events=tables.rows(casefile, RecommendationEvent),
        questions=tables.rows(casefile, Question, cycle_id=cycle, order=("asked_on", "id")),
        reviews=tables.rows(casefile, PracticeReview),
        clocks=tables.rows(casefile, StatutoryClock, cycle_id=cycle),
        checklist_answers=tables.rows(casefile, ChecklistAnswer, cycle_id=cycle),
        groups=tables.rows(casefile, PartnerGroup),
        group_seats=tables.rows(casefile, GroupSeat),
        seats=context.seats,
        peers=tables.rows(casefile, PeerPair, cycle_id=cycle),
        escalations=tables.rows(casefile, EscalationCount, cycle_id=cycle),
        inspections=tables.rows(casefile, Inspection),
        indicators=tables.rows(casefile, Indicator, order=("position", "id")),
        figures=tables.rows(casefile, IndicatorValue, order=("starts", "id")),
        waits=tuple(_waits(casefile, context, today)),
        owing=tuple(each for each in owing_report(casefile) if context.cycle.current or each.id == cycle),
        cycles=context.cycles,
        methods=loader.methods(),
        clock_rules=loader.clock_rules(),
        child_death_review=loader.child_death_review(),
        frameworks=lenses(casefile, context.cycle),
    )


def _waits(casefile: Casefile, context: Context, today: date) -> Iterator[Any]:
    """What the list of what is due has of records with a marking of their own: a report of the current cycle tells of
    what others left open too, one of a cycle that is over of nothing else than its own."""
    cycle = context.cycle
    for thing in waiting_records(casefile, context, today):
        of = thing.piece_id if isinstance(thing, PieceAgency) else None
        cycle_id = tables.get(casefile, Piece, of).cycle_id if of is not None else getattr(thing, "cycle_id", cycle.id)
        if cycle.current or cycle_id == cycle.id:
            yield thing


def _hint(
    casefile: Casefile, context: Context, target: TargetId, judgement: Judgement | None, today: date
) -> StrengthHint:
    ends = ends_under(context.framework, target, judgement)
    return hint_of(weighing.body_on(casefile, ends).weight, today)
