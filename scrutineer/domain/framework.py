"""A framework: steps that hold lines of enquiry. Ids and titles are fixed; labels and questions may be local.

Every framework of the field has this one shape: the Six Steps, fifteen principles, a checklist by edition, the
stages of a method. What its parts and lines are called is said by its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from scrutineer.domain.dates import long_date
from scrutineer.domain.ids import TargetId
from scrutineer.domain.rules import Label, Line, Name, Problem, Title
from scrutineer.domain.words import wording_hash
from scrutineer.errors import UserError

SIX_STEPS = "six-steps"
"""The framework that every other one is mapped to."""


def six_step(target: str) -> TargetId:
    """The step of the Six Steps that one of its steps or lines belongs to: "six-steps:4" for "six-steps:4c"."""
    return TargetId(f"{SIX_STEPS}:{target.split(':')[1][0]}")


def plain_code(code: str) -> bool:
    """Whether an id can stand in a target: no space, colon or bar, which part the ids of targets."""
    return bool(code) and not any(sign.isspace() or sign in ":|" for sign in code)


class FrameworkKind(Enum):
    """What a framework is. The value is what one of its lines is called."""

    STEPS = "line"
    FUNCTIONS = "function"
    PRINCIPLES = "principle"
    ISSUES = "issue"
    CHECKLIST = "item"
    QUESTIONS = "question"
    GAPS = "gap"
    RECOMMENDATIONS = "recommendation"
    FEATURES = "feature"
    PROPOSITIONS = "proposition"
    METHOD = "stage"
    LAW = "provision"


class Knowing(Enum):
    """How a statement is known. The value is its mark, as texts write it and lists show it.

    The first four are what a framework's text says of a source; OWN is for words of no source. The last two are only
    for texts of before the marks, which said `confirmed` yes or no and never how: neither is taken for more than that.
    """

    READ = "read"
    SECOND_HAND = "second-hand"
    ANNOUNCED = "announced"
    REMEMBERED = "remembered"
    OWN = "own words"
    CONFIRMED = "confirmed, not said how"
    UNCONFIRMED = "to be confirmed"

    @property
    def seen(self) -> bool:
        """Whether the words were seen, in the source or in another's summary, as far as is known."""
        return self not in {Knowing.ANNOUNCED, Knowing.REMEMBERED, Knowing.UNCONFIRMED}

    def in_words(self) -> str:
        """What the mark means, to stand alone or after a colon: “second-hand, in another's summary of the source”."""
        return _MEANT[self]


_MEANT = {
    Knowing.READ: "read in the source",
    Knowing.SECOND_HAND: "second-hand, in another's summary of the source",
    Knowing.ANNOUNCED: "announced; the instrument was not seen",
    Knowing.REMEMBERED: "remembered, and to be confirmed",
    Knowing.OWN: "own words, of no source",
    Knowing.CONFIRMED: "marked confirmed by an earlier version, which did not say how",
    Knowing.UNCONFIRMED: "marked to be confirmed by an earlier version",
}


