"""What is left out though it looks like an answer: sheets, columns, comments and rows, each with its place."""

from __future__ import annotations

from scrutineer.domain.grid import CellMark
from scrutineer.domain.mapping import Layout, Role
from scrutineer.exchange import apply, ledgers
from tests.exchange.made import ledger, profile, sheet, workbook

HEADS = ("Ref", "Question", "Our score")
ROWS = (("A1", "A lead is named", 3), ("A2", "Staff know the route", 2), ("A3", "Children are heard", 1))
AUDIT = sheet(HEADS, *ROWS, title="Audit")


def overlooked(*sheets, **more) -> dict[str, str]:
    reading = apply.read_with(workbook(*sheets), profile(**more))
    return {left.place: left.reason for left in reading.overlooked}


def test_a_sheet_with_one_renamed_heading_says_which():
    other = sheet(("Ref", "Question", "Grade"), ("B1", "Visits are made", 2), title="Part B")
    assert overlooked(AUDIT, other) == {
        "Part B": "a sheet like those that were read, but for its headings: “our score” is “grade”"}  # fmt: skip


def test_a_sheet_with_the_same_standards_and_answers_is_told_whatever_its_headings():
    copy = sheet(
        ("What we do", "Now"), *(("A1 A lead is named", 2), ("A2 Staff know the route", 1)), title="Copy of Audit"
    )
    assert overlooked(AUDIT, copy) == {"Copy of Audit": "a sheet with the same standards"}
    hidden = sheet(HEADS, *ROWS, title="Old", visible=False)
    assert "Old" in overlooked(AUDIT, hidden)


def test_a_guide_or_a_list_of_levels_is_no_answer():
    guide = sheet(("Level", "What it means"), (0, "Not in place"), (3, "In place, with evidence"), title="Guide")
    words = sheet(("Please read the standards before you answer.",), ("A lead is named",), title="Notes")
    assert overlooked(AUDIT, guide, words) == {}


def test_a_column_of_remarks_that_the_mapping_does_not_name_is_told():
    rows = ((*ROWS[0], "we think this is generous"), ROWS[1], ROWS[2])
    assert overlooked(sheet((*HEADS, "Our view"), *rows, title="Audit")) == {
        "Audit!D": "a column that the mapping does not name (“our view”), filled in 1 of its rows"}  # fmt: skip
    assert "Audit!E" in overlooked(sheet(HEADS, (*ROWS[0], None, "see the other workbook"), title="Audit"))


def test_a_comment_on_a_heading_is_told():
    marked = sheet(HEADS, *ROWS, title="Audit", marks={(1, 3): CellMark(comment="scored by the panel")})
    assert overlooked(marked) == {"Audit!C1": "a comment outside the answers"}


def test_what_looks_like_an_answer_is_said_among_the_findings():
    other = sheet(("Ref", "Question", "Grade"), ("B1", "Visits are made", 2), title="Part B")
    reading = apply.read_with(workbook(AUDIT, other), profile())
    assert any("Left out, though it looks like an answer: Part B" in finding.text for finding in reading.findings)


def said_of_sheets(reading) -> list[str]:
    return [finding.text for finding in reading.findings if finding.kind == "unread sheets"]


def test_every_sheet_that_is_not_read_is_named_with_how_many_of_its_cells_hold_something():
    guide = sheet(("Level", "What it means"), (0, "Not in place"), title="Guide")
    hidden = sheet(("Please select",), title="Lists", visible=False)
    coloured = sheet(title="Colours", marks={(1, 1): CellMark(fill="FF0000"), (2, 1): CellMark(fill="00FF00")})
    remarked = sheet(title="Remarks", marks={(1, 1): CellMark(comment="see the panel's view")})
    read = apply.read_with(workbook(AUDIT, guide, hidden, coloured, remarked, sheet(title="Empty")), profile())
    assert said_of_sheets(read) == [
        "Sheets of which nothing was read: “Guide” (4 cells); “Lists” (1 cell, hidden); "
        "“Colours” (no text, 2 coloured cells); “Remarks” (1 cell)."
    ]
    assert said_of_sheets(apply.read_with(workbook(AUDIT), profile())) == []


def test_a_ledger_says_which_sheets_it_does_not_read_too():
    log = sheet(("Challenge", "Status"), ("Who leads on this?", "Open"), title="Log")
    headings = {"challenge": Role.CHALLENGE, "status": Role.STATUS}
    book = workbook(log, sheet(("Notes of the meeting",), title="Notes"))
    read = ledgers.read_ledger(book, ledger(Layout.CHALLENGE_LOG, headings))
    assert said_of_sheets(read) == ["Sheets of which nothing was read: “Notes” (1 cell)."]
