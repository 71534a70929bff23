"""Everything that reports, packs and letters are made from, read from the casefile for the gate alone."""

from __future__ import annotations

from datetime import date

from scrutineer.casefile import journal, reading, tables, weighing
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.editions import EditionView, Scope, allowed
from scrutineer.domain.evidence import Evidence, Excerpt, Link, StrengthHint, hint_of
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.ledgers import AskedReturn, Attendance, Contribution, TrainingNumber
from scrutineer.domain.marking import Edition
from scrutineer.domain.material import Material
from scrutineer.domain.outcomes import DesiredOutcome, Priority
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.domain.rules import is_blank
from scrutineer.domain.voices import View
from scrutineer.frameworks import loader
from scrutineer.operations.queries.bodies import ends_under
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.operations.queries.history import opinion_on


def edition_view(
    casefile: Casefile, edition: Edition, scope: Scope | None = None, *, today: date | None = None
) -> EditionView:
    """What an edition may hold of this casefile. Nothing that leaves the machine is made from anything else."""
    return allowed(read_material(casefile, today or casefile.clock.today()), edition, scope)


def read_material(casefile: Casefile, today: date) -> Material:
    """The casefile as reports see it on a day. Cost grows with the casefile."""
    context = read_context(casefile)
    newest = next(iter(journal.entries(casefile.view, 1)), None)
    cycles = [cycle.id for cycle in (context.cycle, context.previous_cycle) if cycle is not None]
    judgements = tables.rows(casefile, Judgement, cycle_id=cycles)
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
        lives=lives(casefile),
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
        today=today,
        opinion_on=opinion_on(casefile, context.statements),
        journal_entry=newest.seq if newest else 0,
        journal_hash=newest.hash if newest else "",
    )


def _hint(
    casefile: Casefile, context: Context, target: TargetId, judgement: Judgement | None, today: date
) -> StrengthHint:
    ends = ends_under(context.framework, target, judgement)
    return hint_of(weighing.body_on(casefile, ends).weight, today)
