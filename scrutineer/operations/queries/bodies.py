"""The evidence under every step and line at once, as far as weighing goes: one query however many are asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from scrutineer.casefile import reading
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.evidence import Bearing, LinkTarget, Weighed
from scrutineer.domain.framework import Framework
from scrutineer.domain.judgement import Judgement

Linked = tuple[Weighed, Bearing]


class Bodies:
    """Everything linked, by target. Items are read once and shared; cost grows with the links of the casefile."""

    def __init__(self, casefile: Casefile, framework: Framework) -> None:
        self._framework = framework
        self._by_target: dict[tuple[LinkTarget, str], list[Linked]] = defaultdict(list)
        for link in reading.linked_items(casefile):
            self._by_target[link.kind, link.target].append((link.item, link.bearing))

    def of(self, target: str, judgement: Judgement | None = None) -> tuple[Linked, ...]:
        """What is linked to a target, for a step to its lines too, and to its judgement. An item counts once.

        Where an item is linked twice, a bearing other than context stands.
        """
        keys = [(LinkTarget.LINE, one) for one in covered(self._framework, target)]
        if judgement is not None:
            keys.append((LinkTarget.JUDGEMENT, str(judgement.id)))
        found: dict[int, Linked] = {}
        for key in keys:
            for linked in self._by_target.get(key, ()):
                standing = found.get(linked[0].id)
                if standing is None or standing[1] is Bearing.CONTEXT:
                    found[linked[0].id] = linked
        return tuple(found.values())

    def on_any(self, targets: Iterable[str]) -> dict[str, list[Linked]]:
        """What is linked to each of these targets themselves."""
        return {target: self._by_target[LinkTarget.LINE, target] for target in targets}


def covered(framework: Framework, target: str) -> tuple[str, ...]:
    """A line covers itself; a step covers its lines too. What belongs to another framework covers itself."""
    if not framework.knows(target):
        return (target,)
    step = framework.step(target)
    return (target, *(line.target for line in step.lines)) if target == step.target else (target,)
