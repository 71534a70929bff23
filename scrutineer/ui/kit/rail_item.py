"""One page on the rail: its icon and its name; the page that is open is marked by a bar at its left edge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from scrutineer.ui import icons
from scrutineer.ui.theme import Theme, tokens


class RailItem(QToolButton):
    """A button of the rail: checked while its page is open."""

    SIZE, AIR = 20, 8  # pixels at 100%: of the icon, and beside it where the name stands there

    def __init__(self, theme: Theme, words: str, icon: str) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self._beside: bool | None = None
        self.setText(words)
        self.setCheckable(True)
        self.setProperty("kind", "rail")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_beside(self, beside: bool) -> None:
        """The name beside the icon, or below it; the icon of the open page in the colour of its name."""
        if beside == self._beside:
            return
        self._beside = beside
        size, air = self._theme.px(self.SIZE), self._theme.px(self.AIR) if beside else 0
        made = QIcon()
        for state, ink in ((QIcon.State.Off, "text-2"), (QIcon.State.On, "accent")):
            for ratio in icons.ratios():
                picture = icons.pixmap(self._icon, self._theme.colour(ink).name(), size, ratio, air)
                made.addPixmap(picture, QIcon.Mode.Normal, state)
        self.setIcon(made)
        self.setIconSize(QSize(size + air, size))
        self.setProperty("wide", "true" if beside else "false")
        self.style().polish(self)

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
