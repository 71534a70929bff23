"""A first and a last day as they are written together; other words stay words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.dates import long_date
from scrutineer.domain.typed_dates import in_numbers
from scrutineer.domain.typed_days import TypedDays, days_behind, read_days

TODAY = date(2026, 11, 20)
FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)


@pytest.mark.parametrize("written", [
    "Chief nurse, from 1 April 2025 to 31 March 2026", "Chief nurse (from 01/04/2025 to 31/03/2026)",
    "Chief nurse since 1 Apr 2025 until 31st March 2026", "Chief nurse – from 2025-04-01 – 2026-03-31",
])  # fmt: skip
def test_both_days_behind_a_title(written):
    assert days_behind(written, TODAY) == TypedDays("Chief nurse", FIRST, LAST)


@pytest.mark.parametrize(("written", "read"), [
    ("Chief nurse from 1 April 2025", TypedDays("Chief nurse", FIRST)),
    ("Chief nurse, until 31 March 2026", TypedDays("Chief nurse", None, LAST)),
    ("Officer from Adult Services from 1 April 2025", TypedDays("Officer from Adult Services", FIRST)),
    ("Adviser to the chair to 31 March 2026", TypedDays("Adviser to the chair", None, LAST)),
])  # fmt: skip
def test_one_day_behind_a_title(written, read):
    assert days_behind(written, TODAY) == read


@pytest.mark.parametrize("title", [
    "Lead for years from 7 to 11", "Adviser to the chair", "Officer from Adult Services", "Head, key stages 1 to 2",
    "Chief nurse",
])  # fmt: skip
def test_words_that_are_no_days_stay_a_title(title):
    assert days_behind(title, TODAY) == TypedDays(title)


@pytest.mark.parametrize("written", [
    "Chief nurse from April 2025", "Chief nurse to the end of March 2026", "Chief nurse from 31 June 2025",
    "Chief nurse from 1 April 2025 to spring 2026",
])  # fmt: skip
def test_what_names_a_month_and_no_day_is_asked_about(written):
    read = days_behind(written, TODAY)
    assert (read.starts, read.ends) == (None, None)
    assert read.ask


@pytest.mark.parametrize(("cell", "read"), [
    ("1 April 2025", TypedDays(starts=FIRST)), ("from 1 April 2025", TypedDays(starts=FIRST)),
    ("until 31 March 2026", TypedDays(ends=LAST)), ("1 April 2025 – 31 March 2026", TypedDays(starts=FIRST, ends=LAST)),
    ("01/04/2025 to 31/03/2026", TypedDays(starts=FIRST, ends=LAST)),
])  # fmt: skip
def test_a_cell_of_days_alone(cell, read):
    assert read_days(cell, TODAY) == read


@given(st.dates(date(2001, 1, 1), date(2030, 12, 31)), st.dates(date(2001, 1, 1), date(2030, 12, 31)),
       st.sampled_from([long_date, in_numbers]), st.sampled_from(["to", "until", "–"]))  # fmt: skip
def test_whatever_days_are_written_are_the_days_read(first, last, written, between):
    said = f"Chief nurse, from {written(first)} {between} {written(last)}"
    assert days_behind(said, TODAY) == TypedDays("Chief nurse", first, last)
