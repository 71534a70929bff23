"""A person's hands and eyes for Qt windows: what is there is found by the words a person reads or is told.

Everything waits: what a press sets off is over before the next is done, and what is looked for may still be coming.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from scrutineer.domain.hits import without_marks
from scrutineer.ui.kit.basic import Message
from scrutineer.ui.kit.lists import SECOND_LINE

PATIENCE = 15_000  # milliseconds until what is looked for is not there
Found = TypeVar("Found", bound=QWidget)
TextField = QLineEdit | QPlainTextEdit


def spoken(widget: QWidget) -> str:
    """What a screen reader calls a widget: the name it was given, else its label's or what it says."""
    if widget.accessibleName():
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def text_of(field: TextField) -> str:
    """What stands in a field."""
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


def press_keys(keys: str, on: QWidget | None = None) -> None:
    """Press a key with what is held down with it, such as “Ctrl+Return”: where the focus is, or on a widget."""
    widget = on or QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None, "nothing has the focus"
    combination = QKeySequence(keys)[0]
    QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())


def choose_files(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """Every choice of a file or folder from now on ends with these; with none it is called off."""
    first = str(paths[0]) if paths else ""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (first, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(path) for path in paths], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (first, ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: first)


class Hands:
    """Somebody at a window, or at a part of one. `busy` says whether what was set off is still under way."""

    def __init__(self, qtbot, top: QWidget, busy: Callable[[], bool] | None = None) -> None:
        self.qtbot, self.top = qtbot, top
        self._busy = busy or (lambda: False)

    def within(self, part: QWidget) -> Hands:
        """The same person, looking at a part alone."""
        return Hands(self.qtbot, part, self._busy)

    # Waiting

    def settle(self) -> None:
        """Wait until nothing is under way, and what came of it is shown."""
        self.qtbot.waitUntil(lambda: not self._busy(), timeout=PATIENCE)
        QApplication.processEvents()

    def wait(self, comes: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(lambda: bool(comes()), timeout=PATIENCE)

    def sees(self, words: str) -> None:
        """Wait until these words are there: said, or on a button, as a reference that can be copied is."""
        try:
            self.wait(lambda: words in self.words() or any(words in button for button in self.buttons()))
        except self.qtbot.TimeoutError:
            raise AssertionError(f"“{words}” is not there, but: {self.words()}") from None

    # Menus of rows

    def menu_of(self, name: str, keys: str = "Shift+F10") -> QMenu:
        """The menu of the row walked to in a list, opened by its keys."""
        self.keys(keys)
        (shown,) = [menu for menu in self.list(name).findChildren(QMenu) if menu.isVisible()]
        return shown

    def choose_in(self, shown: QMenu, *words: str) -> None:
        """Choose by these words in a menu and what lies below it."""
        opened = shown
        for word in words[:-1]:
            opened = next(action.menu() for action in opened.actions() if action.text() == word)
        next(action for action in opened.actions() if action.text() == words[-1]).trigger()
        shown.close()
        self.settle()

    # Finding

    def _shown(self, kind: type[Found]) -> list[Found]:
        """Those in view; the corner of a table is nobody's button."""
        return [one for one in self.top.findChildren(kind)
                if one.isVisible() and one.metaObject().className() != "QTableCornerButton"]  # fmt: skip

    def _find(self, kind: type[Found] | tuple[type[Found], ...], words: str) -> Found:
        """The first widget of a kind called so: whose words these are, else whose words begin with them."""
        kinds = kind if isinstance(kind, tuple) else (kind,)
        found: list[Found] = []

        def look() -> bool:
            shown = [widget for one in kinds for widget in self._shown(one)]
            called = [(widget, _called(widget)) for widget in shown]
            found[:] = [widget for widget, names in called if words in names]
            if not found:
                found[:] = [widget for widget, names in called if any(name.startswith(words) for name in names)]
            return bool(found)

        QApplication.processEvents()
        try:
            self.wait(look)
        except self.qtbot.TimeoutError:
            names = [_called(widget) for one in kinds for widget in self._shown(one)]
            raise AssertionError(f"nothing is called “{words}” among {names}") from None
        return found[0]

    def button(self, words: str) -> QAbstractButton:
        """The button that says this, or is read out so; a box to tick and a page on the rail are buttons too."""
        return self._find(QAbstractButton, words)

    def field(self, name: str) -> TextField:
        """The field with this label."""
        return self._find((QLineEdit, QPlainTextEdit), name)

    def combo(self, name: str) -> QComboBox:
        """The choice with this label."""
        return self._find(QComboBox, name)

    def list(self, name: str) -> QAbstractItemView:
        """The list or table with this name."""
        return self._find(QAbstractItemView, name)

    def buttons(self) -> list[str]:
        """What every button in view says."""
        QApplication.processEvents()
        return [one.text() or spoken(one) for one in self._shown(QAbstractButton)]

    def has(self, words: str) -> bool:
        """Whether a button that says this is in view."""
        return any(words in said for said in self.buttons())

    def shows(self, name: str) -> bool:
        """Whether a field or choice with this label is in view."""
        QApplication.processEvents()
        fields = [part for kind in (QLineEdit, QPlainTextEdit, QComboBox) for part in self._shown(kind)]
        return any(spoken(part) == name for part in fields)

    def dialog(self) -> Hands:
        """The same person at the dialog that is open."""
        self.wait(lambda: self._shown(QDialog))
        (dialog,) = self._shown(QDialog)
        return self.within(dialog)

    # Seeing

    def words(self) -> str:
        """Every word in view that is not in a field, a list or on a button."""
        QApplication.processEvents()
        return " ".join(label.text() for label in self._shown(QLabel) if label.text())

    def messages(self) -> list[str]:
        """The messages in view."""
        QApplication.processEvents()
        return [message.text for message in self._shown(Message)]

    def titles(self) -> list[str]:
        """The titles in view: of a page, and of what it shows."""
        QApplication.processEvents()
        return [label.text() for label in self._shown(QLabel) if label.property("role") in ("title", "heading")]

    def text(self, name: str) -> str:
        """What stands in the field with this label."""
        return text_of(self.field(name))

    def chosen(self, name: str) -> str:
        """What a choice shows."""
        return self.combo(name).currentText()

    def choices(self, name: str) -> list[str]:
        """What a choice offers."""
        combo = self.combo(name)
        return [combo.itemText(number) for number in range(combo.count())]

    def is_on(self, words: str) -> bool:
        """Whether a box is ticked, or one choice of a few is the one chosen."""
        return self.button(words).isChecked()

    def can_press(self, words: str) -> bool:
        """Whether a button can be pressed now."""
        return self.button(words).isEnabled()

    def rows(self, name: str) -> list[list[str]]:
        """The rows of a list or table, each cell with both its lines; headings at the left first."""
        view = self.list(name)
        model, rows = view.model(), []
        columns = 1 if isinstance(view, QListView) else model.columnCount()
        for row in range(model.rowCount()):
            cells = [_cell(model.index(row, column)) for column in range(columns)]
            heading = model.headerData(row, Qt.Orientation.Vertical)
            rows.append([heading, *cells] if isinstance(heading, str) else cells)
        return rows

    def selected(self, name: str) -> list[str]:
        """The row of a list or table that is selected; nothing where none is."""
        view = self.list(name)
        index = view.currentIndex()
        return self.rows(name)[index.row()] if index.isValid() else []

    # Doing

    def press(self, words: str) -> None:
        """Click a button."""
        self.click(self.button(words))

    def click(self, button: QAbstractButton) -> None:
        """Click this button, where a person would: a box on the box."""
        assert button.isEnabled(), f"“{button.text()}” cannot be pressed"
        place = QPoint(8, button.height() // 2) if isinstance(button, QCheckBox) else button.rect().center()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self.settle()

    def tick(self, words: str, on: bool = True) -> None:
        """Tick a box, or take the tick away."""
        button = self.button(words)
        if button.isChecked() is not on:
            self.click(button)
        assert button.isChecked() is on

    def type(self, name: str, text: str) -> None:
        """Type into a field where its cursor is."""
        field = self.field(name)
        field.setFocus()
        QTest.keyClicks(field, text)
        self.settle()

    def write(self, name: str, text: str, then: str = "") -> None:
        """Write a field anew, and press a key in it where one is named."""
        field = self.field(name)
        assert field.isEnabled(), f"“{name}” cannot be written in"
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)
        if then:
            press_keys(then, field)
        self.settle()

    def choose(self, name: str, words: str) -> None:
        """Take what says this from a choice: what a click in its list does, without the list."""
        combo = self.combo(name)
        place = next((n for n in range(combo.count()) if combo.itemText(n) == words), None)
        if place is None:
            place = next((n for n in range(combo.count()) if combo.itemText(n).startswith(words)), None)
        assert place is not None, f"“{words}” is none of {self.choices(name)}"
        assert combo.isEnabled(), f"nothing can be chosen for “{name}”"
        combo.setFocus()
        combo.setCurrentIndex(place)
        combo.activated.emit(place)
        self.settle()

    def pick(self, name: str, *words: str, column: int = 0, then: str = "") -> None:
        """Click the first row of a list or table whose cells hold these words; then a key, where one is named."""

        def place() -> int | None:
            rows = self.rows(name)
            return next((n for n, row in enumerate(rows) if all(word in " | ".join(row) for word in words)), None)

        try:
            self.wait(lambda: place() is not None)
        except self.qtbot.TimeoutError:
            raise AssertionError(f"no row of “{name}” says {words}: {self.rows(name)}") from None
        self.pick_place(name, place() or 0, column, then)

    def pick_place(self, name: str, row: int, column: int = 0, then: str = "") -> None:
        """Click a row of a list or table by its place; then a key, where one is named."""
        view = self.list(name)
        index = view.model().index(row, column)
        view.setFocus()
        view.scrollTo(index)
        QApplication.processEvents()
        where = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        if then:
            press_keys(then, view)
        self.settle()

    def tab(self, words: str) -> None:
        """Open the tab that says this."""
        bars = self._shown(QTabBar)
        bar, number = next((bar, n) for bar in bars for n in range(bar.count()) if bar.tabText(n) == words)
        where = bar.tabRect(number).center()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        self.settle()

    def keys(self, *pressed: str) -> None:
        """Press keys, one after the other, where the focus is."""
        for one in pressed:
            press_keys(one)
            self.settle()


def _called(widget: QWidget) -> tuple[str, ...]:
    """What somebody may call a widget: what is read out of it, and the first line of what stands on it."""
    own = widget.text().strip() if isinstance(widget, QAbstractButton) else ""
    return tuple(name for name in (spoken(widget), own, own.split("\n")[0]) if name)


def _cell(index) -> str:
    second = index.data(SECOND_LINE)
    words = [str(index.data() or ""), second if isinstance(second, str) else ""]
    return without_marks("  ".join(part for part in words if part.strip()))
