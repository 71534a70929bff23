"""The focus ring: one frame a window that follows the focus, two pixels clear of the control."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QScrollArea,
    QStyle,
    QStyleOption,
    QWidget,
)

from scrutineer.ui.theme import Theme


class _RingStyle(QProxyStyle):
    """Draws the focus frame as a rounded ring above the widget."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def styleHint(self, hint: QStyle.StyleHint, *rest: Any) -> int:
        """The frame lies above the widget."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return int(super().styleHint(hint, *rest))

    def pixelMetric(self, metric: QStyle.PixelMetric, *rest: Any) -> int:
        """Two pixels clear, two pixels wide."""
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return 4
        return int(super().pixelMetric(metric, *rest))

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: Any = None
    ) -> None:
        """The ring."""
        if element != QStyle.ControlElement.CE_FocusFrame:
            super().drawControl(element, option, painter, widget)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("focus"), 2))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 8, 8)


class FocusRing(QFocusFrame):
    """Moves to whatever has the focus; tables draw the ring of their own cell."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._ring_style = _RingStyle(theme)
        self.setStyle(self._ring_style)
        self._window = window
        QApplication.instance().focusChanged.connect(self.follow)  # type: ignore[union-attr]

    def follow(self, _before: QWidget | None, focused: QWidget | None) -> None:
        """Lie around the control that has the focus, where that is one of this window's."""
        inside = focused is not None and self._window.isAncestorOf(focused)
        if not inside or isinstance(focused, QAbstractItemView | QScrollArea):
            self.setWidget(None)  # type: ignore[arg-type]
            return
        self.setWidget(focused)  # type: ignore[arg-type]
