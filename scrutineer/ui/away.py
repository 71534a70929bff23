"""What a casefile leaves when nobody sits at it: notices that the machine slept, and takes back what was copied."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from scrutineer.clock import Clock

EVERY = 1_000  # milliseconds between two looks, so that a screen that comes back shows the page for no longer
GAP = 60.0  # seconds that may be missing: a busy machine is late by less


def slept(by_the_wall: float, by_a_steady_clock: float) -> bool:
    """Whether so many seconds between two looks can only be a sleep. Some systems stop the steady clock meanwhile."""
    return max(by_the_wall, by_a_steady_clock) > GAP + EVERY / 1_000


class SleepWatch(QObject):
    """Emits `woke` once the machine goes on after it was suspended, or its lid was shut. Only while it is started."""

    woke = Signal()

    def __init__(self, parent: QObject, clock: Clock) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._seen = self._now()

    def _now(self) -> tuple[float, float]:
        return self._clock.now().timestamp(), time.monotonic()

    def start(self) -> None:
        """Look from now on."""
        self._seen = self._now()
        self._timer.start(EVERY)

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()

    def look(self) -> None:
        """Compare both clocks with the look before."""
        before, self._seen = self._seen, self._now()
        if slept(self._seen[0] - before[0], self._seen[1] - before[1]):
            self.woke.emit()


class CopyWatch(QObject):
    """Knows whether what the clipboard holds was put there while the focus was in this program."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._copied = False
        self._clipboard.dataChanged.connect(self._changed)

    def _changed(self) -> None:
        self._copied = QGuiApplication.focusWindow() is not None

    def take_back(self) -> None:
        """Empty the clipboard of what was copied here, and the selection that some systems paste as well."""
        if self._copied or self._clipboard.ownsClipboard():
            self._clipboard.clear()
            self._copied = False
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)
