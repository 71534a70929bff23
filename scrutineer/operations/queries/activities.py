"""What is planned and done in a cycle: the activities, the year by steps and by methods, and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity, ActivityState
from scrutineer.domain.evidence import Evidence, Link, LinkTarget
from scrutineer.domain.year import YearGrid, by_methods, by_steps, day_of, months_between
from scrutineer.frameworks import loader
from scrutineer.operations.queries.at_hand import left_open
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.steps import LinkedEvidence


@dataclass(frozen=True, slots=True)
class YearPlan:
    """The activities of a cycle, the newest day first, and the two ways to look at them. `left_open` are those that
    other cycles planned and that are neither done nor dropped: they count in no figure of this one."""

    activities: tuple[Activity, ...]
    steps: YearGrid
    methods: YearGrid
    left_open: tuple[Activity, ...] = ()

    @property
    def at_hand(self) -> tuple[Activity, ...]:
        """All that can be worked on: what the other cycles left open comes first."""
        return (*self.left_open, *self.activities)

    def number(self, state: ActivityState) -> int:
        """How many stand so."""
        return sum(activity.state is state for activity in self.activities)


def own_methods(plan: YearPlan) -> tuple[str, ...]:
    """The methods of the cycle's activities that ship with nobody, in their own words."""
    shipped = method_names()
    return tuple(sorted({activity.method for activity in plan.at_hand if activity.method not in shipped}))


def year_plan(casefile: Casefile, context: Context) -> YearPlan:
    """The year of the current cycle, and what other cycles left open. Cost grows with its activities."""
    cycle = context.cycle
    activities = tables.rows(casefile, Activity, cycle_id=cycle.id)
    ordered = tuple(sorted(activities, key=in_time, reverse=True))
    months = months_between(cycle.starts, cycle.ends)
    steps = by_steps(ordered, context.framework, months)
    planned = tuple(sorted(left_open(casefile, context, Activity), key=in_time, reverse=True))
    return YearPlan(ordered, steps, by_methods(ordered, method_names(), months), planned)


def in_time(activity: Activity) -> tuple[date, int]:
    """Where an activity stands in time; what has no day comes first."""
    return day_of(activity) or date.min, activity.id


def method_names() -> dict[str, str]:
    """The methods that ship by their id, in the order of their days."""
    return {method.id: method.name for method in loader.methods()}


def evidence_on(casefile: Casefile, kind: LinkTarget, target: object) -> tuple[LinkedEvidence, ...]:
    """The evidence linked to an activity, a piece or a finding, in the order in which it was linked."""
    links = tables.rows(casefile, Link, target_kind=kind, target=str(target))
    items = {item.id: item for item in tables.rows(casefile, Evidence, id={link.evidence_id for link in links})}
    return tuple(LinkedEvidence(items[link.evidence_id], link) for link in links if link.evidence_id in items)
