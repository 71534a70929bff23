"""The tables of a Word document are sheets, and their cells are called as a reader of the document would."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from scrutineer.domain.mapping import Layout, Role
from scrutineer.errors import UserError
from scrutineer.exchange.ledgers import read_ledger
from scrutineer.exchange.reader import read_workbook
from tests.exchange.made import docx, ledger

ACTIONS = (
    ("No.", "Action", "Owner", "Due", "Status", "Progress", "Date raised"),
    ("1", "Share the rota", "Police", "1 June 2026", "Open", "Drafted", "1 May 2026"),
    ("2", "Read the audit", "Health", "", "Complete", "Done in June", "1 May 2026"),
)
HEADINGS = {
    "no.": Role.NUMBER, "action": Role.CHALLENGE, "owner": Role.AGENCY, "due": Role.DEADLINE, "status": Role.STATUS,
    "progress": Role.UPDATE, "date raised": Role.RAISED,
}  # fmt: skip


def document(*tables: tuple[tuple[str, ...], ...], merge: bool = False) -> bytes:
    made = Document()
    for rows in tables:
        made.add_paragraph("Words between the tables")
        table = made.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        if merge:
            table.cell(0, 0).merge(table.cell(0, 1))
            table.cell(1, 0).merge(table.cell(2, 0))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_each_table_is_a_sheet_and_its_cells_are_named_in_words():
    book = read_workbook("Actions.docx", document((("a", "b"), ("c", "d")), ACTIONS))
    assert [sheet.name for sheet in book.sheets] == ["Table 1", "Table 2"]
    assert book.sheets[1].address(3, 2) == "Table 2, row 3, column 2"
    assert book.sheets[1].text(3, 2) == "Read the audit"


def test_merged_cells_are_one_range():
    (sheet,) = read_workbook("m.docx", document((("a", "b"), ("c", "d"), ("e", "f")), merge=True)).sheets
    assert sorted(sheet.merges) == [(1, 1, 1, 2), (2, 1, 3, 1)]


def test_a_status_given_by_the_shading_of_a_cell_is_read():
    made = Document(io.BytesIO(document((ACTIONS[0], ("1", "Share", "Police", "", "", "", "1 May 2026")))))
    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "00B050")):
        shading.set(qn(name), value)
    list(made.element.body.iter(qn("w:tc")))[len(ACTIONS[0]) + 4].get_or_add_tcPr().append(shading)
    stream = io.BytesIO()
    made.save(stream)
    read = read_ledger(read_workbook("Actions.docx", stream.getvalue()), ledger(Layout.ACTION_LOG, HEADINGS))
    assert read.rows[0].status_typed == "Green, by the colour of Table 1, row 2, column 5"


def test_a_document_without_a_table_says_so():
    with pytest.raises(UserError, match="a Word document without a table"):
        read_workbook("Letter.docx", docx("Dear chair"))


def test_actions_are_read_from_a_document_as_from_a_workbook():
    read = read_ledger(read_workbook("Actions.docx", document(ACTIONS)), ledger(Layout.ACTION_LOG, HEADINGS))
    first, second = read.rows
    assert (first.question, first.put_to, first.cell, first.reason) == (
        "Share the rota", "Police", "Table 1, row 2, column 2", "",
    )  # fmt: skip
    assert second.reason == "“Complete” (Table 1, row 3, column 5) does not say when it was closed: no day"


def test_an_action_that_goes_on_needs_no_day_and_one_without_its_day_waits():
    rows = (
        ACTIONS[0],
        ("1", "Go on", "Police", "Ongoing", "In progress", "", "1 May 2026"),
        ("2", "When", "Police", "", "", "", ""),
    )
    read = read_ledger(read_workbook("Actions.docx", document(rows)), ledger(Layout.ACTION_LOG, HEADINGS))
    assert [row.reason for row in read.rows] == ["", "when it was agreed: blank (Table 1, row 3, column 7)"]
    assert read.rows[0].due_on is None
