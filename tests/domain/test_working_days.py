"""Working days, cell by cell as the published bank holidays give them (gov.uk/bank-holidays, 24 November 2025)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.working_days import bank_holidays, is_working_day, working_days_after, working_days_before

PUBLISHED = {
    2025: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2028: ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"],
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_no_published_holiday_is_worked_and_no_other_weekday_is_free(year):
    published = {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year]}
    free = {day for day in bank_holidays(year) if day.weekday() < 5}
    assert free == published


@pytest.mark.parametrize(
    ("trigger", "five", "fifteen"),
    [
        ("2025-04-14", "2025-04-23", "2025-05-08"), ("2026-03-27", "2026-04-07", "2026-04-21"),
        ("2026-12-24", "2027-01-05", "2027-01-19"), ("2026-12-26", "2027-01-05", "2027-01-19"),
        ("2027-03-22", "2027-03-31", "2027-04-14"), ("2027-12-24", "2028-01-05", "2028-01-19"),
        ("2028-04-10", "2028-04-19", "2028-05-04"),
    ],
)  # fmt: skip
def test_five_and_fifteen_working_days_after(trigger, five, fifteen):
    day = date.fromisoformat(trigger)
    assert (working_days_after(day, 5), working_days_after(day, 15)) == (
        date.fromisoformat(five), date.fromisoformat(fifteen))  # fmt: skip


@pytest.mark.parametrize(
    ("published_on", "copy"), [("2027-01-08", "2026-12-29"), ("2028-01-05", "2027-12-22"), ("2027-04-01", "2027-03-19")]
)
def test_seven_working_days_before(published_on, copy):
    assert working_days_before(date.fromisoformat(published_on), 7) == date.fromisoformat(copy)


@given(st.dates(date(2025, 1, 1), date(2028, 11, 1)), st.integers(1, 30))
def test_so_many_working_days_lie_between_and_the_last_is_one(day, number):
    after = working_days_after(day, number)
    between = [day + timedelta(days=past) for past in range(1, (after - day).days + 1)]
    assert sum(map(is_working_day, between)) == number
    assert is_working_day(after)
