"""What came of one kind of return, as little boxes: received, overdue, awaited, each with a sign of its own."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from scrutineer.operations.queries.expected import ExpectedRow, Standing
from scrutineer.ui.theme import Theme

_MOST = 24  # boxes that can be counted at a glance; beyond it the words beside them say it better
_LOOKS = {
    Standing.RECEIVED: ("ok", "ok-soft", "✓"),
    Standing.LATE: ("warn", "warn-soft", "✓"),
    Standing.OVERDUE: ("danger", "danger-soft", "!"),
    Standing.AWAITED: ("border-strong", "surface", ""),
}


class ReturnBoxes(QWidget):
    """One box an agency: a tick for what came, an exclamation mark for what is overdue, none for what is awaited."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._standings: list[Standing] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_row(self, request: ExpectedRow | None, words: str) -> None:
        """Show one kind of return; the words are read out."""
        held = [cell.standing for cell in request.cells.values()] if request else []
        self._standings = [standing for look in _LOOKS for standing in held if standing is look]
        self.setAccessibleName(words)
        self.setVisible(0 < len(self._standings) <= _MOST)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All of them in a line."""
        step = self._theme.px(25)
        return QSize(step * len(self._standings), self._theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Each with its edge, its tint and its sign."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, standing in enumerate(self._standings):
            ink, ground, sign = _LOOKS[standing]
            box = QRectF(number * theme.px(25) + 0.5, 0.5, theme.px(22), self.height() - 1)
            painter.setPen(QPen(theme.colour(ink), 1))
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(box, theme.px(3), theme.px(3))
            if sign == "!":
                painter.setFont(theme.font("small", 600))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
            elif sign:
                self._tick(painter, box)

    def _tick(self, painter: QPainter, box: QRectF) -> None:
        """A tick that is drawn: a face's own sits too high in so small a box."""
        unit, middle = self._theme.px(10) / 10, box.center()
        painter.setPen(QPen(painter.pen().color(), 1.6 * unit))
        steps = [QPointF(-4 * unit, 0), QPointF(-1 * unit, 3 * unit), QPointF(4 * unit, -3 * unit)]
        painter.drawPolyline([middle + step for step in steps])
