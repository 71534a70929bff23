"""Periods as sheets call them: each begins on one day, or nobody says when it does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.periods import period_end, period_start, span_of


@pytest.mark.parametrize(
    ("written", "begins"),
    [
        ("2025-26", date(2025, 4, 1)), ("2025/2026", date(2025, 4, 1)), ("FY 2025-26", date(2025, 4, 1)),
        ("2025", date(2025, 1, 1)), ("Q1 2025-26", date(2025, 4, 1)), ("2025/26 Q4", date(2026, 1, 1)),
        ("Quarter 3, 2025-26", date(2025, 10, 1)), ("H2 2025-26", date(2025, 10, 1)), ("April 2025", date(2025, 4, 1)),
        ("Apr-25", date(2025, 4, 1)), ("Apr to Jun 2025", date(2025, 4, 1)), ("Dec-Feb 2026", date(2025, 12, 1)),
        ("April 2026 to March 2027", date(2026, 4, 1)), ("Dec 2025 – Feb 2026", date(2025, 12, 1)),
        ("Sept ’26", date(2026, 9, 1)), ("2025-09-01", date(2025, 9, 1)), ("21 May 2026", date(2026, 5, 21)),
    ],
)  # fmt: skip
def test_a_period_begins_where_its_name_says(written, begins):
    assert period_start(written) == (begins, "")


@pytest.mark.parametrize(
    "written",
    [
        "Q1 2025",
        "2025 Q2",
        "01/04/2025",
        "",
        "baseline",
        "2025-27",
        "Q5 2025-26",
        "H3 2025-26",
        "March 2027 to April 2026",
    ],
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


@pytest.mark.parametrize(
    ("written", "ends"),
    [
        ("2025-26", date(2026, 3, 31)), ("2025", date(2025, 12, 31)), ("Q1 2025-26", date(2025, 6, 30)),
        ("2025/26 Q4", date(2026, 3, 31)), ("H2 2025-26", date(2026, 3, 31)), ("Apr to Jun 2025", date(2025, 6, 30)),
        ("Dec-Feb 2026", date(2026, 2, 28)), ("April 2026 to March 2027", date(2027, 3, 31)),
        ("Dec 2025 – Feb 2026", date(2026, 2, 28)), ("Sept ’26", date(2026, 9, 30)), ("21 May 2026", date(2026, 5, 21)),
        ("baseline", None), ("Q1 2025", None),
    ],
)  # fmt: skip
def test_a_period_ends_where_its_name_says(written, ends):
    assert period_end(written) == ends


@given(st.integers(2001, 2097), st.integers(0, 3))
def test_a_quarter_is_the_same_period_by_its_number_and_by_its_months(year, quarter):
    numbered = f"Q{quarter + 1} {year}-{(year + 1) % 100:02d}"
    months = ("Apr-Jun", "Jul to Sep", "October to December", "Jan–Mar")[quarter]
    named = f"{months} {year + (quarter == 3)}"
    assert (period_start(numbered), period_end(numbered)) == (period_start(named), period_end(named))


@pytest.mark.parametrize("names", [
    ("2026-27", "2026/27", "FY 2026/2027", "April 2026 to March 2027", "Apr-Mar 2027"),
    ("Q1 2026-27", "2026/27, quarter 1", "Apr–Jun 2026", "April 2026 to June 2026"),
    ("baseline", "  Baseline "),
])  # fmt: skip
def test_every_way_of_writing_one_period_is_that_period(names):
    assert len({span_of(name) for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), [
    ("2026-27", "Q1 2026-27"), ("2026", "2026-27"), ("2026-27", "April 2026"), ("Q1 2026", "Q1 2026-27"),
])  # fmt: skip
def test_a_year_is_not_its_first_quarter(one, other):
    assert span_of(one) != span_of(other)
