"""The focus ring: one frame that follows the focus, two pixels clear of the control."""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QWindow
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


class FocusRing(QObject):
    """Lies around whatever has the focus while a person works by keys; a press of the mouse takes it away.

    Tables and lists draw the ring of their own cell. It shows in dialogs too. Qt puts the frame inside the page it
    lies on, where it goes with the page: another is made then.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._style = _RingStyle(theme)
        self._frame: QFocusFrame | None = None
        self._by_keys = True
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self.listen_at)
        app.focusChanged.connect(self._on_focus)

    def listen_at(self, window: QWindow | None) -> None:
        """Hear what comes in at a window, once and for as long as it lives."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Keys that move the focus bring the ring, a press of the mouse takes it away; typing does neither."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._work(by_keys=False)
            self.follow(None)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _moves(event):
            self._work(by_keys=True)
            self.follow(QApplication.focusWidget())
        return False

    def _work(self, *, by_keys: bool) -> None:
        """Cells of tables and lists, which draw a ring of their own, go by the window's mark."""
        self._by_keys = by_keys
        for window in QApplication.topLevelWidgets():
            window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, by_keys)
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractItemView):
            focused.viewport().update()

    def around(self) -> QWidget | None:
        """The control that it lies around."""
        frame = self._frame
        return frame.widget() if frame is not None and shiboken6.isValid(frame) and frame.isVisible() else None

    def _on_focus(self, _before: QWidget | None, focused: QWidget | None) -> None:
        self.follow(focused if self._by_keys else None)

    def follow(self, focused: QWidget | None) -> None:
        """Lie around a control; around nothing where that has a ring of its own."""
        if isinstance(focused, QAbstractItemView | QScrollArea) or (focused is not None and focused.isWindow()):
            focused = None
        if self._frame is None or not shiboken6.isValid(self._frame):
            if focused is None:
                return
            self._frame = QFocusFrame(focused.window())
            self._frame.setStyle(self._style)
        self._frame.setWidget(focused)  # type: ignore[arg-type]


_STEPS = frozenset(
    {
        Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
        Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape,
    }
)  # fmt: skip


def _moves(event: QKeyEvent) -> bool:
    """Whether a key may move the focus: a step, a function key, or one pressed with Ctrl or Alt."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return bool(held) or event.key() in _STEPS or Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12
