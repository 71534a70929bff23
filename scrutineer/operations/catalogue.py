"""The frameworks that ship: all of them, one of them, and what applied on a day."""

from __future__ import annotations

from datetime import date

from scrutineer.domain.framework import Framework, LineOfEnquiry, on_day
from scrutineer.frameworks import loader


def frameworks(framework_id: str = "") -> tuple[Framework, ...]:
    """Every framework shipped, or the one asked for."""
    return (loader.parse_framework(loader.framework_text(framework_id)),) if framework_id else loader.shipped()


def applied_on(day: date) -> tuple[tuple[Framework, tuple[LineOfEnquiry, ...]], ...]:
    """What applied on a day: each dated framework with those of its lines that were in force then."""
    return on_day(loader.shipped(), day)
