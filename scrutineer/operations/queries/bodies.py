"""What lies under a step or line: its lines, and the ends of links that evidence under it hangs on."""

from __future__ import annotations

from scrutineer.domain.evidence import LinkTarget
from scrutineer.domain.framework import Framework
from scrutineer.domain.judgement import Judgement

__all__ = ["covered", "ends_under"]


def covered(framework: Framework, target: str) -> tuple[str, ...]:
    """A line covers itself; a step covers its lines too. What belongs to another framework covers itself."""
    if not framework.knows(target):
        return (target,)
    step = framework.step(target)
    return (target, *(line.target for line in step.lines)) if target == step.target else (target,)


def ends_under(
    framework: Framework, target: str, judgement: Judgement | None = None
) -> tuple[tuple[LinkTarget, str], ...]:
    """Where evidence under a target is linked: to it, for a step to its lines too, and to its judgement."""
    lines = tuple((LinkTarget.LINE, line) for line in covered(framework, target))
    return lines if judgement is None else (*lines, (LinkTarget.JUDGEMENT, str(judgement.id)))
