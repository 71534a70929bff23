"""What a window stands without waits until it was seen: nothing else comes before the first picture of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstSight(QObject):
    """Calls `then` once a window that was just shown has been painted."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, handle: QObject, event: QEvent) -> bool:
        """Qt paints a window while it is told that it is exposed: what is due at once comes after that."""
        if event.type() == QEvent.Type.Expose:
            handle.removeEventFilter(self)
            QTimer.singleShot(0, self._window, self._then)
            self.deleteLater()
        return False
