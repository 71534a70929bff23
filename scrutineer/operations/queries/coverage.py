"""What has been looked at in any framework, and what may bear on it.

What a person linked, judged, raised or answered on a line itself counts for the line, and nothing else. What stands on
the steps that a line is mapped to may bear on it: it is shown as such until somebody links it, and never counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scrutineer.casefile import reading, tables, weighing
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.checklists import ChecklistAnswer
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
    """What is recorded in one cycle. `older` are items of other cycles.

    `ids` are the items. What is shown of them and of the challenges is read by `items_of` and `challenges_of`.
    """

    ids: frozenset[EvidenceId] = frozenset()
    older: frozenset[EvidenceId] = frozenset()
    judged: tuple[Judgement, ...] = ()
    challenges: frozenset[ChallengeId] = frozenset()
    answers: frozenset[int] = frozenset()

    @property
    def items(self) -> int:
        """How many items of this cycle."""
        return len(self.ids)

    @property
    def is_there(self) -> bool:
        """Whether anything of this cycle is recorded: an item, a judgement, a challenge, an answer."""
        return bool(self.ids or self.judged or self.challenges or self.answers)

    def beside(self, counted: Covered) -> Covered:
        """What of this is not among what counts already."""
        return Covered(
            self.ids - counted.ids,
            self.older - counted.older,
            tuple(judged for judged in self.judged if judged not in counted.judged),
            self.challenges - counted.challenges,
            self.answers - counted.answers,
        )

    def in_words(self, nothing: str = "not looked at in this cycle") -> str:
        """“5 items, 2 judgements, 1 answer”, or that nothing is recorded; and what is of other cycles."""
        parts = [
            counted(number, noun)
            for number, noun in (
                (self.items, "item"), (len(self.judged), "judgement"), (len(self.challenges), "challenge"),
                (len(self.answers), "answer"),
            )
            if number
        ]  # fmt: skip
        older = f"; {counted(len(self.older), 'item')} of other cycles" if self.older else ""
        return (", ".join(parts) or nothing) + older


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One line of a framework: what counts for it, and what may bear on it, in all and by step of the Six Steps.

    A step is absent where the line does not bear on it.
    """

    step: Step
    line: LineOfEnquiry
    counts: Covered
    may_bear: Covered
    by_step: dict[TargetId, Covered]

    @property
    def looked_at(self) -> bool:
        """Whether anything of this cycle counts for the line."""
        return self.counts.is_there

    def in_words(self) -> str:
        """“1 item. May bear on it: 3 items”, or that it was not looked at."""
        said = self.counts.in_words()
        return f"{said}. May bear on it: {self.may_bear.in_words()}" if self.may_bear.is_there else said


@dataclass(frozen=True, slots=True)
class CoverageView:
    """One framework beside the Six Steps. `missing` are the lines for which nothing counts; context lines never do."""

    framework: Framework
    steps: tuple[Step, ...]
    rows: tuple[CoverageRow, ...]

    @property
    def missing(self) -> tuple[CoverageRow, ...]:
        """The lines that are to be looked at and were not."""
        return tuple(row for row in self.rows if not row.line.context and not row.looked_at)

    def in_words(self) -> str:
        """“6 of 7 functions looked at. Not yet: F4 Voice at the heart.” And on how many of those something may bear."""
        counting = [row.line for row in self.rows if not row.line.context]
        missing, noun = self.missing, self.framework.kind.value
        said = f"{len(counting) - len(missing)} of {counted(len(counting), noun)} looked at in this cycle."
        if missing:
            said += f" Not yet: {some([f'{row.line.code} {row.line.label}' for row in missing])}."
        borne = sum(1 for row in missing if row.may_bear.is_there)
        if borne:
            said += f" Something on its steps may bear on {borne} of them: it counts once you link it to the line."
        return said


class _Recorded:
    """Everything recorded, by target: items of the cycle and of others, judgements, challenges, answers."""

    def __init__(self, casefile: Casefile, cycle: Cycle, crosswalk: Crosswalk) -> None:
        linked = weighing.line_items(casefile, cycle.id)
        self.items = {line.target: line.items for line in linked if line.items}
        self.older = {line.target: line.older for line in linked if line.older}
        given = newest_judgements(casefile, cycle)
        self.judged = {target: judgement for target, judgement in given.items() if judgement.level != NOT_YET}
        raised = reading.challenges_by_target(casefile, ChallengeFilter(cycle_id=cycle.id))
        carried = reading.challenges_by_target(casefile, ChallengeFilter(open=True, not_of=cycle.id))
        self.challenges = {target: [*raised.get(target, ()), *carried.get(target, ())] for target in raised | carried}
        self.answers: dict[str, list[int]] = defaultdict(list)
        for answer in tables.rows(casefile, ChecklistAnswer, cycle_id=cycle.id):
            self.answers[answer.target].append(answer.id)
        self._reaching: dict[str, set[str]] = defaultdict(set)
        for target in {*self.items, *self.older, *self.judged, *self.challenges, *self.answers}:
            for reached in crosswalk.may_bear_on(target):
                self._reaching[reached].add(target)

    def on(self, *targets: str) -> Covered:
        """What is recorded on one of these targets itself; nothing counts twice."""
        judged = tuple(self.judged[target] for target in sorted(set(targets)) if target in self.judged)
        items, older = (_together(by_target, targets) for by_target in (self.items, self.older))
        challenges, answers = (_together(by_target, targets) for by_target in (self.challenges, self.answers))
        return Covered(items, older, judged, challenges, answers)

    def reaching(self, mapped: Iterable[str]) -> Covered:
        """What is recorded on anything that is mapped to one of these steps and lines."""
        return self.on(*{target for reached in mapped for target in self._reaching.get(reached, ())})


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
    return CoverageView(framework, steps, rows)


def _row(step: Step, line: LineOfEnquiry, recorded: _Recorded) -> CoverageRow:
    by_step: dict[TargetId, list[str]] = defaultdict(list)
    for mapped in line.maps_to:
        by_step[six_step(mapped)].append(mapped)
    counts = recorded.on(line.target)
    cells = {target: recorded.reaching(mapped).beside(counts) for target, mapped in by_step.items()}
    return CoverageRow(step, line, counts, recorded.reaching(line.maps_to).beside(counts), cells)


def items_of(casefile: Casefile, covered: Covered, limit: int | None = None) -> tuple[Evidence, ...]:
    """The items behind a count, the newest first, at most `limit`."""
    return tables.rows(casefile, Evidence, id=covered.ids, order=("-dated", "-id"), limit=limit)


def answers_of(casefile: Casefile, covered: Covered, limit: int | None = None) -> tuple[ChecklistAnswer, ...]:
    """The answers to checklists behind a count, as they were given, at most `limit`."""
    return tables.rows(casefile, ChecklistAnswer, id=covered.answers, order=("id",), limit=limit)


def challenges_of(casefile: Casefile, covered: Covered, limit: int | None = None) -> tuple[Challenge, ...]:
    """The challenges behind a count, as they were raised, at most `limit`."""
    return tables.rows(casefile, Challenge, id=covered.challenges, order=("id",), limit=limit)
