"""Logs, contributions, attendance and training numbers: what each row or cell is, and why it waits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.grid import CellMark
from scrutineer.domain.ledgers import Attendance, Contribution, LogEntry, Presence, TrainingNumber
from scrutineer.domain.mapping import Layout, Profile, Role
from scrutineer.errors import UserError
from scrutineer.exchange.ledgers import PLAIN_MARKS, LedgerReading, read_ledger
from tests.exchange.made import ledger, of_rows, sheet, workbook

LOG = ledger(Layout.CHALLENGE_LOG, {
    "no": Role.NUMBER, "challenge": Role.CHALLENGE, "raised": Role.RAISED, "to": Role.AGENCY, "update": Role.UPDATE,
    "due": Role.DEADLINE, "status": Role.STATUS,
})  # fmt: skip
LOG_HEADS = ("No", "Challenge", "Raised", "To", "Update", "Due", "Status")
PAID = ledger(Layout.CONTRIBUTIONS, {"partner": Role.AGENCY, "in kind": Role.IN_KIND, "note": Role.NOTE})
PAID_HEADS = ("Partner", "2024-25", "2025-26", "In kind", "Note")
SEATS = ledger(Layout.ATTENDANCE, {"seat": Role.SEAT, "agency": Role.AGENCY})
SEATS_HEADS = ("Seat", "Agency", "14 May 2026", "3 June 2026")
TRAINED = ledger(Layout.TRAINING, {
    "course": Role.COURSE, "agency": Role.AGENCY, "attended": Role.PEOPLE, "quarter": Role.RAISED,
})  # fmt: skip
TRAINED_HEADS = ("Course", "Agency", "Attended", "Quarter")
ACROSS = ledger(Layout.TRAINING, {"course": Role.COURSE})


def read(mapping: Profile, *rows: tuple, merges=(), marks=None) -> LedgerReading:
    return read_ledger(of_rows(*rows, merges=merges, marks=marks), mapping)


def with_habit(habit: str) -> Profile:
    return replace(LOG, date_habit=habit)


def reasons(reading: LedgerReading) -> dict[str, str]:
    return {item.place.split("!")[1]: item.reason for item in reading.left_out}


# What holds for each of the four.


def test_a_reading_says_what_was_read_and_adds_up():
    reading = read(PAID, ("Budget",), PAID_HEADS, ("Police", 100, 200), ("Total", 100, 200), ("A note below",))
    assert (reading.name, reading.sha256, reading.profile) == ("made.xlsx", "sha", PAID)
    assert reasons(reading) == {
        "1": "above the headings", "2": "headings", "4": "totals or averages", "5": "a heading or note"}  # fmt: skip
    assert reading.read == len(reading.rows) + len(reading.left_out) == 6


def test_a_mapping_that_fits_no_sheet_is_refused_with_what_it_looked_for():
    with pytest.raises(UserError, match=r"fits no sheet of made\.xlsx\. Nothing was changed") as refused:
        read(PAID, ("x", "y"), (1, 2))
    assert "“partner”" in refused.value.advice


def test_other_sheets_are_left_out_with_a_reason():
    book = workbook(sheet(PAID_HEADS, ("Police", 1)), sheet(("notes",), title="Notes"))
    left = {item.place: item.reason for item in read_ledger(book, PAID).left_out}
    assert left["Notes!1"] == "a sheet without these headings"


def test_headings_that_come_again_begin_another_block():
    again = ("Partner", "2026-27", "", "In kind", "Note")
    reading = read(PAID, PAID_HEADS, ("Police", 1, 2), again, ("Police", 3))
    assert [(row.year, row.amount) for row in reading.rows][-1] == ("2026-27", 3.0)


def test_what_waits_is_counted():
    assert "ask" not in {finding.tone for finding in read(PAID, PAID_HEADS, ("Police", 1, 2)).findings}
    (finding,) = read(PAID, PAID_HEADS, ("Police", "a lot", 2)).findings
    assert (finding.tone, finding.text) == ("ask", "1 set aside: each needs your decision.")


def test_the_hazards_of_the_workbook_are_told():
    (finding,) = read(PAID, PAID_HEADS, ("Police", 1, 2, None, "lead@example.org")).findings
    assert finding.kind == "personal data"


# A row is a challenge.


def entry_of(*row: object, mapping: Profile = LOG) -> LogEntry:
    (entry,) = read(mapping, LOG_HEADS, row).rows
    return entry


def test_a_row_is_a_challenge_with_everything_it_says():
    assert entry_of("7", "Why so few?", "1 May 2026", "Police", "Figures sent", "1 June 2026", "Open") == LogEntry(
        number="7", raised_typed="1 May 2026", raised_on=date(2026, 5, 1), put_to="Police", question="Why so few?",
        update_text="Figures sent", status_typed="Open", due_on=date(2026, 6, 1), cell="Return!B2",
    )  # fmt: skip


@pytest.mark.parametrize(("typed", "habit", "day", "reason"), [
    ("14/05/2026", "", date(2026, 5, 14), ""), ("03/04/2026", "", None, "“03/04/2026” could have the day or the month first"),
    ("03/04/2026", "day first", date(2026, 4, 3), ""), ("03/04/2026", "month first", date(2026, 3, 4), ""),
    ("spring", "", None, "“spring” is no date"), (None, "", None, "blank"), ("31/02/2026", "", None, "“31/02/2026” is no date"),
])  # fmt: skip
def test_when_it_was_raised_must_be_one_day(typed, habit, day, reason):
    entry = entry_of("7", "Why?", typed, "Police", "", "", "Open", mapping=with_habit(habit))
    assert (entry.raised_on, entry.raised_typed) == (day, typed or "")
    assert entry.reason == (f"when it was raised: {reason} (C2)" if reason else "")


@pytest.mark.parametrize(("due", "status", "waits"), [
    ("", "Ongoing", "“Ongoing” (G2) has no date"), ("on-going", "", "“on-going” (F2) has no date"), ("ASAP", "Open", "“ASAP” (F2) has no date"),
    ("1 June 2026", "Ongoing", ""), ("", "Open", ""), ("", "Closed", "“Closed” (G2) does not say when it was closed: no day"),
    ("", "Completed May", "“Completed May” (G2) does not say when"), ("", "Closed 12 June 2026", ""), ("", "Not closed", ""), ("", "Closing", ""),
])  # fmt: skip
def test_a_status_that_leaves_something_open_waits(due, status, waits):
    reason = entry_of("7", "Why?", "1 May 2026", "Police", "", due, status).reason
    assert reason.startswith(waits) if waits else reason == ""


OLD_LOG = ledger(Layout.CHALLENGE_LOG, {
    "challenge": Role.CHALLENGE, "raised": Role.RAISED, "date of reply": Role.REPLIED, "status": Role.STATUS,
    "date closed": Role.CLOSED,
})  # fmt: skip


@pytest.mark.parametrize(("replied", "status", "closed", "days", "reason"), [
    ("12 June 2026", "Closed", "1 July 2026", (date(2026, 6, 12), date(2026, 7, 1)), ""),
    (None, "Closed on 1 July 2026", None, (None, date(2026, 7, 1)), ""),
    ("12 June 2026", "Open", None, (date(2026, 6, 12), None), ""),
    (None, "Closed", "spring", (None, None), "“Closed” (D2) does not say when it was closed: “spring” is no date (E2)"),
    (None, "Closed 03/04/2027", None, (None, None), "“Closed 03/04/2027” (D2) does not say when it was closed: “03/04/2027” could have"),
    (None, "Open", "1 July 2026", (None, None), "closed “1 July 2026” (E2), but no status says that it is closed"),
    ("03/04/2027", "Open", None, (None, None), "when it was replied to: “03/04/2027” could have the day or the month first (C2)"),
])  # fmt: skip
def test_an_old_log_says_when_it_was_replied_to_and_closed_or_exactly_what_is_missing(
    replied, status, closed, days, reason
):
    heads = ("Challenge", "Raised", "Date of reply", "Status", "Date closed")
    (row,) = read(OLD_LOG, heads, ("Why?", "1 May 2026", replied, status, closed)).rows
    assert (row.replied_on, row.closed_on) == days
    assert row.reason.startswith(reason) if reason else row.reason == ""


@pytest.mark.parametrize("row", [("Section 2",), ("7", None, "1 May 2026"), (None, "A challenge alone")])
def test_a_row_without_a_challenge_or_with_nothing_beside_it_is_left_out_and_told_where_it_is_filled(row):
    reading = read(LOG, LOG_HEADS, row)
    filled = sum(value is not None for value in row) > 1
    why = "a row without its challenge" if filled else "a heading or note"
    assert (reading.rows, reasons(reading)["2"]) == ((), why)
    assert any("looks like an answer: Return!2" in finding.text for finding in reading.findings) is filled
    assert reading.left_out[-1].text == next(value for value in row if value)


def test_words_alone_under_an_update_are_told_and_no_heading():
    reading = read(LOG, LOG_HEADS, ("1", "Why?", "1 May 2026", "Police", "Asked"), (None,) * 4 + ("and answered",))
    assert reasons(reading)["3"] == "a row without its challenge"
    assert any("looks like an answer: Return!3" in finding.text for finding in reading.findings)


def test_what_is_merged_over_rows_belongs_to_each():
    rows = (("1", "Why?", "1 May 2026", "Police"), ("2", "How?", None, None))
    first, second = read(LOG, LOG_HEADS, *rows, merges=((2, 3, 3, 3), (2, 4, 3, 4))).rows
    assert (first.raised_on, first.put_to) == (second.raised_on, second.put_to) == (date(2026, 5, 1), "Police")


@pytest.mark.parametrize(("typed", "habit", "kept", "reason"), [
    ("autumn", "", "Asked\nDue there: “autumn”", ""),
    ("03/04/2026", "", "Asked\nDue there: “03/04/2026”", "when it is due: “03/04/2026” could have the day or the month first (F2)"),
    ("03/04/2026", "day first", "Asked", ""), ("1 June 2026", "", "Asked", ""), (None, "", "Asked", ""),
])  # fmt: skip
def test_a_day_of_a_reply_that_is_none_is_never_lost(typed, habit, kept, reason):
    (row,) = read(with_habit(habit), LOG_HEADS, ("1", "Why?", "1 March 2026", "Police", "Asked", typed)).rows
    assert (row.update_text, row.reason) == (kept, reason)


def test_what_is_merged_across_is_said_of_columns_of_its_kind_alone():
    rows = (("1", "Why do children wait?", "1 May 2026", None, "Asked"),)
    (row,) = read(LOG, LOG_HEADS, *rows, merges=((2, 3, 2, 4),)).rows
    assert (row.raised_on, row.put_to) == (date(2026, 5, 1), "")


def test_what_stands_in_several_columns_of_words_is_kept_together():
    mapping = ledger(Layout.CHALLENGE_LOG, LOG.headings | {"comments": Role.UPDATE})
    row = ("1", "Why?", "1 May 2026", "Police", "Drafted", None, "Open", "Waits for health")
    (row,) = read(mapping, (*LOG_HEADS, "Comments"), row).rows
    assert row.update_text == "Drafted\nWaits for health"


@pytest.mark.parametrize(("mapping", "heads", "rows", "merge"), [
    (PAID, PAID_HEADS, (("Police", 100, None),), (2, 2, 2, 3)),
    (SEATS, SEATS_HEADS, (("Chief nurse", "ICB", "Apologies", None),), (2, 3, 2, 4)),
    (TRAINED, TRAINED_HEADS, (("Neglect", "ICB", 4, "Q1"), ("Neglect", "Police", None, "Q1")), (2, 3, 3, 3)),
    (ACROSS, ("Course", "Police", "ICB"), (("Neglect", 4, None),), (2, 2, 2, 3)),
])  # fmt: skip
def test_a_merged_figure_or_mark_counts_once_and_the_other_cell_says_what_it_is_merged_with(
    mapping, heads, rows, merge
):
    first, second = read(mapping, heads, *rows, merges=(merge,)).rows
    assert (first.reason, second.reason[:12]) == ("", "merged with ")


# A row is a partner, a column a year.


@pytest.mark.parametrize(("value", "amount", "reason"), [
    (1200, 1200.0, ""), (0, 0.0, ""), ("£1,200.50", 1200.5, ""), ("nil", 0.0, ""), ("12k", 12000.0, ""),
    (None, None, "blank"), ("1,5", None, "not one sum of money"), ("£10-20k", None, "not one sum of money"),
])  # fmt: skip
def test_a_sum_as_it_is_typed(value, amount, reason):
    first, _ = read(PAID, PAID_HEADS, ("Police", value, 5)).rows
    assert (first.partner, first.year, first.amount, first.reason) == ("Police", "2024-25", amount, reason)
    assert first.cell == "Return!B2"


@pytest.mark.parametrize(("kind", "value", "reason"), [
    ("lost", None, "a formula without a stored value"), ("error", "#REF!", "an error, #REF!")])  # fmt: skip
def test_what_a_formula_lost_is_no_nought(kind, value, reason):
    first, _ = read(PAID, PAID_HEADS, ("Police", value, 5), marks={(2, 2): CellMark(kind)}).rows
    assert (first.amount, first.reason) == (None, reason)


def test_what_is_given_in_kind_is_a_row_of_its_own():
    *money, kind = read(PAID, PAID_HEADS, ("Police", 1, 2, "Two analysts", "From April")).rows
    assert kind == Contribution(partner="Police", year="", amount=None, typed="", cell="Return!D2", in_kind="Two analysts",
                                note="From April")  # fmt: skip
    assert {row.note for row in money} == {"From April"}


def test_a_partner_with_no_sum_in_any_year_is_told():
    reading = read(PAID, PAID_HEADS, ("Statutory partners",), ("Housing", None, None, "A room"))
    assert (reading.rows, reasons(reading)["2"], reasons(reading)["3"]) == (
        (),
        "a heading or note",
        "a row without its sum",
    )


# A row is a seat, a column a meeting.


def presences(*marks: str, key: tuple[tuple, ...] = (), mapping: Profile = SEATS) -> list[tuple[Presence | None, str]]:
    heads = ("Seat", "Agency", *(f"{n} May 2026" for n in range(1, len(marks) + 1)))
    rows = read(mapping, *key, heads, ("Chief", "Police", *marks)).rows
    return [(row.presence, row.reason) for row in rows]


def test_each_cell_is_a_seat_at_a_meeting():
    first, second = read(SEATS, SEATS_HEADS, ("Chief", "Police", "Y", None)).rows
    assert first == Attendance(meeting="Return", on_date=date(2026, 5, 14), seat="Chief", agency="Police",
                               presence=Presence.ATTENDED, typed="Y", cell="Return!C2")  # fmt: skip
    assert (second.on_date, second.presence, second.reason) == (date(2026, 6, 3), None, "nothing typed")


@pytest.mark.parametrize(("mark", "presence"), PLAIN_MARKS.items())
def test_marks_that_can_only_mean_one_thing_in_any_case(mark, presence):
    assert presences(mark.upper()) == [(presence, "")]


@pytest.mark.parametrize("mark", ["D", "A", "x", "P", "?"])
def test_a_mark_that_could_mean_two_things_waits(mark):
    assert presences(mark) == [(None, f"“{mark}” is no mark with one meaning here")]


def test_the_sheets_own_key_says_what_marks_mean():
    key = (("P present, D deputy; DD deputy’s deputy; A apologies, X absent",),)
    assert [presence for presence, _ in presences("P", "D", "DD", "A", "X", key=key)] == [
        Presence.ATTENDED, Presence.DEPUTY, Presence.DEPUTYS_DEPUTY, Presence.APOLOGIES, Presence.ABSENT]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["P present; D deputy", "P = present, D = deputy", "P: present. D: deputy", "P - present; D – deputy"]
)
def test_a_key_however_it_is_written(text):
    assert [presence for presence, _ in presences("P", "D", key=((text,),))] == [
        Presence.ATTENDED,
        Presence.DEPUTY,
    ]


@pytest.mark.parametrize("apostrophe", "'’`´‘")
def test_a_deputys_deputy_whatever_stands_for_the_apostrophe(apostrophe):
    key = ((f"D deputy; DD deputy{apostrophe}s deputy",),)
    assert presences("DD", key=key) == [(Presence.DEPUTYS_DEPUTY, "")]


def test_a_key_is_told_with_its_cell():
    reading = read(SEATS, ("D deputy; A apologies",), SEATS_HEADS, ("Chief", "Police", "D", "A"))
    assert reading.findings[0].text.startswith("The key in Return!A1 says what the marks mean: D deputy; A apologies")


def test_one_phrase_alone_is_no_key():
    """“A apologies” may be a sentence; two of them side by side are a key."""
    assert presences("A", key=(("A apologies",),))[0][0] is None


def test_what_the_mapping_says_goes_before_the_sheets_key():
    mapping = ledger(Layout.ATTENDANCE, SEATS.headings, marks={"D": "absent", "*": "attended"})
    got = presences("d", "*", key=(("D deputy; A apologies",),), mapping=mapping)
    assert [presence for presence, _ in got] == [Presence.ABSENT, Presence.ATTENDED]


def test_a_key_counts_for_its_own_sheet():
    keyed = sheet(("D deputy; A apologies",), SEATS_HEADS, ("Chief", "Police", "D", "A"))
    other = sheet(SEATS_HEADS, ("Chief", "Police", "D", "A"), title="Next")
    rows = read_ledger(workbook(keyed, other), SEATS).rows
    assert [bool(row.presence) for row in rows] == [True, True, False, False]


def test_a_meeting_without_one_day_is_named_by_its_heading():
    (row,) = read(SEATS, ("Seat", "Agency", "Spring  meeting"), ("Chief", "Police", "Y")).rows
    assert (row.meeting, row.on_date) == ("Return, Spring meeting", None)


def test_a_seat_alone_is_a_note_and_a_row_without_one_is_told():
    reading = read(SEATS, SEATS_HEADS, ("Statutory partners",), (None, "Police", "Y"))
    assert [reasons(reading)[row] for row in ("2", "3")] == ["a heading or note", "a row without its seat"]


def test_a_sheet_without_a_meeting_loses_no_row():
    reading = read(SEATS, ("Seat", "Agency"), ("Chief", "Police"))
    assert reasons(reading)["2"] == "a heading or note"


# A row is a course; a column an agency, or one column of numbers.


def test_one_column_of_numbers():
    (row,) = read(TRAINED, TRAINED_HEADS, ("Level 3", "Police", 12, "Q1")).rows
    assert row == TrainingNumber(
        course="Level 3", agency="Police", period="Q1", number=12.0, typed="12", cell="Return!C2"
    )


def test_agencies_across():
    reading = read(ACROSS, ("Course", "Police", "ICB", "Fire"), ("Level 3", 12, None, 0))
    assert [(row.agency, row.number, row.cell) for row in reading.rows] == [
        ("Police", 12.0, "Return!B2"), ("Fire", 0.0, "Return!D2")]  # fmt: skip
    assert reasons(reading)["C2"] == "blank"


@pytest.mark.parametrize("value", ["a few", "12", 2.5, -1, None])
def test_what_is_no_number_of_people_waits(value):
    (row,) = read(TRAINED, TRAINED_HEADS, ("Level 3", "Police", value)).rows
    assert (row.number, row.reason) == (None, "not a number of people")


def test_a_course_alone_is_a_note_and_a_row_without_one_is_told():
    reading = read(TRAINED, TRAINED_HEADS, ("Core courses",), (None, "Police", 12))
    assert [reasons(reading)[row] for row in ("2", "3")] == ["a heading or note", "a row without its course"]


def test_a_sheet_without_a_column_of_numbers_loses_no_row():
    reading = read(ACROSS, ("Course", ""), ("Level 3", None), ("Level 4", "x"))
    assert reasons(reading)["3"] == "a heading or note"


CELLS = st.one_of(
    st.none(), st.integers(-1, 3000), st.floats(0, 10), st.booleans(),
    st.sampled_from(["Total", "Police", "Y", "D", "D deputy; A apologies", "1 May 2026", "03/04/2026", "nil", "£5k", "Closed", "é"]),
)  # fmt: skip
KINDS = {
    "log": (LOG, LOG_HEADS), "contributions": (PAID, PAID_HEADS), "attendance": (SEATS, SEATS_HEADS),
    "training": (TRAINED, TRAINED_HEADS), "agencies across": (ACROSS, ("Course", "Police", "ICB")),
    "no meetings": (SEATS, ("Seat", "Agency")), "no agencies": (ACROSS, ("Course",)),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@given(rows=st.lists(st.lists(CELLS, max_size=7), max_size=8))
def test_every_row_of_any_sheet_is_read_or_left_out_with_a_reason(kind, rows):
    mapping, heads = KINDS[kind]
    book = of_rows(heads, *map(tuple, rows))
    reading = read_ledger(book, mapping)
    places = [item.place for item in reading.left_out] + [row.cell for row in reading.rows]
    assert {place.split("!")[1].lstrip("ABCDEFG") for place in places} == {str(row) for row in book.sheets[0].rows()}
    assert all(item.reason for item in reading.left_out)
    for row in reading.rows:
        if isinstance(row, Attendance):
            assert bool(row.presence) == (not row.reason)
        if isinstance(row, TrainingNumber):
            assert (row.number is None) == bool(row.reason)
        if isinstance(row, LogEntry) and not row.reason:
            assert row.raised_on is not None


_QUOTED = re.compile(r"“([^”]*)”[^“();]*\(([A-Z]+)(\d+)\)")


@pytest.mark.parametrize("kind", KINDS)
@given(rows=st.lists(st.lists(CELLS, max_size=7), max_size=8))
def test_every_cell_that_is_named_holds_what_is_quoted_of_it(kind, rows):
    mapping, heads = KINDS[kind]
    book = of_rows(heads, *map(tuple, rows))
    (page,) = book.sheets
    words = {page.address(row, column): page.text(row, column) for row in page.rows() for column in page.filled(row)}
    for row in read_ledger(book, mapping).rows:
        assert row.as_typed == words.get(row.cell, "")
        quoted = _QUOTED.findall(row.reason)
        assert all(words[f"Return!{letters}{number}"] == text for text, letters, number in quoted)
        for cell in re.findall(r"blank \(([A-Z]+\d+)\)", row.reason):
            assert f"Return!{cell}" not in words
