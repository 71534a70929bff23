"""The cell that an answer came from: its sheet as it was sent, the cell under the focus, all that stood beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scrutineer.ui.destinations import ToReturns
from scrutineer.ui.dialogs.cell_view import CellDialog
from tests.ui.conftest import go

TABLE, SHEET = "Returns by agency", "The sheet around the cell"


@pytest.fixture
def at(at_example):
    """Somebody at the page, who leaves no dialog behind."""
    go(at_example, ToReturns())
    yield at_example
    for left in at_example.top.findChildren(CellDialog):
        left.close()
    at_example.wait(lambda: not at_example.top.findChildren(CellDialog))


def test_enter_on_an_answer_opens_its_cell_in_the_sheet_as_it_was_sent(at):
    at.pick_place(TABLE, 10, column=1)
    at.keys("Return")
    dialog = at.dialog()
    dialog.sees("Section 11 in s11-police.xlsx, as it was taken in")
    dialog.sees("To improve: Feedback is thin from disabled children")
    index = dialog.list(SHEET).currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Section 11!F35: 2"
    assert index.siblingAtColumn(index.column() + 1).data(Qt.ItemDataRole.FontRole).bold()


def test_escape_closes_it_and_the_table_is_walked_on(at):
    at.pick_place(TABLE, 10, column=1)
    at.press("Open the cell")
    at.dialog().sees("as it was taken in")
    at.within(at.top.findChildren(CellDialog)[0]).list(SHEET).setFocus()
    at.keys("Escape")
    at.wait(lambda: not at.top.findChildren(CellDialog))
    assert at.selected(TABLE)[0].startswith("4.1 ")
