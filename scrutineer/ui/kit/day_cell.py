"""A day in a table: as it is read, and sorted as a day."""

from __future__ import annotations

from datetime import date

from scrutineer.domain.dates import short_date
from scrutineer.ui.kit.tables import TableCell


def day_cell(day: date | None, none: str = "No date", *, tone: str = "text-2") -> TableCell:
    """A day, or that there is none; what has none stands behind every day."""
    return TableCell(short_date(day) if day else none, tone=tone, order=(day or date.max).toordinal())
