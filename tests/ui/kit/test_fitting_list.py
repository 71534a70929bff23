"""A field and what fits it: arrows walk, Enter and a click take, a screen reader hears what is meant."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from scrutineer.ui.kit.basic import column
from scrutineer.ui.kit.fitting_list import FittingList, FittingRow
from scrutineer.ui.theme import Theme

ROWS = [FittingRow(f"Phrase {number}", "its text", f"Phrase {number}: its text", number) for number in range(1, 21)]


@pytest.fixture
def fitting(qtbot):
    taken: list[int] = []
    made = FittingList(Theme("light"), "Phrases", lambda: taken.append(made.value()))
    window = QWidget()
    window.setLayout(column(made.words, made))
    qtbot.addWidget(window)
    window.show()
    made.show_rows(ROWS)
    return made, taken, window  # a window that nobody holds is gone


@pytest.mark.parametrize(
    ("keys", "value"),
    [("", 1), ("D", 2), ("DDU", 2), ("U", 1), ("N", 9), ("NNN", 20), ("NP", 1)],
)  # fmt: skip
def test_the_arrows_of_the_field_walk_along_the_rows_and_stop_at_their_ends(fitting, keys, value):
    rows, taken, _ = fitting
    named = {"D": Qt.Key.Key_Down, "U": Qt.Key.Key_Up, "N": Qt.Key.Key_PageDown, "P": Qt.Key.Key_PageUp}
    for key in keys:
        QTest.keyClick(rows.words, named[key])
    QTest.keyClick(rows.words, Qt.Key.Key_Return)
    assert taken == [value]


def test_other_rows_begin_at_the_first_and_no_rows_are_none(fitting):
    rows, *_ = fitting
    QTest.keyClick(rows.words, Qt.Key.Key_Down)
    rows.show_rows(ROWS[4:])
    assert rows.value() == 5
    rows.show_rows([])
    assert rows.value() is None


def test_a_row_is_heard_with_the_line_below_it(fitting):
    rows, *_ = fitting
    assert rows.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Phrase 1: its text"
    assert (rows.accessibleName(), rows.model().rowCount()) == ("Phrases", 20)
