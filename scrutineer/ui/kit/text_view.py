"""The text of a document as it is read, with the passages in it that were quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit

from scrutineer.domain.passages import places_of
from scrutineer.ui.kit.fields import Notes
from scrutineer.ui.theme import Theme

_WORD = re.compile(r"\S+")


class TextView(Notes):
    """Text to be read and quoted from, by mouse and by keys: Shift and the arrows mark, Enter asks for the quotation.

    `quoted` says what somebody marked in it, once they let go; `asked` that it is to be quoted now.
    """

    quoted = Signal(str)
    asked = Signal()

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__(name=name, lines=12)
        self._theme = theme
        self._quotes: tuple[str, ...] = ()
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.selectionChanged.connect(self._on_selected)

    def show_text(self, text: str, quotes: Sequence[str]) -> None:
        """Show a text with these passages marked in it; the same text stays where it was scrolled to."""
        if text != self.toPlainText():
            self.setPlainText(text)
        self._quotes = tuple(quotes)
        self.setExtraSelections([self._marked(start, end) for start, end in self._runs()])

    def passages_marked(self) -> list[str]:
        """What is marked, as it stands in the text."""
        text = self.toPlainText()
        return [text[start:end] for start, end in self._runs()]

    def show_passage(self, quote: str) -> bool:
        """Scroll to a passage; whether it stands there."""
        words = list(_WORD.finditer(self.toPlainText()))
        runs = places_of(quote, [word[0] for word in words])
        if runs:
            cursor = self.textCursor()
            cursor.setPosition(words[runs[0].start].start())
            self.setTextCursor(cursor)
            self.centerCursor()
        return bool(runs)

    def _runs(self) -> list[tuple[int, int]]:
        words = list(_WORD.finditer(self.toPlainText()))
        spelt = [word[0] for word in words]
        return [(words[run.start].start(), words[run.stop - 1].end())
                for quote in self._quotes for run in places_of(quote, spelt)]  # fmt: skip

    def _marked(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        marked = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        marked.cursor = cursor
        form = marked.format
        form.setBackground(self._theme.colour("hit"))
        form.setForeground(self._theme.colour("hit-text"))
        form.setFontUnderline(True)
        marked.format = form
        return marked

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter quotes what is marked."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.textCursor().hasSelection():
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def _on_selected(self) -> None:
        self.quoted.emit(" ".join(self.textCursor().selectedText().split()))
