"""Fields: undo and redo are a field's own while it has something to take back, else the page's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scrutineer.ui.kit.fields import DateField, Field, Notes
from tests.conftest import CLOCK

CTRL = Qt.KeyboardModifier.ControlModifier


class Page(QWidget):
    """A page with fields that counts the undos and redos that reach it."""

    def __init__(self) -> None:
        super().__init__()
        self.reached: list[str] = []
        self.fields = {
            "line": Field(),
            "date": DateField(name="Day", today=CLOCK.today, required=False),
            "lines": Notes(name="Notes"),
        }
        box = QVBoxLayout(self)
        for field in self.fields.values():
            box.addWidget(field)
        for keys in ("Ctrl+Z", "Ctrl+Y"):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda keys=keys: self.reached.append(keys))

    def text(self, name: str) -> str:
        field = self.fields[name]
        return field.toPlainText() if isinstance(field, Notes) else field.text()


@pytest.fixture
def page(qtbot, dressed) -> Iterator[Page]:
    made = Page()
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("name", ["line", "date", "lines"])
def test_undo_and_redo_are_the_fields_own_first_and_then_the_pages(qtbot, page, name):
    field = page.fields[name]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    def press(key: Qt.Key) -> None:
        QTest.keyClick(page.windowHandle(), key, CTRL)

    press(Qt.Key.Key_Z)
    press(Qt.Key.Key_Y)
    assert page.reached == ["Ctrl+Z", "Ctrl+Y"]
    QTest.keyClicks(field, "12")
    press(Qt.Key.Key_Z)
    assert (page.text(name), page.reached) == ("", ["Ctrl+Z", "Ctrl+Y"])
    press(Qt.Key.Key_Z)
    assert page.reached == ["Ctrl+Z", "Ctrl+Y", "Ctrl+Z"]
    press(Qt.Key.Key_Y)
    assert (page.text(name), len(page.reached)) == ("12", 3)
    press(Qt.Key.Key_Y)
    assert page.reached[3:] == ["Ctrl+Y"]


def test_every_other_key_stays_with_the_field(qtbot, page):
    field = page.fields["line"]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QShortcut(QKeySequence("Ctrl+A"), page).activated.connect(lambda: page.reached.append("Ctrl+A"))
    QTest.keyClicks(field, "abc")
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_A, CTRL)
    assert (field.selectedText(), page.reached) == ("abc", [])
