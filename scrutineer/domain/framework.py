"""A framework: steps that hold lines of enquiry. Ids and titles are fixed; labels and questions may be local."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scrutineer.domain.ids import TargetId
from scrutineer.errors import UserError


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOfEnquiry:
    """A question and the evidence that would answer it. `starter` marks prompts of this program's own."""

    target: TargetId
    code: str
    label: str
    question: str
    evidence: str = ""
    starter: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step with its canonical title; `confirmed` is False while the published wording is unverified."""

    target: TargetId
    number: str
    title: str
    label: str
    confirmed: bool = True
    lines: tuple[LineOfEnquiry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One version of a framework, with where it comes from and what its questions are."""

    id: str
    version: str
    title: str
    short_title: str
    source: str
    note: str
    steps: tuple[Step, ...]

    def step(self, target: str) -> Step:
        """The step that is, or holds, this target."""
        for step in self.steps:
            if target == step.target or any(line.target == target for line in step.lines):
                return step
        raise UserError(f"{self.short_title} has no step or line “{target}”.", "Look at the list of steps and lines.")

    def line(self, target: str) -> LineOfEnquiry | None:
        """The line of enquiry with this target, or None where the target is a step."""
        return next((line for line in self.step(target).lines if line.target == target), None)

    def targets(self) -> tuple[TargetId, ...]:
        """Every step and line in order."""
        return tuple(t for step in self.steps for t in (step.target, *(line.target for line in step.lines)))

    def name(self, target: str) -> str:
        """“Step 4, Quality assurance” or “Step 4, Quality assurance, line 4c”."""
        step, line = self.step(target), self.line(target)
        return f"Step {step.number}, {step.label}" + (f", line {line.code}" if line else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What one casefile calls a step or line, and asks for a line. "" keeps the framework's own."""

    target: TargetId
    label: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedLine:
    """A line of enquiry that one casefile added to a step."""

    target: TargetId
    step: TargetId
    code: str
    label: str
    question: str
    evidence: str = ""


def with_local(framework: Framework, wordings: Iterable[Wording], added: Iterable[AddedLine]) -> Framework:
    """The framework as one casefile words it; ids and canonical titles stay as they are."""
    said = {wording.target: wording for wording in wordings}
    extra = tuple(added)
    return replace(framework, steps=tuple(_local_step(step, said, extra) for step in framework.steps))


def _local_step(step: Step, said: dict[TargetId, Wording], extra: tuple[AddedLine, ...]) -> Step:
    lines = step.lines + tuple(_as_line(line) for line in extra if line.step == step.target)
    wording = said.get(step.target)
    label = wording.label if wording and wording.label else step.label
    return replace(step, label=label, lines=tuple(_local_line(line, said.get(line.target)) for line in lines))


def _as_line(line: AddedLine) -> LineOfEnquiry:
    return LineOfEnquiry(
        target=line.target, code=line.code, label=line.label, question=line.question,
        evidence=line.evidence, starter=False,
    )  # fmt: skip


def _local_line(line: LineOfEnquiry, wording: Wording | None) -> LineOfEnquiry:
    if wording is None:
        return line
    return replace(
        line,
        label=wording.label or line.label,
        question=wording.question or line.question,
        starter=line.starter and not wording.question,
    )


def next_code(step: Step) -> str:
    """The code for one more line of a step: 4a to 4z, then 4aa and on."""
    used = {line.code for line in step.lines}
    letters = "abcdefghijklmnopqrstuvwxyz"
    codes = [*letters, *(a + b for a in letters for b in letters)]
    return next(f"{step.number}{code}" for code in codes if f"{step.number}{code}" not in used)
