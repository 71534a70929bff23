"""A list and what it shows of one row, beside each other, or below each other where the width is short."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from scrutineer.ui.kit.scrolling import NO_LIMIT
from scrutineer.ui.theme import space


class Beside(QWidget):
    """`side` is as wide as it is given, at the right of `main`, which takes the rest."""

    MAIN = 400  # pixels at 100% that `main` needs for the side to stand beside it

    def __init__(self, main: QWidget, side: QWidget, width: int = 300) -> None:
        super().__init__()
        self._side, self._width = side, width
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(space(14))
        self._box.addWidget(main, 1)
        self._box.addWidget(side)
        self._arrange(beside=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for both, or not."""
        super().resizeEvent(event)
        self._arrange(beside=self.width() >= space(self.MAIN + self._width))

    def _arrange(self, *, beside: bool) -> None:
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._side.setMinimumWidth(space(self._width) if beside else 0)
        self._side.setMaximumWidth(space(self._width) if beside else NO_LIMIT)
