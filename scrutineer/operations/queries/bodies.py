"""The evidence under every step and line at once, as far as weighing goes: one query however many are asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.evidence import Bearing, EvidenceKind, LinkTarget, Weighed
from scrutineer.domain.framework import Framework
from scrutineer.domain.judgement import Judgement

Linked = tuple[Weighed, Bearing]

_KINDS = {kind.value: kind for kind in EvidenceKind}
_BEARINGS = {bearing.value: bearing for bearing in Bearing}


class Bodies:
    """Everything linked, by target. Items are read once and shared; cost grows with the links of the casefile."""

    def __init__(self, casefile: Casefile, framework: Framework) -> None:
        self._framework = framework
        self._by_target: dict[tuple[str, str], list[Linked]] = defaultdict(list)
        days: dict[str, date] = {}
        items: dict[int, Weighed] = {}
        for kind, target, bearing, row, what, dated, received, agency in casefile.reader.execute(
            "SELECT l.target_kind, l.target, l.bearing, e.id, e.kind, e.dated, e.received, e.agency_id FROM link l "
            "JOIN evidence e ON e.id = l.evidence_id WHERE l.target_kind IN (?, ?) ORDER BY l.id",
            [LinkTarget.LINE.value, LinkTarget.JUDGEMENT.value],
        ):
            item = items.get(row)
            if item is None:
                for day in (dated, received):
                    if day not in days:
                        days[day] = date.fromisoformat(day)
                item = items[row] = Weighed(row, _KINDS[what], days[dated], days[received], agency)
            self._by_target[kind, target].append((item, _BEARINGS[bearing]))

    def of(self, target: str, judgement: Judgement | None = None) -> tuple[Linked, ...]:
        """What is linked to a target, for a step to its lines too, and to its judgement. An item counts once.

        Where an item is linked twice, a bearing other than context stands.
        """
        keys = [(LinkTarget.LINE.value, one) for one in covered(self._framework, target)]
        if judgement is not None:
            keys.append((LinkTarget.JUDGEMENT.value, str(judgement.id)))
        found: dict[int, Linked] = {}
        for key in keys:
            for linked in self._by_target.get(key, ()):
                standing = found.get(linked[0].id)
                if standing is None or standing[1] is Bearing.CONTEXT:
                    found[linked[0].id] = linked
        return tuple(found.values())

    def on_any(self, targets: Iterable[str]) -> dict[str, list[Linked]]:
        """What is linked to each of these targets themselves."""
        return {target: self._by_target[LinkTarget.LINE.value, target] for target in targets}


def covered(framework: Framework, target: str) -> tuple[str, ...]:
    """A line covers itself; a step covers its lines too. What belongs to another framework covers itself."""
    if not framework.knows(target):
        return (target,)
    step = framework.step(target)
    return (target, *(line.target for line in step.lines)) if target == step.target else (target,)
