"""Somebody who has a keyboard and nothing else: what has the focus is found by pressing keys, never by reaching in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.hands import PATIENCE, press_keys, spoken

FARTHEST = 120  # presses of a key after which what is looked for is not there


class Keyboard:
    """Presses keys where the focus is, and is told what a screen reader would tell. Nothing else is done."""

    def __init__(self, qtbot, window: QWidget, busy: Callable[[], bool]) -> None:
        self._qtbot, self._window, self._busy = qtbot, window, busy

    def settle(self) -> None:
        """Wait until nothing is under way. Where a dialog was closed the window is active again, as every desktop
        does it: this screen has none."""
        self._qtbot.waitUntil(lambda: not self._busy(), timeout=PATIENCE)
        QApplication.processEvents()
        if QApplication.activeWindow() is None:
            with self._qtbot.waitActive(self._window):
                self._window.activateWindow()

    def wait(self, comes: Callable[[], object]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(lambda: bool(comes()), timeout=PATIENCE)

    def _focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus: a person with a keyboard is lost here"
        return widget

    def hears(self) -> str:
        """What has the focus."""
        return spoken(self._focus())

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for pressed in keys:
            press_keys(pressed, self._focus())
            self.settle()

    def type(self, text: str) -> None:
        """Type where the focus is; into a field, or to find a choice."""
        QTest.keyClicks(self._focus(), text)
        self.settle()

    def write(self, text: str) -> None:
        """Write a field anew."""
        assert isinstance(self._focus(), QLineEdit | QPlainTextEdit), f"“{self.hears()}” cannot be written in"
        self.press("Ctrl+A")
        self.type(text)

    def reach(self, words: str, key: str = "Tab", *, whole: bool = False) -> None:
        """Press Tab until the name of what has the focus begins so, or is that as a `whole`."""
        passed = [self.hears()]
        while not (passed[-1] == words if whole else passed[-1].startswith(words)):
            assert len(passed) < FARTHEST, f"“{words}” is not reached, but: {passed}"
            self.press(key)
            passed.append(self.hears())
