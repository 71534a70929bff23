"""The frameworks that a cycle looks through, and what one line stands for in another framework."""

from __future__ import annotations

from collections.abc import Iterable

from scrutineer.casefile import framework_texts
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.framework import SIX_STEPS, Framework, named_among, six_step
from scrutineer.domain.ids import TargetId
from scrutineer.domain.partnership import Cycle
from scrutineer.errors import UserError
from scrutineer.frameworks import loader
from scrutineer.operations.queries.context import Context, framework_of


def lenses(casefile: Casefile, cycle: Cycle) -> tuple[Framework, ...]:
    """Every framework a cycle looks through, the one it is judged against first.

    Each is the version the cycle took. A cycle older than a framework that ships sees it as it ships.
    """
    used = framework_texts.used(casefile, cycle.id)
    texts = loader.framework_texts() | used
    judged = framework_of(casefile, cycle)
    others = [loader.parse_framework(text) for framework_id, text in texts.items() if framework_id != judged.id]
    return (judged, *others)


def lens(casefile: Casefile, cycle: Cycle, framework_id: str) -> Framework:
    """One of them by its id, or a sentence that lists those there are."""
    return lens_among(lenses(casefile, cycle), framework_id)


def named(casefile: Casefile, context: Context, target: str) -> str:
    """What a step or line is called here, of whatever framework it is. Others than the judged one are read where one
    of them is meant, which is seldom."""
    if context.framework.knows(target):
        return context.framework.name(target)
    return named_among(lenses(casefile, context.cycle), target)


def lens_among(every: tuple[Framework, ...], framework_id: str) -> Framework:
    """One of these by its id, or a sentence that lists them."""
    for framework in every:
        if framework.id == framework_id:
            return framework
    known = ", ".join(framework.id for framework in every)
    raise UserError(f"This cycle looks through no framework called “{framework_id}”.", f"Choose one of: {known}.")


class Crosswalk:
    """What each step and line of several frameworks is mapped to in the Six Steps: a suggestion, never a count."""

    def __init__(self, frameworks: Iterable[Framework]) -> None:
        self._maps: dict[str, tuple[TargetId, ...]] = {}
        for framework in frameworks:
            for step in framework.steps:
                below = {mapped for line in step.lines for mapped in line.maps_to}
                self._maps[step.target] = step.maps_to or tuple(sorted(below))
                self._maps.update({line.target: line.maps_to for line in step.lines})

    def may_bear_on(self, target: str) -> frozenset[str]:
        """On what that which is recorded on a target may bear: itself, what it maps to, and their steps."""
        mapped = self._maps.get(target, ())
        return frozenset({target, *mapped, *map(six_step, mapped)})

    def steps(self, target: str) -> frozenset[str]:
        """The steps of the Six Steps that a target bears on."""
        return frozenset(step for step in self.may_bear_on(target) if step.startswith(SIX_STEPS) and step[-1].isdigit())
