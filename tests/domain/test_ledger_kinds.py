"""Each kind of ledger is declared once, and every row of it can say what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from scrutineer.domain.ledger_kinds import BY_LAYOUT, BY_NAME, BY_RECORD, LEDGER_KINDS, LEDGERS
from scrutineer.domain.ledgers import Attendance, Contribution, Ledger, LogEntry, Presence, TrainingNumber

ROWS = (
    Contribution(partner="Police", year="2025-26", amount=33_500.0, typed="£33,500", cell="C!B2", note="base"),
    Contribution(partner="Police", year="", amount=None, typed="", cell="C!D2", in_kind="a room"),
    Attendance(meeting="Executive", on_date=date(2026, 6, 12), seat="Chief", agency="Police", presence=Presence.DEPUTY,
               typed="D", cell="A!C2"),
    TrainingNumber(course="Level 3", agency="Police", period="Q1", number=12.0, typed="12", cell="T!C2"),
    LogEntry(number="4", raised_typed="1 May 2026", raised_on=date(2026, 5, 1), put_to="Police", question="Who sees them?",
             update_text="in hand", status_typed="open", cell="L!B2"),
)  # fmt: skip


def test_every_ledger_and_every_row_of_one_is_declared_once():
    assert {kind.layout for kind in LEDGER_KINDS} == set(BY_LAYOUT) == LEDGERS
    assert {kind.record for kind in LEDGER_KINDS} == set(get_args(Ledger))
    assert set(BY_NAME) == {layout.value for layout in LEDGERS}
    assert len({kind.offered for kind in LEDGER_KINDS}) == len(LEDGER_KINDS)


@pytest.mark.parametrize(
    ("row", "about", "typed", "read", "beside"),
    [
        (ROWS[0], "Police, 2025-26", "£33,500", "£33,500", ("Note: base.",)),
        (ROWS[1], "Police, in kind", "a room", "a room", ()),
        (ROWS[2], "Chief, Executive 12 Jun 26", "D", "Deputy", ()),
        (ROWS[3], "Level 3, Police, Q1", "12", "12", ()),
        (ROWS[4], "4 Who sees them?", "Who sees them?", "Raised 1 May 26",
         ("Put to Police.", "Update: in hand.", "Status there: open.")),
    ],
)  # fmt: skip
def test_a_row_says_what_it_is_about_what_stood_there_and_what_was_read(row, about, typed, read, beside):
    assert (row.about, row.as_typed, row.as_read, row.beside, row.named) == (about, typed, read, beside, "Police")
    assert getattr(row, BY_RECORD[type(row)].named_in) == row.named


@pytest.mark.parametrize("row", ROWS)
def test_a_row_that_moved_or_waits_is_still_the_same_one(row):
    assert replace(row, cell="Other!Z9", reason="waits").key == row.key


def test_two_years_seats_courses_and_challenges_are_two():
    assert replace(ROWS[0], year="2026-27").key != ROWS[0].key
    assert replace(ROWS[2], seat="Head").key != ROWS[2].key
    assert replace(ROWS[3], course="Level 4").key != ROWS[3].key
    assert replace(ROWS[4], number="5").key != ROWS[4].key


def test_what_a_person_decided_takes_the_place_of_what_was_read():
    assert ROWS[0].decided(100.0, "Telephone call").as_read == "£100"
    assert ROWS[2].decided(Presence.ABSENT, "Minutes").as_read == "Absent"
    assert ROWS[3].decided(9.0, "Register").as_read == "9"
