"""Periods as sheets call them: each begins on one day, or nobody says when it does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.periods import period_start


@pytest.mark.parametrize(
    ("written", "begins"),
    [
        ("2025-26", date(2025, 4, 1)), ("2025/2026", date(2025, 4, 1)), ("FY 2025-26", date(2025, 4, 1)),
        ("2025", date(2025, 1, 1)), ("Q1 2025-26", date(2025, 4, 1)), ("2025/26 Q4", date(2026, 1, 1)),
        ("Quarter 3, 2025-26", date(2025, 10, 1)), ("H2 2025-26", date(2025, 10, 1)), ("April 2025", date(2025, 4, 1)),
        ("Apr-25", date(2025, 4, 1)), ("Apr to Jun 2025", date(2025, 4, 1)), ("Dec-Feb 2026", date(2025, 12, 1)),
        ("Sept ’26", date(2026, 9, 1)), ("2025-09-01", date(2025, 9, 1)), ("21 May 2026", date(2026, 5, 21)),
    ],
)  # fmt: skip
def test_a_period_begins_where_its_name_says(written, begins):
    assert period_start(written) == (begins, "")


@pytest.mark.parametrize(
    "written", ["Q1 2025", "2025 Q2", "01/04/2025", "", "baseline", "2025-27", "Q5 2025-26", "H3 2025-26"]
)
def test_what_could_begin_on_two_days_or_none_is_not_guessed(written):
    begins, why = period_start(written)
    assert begins is None
    assert why


@given(st.integers(2001, 2097), st.integers(1, 4))
def test_quarters_of_a_year_follow_each_other_by_three_months(year, quarter):
    begins, _ = period_start(f"Q{quarter} {year}-{(year + 1) % 100:02d}")
    month = 4 + 3 * (quarter - 1)
    assert begins == date(year + month // 13, (month - 1) % 12 + 1, 1)
