"""The rows of a ledger: where each came from, the decision on those that wait, and a challenge from one."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from scrutineer.casefile import journal, tables
from scrutineer.domain.ledgers import Attendance, Contribution
from scrutineer.ui.destinations import ToReturns
from scrutineer.ui.pages import CHALLENGES
from tests.ui.conftest import go

ROWS = "Rows"


@pytest.fixture
def at(at_example):
    """Somebody at the returns of the worked example."""
    go(at_example, ToReturns())
    return at_example


def waiting(at) -> int:
    rows = tables.rows(at.top.casefile, Attendance)
    return sum(bool(row.reason) and not row.reason.startswith("Decided") for row in rows)


def test_an_attendance_mark_that_waits_comes_first_and_is_decided(at):
    at.tab("Executive attendance  30")
    before = waiting(at)
    assert before
    at.pick_place(ROWS, 0)
    at.sees("Set aside: nothing typed")
    at.write("Reason", "The minutes")
    at.press("Record decision")
    at.sees("Give what you decided on.")
    at.choose("How the seat was filled", at.choices("How the seat was filled")[1])
    at.press("Record decision")
    assert waiting(at) == before - 1


def test_a_row_becomes_a_challenge_with_its_words_and_cell(at):
    at.tab("Contributions  19")
    at.pick(ROWS, "Police")
    at.within(at.top.workspace.panel().rows).press("Raise a challenge")
    assert at.top.workspace.page is CHALLENGES
    assert "£33,500" in at.text("Why")
    assert at.within(at.top.workspace.panel().form).chosen("Agency") == "Police"


def test_a_row_says_where_it_stood(at):
    at.tab("Contributions  19")
    at.sees("Choose a row to see where it came from.")
    at.pick_place(ROWS, 0)
    at.sees(f"In {at.selected(ROWS)[3]}.")


@pytest.mark.parametrize("by_key", [True, False], ids=["Ctrl+V", "the button"])
def test_rows_copied_in_a_spreadsheet_are_pasted_checked_and_stored_as_one_entry(at, by_key):
    at.tab("Contributions  19")
    before, entries = tables.rows(at.top.casefile, Contribution), len(journal.entries(at.top.casefile.reader))
    QGuiApplication.clipboard().setText(
        "Partner\t2026-27\tIn kind (days)\tNote\r\nCouncil\t£151,000\t\t\r\nPolice\tto follow\t\t\r\nTotal\t151000\t\t\r\n"
    )
    if by_key:
        at.pick_place(ROWS, 0, then="Ctrl+V")
    else:
        at.press("Paste rows")
    at.sees("Check Pasted rows, 20 Nov 26.csv")
    at.sees("set aside")
    at.press("Commit 1 row")
    added = [row for row in tables.rows(at.top.casefile, Contribution) if row not in before]
    assert [(row.partner, row.year, row.amount) for row in added] == [
        ("Council", "2026-27", 151_000), ("Police", "2026-27", None),
    ]  # fmt: skip
    assert added[1].reason
    assert len(journal.entries(at.top.casefile.reader)) == entries + 1


def test_rows_without_headings_are_asked_for_them(at):
    at.tab("Contributions  19")
    QGuiApplication.clipboard().setText("Council\t151000")
    at.press("Paste rows")
    at.sees("There is no table to paste.")
    at.sees("Copy the rows together with their headings.")
