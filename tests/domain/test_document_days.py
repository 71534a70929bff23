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
    "Date: 12 March 2026", "Executive\nDate of meeting: Thursday 12 March 2026\nPresent:", "Meeting date: 12/03/2026\nDate: 12 March 2026",
    "Dated 2026-03-12", "Date of report – 12th March 2026", "Minutes of the Executive held on 12 March 2026 at 10am",
    "Meeting held on Thursday, 12 March 2026\nPresent: the chair", "Date: March 12, 2026", "Date: 12 March 2026, 10am",
    "Our ref: ABC\nDate: 12 March 2026",
])  # fmt: skip
def test_a_first_page_says_its_own_day(page):
    result = found("Minutes", page)
    assert result.sure is not None
    assert result.sure.day == THE_DAY
    assert result.sure.where.startswith("Its first page says “")


@pytest.mark.parametrize("page", [
    "Dear chair\n12 March 2026\nThank you", "Northmoor Partnership\nThursday 12 March 2026, 10am\nPresent: the chair",
    "Meeting date\n12 March 2026", "Date 12 March 2026", "Date of letter: 12 March 2026", "Date of visit: 12 March 2026",
    "Next meeting\nVenue: the hall\nDate: 12 March 2026", "Thank you for your letter\ndated 12 March 2026, in which",
    "Report to the board for the meeting on 12 March 2026", "| Date of meeting | 12 March 2026", "| Date: 12 March 2026",
    "| Minutes of the Executive held on 12 March 2026", "Date: 12/03/2026", "Published: 12 March 2026",
    "Date: 12 March 2026. Date of birth: see over", "Minutes\n" * 20 + "Date: 12 March 2026",
])  # fmt: skip
def test_a_day_that_need_not_be_its_own_is_offered_and_asked(page):
    result = found("Notes", page)
    assert result.sure is None
    assert [offer.day for offer in result.offers] == [THE_DAY]
    assert result.only is not None


@pytest.mark.parametrize("page", [
    "Date of birth: 12 March 2012", "Born on 12 March 2012", "Date of next meeting: 12 March 2026", "Review date: 12 March 2026",
    "Minutes of the last meeting held on 12 March 2026 were agreed", "The audit ran from 12 March 2026 to 3 April 2026.",
    "Nothing here", "",
])  # fmt: skip
def test_a_day_of_something_else_is_not_taken(page):
    assert found("Minutes", page) == DocumentDay()


def test_two_days_on_a_page_are_asked_about():
    result = found("Minutes", "Date: 12 March 2026\nDate of report: 14 March 2026")
    assert result.sure is None
    assert [offer.day for offer in result.offers] == [THE_DAY, date(2026, 3, 14)]
    assert result.only is None
    letter = found("Reply", "Date of letter: 3 March 2026\n12 March 2026\nDear chair")
    assert [offer.day for offer in letter.offers] == [date(2026, 3, 3), THE_DAY]


@pytest.mark.parametrize(("stem", "days"), [
    ("Annual report 1 April 2024 - 31 March 2025", [date(2024, 4, 1), date(2025, 3, 31)]),
    ("Visit 12-13 March 2026", [THE_DAY, date(2026, 3, 13)]),
    ("Visit 12 and 13 March 2026", [THE_DAY, date(2026, 3, 13)]),
    ("28 December - 3 January 2026", [date(2025, 12, 28), date(2026, 1, 3)]),
    ("Reports 2026-03-12 2026-04-01", [THE_DAY, date(2026, 4, 1)]),
])  # fmt: skip
def test_a_range_and_two_days_are_offers_between_which_a_person_chooses(stem, days):
    for result in (found(stem), found("Notes", f"Date: {stem.removeprefix('Visit ')}")):
        assert result.sure is None
        assert result.only is None
    assert [offer.day for offer in found(stem).offers] == days


def test_a_day_beside_one_that_lies_ahead_is_not_taken_as_the_only_one():
    result = found("Plan 1 April 2026 - 31 March 2027")
    assert [offer.day for offer in result.offers] == [date(2026, 4, 1)]
    assert result.only is None


