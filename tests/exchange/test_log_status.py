"""How far an action is, as a list says it by words and by colours: what is read, and what is a guess to confirm."""

from __future__ import annotations

import pytest

from scrutineer.domain.grid import CellMark
from scrutineer.domain.ledgers import LogEntry
from scrutineer.domain.mapping import Layout, Role
from scrutineer.exchange.ledgers import read_ledger
from tests.exchange.made import ledger, of_rows

TWO_STATUSES = ledger(Layout.ACTION_LOG, {
    "no": Role.NUMBER, "action": Role.CHALLENGE, "agreed": Role.RAISED, "lead": Role.AGENCY, "status": Role.STATUS,
    "rag": Role.STATUS, "progress": Role.UPDATE, "comments": Role.UPDATE,
})  # fmt: skip
ACTION_HEADS = ("No", "Action", "Agreed", "Lead", "Status", "RAG", "Progress", "Comments")
ACTION = ("1", "Share the rota", "1 May 2026", "Police")


def rows_of(*rows: tuple, merges=(), marks=None) -> tuple[LogEntry, ...]:
    return read_ledger(of_rows(ACTION_HEADS, *rows, merges=merges, marks=marks), TWO_STATUSES).rows


@pytest.mark.parametrize(("fill", "said"), [
    ("FF0000", "Red, by the colour of F2"), ("FFC000", "Amber, by the colour of F2"),
    ("00B050", "Green, by the colour of F2"), ("92D050", "Green, by the colour of F2"),
    ("", ""), ("FFFBE8", ""), ("D9D9D9", ""), ("FFF2CC", ""),
])  # fmt: skip
def test_a_status_given_by_the_colour_of_its_cell_alone(fill, said):
    (row,) = rows_of(ACTION, marks={(2, 6): CellMark(fill=fill)})
    assert (row.status_typed, row.reason) == (said, "")


@pytest.mark.parametrize(("fill", "guess"), [
    ("ED7D31", "orange, which could be amber or red"), ("0070C0", "a colour without one meaning"),
    ("7F7F7F", "grey"), ("663300", "a colour without one meaning"),
])  # fmt: skip
def test_a_colour_without_one_meaning_is_a_guess_to_confirm_and_no_status(fill, guess):
    (row,) = rows_of(ACTION, marks={(2, 6): CellMark(fill=fill)})
    assert row.status_typed == ""
    assert row.reason == f"its status is a colour alone, F2, {guess}: say what it means"


def painted(*rows: int, fill: str = "00B050") -> dict:
    return {(row, column): CellMark(fill=fill) for row in rows for column in range(1, 9)}


def test_a_row_painted_from_end_to_end_is_asked_about_unless_it_says_its_status_in_words():
    rows = (ACTION, (*ACTION, "In hand"), ACTION, ACTION)
    read_rows = rows_of(*rows, marks=painted(2, 3) | painted(4, fill="9DC3E6"))
    assert [(row.status_typed, row.reason) for row in read_rows] == [
        ("", "its whole row is green: say whether that is its status"), ("In hand", ""), ("", ""), ("", ""),
    ]  # fmt: skip


def test_the_stripes_of_a_table_are_no_status():
    rows = [(str(number), *ACTION[1:]) for number in range(1, 8)]
    assert {row.reason for row in rows_of(*rows, marks=painted(2, 4, 6, 8))} == {""}
    assert any(row.reason for row in rows_of(*rows, marks=painted(2, 4, 5, 8)))


def test_words_and_colour_that_are_two_statements_wait_and_words_that_name_no_colour_stand():
    rows = ((*ACTION, None, "Amber"), (*ACTION, "In hand", "R"), (*ACTION, "Open", "A"))
    marks = {(2, 6): CellMark(fill="00B050"), (3, 5): CellMark(fill="00B050"), (3, 6): CellMark(fill="FF0000")}
    first, second, third = rows_of(*rows, marks=marks)
    assert first.reason == "its status is “Amber” in a cell that is green (F2): say which holds"
    assert (second.status_typed, second.reason) == ("In hand; R", "")
    assert (third.status_typed, third.reason) == ("Open; A", "")


def test_a_row_that_waits_for_its_day_says_what_its_colour_could_mean_too():
    (row,) = rows_of(("1", "Share", "", "Police"), marks={(2, 6): CellMark(fill="ED7D31")})
    assert row.reason.startswith("when it was agreed: blank (C2); its status is a colour alone")


def test_a_colour_merged_over_rows_is_the_status_of_each():
    marks, rows = {(2, 6): CellMark(fill="FF0000")}, (ACTION, ("2", *ACTION[1:]))
    said = [row.status_typed for row in rows_of(*rows, marks=marks, merges=((2, 6, 3, 6),))]
    assert said == ["Red, by the colour of F2"] * 2
