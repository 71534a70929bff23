"""What was said last cycle of a question whose wording is unchanged: shown as prior until somebody touches it.

Nothing is copied: a prior is read from the finished cycle, which stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.voices import View, by_voice
from scrutineer.operations.queries.context import Context, framework_of


@dataclass(frozen=True, slots=True)
class Prior:
    """Last cycle's final judgement of a target. `reworded` is the question as it was then, "" where it is the same."""

    cycle: Cycle
    judgement: Judgement
    reworded: str = ""

    @property
    def carries(self) -> bool:
        """Whether it may stand in for this cycle's until touched: only where the wording is unchanged."""
        return not self.reworded


def prior_judgement(casefile: Casefile, context: Context, target: str) -> Prior | None:
    """The newest final judgement of a target in the cycle before; None where there is none."""
    before = context.previous_cycle
    if before is None:
        return None
    judgements = tables.rows(
        casefile, Judgement, cycle_id=before.id, target=target, status=JudgementStatus.FINAL, order=("-id",), limit=1
    )
    return Prior(before, judgements[0], reworded(casefile, context, before, target)) if judgements else None


def reworded(casefile: Casefile, context: Context, before: Cycle, target: str) -> str:
    """The wording of a target in an earlier cycle where it was another one; "" where it is unchanged."""
    then = framework_of(casefile, before)
    now = context.framework.wordings().get(context.framework.step(target).target)
    marks = then.wordings()
    line = context.framework.line(target)
    now = line.wording() if line else now
    if target not in marks:
        return "not asked then"
    if marks[target] == now:
        return ""
    earlier = then.line(target)
    return earlier.question if earlier else then.step(target).title


def prior_views(casefile: Casefile, context: Context, target: str, given: tuple[View, ...]) -> tuple[View, ...]:
    """What others said last of a target in the cycle before, where the wording is unchanged and they said nothing
    since."""
    before = context.previous_cycle
    if before is None:
        return ()
    step, line = context.framework.step(target), context.framework.line(target)
    wording = line.wording() if line else step.wording()
    heard = {(view.kind, view.agency_id, view.who) for view in given}
    views = tables.rows(casefile, View, cycle_id=before.id, target=target, wording=wording)
    newest = (spoken.newest for spoken in by_voice(views))
    return tuple(view for view in newest if (view.kind, view.agency_id, view.who) not in heard)
