"""What the Indicators page shows: each indicator with its figures, and what a check found otherwise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.ids import AgencyId, IndicatorId
from scrutineer.domain.indicator_picture import IndicatorsPicture, Multiple, multiples_of
from scrutineer.domain.indicators import Better, Indicator, IndicatorSource, IndicatorValue, differ, in_time
from scrutineer.domain.ledgers import SETTLED
from scrutineer.domain.natural_order import natural_key


@dataclass(frozen=True)
class IndicatorView:
    """An indicator with its figures in the order of their periods."""

    indicator: Indicator
    values: tuple[IndicatorValue, ...]

    @cached_property
    def everybody(self) -> Multiple:
        """Its figures for everybody, or for the first group where it is only broken down."""
        return multiples_of(self.indicator, self.values)[0]

    @cached_property
    def missing(self) -> int:
        """How many figures are missing, or wait for a person."""
        return sum(value.numerator is None for value in self.values)

    @cached_property
    def waiting(self) -> int:
        """How many figures of workbooks wait for a person."""
        return sum(bool(value.reason) and not value.reason.startswith(SETTLED) for value in self.values)

    @cached_property
    def differs(self) -> bool:
        """Whether a check found another figure than the agency gives."""
        own = [value for value in self.values if value.source is IndicatorSource.AGENCY]
        checks = [value for value in self.values if value.source is not IndicatorSource.AGENCY]
        return any(
            differ(said, check)
            for check in checks
            for said in own
            if (said.span, said.breakdown.casefold()) == (check.span, check.breakdown.casefold())
        )

    @cached_property
    def against_target(self) -> str:
        """Whether the newest figure reaches its target, where one was set and one way is better."""
        last, target = self.everybody.last, self.everybody.target
        if last is None or last.height is None or target is None or self.indicator.better is Better.NEITHER:
            return ""
        better = last.height - target if self.indicator.better is Better.HIGHER else target - last.height
        return "Target reached" if better >= 0 else "Target not reached"


def indicator_views(
    casefile: Casefile, *, agency_id: AgencyId | None = None, target: str = "", only: IndicatorId | None = None
) -> tuple[IndicatorView, ...]:
    """Every indicator with its figures, in the order of their names; those of an agency, or that bear on a step or line
    of it. Cost grows with the figures."""
    wanted: dict[str, Any] = {"id": only} if only else {"agency_id": agency_id} if agency_id else {}
    known = [
        indicator
        for indicator in tables.rows(casefile, Indicator, **wanted)
        if not target or any(bears.startswith(target) for bears in indicator.targets)
    ]
    of_these: dict[str, Any] = {"indicator_id": [row.id for row in known]} if wanted or target else {}
    figures: dict[int, list[IndicatorValue]] = defaultdict(list)
    for value in tables.rows(casefile, IndicatorValue, **of_these):
        figures[value.indicator_id].append(value)
    known.sort(key=lambda indicator: natural_key(indicator.name))
    return tuple(IndicatorView(indicator, tuple(in_time(figures[indicator.id]))) for indicator in known)


def side_by_side(views: tuple[IndicatorView, ...]) -> IndicatorsPicture:
    """A small picture of each."""
    return IndicatorsPicture(multiples=tuple(view.everybody for view in views))


def of_one(view: IndicatorView) -> IndicatorsPicture:
    """One indicator, each group of people apart."""
    parts = multiples_of(view.indicator, view.values)
    groups = sorted({value.breakdown for value in view.values})
    named = (replace(part, name=group or "Everybody") for part, group in zip(parts, groups, strict=False))
    return IndicatorsPicture(multiples=tuple(named), title="Over time")
