"""The ring is seen wherever the focus is while a person works by keys, and nowhere else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from scrutineer.ui.kit.basic import column, holder, scroll
from scrutineer.ui.kit.focus import FocusRing
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.theme import Theme


def form() -> QWidget:
    return holder(column(QLineEdit(), QPushButton("Record"), None, margins=(20, 20, 20, 20)))


def press(window: QWidget, key: Qt.Key) -> None:
    """As the system hands it in: at the window."""
    QTest.keyClick(window.windowHandle(), key)


def is_seen(window: QWidget, control: QWidget, theme: Theme) -> bool:
    """Whether the ring's colour stands on all four sides of a control."""
    QApplication.processEvents()
    picture = window.grab().toImage()
    at, middle = control.mapTo(window, QPoint()), control.rect().center()
    wanted = theme.colour("focus")
    beside = (
        [QPoint(at.x() - out, at.y() + middle.y()) for out in range(1, 6)],
        [QPoint(at.x() + control.width() + out, at.y() + middle.y()) for out in range(5)],
        [QPoint(at.x() + middle.x(), at.y() - out) for out in range(1, 6)],
        [QPoint(at.x() + middle.x(), at.y() + control.height() + out) for out in range(5)],
    )
    return all(any(picture.pixelColor(point) == wanted for point in side) for side in beside)


@pytest.fixture
def ring(dressed) -> FocusRing:
    return FocusRing(dressed)


@pytest.mark.parametrize("kind", ["page", "scrolled page", "dialog"])
def test_the_ring_is_painted_around_each_control_that_tab_reaches(qtbot, dressed, ring, kind):
    window: QWidget = QDialog() if kind == "dialog" else QWidget()
    inner = form()
    window.setLayout(column(scroll(inner) if kind == "scrolled page" else inner))
    qtbot.addWidget(window)
    window.resize(400, 300)
    with qtbot.waitActive(window):
        window.show()
    ring.listen_at(window.windowHandle())
    reached = set()
    for _ in range(4):
        press(window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit | QPushButton):
            reached.add(type(focused))
            assert ring.around() is focused
            assert is_seen(window, focused, dressed)
    assert len(reached) == 2


def test_a_press_of_the_mouse_takes_the_ring_away_and_tab_brings_it_back(qtbot, dressed, ring):
    window = form()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    ring.listen_at(window.windowHandle())
    press(window, Qt.Key.Key_Tab)
    assert ring.around() is not None
    field = window.findChild(QLineEdit)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=field.geometry().center())
    assert QApplication.focusWidget() is field
    assert ring.around() is None
    QTest.keyClicks(field, "half past ten")
    assert ring.around() is None
    press(window, Qt.Key.Key_Tab)
    assert ring.around() is window.findChild(QPushButton)


def test_the_ring_outlives_the_page_it_lay_on(qtbot, dressed, ring):
    window = QWidget()
    window.setLayout(column(spacing=0))
    qtbot.addWidget(window)
    for _ in range(3):
        page = scroll(form())
        window.layout().addWidget(page)
        with qtbot.waitActive(window):
            window.show()
        ring.listen_at(window.windowHandle())
        field = page.findChild(QLineEdit)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        press(window, Qt.Key.Key_F6)
        assert ring.around() is field
        page.deleteLater()
        QApplication.sendPostedEvents(None, 52)
        assert ring.around() is not field


def test_the_cell_of_a_table_has_its_ring_while_one_works_by_keys_alone(qtbot, dressed, ring):
    register = Register(dressed, [TableColumn("What", 0, lambda row: TableCell(row))], name="Rows")
    register.show_rows(["first", "second"], key=lambda row: row)
    window = holder(column(register, margins=(20, 20, 20, 20)))
    qtbot.addWidget(window)
    window.resize(400, 200)
    with qtbot.waitActive(window):
        window.show()
    ring.listen_at(window.windowHandle())

    def ringed() -> bool:
        picture = register.viewport().grab().toImage()
        cell = register.visualRect(register.model().index(0, 0))
        return picture.pixelColor(cell.right() - 2, cell.center().y()) == dressed.colour("focus")

    register.setFocus()
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Up)
    assert ringed()
    place = register.viewport().mapTo(window, register.visualRect(register.model().index(0, 0)).center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    assert register.hasFocus()
    assert not ringed()
