"""A width given by hand is kept, at every text size, until it is given back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from tests.ui.conftest import dress

COLUMNS = [
    TableColumn("Ref", 60, lambda row: TableCell(row[0])),
    TableColumn("What", 0, lambda row: TableCell(row[1])),
    TableColumn("Marks", 80, lambda row: TableCell(row[0]), fixed=True),
]


@pytest.fixture
def table(qtbot, dressed):
    dressed.columns.put_back(())
    made = shown(qtbot, dressed)
    yield made
    dressed.columns.put_back(())
    dress(dressed, "light", 100)


def shown(qtbot, theme, width: int = 600) -> Register:
    made = Register(theme, COLUMNS, name="Shelf")
    qtbot.addWidget(made)
    made.rows_model.set_rows([("E1", "Dip sample, 20 strategy discussions"), ("E2", "Minutes")])
    made.resize(width, 200)
    with qtbot.waitExposed(made):
        made.show()
    return made


def drag(qtbot, table: Register, column: int, by: int) -> None:
    """Drag the right edge of a heading."""
    header = table.horizontalHeader()
    edge = QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) - 1, header.height() // 2)
    view = header.viewport()
    qtbot.mouseMove(view, edge)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=edge)
    for part in range(1, 5):
        qtbot.mouseMove(view, edge + QPoint(by * part // 4, 0))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=edge + QPoint(by, 0))


def widths(table: Register) -> list[int]:
    return [table.columnWidth(column) for column in range(3)]


def test_a_width_that_was_dragged_is_kept_while_the_others_share_the_rest(qtbot, table):
    before = widths(table)
    drag(qtbot, table, 0, 70)
    qtbot.waitUntil(lambda: widths(table)[0] == before[0] + 70)
    qtbot.waitUntil(lambda: sum(widths(table)) == table.viewport().width())
    table.rows_model.set_rows([("E3", "Another row")])
    table.resize(760, 200)
    assert widths(table)[0] == before[0] + 70
    assert widths(table)[2] == before[2]


def test_it_is_there_again_in_the_next_window_and_grows_with_the_text(qtbot, table, dressed):
    drag(qtbot, table, 0, 70)
    qtbot.waitUntil(lambda: dressed.columns.kept() != ())
    (kept,) = dressed.columns.kept()
    assert kept.widths == (table.columnWidth(0), 0, 0)
    assert shown(qtbot, dressed).columnWidth(0) == kept.widths[0]
    dress(dressed, "light", 200)
    assert shown(qtbot, dressed, 1_200).columnWidth(0) == 2 * kept.widths[0]


def test_a_double_click_on_the_edge_gives_the_width_back(qtbot, table, dressed):
    before = widths(table)
    drag(qtbot, table, 0, 70)
    qtbot.waitUntil(lambda: dressed.columns.kept() != ())
    table.horizontalHeader().sectionHandleDoubleClicked.emit(0)
    assert widths(table) == before
    assert dressed.columns.kept() == ()


def test_a_width_is_never_beyond_the_room(qtbot, table, dressed):
    table.by_hand.change(0, 5_000)
    assert table.columnWidth(0) <= table.viewport().width()
    assert shown(qtbot, dressed, 320).columnWidth(0) <= 320


def test_all_of_it_is_in_the_menu_too(qtbot, table, dressed):
    menu, before = QMenu(), widths(table)

    def pick(words: str) -> None:
        menu.clear()
        table.by_hand.add_to(menu, 0)
        next(action for action in menu.actions() if action.text() == words).trigger()

    pick("Widen “Ref”")
    assert widths(table)[0] == before[0] + 24
    pick("Narrow “Ref”")
    assert widths(table)[0] == before[0]
    pick("Widths as they were")
    assert widths(table) == before
    assert dressed.columns.kept() == ()


def test_a_column_of_one_width_is_not_dragged(qtbot, table, dressed):
    menu = QMenu()
    table.by_hand.add_to(menu, 2)
    assert [action.text() for action in menu.actions() if action.text()] == ["Columns"]
    drag(qtbot, table, 2, -30)
    assert widths(table)[2] == 80


def choice(table: Register) -> dict[str, bool]:
    menu = QMenu()
    table.by_hand.add_choice_to(menu)
    return {action.text(): action.isChecked() for action in menu.actions()}


def shown_columns(table: Register) -> list[int]:
    return [column for column in range(3) if not table.isColumnHidden(column)]


def test_a_column_left_out_gives_its_room_to_the_others_and_stays_out_until_it_is_ticked(qtbot, table, dressed):
    assert choice(table) == {"Ref": True, "Marks": True}  # the one that says what a row is has no choice
    table.setCurrentIndex(table.rows_model.index(1, 0))
    table.by_hand.show_column(0, False)
    assert shown_columns(table) == [1, 2]
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)
    assert sum(table.columnWidth(column) for column in (1, 2)) == table.viewport().width()
    again = shown(qtbot, dressed)
    assert shown_columns(again) == [1, 2]
    assert choice(again) == {"Ref": False, "Marks": True}
    again.by_hand.show_column(0, True)
    assert shown_columns(again) == [0, 1, 2]
    assert dressed.columns.kept() == ()


def test_a_column_that_says_nothing_now_is_left_out_and_comes_back_unless_somebody_left_it_out(table):
    table.by_hand.withhold(0, True)
    assert shown_columns(table) == [1, 2]
    assert "Ref" not in choice(table)
    table.by_hand.withhold(0, False)
    assert shown_columns(table) == [0, 1, 2]
    table.by_hand.show_column(0, False)
    table.by_hand.withhold(0, True)
    table.by_hand.withhold(0, False)
    assert shown_columns(table) == [1, 2]


def test_what_is_copied_is_what_is_seen(qtbot, table):
    table.by_hand.show_column(2, False)
    table.selectRow(1)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Ref\tWhat\nE2\tMinutes"


def test_the_menu_of_every_table_asks_too(table):
    menu = QMenu()
    table.by_hand.add_to(menu, 0)
    (columns,) = [action.menu() for action in menu.actions() if action.text() == "Columns"]
    next(action for action in columns.actions() if action.text() == "Ref").trigger()
    assert shown_columns(table) == [1, 2]
