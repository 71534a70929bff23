"""Spelling marked in the field that one writes in, quietly: a wavy line, and nothing is changed unasked."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from scrutineer.domain.writing import Spot, words_looked_at
from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.theme import Theme

_WIDE = re.compile("[\U00010000-\U0010ffff]")
"""Signs that Qt counts as two."""


def text_in(field: Field | Notes) -> str:
    """The text of a field, each sign as many characters as Qt counts: places in it are Qt's."""
    text = field.toPlainText() if isinstance(field, Notes) else field.text()
    return _WIDE.sub("\ufffc\ufffc", text)


def cursor_in(field: Field | Notes) -> int:
    """Where in its text a field's cursor stands."""
    return field.textCursor().position() if isinstance(field, Notes) else field.cursorPosition()


def select(field: Field | Notes, start: int, end: int) -> None:
    """Select a part of the text."""
    if isinstance(field, Field):
        field.setSelection(start, end - start)
        return
    cursor = field.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    field.ensureCursorVisible()


def write_in(field: Field | Notes, text: str) -> None:
    """Write a text where the cursor is, in place of what is selected; the field's undo takes it back."""
    if isinstance(field, Field):
        field.insert(" ".join(text.split("\n")))
    else:
        cursor = field.textCursor()
        cursor.beginEditBlock()  # a step of its own for undo: what was typed before it stays
        cursor.insertText(text)
        cursor.endEditBlock()
        field.setTextCursor(cursor)


def selected_in(field: Field | Notes) -> str:
    """The text that is selected, its lines parted as everywhere."""
    if isinstance(field, Field):
        return field.selectedText()
    return field.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n")


class SpellMarks(QObject):
    """The marks of one field: they follow what is typed after a pause. The word being typed is left alone."""

    PAUSE = 400  # milliseconds without a key after which the text is looked at

    def __init__(self, field: Field | Notes, theme: Theme, knows: Callable[[str], bool]) -> None:
        super().__init__(field)
        self._field, self._theme, self._knows = field, theme, knows
        self.spots: tuple[Spot, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        field.textChanged.connect(self._on_changed)
        field.cursorPositionChanged.connect(self._wait)
        self._wait()

    def _on_changed(self) -> None:
        if not text_in(self._field).strip():
            self.look()
        self._wait()

    def _wait(self) -> None:
        self._timer.start(self.PAUSE)

    def look(self) -> None:
        """Look at the whole text now."""
        self._timer.stop()
        field = self._field
        typing = cursor_in(field) if QApplication.focusWidget() is field else -1
        spots = tuple(
            spot for spot in words_looked_at(text_in(field)) if spot.end != typing and not self._knows(spot.word)
        )
        if spots or self.spots:
            self.spots = spots
            field.mark([(start, end) for start, end, _ in spots], self._theme.colour("danger"))

    def at(self, place: int) -> Spot | None:
        """The marked word at a place of the text, if there is one."""
        return next((spot for spot in self.spots if spot.start <= place <= spot.end), None)

    def next_after(self, place: int) -> Spot | None:
        """The next marked word from a place on, from the beginning again where there is none further on."""
        return next((spot for spot in self.spots if spot.start >= place), self.spots[0] if self.spots else None)

    def replace(self, spot: Spot, word: str) -> None:
        """Write another word for a marked one; the field's undo takes it back."""
        if text_in(self._field)[spot.start : spot.end] == spot.word:
            select(self._field, spot.start, spot.end)
            write_in(self._field, word)
            self.look()
