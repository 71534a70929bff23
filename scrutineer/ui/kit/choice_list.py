"""The list under a choice: any part of a choice's words finds it as one types."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication, QListView

from scrutineer.ui.kit.basic import show_tip


class ChoiceList(QListView):
    """Goes to the first choice that begins with what is typed, else to one with a word that does, else to one that
    holds it. It reads out what was typed so far, and begins anew after a pause."""

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._since = QElapsedTimer()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Letters typed into the choice, open or closed."""
        pause = 3 * QApplication.keyboardInputInterval()
        fresh = not search or not self._since.isValid() or self._since.elapsed() > pause
        self._since.start()
        wanted = search if fresh else self._typed + search
        place = self.place_of(wanted)
        if place is None:
            return
        self._typed = wanted
        self.setCurrentIndex(self.model().index(place, 0))
        show_tip(self if self.isVisible() else QApplication.focusWidget() or self, f"Looking for “{wanted}”")

    def place_of(self, wanted: str) -> int | None:
        """The row of the best choice for some letters."""
        letters = wanted.casefold()
        words = [str(self.model().index(row, 0).data() or "").casefold() for row in range(self.model().rowCount())]
        ways = (
            lambda text: text.startswith(letters),
            lambda text: f" {letters}" in text,
            lambda text: letters in text,
        )
        return next((row for way in ways for row, text in enumerate(words) if letters and way(text)), None)
