"""What ships and can be asked for without a casefile: frameworks, what applied on a day, the rules of clocks."""

from __future__ import annotations

from datetime import date

from scrutineer.domain.clock_rules import ChildDeathReview, ClockRule
from scrutineer.domain.framework import Framework, LineOfEnquiry, on_day
from scrutineer.frameworks import loader


def frameworks(framework_id: str = "") -> tuple[Framework, ...]:
    """Every framework shipped, or the one asked for."""
    return (loader.parse_framework(loader.framework_text(framework_id)),) if framework_id else loader.shipped()


def applied_on(day: date) -> tuple[tuple[Framework, tuple[LineOfEnquiry, ...]], ...]:
    """What applied on a day: each dated framework with those of its lines that were in force then."""
    return on_day(loader.shipped(), day)


def clock_rules() -> tuple[ClockRule, ...]:
    """The rules by which statutory clocks run, in the order in which they are offered."""
    return loader.clock_rules()


def child_death_review() -> ChildDeathReview:
    """What is known of the review of child deaths: how large its area is to be, and where its learning goes."""
    return loader.child_death_review()
