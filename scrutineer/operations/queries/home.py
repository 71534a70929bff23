"""Where scrutiny stands: the six cards, what needs attention, what changed since the last cycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scrutineer.casefile import reading, tables, weighing
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.weighing import Body
from scrutineer.domain.challenge import ChallengeNow
from scrutineer.domain.changes import EVERYTHING, ChangeKind
from scrutineer.domain.dates import local_day
from scrutineer.domain.evidence import Evidence, Strength, hint_of
from scrutineer.domain.framework import Step
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Direction, Judgement, strength_of
from scrutineer.domain.returns import ReturnFile
from scrutineer.domain.scale import NOT_YET, Scale, require_scale, steps_between
from scrutineer.frameworks import loader
from scrutineer.operations.queries.attention import (
    Attention,
    FirstStep,
    due_now,
    first_steps,
    still_to_place,
    thin_judgements,
    waiting_answers,
)
from scrutineer.operations.queries.bodies import covered, ends_under
from scrutineer.operations.queries.challenges import ChallengeFilter, challenges_now
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.due import DueReader
from scrutineer.operations.queries.steps import newest_judgements


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step at a glance: `level` is one of the scale `scale_id`, which may not be the one in use. `strength` and
    `direction` are None while it was not judged."""

    step: Step
    level: str
    scale_id: str
    strength: Strength | None
    direction: Direction | None
    linked: int
    open_challenges: int
    overdue: int
    touched: date | None
    narrative: str


@dataclass(frozen=True, slots=True)
class SinceLastCycle:
    """A step beside the last cycle: what is said of it, and the words of both levels."""

    step: Step
    said: str
    detail: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything Home shows."""

    cards: tuple[StepCard, ...]
    beginnings: tuple[FirstStep, ...]
    attention: tuple[Attention, ...]
    moved: tuple[SinceLastCycle, ...]
    evidence: int
    unlinked: int
    returns: int
    open_challenges: int


_UNDER_STEPS = frozenset({ChangeKind.EVIDENCE, ChangeKind.LINK, ChangeKind.FRAMEWORK, ChangeKind.PARTNERSHIP})
_OF_CHALLENGES = frozenset({ChangeKind.CHALLENGE, ChangeKind.PARTNERSHIP})
_OF_RETURNS = frozenset({ChangeKind.RETURN, ChangeKind.PARTNERSHIP})
"""The changes after which what lies under the steps, the open challenges and what is to be placed are read again."""


class HomeReader:
    """Reads Home, and again after a change only what that kind of change can touch."""

    def __init__(self, casefile: Casefile) -> None:
        self._casefile = casefile
        self._day: date | None = None
        self._bodies: dict[TargetId, Body] = {}
        self._unlinked = self._unplaced_answers = 0
        self._due = DueReader(casefile)
        self._still_open: tuple[ChallengeNow, ...] = ()

    def read(self, context: Context, today: date, changed: frozenset[ChangeKind] = EVERYTHING) -> HomeView:
        """Home as it stands, where these kinds were changed since it was read last.

        Cost grows with the open challenges, and a little with the links under the steps: none of them is built.
        """
        casefile = self._casefile
        if changed & _OF_RETURNS or today != self._day:
            self._unplaced_answers = reading.count_unplaced_answers(casefile, context.cycle.id)
        given = newest_judgements(casefile, context.cycle)
        cards = self.cards(context, today, changed, given)
        previous = context.previous_cycle
        before = newest_judgements(casefile, previous) if previous else {}
        return HomeView(
            cards=cards,
            beginnings=first_steps(casefile, context),
            attention=(
                *due_now(self._due.read(context, today, changed), today),
                *thin_judgements(context, given, self._bodies),
                *waiting_answers(casefile, context),
                *still_to_place(self._unplaced_answers, self._unlinked),
            ),
            moved=_moved(context, before, given),
            evidence=tables.count(casefile, Evidence),
            unlinked=self._unlinked,
            returns=tables.count(casefile, ReturnFile, cycle_id=context.cycle.id),
            open_challenges=len(self._still_open),
        )

    def cards(
        self, context: Context, today: date, changed: frozenset[ChangeKind], given: Mapping[str, Judgement]
    ) -> tuple[StepCard, ...]:
        """The cards of the steps as they are judged now, read again as far as these changes can touch them."""
        casefile, steps = self._casefile, context.framework.steps
        if changed & _UNDER_STEPS or self._day is None:
            ends = {step.target: ends_under(context.framework, step.target) for step in steps}
            self._bodies = {target: weighing.body_on(casefile, under) for target, under in ends.items()}
            self._unlinked = weighing.unlinked_items(casefile)
        if changed & _OF_CHALLENGES or today != self._day:
            self._still_open = challenges_now(casefile, ChallengeFilter(open=True), deciding_on=today)
        self._day = today
        return tuple(
            _card(context, step, given.get(step.target), self._bodies[step.target], self._still_open, today)
            for step in steps
        )


def home_view(casefile: Casefile, context: Context, today: date) -> HomeView:
    """Read Home once."""
    return HomeReader(casefile).read(context, today)


def _card(
    context: Context,
    step: Step,
    judgement: Judgement | None,
    body: Body,
    still_open: tuple[ChallengeNow, ...],
    today: date,
) -> StepCard:
    lines = set(covered(context.framework, step.target))
    on_step = [known.state for known in still_open if not lines.isdisjoint(known.challenge.targets)]
    judged = judgement is not None and judgement.level != NOT_YET
    days = (local_day(judgement.made) if judgement else None, body.received)
    hint = hint_of(body.weight, today)
    return StepCard(
        step=step,
        level=judgement.level if judgement else NOT_YET,
        scale_id=judgement.scale_id if judgement else context.scale.id,
        strength=strength_of(judgement, hint) if judgement and judged else None,
        direction=judgement.direction if judgement and judged else None,
        linked=body.items,
        open_challenges=len(on_step),
        overdue=sum(state.days_overdue(today) > 0 for state in on_step),
        touched=max((day for day in days if day is not None), default=None),
        narrative=judgement.narrative if judgement else "",
    )


def _moved(
    context: Context, before: Mapping[str, Judgement], given: Mapping[str, Judgement]
) -> tuple[SinceLastCycle, ...]:
    """Each step beside the last cycle, in words; levels of different scales are never set against each other."""
    if context.previous_cycle is None:
        return ()
    return tuple(_moved_step(s, before.get(s.target), given.get(s.target)) for s in context.framework.steps)


def _short(scale: Scale, key: str) -> str:
    level = scale.level(key)
    return (level.short or level.word) if level else scale.word(key)


def _moved_step(step: Step, before: Judgement | None, now: Judgement | None) -> SinceLastCycle:
    not_compared = SinceLastCycle(step, "Not compared", "no level in both cycles")
    if before is None or now is None or before.scale_id != now.scale_id:
        return not_compared
    scale = require_scale(loader.scales(), now.scale_id)
    moved = steps_between(scale, before.level, now.level)
    if moved is None:
        return not_compared
    words = f"{_short(scale, before.level)} to {_short(scale, now.level)}"
    if moved == 0:
        return SinceLastCycle(step, "Same", scale.word(now.level))
    number = {1: "one level", 2: "two levels", 3: "three levels"}.get(abs(moved), f"{abs(moved)} levels")
    return SinceLastCycle(step, f"{'Up' if moved > 0 else 'Down'} {number}", words)
