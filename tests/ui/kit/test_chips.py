"""Chips: what is in force in words, taken away by a press or a key, and where the focus goes then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from scrutineer.ui.kit.basic import column, holder
from scrutineer.ui.kit.chips import ChipRow
from tests.ui.hands import spoken


@pytest.fixture
def filters(qtbot, dressed):
    """Three filters above a field, as a page shows them: what is in force, the row, and the field."""
    inforce = {"Step": "4 Impact", "Kind": "Visit", "Words": "“rota”"}
    home = QLineEdit()

    def show() -> None:
        row.show_filters([(about, asked, taker(about)) for about, asked in inforce.items()])

    def taker(about: str):
        return lambda: (inforce.pop(about), show())

    row = ChipRow(dressed, home, lambda: (inforce.clear(), show()))
    page = holder(column(row, home))
    qtbot.addWidget(page)
    show()
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield inforce, row, home
    page.close()


def buttons(row) -> list[QPushButton]:
    QApplication.processEvents()
    return [part for part in row.findChildren(QPushButton) if part.isVisible()]


def test_each_filter_in_force_is_a_chip_in_words_with_a_cross_that_says_what_it_does(filters):
    _, row, _ = filters
    assert [chip.words for chip in row.chips()] == ["Step: 4 Impact", "Kind: Visit", "Words: “rota”"]
    assert [spoken(part) for part in buttons(row)] == [
        "Remove filter Step: 4 Impact", "Remove filter Kind: Visit", "Remove filter Words: “rota”", "Clear all",
    ]  # fmt: skip


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_key_takes_one_away_and_the_focus_goes_to_the_next(filters, key):
    inforce, row, home = filters
    row.chips()[1].cross.setFocus()
    QTest.keyClick(row.chips()[1].cross, key)
    assert list(inforce) == ["Step", "Words"]
    assert row.chips()[1].cross.hasFocus()
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), key)
        QApplication.processEvents()
    assert inforce == {}
    assert home.hasFocus()
    assert not row.isVisible()


def test_all_are_cleared_by_one_press(filters):
    inforce, row, home = filters
    clear_all = buttons(row)[-1]
    clear_all.setFocus()
    QTest.mouseClick(clear_all, Qt.MouseButton.LeftButton)
    assert inforce == {}
    assert home.hasFocus()
