"""One page on the rail: its icon and its name; the page that is open is marked by a bar at its left edge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from scrutineer.ui.theme import Theme, tokens


class RailItem(QToolButton):
    """A button of the rail: checked while its page is open."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self.setText(words)
        self.setCheckable(True)
        self.setProperty("kind", "rail")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def bar(self) -> QRectF:
        """Where the bar of the open page stands: at the edge, over half of the height."""
        return QRectF(0, self.height() / 4, tokens()["line"]["selected_bar"], self.height() / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As any button; then the bar."""
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            painter.drawRoundedRect(self.bar(), 1, 1)
