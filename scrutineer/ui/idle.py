"""Idle time: how long no key was pressed and the mouse stood still."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_ACTIVITY = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})


class IdleWatch(QObject):
    """Emits `idled` after so long without a key or the mouse in any window of the program.

    It listens where input comes in: at the window, and at each dialog from when it first has the focus. The widgets
    inside pass a hundred times as many events, which are none of its business.
    """

    idled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)  # others round minutes to whole seconds
        self._timer.timeout.connect(self.idled)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.listen_at)

    def listen_at(self, window: QWindow | None) -> None:
        """Hear what comes in at a window, once and for as long as it lives."""
        if window is not None:
            window.installEventFilter(self)

    def start(self, milliseconds: int) -> None:
        """Wait this long, anew."""
        self._timer.start(milliseconds)

    def stop(self) -> None:
        """Wait no longer."""
        self._timer.stop()

    def left(self) -> int:
        """Milliseconds until it is idle; -1 while nobody waits."""
        return self._timer.remainingTime()

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """A key or the mouse starts the time again."""
        if event.type() in _ACTIVITY and self._timer.isActive():
            self._timer.start()
        return False
