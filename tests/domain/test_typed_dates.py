"""Dates as people type them: understood where they mean one day, asked about where they do not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.dates import long_date, short_date
from scrutineer.domain.typed_dates import WEEKDAYS, TypedDate, When, read_typed_date

TODAY = date(2026, 11, 26)
FIRST = date(2026, 9, 1)


@pytest.mark.parametrize(
    "text",
    ["1 Sept", "1-Sep-26", "1st Sept '26", "1st Sept ’26", "Tue 1 Sep 2026", "Tuesday, 1 September 2026", "2026/09/01", "2026-09-01",
     "1/9/2026", "1.9.26", "01 09 2026", "1/9", "1st of September 2026", "September 1, 2026", "Sept 1", "1 SEPTEMBER",
     "  1  Sep  2026 ", "１ Sept 2026", "1 Sept.", "1. 9. 2026"],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(text):
    assert read_typed_date(text, TODAY) == TypedDate(FIRST)


@pytest.mark.parametrize(
    ("text", "day"),
    [("today", TODAY), ("Yesterday", date(2026, 11, 25)), ("tomorrow", date(2026, 11, 27)),
     ("29 Feb", date(2024, 2, 29)), ("31/12", date(2026, 12, 31))],
)  # fmt: skip
def test_days_by_name_and_days_without_a_year(text, day):
    assert read_typed_date(text, TODAY).day == day


def test_without_a_year_the_direction_decides():
    assert read_typed_date("31 December", TODAY, When.HAPPENED).day == date(2025, 12, 31)
    assert read_typed_date("31 December", TODAY, When.AHEAD).day == date(2026, 12, 31)
    assert read_typed_date("1 September", TODAY, When.AHEAD).day == date(2027, 9, 1)
    assert read_typed_date("29 Feb", TODAY, When.AHEAD).day == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "words"),
    [("end of October", "not one day"), ("October 2026", "not one day"), ("next week", "not one day"), ("Q3", "not one day"),
     ("spring term", "not one day"), ("1/9/99", "1999 or 2099"), ("1/09/0026", "year 0026"), ("1/9/226", "year 226"),
     ("1/9/20266", "year 20266"), ("1/9/1066", "year 1066"), ("31/11/2026", "November 2026 has 30 days"),
     ("29 February 2027", "has 28 days"), ("11/20/2026", "names no month"), ("Mon 1 Sep 2026", "is a Tuesday, not a Monday"),
     ("TBC", "no date"), ("1 Frimaire 2026", "no date"), ("12", "no date"), ("1/9/2026 or so", "no date"), ("1 = 9", "no date"),
     ("1/2/3/2026", "no date"), ("0/1/2026", "has 31 days"), ("Sept 2026", "not one day"), ("32 Sept", "has 30 days")],
)  # fmt: skip
def test_what_is_not_clear_is_asked(text, words):
    reading = read_typed_date(text, TODAY)
    assert reading.day is None
    assert words in reading.ask
    assert reading.ask.endswith((".", "?"))


def test_nothing_typed_is_nothing_asked():
    assert read_typed_date("  ", TODAY) == TypedDate()


def test_what_has_happened_does_not_lie_ahead():
    assert read_typed_date("today", TODAY, When.HAPPENED).day == TODAY
    ahead = read_typed_date("27/11/2026", TODAY, When.HAPPENED)
    assert ahead == TypedDate(ask="27 November 2026 lies ahead. Write the day on which it happened.")
    assert read_typed_date("27/11/2026", TODAY).day == date(2026, 11, 27)


@given(st.dates(date(1930, 1, 1), date(2036, 12, 31)), st.sampled_from(list(When)))
def test_what_the_window_writes_is_read_back(day, when):
    wanted = None if when is When.HAPPENED and day > TODAY else day
    assert read_typed_date(long_date(day), TODAY, when).day == wanted
    assert read_typed_date(f"{WEEKDAYS[day.weekday()][:3]} {long_date(day)}", TODAY, when).day == wanted
    if day.year >= 2000:
        assert read_typed_date(short_date(day), TODAY, when).day == wanted


@given(st.text(alphabet="0123456789 /-.'’ thsndrTuesdaySeptember,end of", max_size=24))
def test_whatever_is_typed_is_a_day_or_a_question_or_nothing(text):
    reading = read_typed_date(text, TODAY)
    assert (reading.day is not None) + bool(reading.ask) + (not text.strip()) == 1
    if reading.day is not None:
        assert date(1900, 1, 1) <= reading.day <= TODAY + timedelta(days=366 * 51)
