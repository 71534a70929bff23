"""The focus stays where the work is while a page is made anew."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from scrutineer.ui.kit.basic import clear
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.kit.keep_focus import focus_kept


@pytest.fixture
def window(qtbot, dressed) -> tuple[Field, QWidget, QVBoxLayout]:
    """A window with a search field above a page with one field."""
    frame = QWidget()
    search, page = Field(), QWidget()
    box, inner = QVBoxLayout(frame), QVBoxLayout(page)
    box.addWidget(search)
    box.addWidget(page)
    inner.addWidget(field("What was said"))
    qtbot.addWidget(frame)
    with qtbot.waitExposed(frame):
        frame.show()
    frame.activateWindow()
    yield search, page, inner
    frame.hide()


def field(name: str) -> Field:
    made = Field()
    made.setAccessibleName(name)
    return made


def test_a_field_made_anew_has_the_focus_again(qtbot, window):
    _search, page, inner = window
    old = page.findChild(Field)
    old.setFocus()
    qtbot.waitUntil(old.hasFocus)
    with focus_kept(page):
        clear(inner)
        inner.addWidget(QPushButton("Other"))
        new = field("What was said")
        inner.addWidget(new)
        new.show()
    assert QApplication.focusWidget() is new


def test_where_nothing_took_its_place_no_other_field_gets_the_next_letters(qtbot, window):
    search, page, inner = window
    old = page.findChild(Field)
    old.setFocus()
    qtbot.waitUntil(old.hasFocus)
    with focus_kept(page):
        clear(inner)
    assert QApplication.focusWidget() is not search
    qtbot.keyClicks(QApplication.focusWidget(), "lost letters")
    assert search.text() == ""


def test_a_focus_that_was_elsewhere_is_left_alone(qtbot, window):
    search, page, inner = window
    search.setFocus()
    qtbot.waitUntil(search.hasFocus)
    with focus_kept(page):
        clear(inner)
    assert QApplication.focusWidget() is search
