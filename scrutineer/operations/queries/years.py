"""Year on year: two cycles side by side, with what moved, which challenges ended between, and what evidence is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from scrutineer.casefile import reading, tables, weighing
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import ChallengeNow
from scrutineer.domain.ids import ChallengeId, CycleId
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.scale import NON_SCORES, NOT_YET, require_scale, steps_between
from scrutineer.domain.six_steps import SixSteps
from scrutineer.errors import UserError
from scrutineer.frameworks import loader
from scrutineer.operations.queries.bodies import covered
from scrutineer.operations.queries.context import Context, framework_of, level_word
from scrutineer.operations.queries.home import StepCard
from scrutineer.operations.queries.six_steps import picture_of


class Move(Enum):
    """What can be said of two judgements of the same question. Only levels of one scale are ever compared."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    WORDS = "in words only"  # two scales
    NOT_COMPARED = "not compared"  # a non-score on one side
    FIRST = "first judged"
    NOT_AGAIN = "not judged again"


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """One step or line in two cycles: both judgements, each in the words of its own scale, and what lies between.

    `challenges` were tested or closed between the two; whether they moved it is not claimed. `reworded` is the
    question as it was first, "" where it is unchanged.
    """

    target: str
    name: str
    is_step: bool
    move: Move
    levels: int
    before: str
    after: str
    before_look: tuple[str, str]  # scale id and level
    after_look: tuple[str, str]
    challenges: tuple[ChallengeId, ...]
    new_items: int
    reworded: str = ""

    def in_words(self) -> str:
        """“Up one level: Limited assurance to Reasonable assurance”."""
        number = {1: "one level", 2: "two levels", 3: "three levels"}.get(self.levels, f"{self.levels} levels")
        both = f"{self.before} to {self.after}"
        return {
            Move.UP: f"Up {number}: {both}",
            Move.DOWN: f"Down {number}: {both}",
            Move.SAME: f"Same: {self.after}",
            Move.WORDS: f"Two scales, not converted: {self.before}; then {self.after}",
            Move.NOT_COMPARED: f"Not compared: {self.before}; then {self.after}",
            Move.FIRST: f"First judged: {self.after}",
            Move.NOT_AGAIN: f"Not judged again; it was {self.before}",
        }[self.move]


@dataclass(frozen=True, slots=True)
class YearsView:
    """Two cycles side by side, the earlier one first; the picture is of the steps of the later one."""

    before: Cycle
    after: Cycle
    rows: tuple[YearOnYear, ...]
    picture: SixSteps

    def count(self, *moves: Move) -> int:
        """How many steps and lines moved so."""
        return sum(row.move in moves for row in self.rows)


def year_on_year(
    casefile: Casefile, context: Context, before_id: CycleId, after_id: CycleId, cards: Sequence[StepCard] = ()
) -> YearsView:
    """Two cycles by step and line of the later one. Cost grows with their judgements, links and challenges.

    `cards` say what stands under the steps now: the picture shows it where the later cycle is the current one.
    """
    cycles = {cycle.id: cycle for cycle in context.cycles}
    if before_id == after_id or before_id not in cycles or after_id not in cycles:
        raise UserError("A cycle cannot be compared with itself.", "Choose two different cycles.")
    before, after = sorted((cycles[before_id], cycles[after_id]), key=lambda cycle: (cycle.starts, cycle.id))
    compared = _Compared(casefile, before, after)
    return YearsView(before, after, tuple(compared.rows()), compared.picture(context, cards if after.current else ()))


