"""Record and finalise judgements of steps and lines."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import stamp
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Strength
from scrutineer.domain.ids import JudgementId, TargetId
from scrutineer.domain.judgement import Direction, Judgement, JudgementStatus, blockers
from scrutineer.domain.marking import Marking
from scrutineer.domain.scale import NON_SCORES, NOT_YET, Scale, require_scale
from scrutineer.errors import CannotFinalise, UserError
from scrutineer.frameworks import loader
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.operations.queries.priors import prior_judgement
from scrutineer.operations.queries.steps import body_of_evidence, current_judgement
from scrutineer.progress import SILENT, Progress


def record_judgement(
    casefile: Casefile,
    *,
    target: TargetId,
    level: str = NOT_YET,
    strength: Strength | None = None,
    strength_reason: str = "",
    direction: Direction = Direction.FIRST_LOOK,
    narrative: str = "",
    final: bool = False,
    marking: Marking | None = None,
    scale_id: str = "",
    progress: Progress = SILENT,
) -> Outcome[JudgementId]:
    """Keep a draft, or make it final where nothing stands in the way.

    A draft is changed in place; after a final judgement a new one begins, and the final one is kept. What says no more
    than the judgement that stands, draft or final, leaves it as it is, but for its marking. Without a marking it is
    marked as what it takes the place of. Without a scale it is on the one in use; on another only the level that stands
    on it stays.
    """
    progress.step(0, 1, "Recording the judgement")
    context = read_context(casefile)
    context.framework.step(target)
    name = context.framework.name(target)
    standing = current_judgement(casefile, context, target)
    scale = _scale_of(context, scale_id, level, standing)
    draft = Judgement(
        cycle_id=context.cycle.id, target=target, scale_id=scale.id, level=level, strength=strength,
        strength_reason=strength_reason, direction=direction, narrative=narrative, author=casefile.author,
        made=stamp(casefile.clock), status=JudgementStatus.FINAL if final else JudgementStatus.DRAFT,
        marking=marking or _marking_before(casefile, context, target, standing),
    )  # fmt: skip
    if final:
        _refuse_unfounded(casefile, context, draft, standing)
    with casefile.transact(f"{'Finalise' if final else 'Draft'} judgement of {name}") as changes:
        if standing is None or (standing.status is JudgementStatus.FINAL and not _says_again(draft, standing)):
            new = JudgementId(tables.insert(casefile, draft))
        else:
            new = standing.id
            if standing.status is JudgementStatus.DRAFT:
                tables.update(casefile, replace(draft, id=standing.id))
            else:
                tables.update(casefile, replace(standing, marking=draft.marking))
    return changes.outcome(new, "Judgement finalised" if final else "Draft saved")


def _marking_before(casefile: Casefile, context: Context, target: TargetId, standing: Judgement | None) -> Marking:
    """How what a new judgement takes the place of is marked: this cycle's, or last cycle's where that carries over."""
    if standing is not None:
        return standing.marking
    prior = prior_judgement(casefile, context, target)
    return prior.judgement.marking if prior is not None and prior.carries else Marking.PARTNER


def _says_again(draft: Judgement, final: Judgement) -> bool:
    """Whether a draft says what the final judgement says: no new one begins, so that the final one goes on standing."""
    return replace(draft, id=final.id, status=final.status, made=final.made, marking=final.marking) == final


def _scale_of(context: Context, scale_id: str, level: str, standing: Judgement | None) -> Scale:
    """The scale that a level is on: the one in use, or the other one on which it stands already."""
    scale = require_scale(loader.scales(), scale_id) if scale_id else context.scale
    stays = standing is not None and (standing.scale_id, standing.level) == (scale_id, level)
    if scale.id != context.scale.id and not stays:
        raise UserError(
            f"Judgements are given on another scale now than {scale.name}. Nothing was recorded.",
            "Choose one of the levels in use.", about="level",
        )  # fmt: skip
    if level not in NON_SCORES and scale.level(level) is None:
        known = ", ".join(level.key for level in scale.levels)
        raise UserError(f"“{level}” is not a level of the scale in use.", f"Choose one of: {known}.")
    return scale


def is_in_words_alone(judgement: Judgement) -> bool:
    """Whether it is on a scale without levels."""
    return require_scale(loader.scales(), judgement.scale_id).kind == "narrative"


def _refuse_unfounded(casefile: Casefile, context: Context, draft: Judgement, standing: Judgement | None) -> None:
    body = body_of_evidence(casefile, context, draft.target, casefile.clock.today(), standing)
    reasons = blockers(draft, len(body.links), body.hint, is_in_words_alone(draft))
    if reasons:
        raise CannotFinalise("The judgement cannot be made final yet. The draft is kept.", reasons)
