"""A form docked below its page: as high as it needs, a third where there is room, part of the page where there is not."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from scrutineer.ui.kit.basic import column, holder, label
from scrutineer.ui.kit.docked import DockedPage


@pytest.fixture
def page(qtbot, dressed) -> DockedPage:
    content = holder(column(*(label(f"Row {number}") for number in range(60))))
    dock = QWidget()
    dock.setLayout(column(QLineEdit(), QLineEdit(), QLineEdit()))
    made = DockedPage(dressed, content, dock)
    made.resize(600, 600)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def dock_of(page: DockedPage) -> QWidget:
    return page.findChild(QLineEdit).parentWidget()


def test_it_stands_below_what_scrolls_and_takes_a_third_where_that_is_more_than_it_needs(qtbot, page):
    dock = dock_of(page)
    assert page.is_docked()
    assert dock.geometry().bottom() == page.rect().bottom()
    assert dock.height() == 200
    page.resize(600, 900)
    qtbot.waitUntil(lambda: dock.height() == 300)


def test_in_a_low_window_it_is_the_last_part_of_what_scrolls_and_keeps_the_focus(qtbot, page):
    field = page.findChildren(QLineEdit)[1]
    field.setText("Being typed")
    field.setFocus()
    page.resize(600, 300)
    assert not page.is_docked()
    assert page.area.widget().isAncestorOf(field)
    qtbot.waitUntil(lambda: field.hasFocus() and field.isVisible())
    page.resize(600, 600)
    qtbot.waitUntil(page.is_docked)
    assert field.hasFocus()
    assert field.text() == "Being typed"


def test_it_grows_with_what_it_comes_to_hold(qtbot, page):
    dock = dock_of(page)
    for _ in range(4):
        dock.layout().addWidget(QLineEdit())
    qtbot.waitUntil(lambda: dock.height() > 200)
    assert dock.height() == dock.layout().minimumSize().height()


def test_the_page_is_as_wide_with_a_bar_as_without(qtbot, page):
    content = page.area.widget().layout().itemAt(0).widget()
    wide = content.width()
    assert page.area.verticalScrollBar().isVisible()
    for row in content.children()[1:]:
        row.deleteLater()
    qtbot.waitUntil(lambda: not page.area.verticalScrollBar().isVisible())
    qtbot.waitUntil(lambda: content.width() == wide)


@pytest.mark.parametrize("size", [(478, 300), (300, 240), (900, 360), (1200, 900)])
def test_what_scrolls_fills_what_the_dock_leaves_at_every_size(qtbot, page, size):
    page.resize(1200, 1000)
    qtbot.waitUntil(page.is_docked)
    page.resize(*size)
    dock = dock_of(page)
    qtbot.waitUntil(lambda: page.area.height() == size[1] - (dock.height() if page.is_docked() else 0))
    assert page.area.width() == size[0]