class _Compared:
    def __init__(self, casefile: Casefile, before: Cycle, after: Cycle) -> None:
        self.framework, self._then = framework_of(casefile, after), framework_of(casefile, before)
        self._cycles = before.name, after.name
        self._marks, self._now = self._then.wordings(), self.framework.wordings()
        self._before, self._after = _standing(casefile, before), _standing(casefile, after)
        self._ended = reading.ended_by_target(casefile, before.ends, after.ends)
        self._new = {line.target: line.items for line in weighing.line_items(casefile, after.id)}

    def rows(self) -> list[YearOnYear]:
        """Every step and line that was judged in either cycle, those of another framework last."""
        judged: list[str] = [t for t in self.framework.targets() if t in self._before or t in self._after]
        judged += [t for t in self._then.targets() if t in self._before and not self.framework.knows(t)]
        return [self._row(target) for target in judged]

    def picture(self, context: Context, cards: Sequence[StepCard]) -> SixSteps:
        """The steps on the scale in use; on that of the judgements where both cycles were judged on another one."""
        used = [judgement.scale_id for judgement in (*self._after.values(), *self._before.values())]
        known = not used or context.scale.id in used
        scale = context.scale if known else require_scale(loader.scales(), used[0])
        then, now = (self._cycles[0], self._before), (self._cycles[1], self._after)
        return picture_of(self.framework.steps, scale, then, now, cards)

    def _row(self, target: str) -> YearOnYear:
        before, after = self._before.get(target), self._after.get(target)
        move, levels = move_between(before, after)
        asked_in = self.framework if self.framework.knows(target) else self._then
        covers = covered(asked_in, target)
        return YearOnYear(
            target=target,
            name=asked_in.name(target),
            is_step=asked_in.line(target) is None,
            move=move,
            levels=levels,
            before=_word(before),
            after=_word(after),
            before_look=_key(before),
            after_look=_key(after),
            challenges=tuple(sorted(set[ChallengeId]().union(*(self._ended.get(part, ()) for part in covers)))),
            new_items=len(set[int]().union(*(self._new.get(part, ()) for part in covers))),
            reworded=self._reworded(target),
        )

    def _reworded(self, target: str) -> str:
        if target not in self._marks or self._marks[target] == self._now.get(target, self._marks[target]):
            return ""
        line = self._then.line(target)
        return line.question if line else self._then.step(target).title


def _standing(casefile: Casefile, cycle: Cycle) -> dict[str, Judgement]:
    """The newest final judgement of each target in a cycle; a draft where there is no final one and it is current."""
    standing: dict[str, Judgement] = {}
    for judgement in tables.rows(casefile, Judgement, cycle_id=cycle.id):
        if judgement.level == NOT_YET:
            continue
        if judgement.status is JudgementStatus.FINAL or (cycle.current and judgement.target not in standing):
            standing[judgement.target] = judgement
    return standing


def _word(judgement: Judgement | None) -> str:
    if judgement is None:
        return "not judged"
    draft = " (draft)" if judgement.status is JudgementStatus.DRAFT else ""
    return level_word(judgement.scale_id, judgement.level) + draft


def _key(judgement: Judgement | None) -> tuple[str, str]:
    return (judgement.scale_id, judgement.level) if judgement else ("", NOT_YET)


def move_between(before: Judgement | None, after: Judgement | None) -> tuple[Move, int]:
    """What moved between two judgements of one thing, and by how many levels: only levels of one scale are compared."""
    if before is None:
        return Move.FIRST, 0
    if after is None:
        return Move.NOT_AGAIN, 0
    if before.scale_id != after.scale_id:
        return Move.WORDS, 0
    if before.level in NON_SCORES or after.level in NON_SCORES:
        return Move.NOT_COMPARED, 0
    apart = steps_between(require_scale(loader.scales(), before.scale_id), before.level, after.level)
    if apart is None:
        return Move.WORDS, 0
    return (Move.SAME if apart == 0 else Move.UP if apart > 0 else Move.DOWN), abs(apart)


def ended_well(known: ChallengeNow) -> str:
    """How a challenge between two cycles stands, for lists: “NSCP-26-004, closed: impact shown”."""
    status = known.state.status.value
    ending = "tested and open" if known.state.is_open else f"{status[0].lower()}{status[1:]}"
    return f"{known.challenge.reference}, {ending}"
