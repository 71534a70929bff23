"""What pages show of practice reviews and the clocks that run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain import child_deaths as deaths
from scrutineer.domain import clock_rules
from scrutineer.domain.clock_rules import ClockPattern, ClockRule, ClockStatus, Ticking, patterns
from scrutineer.domain.clocks import PracticeReview, ReviewKind, StatutoryClock
from scrutineer.domain.ids import IndicatorId
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.frameworks import loader
from scrutineer.operations.queries.context import Context

_ORDER = (
    ClockStatus.OVERDUE, ClockStatus.RUNNING, ClockStatus.WAITING, ClockStatus.LATE, ClockStatus.UNCOUNTED,
    ClockStatus.MET,
)  # fmt: skip


def rule_of(rule_id: str) -> ClockRule | None:
    """The rule with this id, None for one that does not ship."""
    return next((rule for rule in loader.clock_rules() if rule.id == rule_id), None)


def rules_for(kind: ReviewKind) -> tuple[ClockRule, ...]:
    """The rules whose clocks begin with a review of this kind."""
    return tuple(rule for rule in loader.clock_rules() if kind in rule.starts)


def ticking(clock: StatutoryClock) -> Ticking:
    """A clock with its rule."""
    return clock_rules.ticking(clock, loader.clock_rules())


def clocks(casefile: Casefile, today: date) -> tuple[Ticking, ...]:
    """Every clock: those overdue first, then those that run, by the day in force."""
    every = [ticking(clock) for clock in tables.rows(casefile, StatutoryClock)]
    return tuple(
        sorted(every, key=lambda known: (_ORDER.index(known.status(today)), known.due or date.max, known.clock.id))
    )


def clock(casefile: Casefile, clock_id: int) -> StatutoryClock:
    """One clock by its id, or a sentence that says it is not there."""
    return tables.get(casefile, StatutoryClock, clock_id)


def reviews(casefile: Casefile) -> tuple[PracticeReview, ...]:
    """Every practice review, by its code."""
    return tables.rows(casefile, PracticeReview, order=("code",))


def codes(casefile: Casefile) -> dict[int, str]:
    """The codes of the practice reviews, by id."""
    return {review.id: review.code for review in reviews(casefile)}


def deaths_indicator(casefile: Casefile) -> Indicator | None:
    """The indicator of child deaths in the area; None while there is none."""
    return next((row for row in tables.rows(casefile, Indicator) if deaths.is_of_deaths(row)), None)


def deaths_values(casefile: Casefile) -> tuple[IndicatorValue, ...]:
    """Every number of child deaths in the area that is kept."""
    known = deaths_indicator(casefile)
    return _values_of(casefile, known) if known is not None else ()


def _values_of(casefile: Casefile, indicator: Indicator) -> tuple[IndicatorValue, ...]:
    return tables.rows(casefile, IndicatorValue, indicator_id=indicator.id)


def child_death_reviews(casefile: Casefile) -> tuple[PracticeReview, ...]:
    """The reviews of child deaths, whose learning is taken up under the steps and lines that each names."""
    return tuple(review for review in reviews(casefile) if review.kind is ReviewKind.CHILD_DEATH)


def child_deaths(casefile: Casefile) -> tuple[IndicatorId | None, tuple[str, ...]]:
    """The indicator of child deaths in the area, None while there is none, and each number that is kept beside the
    footprint, in words."""
    known = deaths_indicator(casefile)
    if known is None:
        return None, (deaths.NOT_KEPT,)
    said = deaths.beside_footprint(_values_of(casefile, known), loader.child_death_review().footprint)
    return known.id, said or (deaths.NOT_KEPT,)


def pattern(context: Context, known: Iterable[Ticking], today: date) -> tuple[tuple[str, ClockPattern], ...]:
    """How clocks went by rule and cycle, with the name of each cycle, by rule and then as the cycles follow."""
    names = {cycle.id: cycle.name for cycle in context.cycles}
    order = {cycle.id: place for place, cycle in enumerate(context.cycles)}
    every = sorted(patterns(known, today), key=lambda went: (went.title, order.get(went.cycle_id, 0)))
    return tuple((names.get(went.cycle_id, ""), went) for went in every)
