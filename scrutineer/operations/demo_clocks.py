"""Practice reviews and clocks of the worked example, by day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.clocks import PracticeReview, ReviewKind, StatutoryClock
from scrutineer.domain.ids import CycleId
from scrutineer.operations import clocks
from scrutineer.operations.demo_year import Done, Raw
from scrutineer.operations.queries.clocks import rule_of

_OF_A_REVIEW = ("code", "decision", "decided_on", "published_on", "themes")


def acts_of_clocks(raw: Raw) -> Iterator[Done]:
    """Every review on the day it was kept with its clocks, every clock of the partnership on the day it was begun."""
    for entry in raw["practice_reviews"]:
        yield entry["kept"], partial(_keep_review, entry=entry)
    for entry in raw["clocks"]:
        yield entry["begun"], partial(_start_clock, entry=entry)


def _keep_review(casefile: Casefile, entry: Raw) -> None:
    named = {name: entry[name] for name in _OF_A_REVIEW if name in entry}
    review = PracticeReview(
        cycle_id=CycleId(0), kind=ReviewKind(entry["kind"]), targets=tuple(entry.get("targets", ())), **named
    )
    clocks.add_review(casefile, review=review, clocks=[_clock(*said) for said in entry.get("clocks", ())])


def _clock(rule: str, *days: object) -> StatutoryClock:
    """A clock by its rule, day 0 and, where it was met, the day it was."""
    known = rule_of(rule)
    zero, met = (*days, None)[:2]
    basis = known.day_zero if known is not None else ""
    return StatutoryClock(cycle_id=CycleId(0), rule=rule, day_zero=zero, met_on=met, basis=basis)  # type: ignore[arg-type]


def _start_clock(casefile: Casefile, entry: Raw) -> None:
    named = {name: entry[name] for name in ("rule", "day_zero", "basis")}
    clocks.add_clock(casefile, clock=StatutoryClock(cycle_id=CycleId(0), **named))
