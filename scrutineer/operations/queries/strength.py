"""Which judgements rest on weak evidence, why in words, and the cheapest activity that would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scrutineer.casefile import weighing
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.evidence import Strength, StrengthHint, hint_of
from scrutineer.domain.judgement import Judgement, JudgementStatus, strength_of
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.weakness import NextActivity, Weak, next_activity, weaknesses
from scrutineer.frameworks import loader
from scrutineer.operations.queries.bodies import ends_under
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.steps import newest_judgements


@dataclass(frozen=True, slots=True)
class JudgedStrength:
    """One judgement of this cycle with what its evidence lacks. `overridden` is the scrutineer's reason, or ""."""

    judgement: Judgement
    name: str
    items: int
    hint: StrengthHint
    strength: Strength
    weak: tuple[Weak, ...]
    next: NextActivity | None

    @property
    def overridden(self) -> str:
        """Why the scrutineer sees it otherwise than the suggestion; "" where the suggestion stands."""
        return self.judgement.strength_reason if self.strength is not self.hint.strength else ""

    @property
    def draft(self) -> bool:
        """Whether the judgement is not final yet."""
        return self.judgement.status is JudgementStatus.DRAFT


def judged_strength(casefile: Casefile, context: Context, today: date) -> tuple[JudgedStrength, ...]:
    """Every judgement of this cycle, steps and lines in order. Cost grows with what is linked under them: none of it
    is built."""
    given = newest_judgements(casefile, context.cycle)
    return tuple(
        _judged(casefile, context, given[target], today)
        for target in context.framework.targets()
        if target in given and given[target].level != NOT_YET
    )


def _judged(casefile: Casefile, context: Context, judgement: Judgement, today: date) -> JudgedStrength:
    body = weighing.body_on(casefile, ends_under(context.framework, judgement.target, judgement))
    hint, weak = hint_of(body.weight, today), weaknesses(body.weight, today)
    name = context.framework.name(judgement.target)
    proposed = next_activity(weak, body.weight.kinds, loader.methods())
    return JudgedStrength(judgement, name, body.items, hint, strength_of(judgement, hint), weak, proposed)
