"""What the Inspections page shows: each with the recommendations that rest on it and where those stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.recommendation_life import RecommendationLife
from scrutineer.domain.structure import Inspection
from scrutineer.operations.queries.recommendations import recommendation_lives


@dataclass(frozen=True, slots=True)
class InspectionView:
    """An inspection or peer review with its actions, which are recommendations."""

    inspection: Inspection
    actions: tuple[RecommendationLife, ...]

    @property
    def open_actions(self) -> int:
        """How many actions are neither done nor lapsed."""
        return sum(life.is_open for life in self.actions)


def inspection_views(casefile: Casefile) -> tuple[InspectionView, ...]:
    """Every inspection, the one that is looked for first at the top, then the newest held."""
    lives = [life for life in recommendation_lives(casefile) if life.recommendation.inspection_id is not None]
    views = [
        InspectionView(known, tuple(life for life in lives if life.recommendation.inspection_id == known.id))
        for known in tables.rows(casefile, Inspection)
    ]
    ahead = sorted(
        (view for view in views if view.inspection.next_due), key=lambda v: v.inspection.next_due or date.max
    )
    held = sorted(
        (view for view in views if not view.inspection.next_due),
        key=lambda view: view.inspection.held_on or date.min, reverse=True,
    )  # fmt: skip
    return (*ahead, *held)
