"""The picture of the steps in two cycles, from the judgements of both and what stands under each step now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.framework import Step
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.scale import NON_SCORES, NOT_YET, Scale
from scrutineer.domain.six_steps import SixSteps, StepInTwoCycles, six_steps
from scrutineer.operations.queries.context import Context, level_word
from scrutineer.operations.queries.steps import newest_judgements

if TYPE_CHECKING:
    from scrutineer.operations.queries.home import StepCard


def picture_of(
    steps: Sequence[Step],
    scale: Scale,
    before: tuple[str, Mapping[str, Judgement]],
    after: tuple[str, Mapping[str, Judgement]],
    cards: Sequence[StepCard] = (),
) -> SixSteps:
    """The steps on a scale, beside the judgements of two cycles, each with its name ("" where there is no earlier one).

    `cards` say what stands under each step; without them the picture has no figures.
    """
    known = {card.step.target: card for card in cards}
    rows = []
    for step in steps:
        row = _row(scale, step, before[1].get(step.target), after[1].get(step.target))
        card = known.get(step.target)
        if card is not None:
            row = replace(row, strength=card.strength, open=card.open_challenges, overdue=card.overdue)
        rows.append(row)
    return six_steps(rows, scale, before=before[0], after=after[0], figures=bool(cards))


def picture_now(casefile: Casefile, context: Context, cards: Sequence[StepCard]) -> SixSteps:
    """The steps as they are judged now beside the cycle before, with what the cards say of each."""
    previous = context.previous_cycle
    then = (previous.name, newest_judgements(casefile, previous)) if previous else ("", {})
    now = ("now", newest_judgements(casefile, context.cycle))
    return picture_of(context.framework.steps, context.scale, then, now, cards)


def _row(scale: Scale, step: Step, then: Judgement | None, now: Judgement | None) -> StepInTwoCycles:
    """A step's two judgements; one on no level of the scale is told in its words."""
    (level, words), (level_then, words_then) = _placed(scale, now, NOT_YET), _placed(scale, then, "")
    return StepInTwoCycles(
        number=step.number, label=step.label, now=level, now_words=words, then=level_then, then_words=words_then
    )


def _placed(scale: Scale, judgement: Judgement | None, missing: str) -> tuple[str, str]:
    """The level on the picture's scale, or the words of one that is not on it."""
    if judgement is None:
        return missing, ""
    on_it = judgement.scale_id == scale.id and scale.level(judgement.level) is not None
    if on_it or judgement.level in NON_SCORES:
        return judgement.level, ""
    return missing, level_word(judgement.scale_id, judgement.level)