MARKS = (Knowing.READ, Knowing.SECOND_HAND, Knowing.ANNOUNCED, Knowing.REMEMBERED, Knowing.OWN)
"""The marks that a framework's text may carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """Which edition a statement belongs to and when it applied. None at an end: no date is known for it.

    `until` is the first day on which it no longer applied, so that the next edition may start on that very day.
    `checked` is the day the wording and the dates were last looked at. `known` is how the words are known,
    `days_known` how the days are: a rule can be read in full while its first day is only remembered.
    """

    edition: str = ""
    starts: date | None = None
    until: date | None = None
    checked: date | None = None
    known: Knowing = Knowing.OWN
    days_known: Knowing = Knowing.OWN

    def on(self, day: date) -> bool:
        """Whether it applied on a day. What has no starting day never did, as far as is known."""
        return self.starts is not None and self.starts <= day and (self.until is None or day < self.until)

    def during(self, starts: date, ends: date) -> bool:
        """Whether it applied on any day of a period, both days in it."""
        return self.starts is not None and self.starts <= ends and (self.until is None or starts < self.until)

    def in_words(self) -> str:
        """“in force from 18 March 2026, second-hand”, with its end where there is one, and how the days are known."""
        if self.starts is None:
            return "no date in force known"
        end = f" until {long_date(self.until)}" if self.until else ""
        mark = "" if self.days_known in {Knowing.READ, Knowing.OWN} else f", {self.days_known.value}"
        return f"in force from {long_date(self.starts)}{end}{mark}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOfEnquiry:
    """A question and the evidence that would answer it. `starter` marks prompts of this program's own.

    `says` is what the source states, in our own words, where that is more than the question. `maps_to` are the steps
    and lines of the Six Steps that it bears on. `context` marks a line that is not about the partnership's own work,
    such as a question to national government: it is shown and never counted as a gap.
    """

    target: TargetId
    code: str
    label: str
    question: str
    evidence: str = ""
    starter: bool = True
    says: str = ""
    maps_to: tuple[TargetId, ...] = ()
    context: bool = False
    source: str = ""
    in_force: InForce = field(default_factory=InForce)

    def wording(self) -> str:
        """A mark of the question's wording: two wordings that differ in white space or case alone have the same."""
        return wording_hash(self.question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step with its canonical title, and how the published wording of that title is known."""

    target: TargetId
    number: str
    title: str
    label: str
    known: Knowing = Knowing.OWN
    lines: tuple[LineOfEnquiry, ...] = ()
    maps_to: tuple[TargetId, ...] = ()

    def wording(self) -> str:
        """A mark of the step's canonical title, as a line has of its question."""
        return wording_hash(self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One version of a framework, with where it comes from and what its questions are.

    `family` joins the editions of one thing: the yearly report's checklist of 2018, of 2023 and of 2026. `part` is
    what its steps are called, `scale` the scale it asks for, "" for the partnership's own.
    """

    id: str
    version: str
    title: str
    short_title: str
    source: str
    note: str
    steps: tuple[Step, ...]
    kind: FrameworkKind = FrameworkKind.STEPS
    part: str = "Step"
    family: str = ""
    in_force: InForce = field(default_factory=InForce)
    own: bool = False
    scale: str = ""
    _places: dict[str, tuple[Step, LineOfEnquiry | None]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Know every target by name: pages ask about one for each row they show."""
        places: dict[str, tuple[Step, LineOfEnquiry | None]] = {}
        for step in self.steps:
            places.setdefault(step.target, (step, None))
            for line in step.lines:
                places.setdefault(line.target, (step, line))
        object.__setattr__(self, "_places", places)

    def lines(self) -> tuple[LineOfEnquiry, ...]:
        """Every line of every step, in order."""
        return tuple(line for step in self.steps for line in step.lines)

    def wordings(self) -> dict[str, str]:
        """The mark of the wording of every step and line, by target."""
        steps: dict[str, str] = {step.target: step.wording() for step in self.steps}
        steps.update({line.target: line.wording() for line in self.lines()})
        return steps

    def step(self, target: str) -> Step:
        """The step that is, or holds, this target."""
        return self._place(target)[0]

    def line(self, target: str) -> LineOfEnquiry | None:
        """The line of enquiry with this target, or None where the target is a step."""
        return self._place(target)[1]

    def _place(self, target: str) -> tuple[Step, LineOfEnquiry | None]:
        if target not in self._places:
            raise UserError(
                f"{self.short_title} has no step or line “{target}”.", "Look at the list of steps and lines."
            )
        return self._places[target]

    def targets(self) -> tuple[TargetId, ...]:
        """Every step and line in order."""
        return tuple(t for step in self.steps for t in (step.target, *(line.target for line in step.lines)))

    def knows(self, target: str) -> bool:
        """Whether a step or line is this framework's own."""
        return target in self._places

    def name(self, target: str) -> str:
        """“Step 4, Quality assurance” or “Step 4, Quality assurance, line 4c”.

        What was recorded under another framework keeps its code: “4c of six-steps”.
        """
        if not self.knows(target):
            framework_id, _, code = target.partition(":")
            return f"{code} of {framework_id}"
        step, line = self.step(target), self.line(target)
        return f"{self.part} {step.number}, {step.label}" + (f", {self.kind.value} {line.code}" if line else "")

    def short_name(self, target: str) -> str:
        """A line by its code and label, as a table has room for; a step, and what is of another framework, by name."""
        line = self.line(target) if self.knows(target) else None
        return f"{line.code} {line.label}" if line is not None else self.name(target)


def named_among(frameworks: Sequence[Framework], target: str) -> str:
    """What a step or line is called, in a place that goes by the first of these: one of another of them stands behind
    that one's title, “NCB principles: Principle 3, Voice”."""
    judged = frameworks[0]
    own = next((framework for framework in frameworks if framework.knows(target)), judged)
    return own.name(target) if own.id == judged.id else f"{own.short_title}: {own.name(target)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What one casefile calls a step or line, and asks for a line. "" keeps the framework's own."""

    target: TargetId
    label: Label = ""
    question: Line = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedLine:
    """A line of enquiry that one casefile added to a step."""

    target: TargetId
    step: TargetId
    code: str
    label: Name
    question: Title
    evidence: str = ""

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if self.target != f"{self.step.partition(':')[0]}:{self.code}" or not plain_code(self.code):
            yield Problem(f"The line of enquiry {self.code} does not belong to its step", "Add it to the step anew.")


def with_local(framework: Framework, wordings: Iterable[Wording], added: Iterable[AddedLine]) -> Framework:
    """The framework as one casefile words it; ids and canonical titles stay as they are."""
    by_target = {wording.target: wording for wording in wordings}
    every_added = tuple(added)
    return replace(framework, steps=tuple(_local_step(step, by_target, every_added) for step in framework.steps))


def _local_step(step: Step, wordings: dict[TargetId, Wording], added: tuple[AddedLine, ...]) -> Step:
    local_lines = (
        LineOfEnquiry(
            target=line.target, code=line.code, label=line.label, question=line.question,
            evidence=line.evidence, starter=False, maps_to=step.maps_to,
        )
        for line in added if line.step == step.target
    )  # fmt: skip
    wording = wordings.get(step.target)
    return replace(
        step,
        label=wording.label if wording and wording.label else step.label,
        lines=tuple(_local_line(line, wordings.get(line.target)) for line in (*step.lines, *local_lines)),
    )


def _local_line(line: LineOfEnquiry, wording: Wording | None) -> LineOfEnquiry:
    if wording is None:
        return line
    relabelled = replace(line, label=wording.label or line.label)
    if not wording.question:
        return relabelled
    own = replace(line.in_force, known=Knowing.OWN)
    return replace(relabelled, question=wording.question, starter=False, in_force=own)  # the scrutineer's own words


def next_code(step: Step) -> str:
    """The code for one more line of a step: 4a to 4z, then 4aa and on."""
    used = {line.code for line in step.lines}
    letters = "abcdefghijklmnopqrstuvwxyz"
    codes = [*letters, *(first + second for first in letters for second in letters)]
    return next(f"{step.number}{code}" for code in codes if f"{step.number}{code}" not in used)


def on_day(frameworks: Iterable[Framework], day: date) -> tuple[tuple[Framework, tuple[LineOfEnquiry, ...]], ...]:
    """What applied on a day: each dated framework with those of its lines that were in force. Others are left out."""
    applied = [
        (framework, tuple(line for line in framework.lines() if line.in_force.on(day))) for framework in frameworks
    ]
    return tuple((framework, lines) for framework, lines in applied if lines)


def editions_during(frameworks: Iterable[Framework], starts: date, ends: date) -> tuple[Framework, ...]:
    """The dated frameworks in force on any day of a period, those of one family by their starting day."""
    in_force = [framework for framework in frameworks if framework.in_force.during(starts, ends)]
    return tuple(sorted(in_force, key=lambda framework: (framework.family, framework.in_force.starts or date.min)))