@pytest.mark.parametrize(("stem", "said"), [
    ("bad day 31.02.2026", "Its name says 31.02.2026, and there is no such day."),
    ("31 February 2026", "Its name says 31 February 2026, and there is no such day."),
    ("2026-02-30 minutes", "Its name says 2026-02-30, and there is no such day."),
])  # fmt: skip
def test_a_day_that_no_calendar_has_is_told(stem, said):
    assert found(stem) == DocumentDay(said=said)
    beside = found(stem, "Date: 28 February 2026")
    assert (beside.sure, beside.said) == (None, said)
    on_page = found("Notes", "Date: 31 February 2026")
    assert on_page == DocumentDay(said="Its first page says “Date: 31 February 2026”, and there is no such day.")


def test_a_name_that_speaks_of_a_birth_offers_no_day():
    for stem in ("Born 04.05.2012 case summary", "Child DOB 2012-05-14", "d.o.b. 14 May 2012"):
        assert found(stem).offers == ()
        assert found(stem).sure is None
        assert "birth" in found(stem).said


def test_where_a_message_was_sent_is_its_day_unless_another_is_named():
    sent = DayFound(THE_DAY, "Its header says when it was sent.")
    assert find_day("RE a matter", "", None, TODAY, sent=[sent]).sure == sent
    other = find_day("Minutes 2026-03-01", "", None, TODAY, sent=[sent])
    assert other.sure is None
    assert [offer.day for offer in other.offers] == [date(2026, 3, 1), THE_DAY]
    assert find_day("x", "", None, TODAY, sent=[sent, SAVED]).sure is None


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


# No name with a word that makes its day another's, and no cell of a table, makes a sure day

WORDS = (
    "to", "until", "till", "due", "ending", "year ending", "ended", "deadline", "Deadline", "DEADLINE", "review", "Review due",
    "ref", "Ref.", "reference", "case", "no", "before", "after", "by", "from", "for", "between", "embargoed until", "expires",
    "valid from", "effective", "w/c", "week commencing", "quarter", "Q2", "period", "born", "DOB", "date of birth", "d.o.b.",
    "next meeting", "previous minutes", "response to letter of", "reply to", "incident", "death", "Child A", "007", "S47",
    "starts", "ReviewDue", "up to", "as at", "ahead of the meeting before", "de\u200badline", "ｄｕｅ",
)  # fmt: skip
ORDINARY = ("Minutes", "Executive", "MASH audit", "Notes", "final", "v2", "Front door")
FORMS = (
    "2026-03-12",
    "20260312",
    "12 March 2026",
    "12th Mar 2026",
    "25.03.2026",
    "March 12, 2026",
    "Thursday 12 March 2026",
)
between = st.sampled_from((" ", "_", " - ", "-", ", "))


@given(st.sampled_from(WORDS), st.sampled_from(FORMS), st.sampled_from(ORDINARY), between, between, st.booleans())
def test_no_name_that_says_another_day_is_sure(word, day, ordinary, first, second, is_after):
    stem = f"{ordinary}{first}{word}{second}{day}"
    assert found(stem).sure is None, stem
    assert found(f"{word}{second}{day}{first}{ordinary}").sure is None, stem
    if is_after and word.lower() not in ONLY_BEFORE:
        assert found(f"{ordinary} {day}{first}{word}").sure is None, stem
    assert found(f"{ordinary} {day}").sure is not None


ONLY_BEFORE = {"by", "for", "no", "case", "up to", "as at", "from"}


cells = st.sampled_from((
    "Date", "Date:", "Date: 12 March 2026", "Dated 12 March 2026", "Date of meeting", "Date of meeting: 12 March 2026",
    "12 March 2026", "2026-03-12", "Minutes of the Executive held on 12 March 2026", "DOB", "Due", "Child A", "Action", "",
))  # fmt: skip


@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=6), st.lists(st.sampled_from(ORDINARY), max_size=3))
def test_no_row_of_a_table_makes_a_sure_day(rows, before):
    page = "\n".join([*before, *(f"| {' | '.join(row)}" for row in rows)])
    assert found("Notes", page).sure is None


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_name_and_no_page_is_ever_sure_of_a_day_ahead(stem, text):
    result = found(stem, text)
    assert result.sure is None or result.sure.day <= TODAY
    assert all(offer.day <= TODAY for offer in result.offers)
