"""The menu of a row: by mouse and by keys, on what is chosen, with the acts of the page before what the table does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QMenu

from scrutineer.ui.kit.row_menu import RowAct, RowMenu, copier
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def table(qtbot, dressed, done):
    """A table of three rows that offers an act on the row chosen, and a choice."""
    made = Register(dressed, [TableColumn("Name", 0, TableCell)], name="Names")
    made.rows_model.set_rows(["first", "second", "third"])
    acts = [RowAct("Do it", lambda: done.append(made.current())), None,
            RowAct("Which", choices=(RowAct("This", lambda: done.append("this")),))]  # fmt: skip
    made.menu = RowMenu(made, lambda: acts)
    return shown(qtbot, made)


@pytest.fixture
def names(qtbot, dressed, done):
    """A list of two rows that offers one act."""
    made = QListView()
    model = QStandardItemModel(made)
    for words in ("first", "second"):
        model.appendRow(QStandardItem(words))
    made.setModel(model)
    made.menu = RowMenu(made, lambda: [RowAct("Do it", lambda: done.append(made.currentIndex().data()))])
    return shown(qtbot, made)


def shown(qtbot, view):
    view.resize(300, 200)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    view.setFocus()
    return view


def right_click(view, row: int) -> QMenu:
    place = view.visualRect(view.model().index(row, 0)).center()
    ask_at(view, place)
    return menu_of(view)


def ask_at(view, place: QPoint) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)


def menu_of(view) -> QMenu:
    """The menu that is open; a menu in it is none of its own."""
    (menu,) = [one for one in view.findChildren(QMenu) if one.isVisible()]
    return menu


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def press(menu: QMenu, *names: str) -> None:
    for name in names[:-1]:
        menu = next(action for action in menu.actions() if action.text() == name).menu()
    next(action for action in menu.actions() if action.text() == names[-1]).trigger()
    menu.close()


def test_the_acts_of_the_page_come_before_what_every_table_does(table):
    menu = right_click(table, 1)
    assert words(menu)[:2] == ["Do it", "Which"]
    assert {"Copy this row", "Copy the table"} <= set(words(menu))
    menu.close()


def test_a_row_that_is_not_chosen_is_chosen_first_and_several_that_are_stay(table, done):
    table.setSelectionMode(Register.SelectionMode.ExtendedSelection)
    table.selectRow(0)
    press(right_click(table, 2), "Do it")
    assert done == ["third"]
    table.selectAll()
    right_click(table, 1).close()
    assert len(table.selectionModel().selectedRows()) == 3


@pytest.mark.parametrize(("key", "held"), [
    (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
])  # fmt: skip
@pytest.mark.parametrize("view", ["table", "names"])
def test_the_keys_open_it_at_the_row_walked_to(request, done, view, key, held):
    part = request.getfixturevalue(view)
    part.setCurrentIndex(part.model().index(1, 0))
    QTest.keyClick(part, key, held)
    press(menu_of(part), "Do it")
    assert done == ["second"]


def test_a_choice_stands_in_a_menu_of_its_own(table, done):
    press(right_click(table, 0), "Which", "This")
    assert done == ["this"]


def test_beside_the_rows_there_is_nothing_to_do_to_one(table, names):
    ask_at(names, QPoint(150, 190))
    assert not [one for one in names.findChildren(QMenu) if one.isVisible()]
    ask_at(table, QPoint(150, 190))
    assert "Do it" not in words(menu_of(table))
    menu_of(table).close()


def test_what_is_copied_lies_on_the_clipboard_a_line_each(qapp):
    copier(lambda: ["E1", "E2"])()
    assert qapp.clipboard().text() == "E1\nE2"
