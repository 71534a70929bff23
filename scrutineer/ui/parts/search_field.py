"""The field that searches as one types: it waits for a pause, so that no letter ever waits for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent

from scrutineer.ui import icons
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.theme import Theme

NARROW = 760
"""The window's width at 100% below which the top bar has no room for it, and the page of results shows its own."""


class SearchField(Field):
    """Signals: `typed` the words after a pause, `entered` the words at Enter, `went_down` at the Down key."""

    typed = Signal(str)
    entered = Signal(str)
    went_down = Signal()

    PAUSE = 150  # milliseconds without a letter after which what is typed is sought

    def __init__(self, theme: Theme) -> None:
        super().__init__(name="Search this casefile", hint="Search this casefile   Ctrl+F")
        self.setClearButtonEnabled(True)
        picture = self.addAction(icons.icon("search", theme.colour("text-2"), 16), Field.ActionPosition.LeadingPosition)
        picture.setText("Search")
        for action in self.findChildren(QAction):
            if not action.text():  # the cross that Qt brings: drawn, and read as nothing
                action.setText("Clear the search")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(self.PAUSE)
        self._pause.timeout.connect(lambda: self.typed.emit(self.text()))
        self.textEdited.connect(lambda _words: self._pause.start())
        self.returnPressed.connect(self._enter)

    def show_words(self, words: str) -> None:
        """Hold these words, unless it does; where one is typing stays."""
        if self.text() != words:
            self._pause.stop()
            self.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads on to what was found."""
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _enter(self) -> None:
        self._pause.stop()
        self.entered.emit(self.text())
