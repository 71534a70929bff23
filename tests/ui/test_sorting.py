"""Every table with headings can be sorted by them, and goes back to its own order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from scrutineer.ui.destinations import ToAreas, ToCoverage, ToReturns
from scrutineer.ui.kit.heat import HeatTable
from scrutineer.ui.kit.tables import Register
from scrutineer.ui.pages import PAGES
from scrutineer.ui.parts.comparison import Comparison
from tests.ui.conftest import go
from tests.ui.hands import press_keys

IN_THEIR_OWN_ORDER = (Comparison,)
"""Those furthest from the judgement come first: that order is what the table says."""


def test_every_table_with_headings_can_be_sorted(at_example):
    at = at_example
    seen = 0
    for page in PAGES:
        for place in page.tabs or (page,):
            go(at, place.start)
            for table in at.top.findChildren(Register):
                if (
                    table.isVisible()
                    and table.horizontalHeader().isVisible()
                    and not isinstance(table, IN_THEIR_OWN_ORDER)
                ):
                    assert table.isSortingEnabled(), f"{table.accessibleName()} on {place.words}"
                    assert table.horizontalHeader().isSortIndicatorClearable()
                    seen += 1
    assert seen >= 6


def test_lines_by_their_figures_and_what_is_said_of_the_one_chosen(at_example):
    at = at_example
    panel = go(at, ToCoverage("davis-questions"))
    table = next(table for table in panel.findChildren(HeatTable) if table.isVisible())
    table.sort_by(table.heat_model.columnCount() - 1)
    names = [
        str(table.heat_model.headerData(row, Qt.Orientation.Vertical)) for row in range(table.heat_model.rowCount())
    ]
    figures = [int(str(row[-1]).split()[0]) for row in at.rows("Lines by step") if "item" in row[-1]]
    assert figures == sorted(figures, reverse=True)
    at.pick_place("Lines by step", 1)
    assert names[1] in [words.text() for words in panel.findChildren(QLabel) if words.property("role") == "card"]


def menu_by_key(at, table) -> QMenu:
    """The menu that the Menu key opens at the cell walked to."""
    table.setFocus()
    press_keys("Menu", table)
    at.settle()
    menus = [menu for menu in table.findChildren(QMenu) if menu.isVisible()]
    if not menus:  # the platform sends what follows the key
        place = table.visualRect(table.currentIndex()).center()
        keyed = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, table.viewport().mapToGlobal(place))
        QApplication.sendEvent(table.viewport(), keyed)
        menus = [menu for menu in table.findChildren(QMenu) if menu.isVisible()]
    return menus[0]


@pytest.mark.parametrize(("place", "name"), [(ToReturns(), "Returns by agency"), (ToAreas(), "Areas side by side")])
def test_answers_and_areas_are_sorted_by_a_heading_and_by_keys(at_example, qtbot, place, name):
    at = at_example
    panel = go(at, place)
    table = next(table for table in panel.findChildren(HeatTable) if table.accessibleName() == name)
    model = table.heat_model

    def heads() -> list[str]:
        return [str(model.headerData(row, Qt.Orientation.Vertical)) for row in range(model.rowCount())]

    came = heads()
    header = table.horizontalHeader()
    column = next(
        column
        for column in range(model.columnCount())
        if len({model.index(row, column).data() for row in range(1, model.rowCount())}) > 2
    )
    where = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert heads() != came
    assert heads()[0] == came[0]
    assert sorted(heads()) == sorted(came)
    table.setCurrentIndex(model.index(model.rowCount() - 1, column))
    menu = menu_by_key(at, table)
    next(act for act in menu.actions() if act.text() == "The order as it was").trigger()
    menu.close()
    assert heads() == came
    menu = menu_by_key(at, table)
    next(act for act in menu.actions() if act.text().startswith("Sort by “")).trigger()
    menu.close()
    assert heads() != came


def test_what_is_said_of_a_cell_stays_with_it_when_the_rows_are_sorted(at_example):
    at = at_example
    panel = go(at, ToReturns())
    table = next(table for table in panel.findChildren(HeatTable) if table.accessibleName() == "Returns by agency")
    police = next(
        column
        for column in range(table.heat_model.columnCount())
        if table.heat_model.headerData(column, Qt.Orientation.Horizontal) == "Police"
    )
    table.setCurrentIndex(table.heat_model.index(1, police))
    said = at.within(panel.matrix.detail).words()
    table.sort_by(police)
    at.settle()
    table.setCurrentIndex(table.heat_model.index(table.heat_model.row_of(2), police))
    assert at.within(panel.matrix.detail).words() != said
    table.setCurrentIndex(table.heat_model.index(table.heat_model.row_of(1), police))
    assert at.within(panel.matrix.detail).words() == said
