"""The day of a document: taken where it can be one day only, offered with its place where not, never today's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.document_days import DayFound, DocumentDay, find_day

TODAY = date(2026, 11, 20)
THE_DAY = date(2026, 3, 12)
SAVED = DayFound(date(2026, 4, 2), "It was last saved on this day.")


def found(stem: str, text: str = "", kept: DayFound | None = None) -> DocumentDay:
    return find_day(stem, text, kept, TODAY)


@pytest.mark.parametrize("stem", [
    "Minutes 2026-03-12", "2026_03_12_minutes", "20260312 Executive", "Executive minutes 12 March 2026", "12th-Mar-2026",
    "Notes of 12 March 2026 final", "2026.03.12",
])  # fmt: skip
def test_a_name_with_one_plain_day_is_sure(stem):
    assert found(stem).sure == DayFound(THE_DAY, "From its name.")


@pytest.mark.parametrize(("stem", "day"), [
    ("Minutes 12.03.26", THE_DAY), ("Minutes 12.03.2026", THE_DAY), ("12-03-26", THE_DAY), ("12032026", THE_DAY),
    ("12 March 26", THE_DAY),
])  # fmt: skip
def test_a_day_that_may_be_another_is_offered_and_asked(stem, day):
    result = found(stem)
    assert result.sure is None
    assert result.offers == (DayFound(day, "Its name may mean it."),)


@pytest.mark.parametrize("stem", ["25.03.2026", "25-03-2026 minutes", "25032026"])
def test_figures_that_can_be_one_day_only_are_sure(stem):
    assert found(stem).sure == DayFound(date(2026, 3, 25), "From its name.")


def test_a_month_is_no_day():
    result = found("Minutes March 2026", kept=SAVED)
    assert (result.sure, result.said) == (None, "Its name says March 2026, and no day.")
    assert result.offers == (SAVED,)


def test_a_month_in_the_name_and_a_day_of_it_on_the_page_agree():
    page = "Executive group\nDate: 12 March 2026\n"
    assert found("Minutes March 2026", page).sure == DayFound(THE_DAY, "Its first page says “Date: 12 March 2026”.")
    other = found("Minutes April 2026", page)
    assert other.sure is None
    assert [offer.day for offer in other.offers] == [THE_DAY]


def test_a_name_and_a_page_that_disagree_are_both_offered():
    result = found("Minutes 2026-03-12", "Date: 26 March 2026")
    assert result.sure is None
    assert [offer.day for offer in result.offers] == [THE_DAY, date(2026, 3, 26)]


def test_a_page_makes_an_unsure_name_sure_where_they_agree():
    assert found("Minutes 12.03.26", "Date: 12 March 2026").sure is not None


@pytest.mark.parametrize("page", [
    "Date: 12 March 2026", "Executive\nDate of meeting: Thursday 12 March 2026\nPresent:", "Meeting date\n12 March 2026",
    "Dated 2026-03-12", "Date of report – 12th March 2026", "Minutes of the Executive held on 12 March 2026 at 10am",
    "Northmoor Partnership\nThursday 12 March 2026, 10am\nPresent: the chair", "Dear chair\n12 March 2026\nThank you",
    "Date: March 12, 2026",
])  # fmt: skip
def test_a_first_page_says_its_day(page):
    assert found("Minutes", page).sure == DayFound(THE_DAY, found("Minutes", page).sure.where)
    assert found("Minutes", page).sure.where.startswith("Its first page says “")


@pytest.mark.parametrize("page", [
    "Date of birth: 12 March 2012", "Date of next meeting: 12 March 2026", "Review date: 12 March 2026",
    "Minutes of the last meeting held on 12 March 2026 were agreed", "The audit ran from 12 March 2026 to 3 April 2026.",
    "Nothing here", "",
])  # fmt: skip
def test_a_day_of_something_else_is_not_taken(page):
    assert found("Minutes", page) == DocumentDay()


def test_two_days_on_a_page_are_asked_about():
    result = found("Minutes", "Date: 12 March 2026\nDate: 14 March 2026")
    assert result.sure is None
    assert result.offers[0].day == THE_DAY


def test_what_properties_say_is_never_sure():
    assert found("Letter", "Dear chair", SAVED) == DocumentDay(None, (SAVED,))


def test_a_day_ahead_is_no_day_of_a_document():
    result = found("Plan 2027-03-12", "", SAVED)
    assert (result.sure, result.offers) == (None, ())
    assert result.said == "From its name: 12 March 2027, which lies ahead."


def test_a_number_that_looks_like_a_day_is_none():
    for stem in ("Report 20261399", "Case 12345678", "v1.2.3", "Section 11 return", "S175 2025-26", "12-14 March"):
        assert found(stem) == DocumentDay(), stem
    assert found("12-14 March 2026").sure is None


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_name_and_no_page_is_ever_sure_of_a_day_ahead(stem, text):
    result = found(stem, text)
    assert result.sure is None or result.sure.day <= TODAY
    assert all(offer.day <= TODAY for offer in result.offers)
