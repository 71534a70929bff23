"""The scrutineer's judgement of a step or line, and what must be there before it is final."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from scrutineer.domain.evidence import Strength, StrengthHint
from scrutineer.domain.ids import CycleId, JudgementId, TargetId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import Label, Line, Problem, Stamp, is_blank
from scrutineer.domain.scale import NOT_YET


class Direction(Enum):
    """Direction of travel."""

    IMPROVING = "improving"
    STEADY = "steady"
    DECLINING = "declining"
    FIRST_LOOK = "first look"


class JudgementStatus(Enum):
    """A draft may change; a final judgement is kept as it was made."""

    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A level and a narrative on one scale. `strength` is None while the suggestion stands."""

    id: JudgementId = JudgementId(0)
    cycle_id: CycleId
    target: TargetId
    scale_id: Label
    level: Label = NOT_YET
    strength: Strength | None = None
    strength_reason: str = ""
    direction: Direction = Direction.FIRST_LOOK
    narrative: str = ""
    status: JudgementStatus = JudgementStatus.DRAFT
    author: Line = ""
    made: Stamp = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if self.status is JudgementStatus.FINAL and is_blank(self.narrative):
            yield Problem("A final judgement has no narrative", "Write it, then make it final.", "narrative")


def blockers(judgement: Judgement, linked: int, hint: StrengthHint, narrative_only: bool = False) -> tuple[str, ...]:
    """What stands between this judgement and being final, each in words; empty when nothing does.

    `linked` counts the evidence items linked to the step or line, or to the judgement itself.
    """
    reasons = []
    if judgement.level == NOT_YET and not narrative_only:
        reasons.append("choose a level, or say that the evidence is insufficient")
    if is_blank(judgement.narrative):
        reasons.append("write a narrative")
    if linked < 1:
        reasons.append("link at least one evidence item")
    overridden = judgement.strength is not None and judgement.strength is not hint.strength
    if overridden and is_blank(judgement.strength_reason):
        chosen = judgement.strength.value.capitalize() if judgement.strength else ""
        reasons.append(f"give a reason for “{chosen}” (the hint is {hint.strength.value.capitalize()})")
    return tuple(reasons)


def strength_of(judgement: Judgement, hint: StrengthHint) -> Strength:
    """The strength that stands: the scrutineer's, else the suggested one."""
    return judgement.strength or hint.strength
