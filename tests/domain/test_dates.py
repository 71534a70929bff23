"""Dates: written the British way, read only where they mean one day, shown as local days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.dates import (
    days_past,
    either_way,
    local_day,
    long_date,
    months_after,
    near_date,
    period,
    read_date,
    short_date,
)

TODAY = date(2026, 11, 20)


def test_dates_are_written_the_british_way():
    assert long_date(TODAY) == "20 November 2026"
    assert short_date(TODAY) == "20 Nov 26"
    assert short_date(date(2009, 1, 5)) == "5 Jan 09"
    assert period(date(2026, 3, 1), date(2027, 3, 31)) == "1 March 2026 to 31 March 2027"


@pytest.mark.parametrize(
    "text",
    ["20/11/2026", "20.11.26", "20-11-2026", "20 11 2026", " 20/11/2026 ", "20 November 2026", "20 Nov 26", "20 NOV 2026",
     "20 Nov. 2026", "20 Nov, 2026", "2026-11-20", "2026-11-20 00:00:00", "2026-11-20T09:30:00+00:00", "20th Nov 2026"],
)  # fmt: skip
def test_dates_are_read_day_first(text):
    assert read_date(text) == TODAY


@pytest.mark.parametrize(
    ("text", "day"),
    [("1st May 2026", date(2026, 5, 1)), ("2nd May 2026", date(2026, 5, 2)), ("3rd May 2026", date(2026, 5, 3)),
     ("3 Sept 2026", date(2026, 9, 3)), ("29 February 2028", date(2028, 2, 29)), ("1/2/03", date(2003, 2, 1))],
)  # fmt: skip
def test_dates_in_words_take_their_endings_and_short_months(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    ["31/11/2026", "ongoing", "Spring term", "11/20/2026", "TBC", "Sept 27", "", "2026", "29 February 2027", "0/1/2026",
     "20/11/202", "20/11/20266", "20/11", "20 Frimaire 2026", "2026-11", "by 20/11/2026", "20/11/2026 or so"],
)  # fmt: skip
def test_what_is_no_date_is_not_guessed(text):
    assert read_date(text) is None


def test_a_workbook_may_write_the_month_first():
    assert read_date("11/20/2026", "month first") == TODAY
    assert read_date("3/4/2026") == date(2026, 4, 3)
    assert read_date("3/4/2026", "month first") == date(2026, 3, 4)
    assert read_date("20/11/2026", "month first") is None
    assert read_date("2026-11-20", "month first") == read_date("20 Nov 2026", "month first") == TODAY


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_what_is_written_is_read_back(day):
    assert read_date(long_date(day)) == read_date(short_date(day)) == read_date(day.isoformat()) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from("/.- "))
def test_a_date_in_numbers_could_be_either_exactly_where_the_two_habits_differ(day, sign):
    text = sign.join((str(day.day), str(day.month), str(day.year)))
    other = read_date(text, "month first")
    assert read_date(text) == day
    assert either_way(text) == (other is not None and other != day)


@pytest.mark.parametrize("text", ["3 April 2026", "2026-04-03", "4/4/2026", "13/4/2026", "4/13/2026", "tomorrow", ""])
def test_what_means_one_day_at_most_is_not_either_way(text):
    assert not either_way(text)


@pytest.mark.usefixtures("in_london")
@pytest.mark.parametrize(
    ("stamp", "day"),
    [("2026-07-01T23:30:00+00:00", date(2026, 7, 2)), ("2026-07-01T22:30:00+00:00", date(2026, 7, 1)),
     ("2026-12-01T23:30:00+00:00", date(2026, 12, 1)), ("2026-03-29T00:30:00+00:00", date(2026, 3, 29))],
)  # fmt: skip
def test_a_stamp_is_shown_as_the_day_on_which_the_person_was_working(stamp, day):
    assert local_day(stamp) == day


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 5, 14), "14 May"),
        (date(2027, 1, 15), "15 Jan"),
        (date(2025, 11, 20), "20 Nov 25"),
        (TODAY, "20 Nov"),
    ],
)
def test_a_day_near_today_needs_no_year(day, words):
    assert near_date(day, TODAY) == words


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 5, 17), 0, date(2026, 5, 17)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert months_after(day, months) == later


@pytest.mark.parametrize(("day", "days"), [(date(2026, 11, 17), 3), (TODAY, 0), (date(2026, 12, 1), 0), (None, 0)])
def test_days_past_are_none_ahead(day, days):
    assert days_past(day, TODAY) == days
