"""Work once, see coverage everywhere: what has been looked at in any framework, through what is recorded on a step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from scrutineer.casefile import reading, tables, weighing
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.framework import SIX_STEPS, Framework, LineOfEnquiry, Step, six_step
from scrutineer.domain.ids import ChallengeId, EvidenceId, TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.words import counted, some
from scrutineer.operations.queries.challenges import ChallengeFilter
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.lenses import Crosswalk, lens_among, lenses
from scrutineer.operations.queries.steps import newest_judgements

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Covered:
    """What is recorded in one cycle on what a line bears on. `older` counts items of other cycles.

    `ids` are the items. What is shown of them and of the challenges is read by `items_of` and `challenges_of`.
    """

    ids: frozenset[EvidenceId] = frozenset()
    older: int = 0
    judged: tuple[Judgement, ...] = ()
    challenges: frozenset[ChallengeId] = frozenset()

    @property
    def items(self) -> int:
        """How many items of this cycle."""
        return len(self.ids)

    @property
    def looked_at(self) -> bool:
        """Whether anything of this cycle is recorded: an item, a judgement, or a challenge."""
        return bool(self.items or self.judged or self.challenges)

    def in_words(self) -> str:
        """“5 items, 2 judgements, 1 challenge”, or that nothing is recorded."""
        parts = [
            counted(number, noun)
            for number, noun in (
                (self.items, "item"), (len(self.judged), "judgement"), (len(self.challenges), "challenge"),
            )
            if number
        ]  # fmt: skip
        older = f"; {counted(self.older, 'item')} of other cycles" if self.older else ""
        return (", ".join(parts) or "not looked at in this cycle") + older


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One line of a framework, by step of the Six Steps (absent where it does not bear on the step), and in all."""

    step: Step
    line: LineOfEnquiry
    cells: dict[TargetId, Covered]
    whole: Covered


@dataclass(frozen=True, slots=True)
class CoverageView:
    """One framework beside the Six Steps. `missing` are the lines with nothing recorded; context lines never count."""

    framework: Framework
    steps: tuple[Step, ...]
    rows: tuple[CoverageRow, ...]
    missing: tuple[LineOfEnquiry, ...] = field(default=())

    def in_words(self) -> str:
        """“6 of 7 functions looked at. Not yet: F4 Voice at the heart.”"""
        counting = [row.line for row in self.rows if not row.line.context]
        noun = self.framework.kind.value
        seen = len(counting) - len(self.missing)
        if not self.missing:
            return f"{seen} of {counted(len(counting), noun)} looked at in this cycle."
        missing = some([f"{line.code} {line.label}" for line in self.missing])
        return f"{seen} of {counted(len(counting), noun)} looked at in this cycle. Not yet: {missing}."


class _Recorded:
    """Everything recorded, by target: items of the cycle and of others, judgements, challenges."""

    def __init__(self, casefile: Casefile, cycle: Cycle, crosswalk: Crosswalk) -> None:
        linked = weighing.line_items(casefile, cycle.id)
        self.items = {line.target: line.items for line in linked if line.items}
        self.older = {line.target: line.older for line in linked if line.older}
        given = newest_judgements(casefile, cycle)
        self.judged = {target: judgement for target, judgement in given.items() if judgement.level != NOT_YET}
        raised = reading.challenges_by_target(casefile, ChallengeFilter(cycle_id=cycle.id))
        carried = reading.challenges_by_target(casefile, ChallengeFilter(open=True, not_of=cycle.id))
        self.challenges = {target: [*raised.get(target, ()), *carried.get(target, ())] for target in raised | carried}
        self._reaching: dict[str, list[str]] = defaultdict(list)
        for target in {*self.items, *self.older, *self.judged, *self.challenges}:
            for reached in crosswalk.reached(target):
                self._reaching[reached].append(target)

    def on(self, wanted: Iterable[str]) -> Covered:
        """What is recorded on anything that reaches one of these targets; nothing counts twice."""
        targets = {target for reached in wanted for target in self._reaching.get(reached, ())}
        judged = tuple(self.judged[t] for t in sorted(targets) if t in self.judged)
        items, older = (_together(by_target, targets) for by_target in (self.items, self.older))
        return Covered(items, len(older), judged, _together(self.challenges, targets))


def _together(by_target: Mapping[str, Sequence[T]], targets: Iterable[str]) -> frozenset[T]:
    """What stands by any of these targets, each once."""
    return frozenset().union(*(by_target[target] for target in targets if target in by_target))


def coverage(casefile: Casefile, context: Context, framework_id: str, cycle: Cycle | None = None) -> CoverageView:
    """One framework by the six steps. Cost grows with the links of the casefile and the lines shown."""
    wanted_cycle = cycle or context.cycle
    every = lenses(casefile, wanted_cycle)
    framework, steps = lens_among(every, framework_id), lens_among(every, SIX_STEPS).steps
    recorded = _Recorded(casefile, wanted_cycle, Crosswalk(every))
    rows = tuple(_row(step, line, recorded) for step in framework.steps for line in step.lines)
    missing = tuple(row.line for row in rows if not row.line.context and not row.whole.looked_at)
    return CoverageView(framework, steps, rows, missing)


def _row(step: Step, line: LineOfEnquiry, recorded: _Recorded) -> CoverageRow:
    by_step: dict[TargetId, list[str]] = defaultdict(list)
    for mapped in line.maps_to:
        by_step[six_step(mapped)].append(mapped)
    cells = {target: recorded.on([line.target, *mapped]) for target, mapped in by_step.items()}
    return CoverageRow(step, line, cells, recorded.on([line.target, *line.maps_to]))


def items_of(casefile: Casefile, covered: Covered, limit: int | None = None) -> tuple[Evidence, ...]:
    """The items behind a count, the newest first, at most `limit`."""
    return tables.rows(casefile, Evidence, id=covered.ids, order=("-dated", "-id"), limit=limit)


def challenges_of(casefile: Casefile, covered: Covered, limit: int | None = None) -> tuple[Challenge, ...]:
    """The challenges behind a count, as they were raised, at most `limit`."""
    return tables.rows(casefile, Challenge, id=covered.challenges, order=("id",), limit=limit)
