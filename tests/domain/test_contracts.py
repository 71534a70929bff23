"""The ledger of a contract: days and money in whole numbers, each day counted once, totals the sum of what is above."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.activities import Activity, ActivityState, Contract
from scrutineer.domain.contracts import half_days_in, in_pounds, ledger, pence_of
from scrutineer.domain.year import figure_of_days

STARTS, ENDS = date(2026, 4, 1), date(2027, 3, 31)


def contract(half_days: int = 40, day_fee: int = 45_000) -> Contract:
    return Contract(title="Scrutiny", starts=STARTS, ends=ENDS, half_days=half_days, day_fee=day_fee)


def done(day: date, half_days: int, method: str = "visit") -> Activity:
    return Activity(cycle_id=1, title="A", method=method, state=ActivityState.DONE, done_on=day, half_days=half_days)


def test_days_of_the_term_are_told_by_month_and_method():
    activities = [done(date(2026, 5, 6), 1), done(date(2026, 5, 20), 2, "audit"), done(date(2026, 6, 1), 1)]
    told = ledger(contract(), activities)
    assert [(month.month, month.half_days, month.fee) for month in told.months] == [
        (date(2026, 5, 1), 3, 67_500), (date(2026, 6, 1), 1, 22_500),
    ]  # fmt: skip
    assert told.months[0].methods == (("audit", 2), ("visit", 1))
    assert (told.used, told.left, told.fee) == (4, 36, 90_000)
    assert told.methods == (("audit", 2), ("visit", 2))


def test_what_is_planned_in_the_term_is_not_used_and_not_left():
    planned = Activity(cycle_id=1, title="A", method="visit", planned_on=date(2027, 1, 5), planned_half_days=3)
    told = ledger(contract(), [planned])
    assert (told.used, told.planned, told.left, told.fee) == (0, 3, 37, 0)


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2027, 4, 1)])
def test_a_day_outside_the_term_is_of_no_concern_to_the_contract(day):
    assert ledger(contract(), [done(day, 2)]).months == ()


@pytest.mark.parametrize("day", [STARTS, ENDS])
def test_the_first_and_the_last_day_are_of_the_term(day):
    assert ledger(contract(), [done(day, 2)]).used == 2


def test_what_was_dropped_costs_nothing():
    dropped = Activity(cycle_id=1, title="A", method="v", state=ActivityState.DROPPED, planned_on=STARTS,
                       planned_half_days=4)  # fmt: skip
    assert ledger(contract(), [dropped]).planned == 0


@given(
    fee=st.integers(0, 200_001),
    days=st.lists(st.tuples(st.dates(STARTS, ENDS), st.integers(0, 8), st.sampled_from("abc")), max_size=30),
)
def test_the_total_is_the_sum_of_its_months_and_never_below_what_the_days_cost(fee, days):
    told = ledger(contract(day_fee=fee), [done(*day) for day in days])
    assert told.used == sum(half for _, half, _ in days) == sum(number for _, number in told.methods)
    assert told.fee == sum(month.fee for month in told.months)
    assert 0 <= 2 * told.fee - fee * told.used <= len(told.months)


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("450", 45_000), ("£450", 45_000), ("£1,250.50", 125_050), ("0", 0), (" £ 450.05 ", 45_005), ("", None),
     ("450.5", None), ("1,25", None), ("£", None), ("-5", None), ("4e3", None), ("12 pounds", None)],
)  # fmt: skip
def test_a_sum_is_read_to_the_penny_or_not_at_all(typed, pence):
    assert pence_of(typed) == pence


@given(st.integers(0, 10**11))
def test_a_sum_that_is_written_is_read_again(pence):
    assert pence_of(in_pounds(pence)) == pence


@pytest.mark.parametrize(
    ("typed", "half_days"),
    [("20", 40), ("2.5", 5), ("2½", 5), ("½", 1), (".5", 1), ("1 day", 2), ("3 days", 6), ("2.0", 4), ("", None),
     ("2.25", None), ("two", None), ("-1", None), ("1.5.5", None), ("²", None), ("99999", None)],
)  # fmt: skip
def test_days_are_whole_and_half_or_not_read(typed, half_days):
    assert half_days_in(typed) == half_days


@given(st.integers(0, 9_999))
def test_days_that_are_written_are_read_again(half_days):
    assert half_days_in(figure_of_days(half_days)) == half_days
