"""What nothing refers to any more, in rings: looked for on the thread of the window alone."""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

_EVERY = 1_000  # milliseconds between two looks
_SHARE = 200  # looking through everything takes at most this part of the time


class Collector(QObject):
    """Looks for garbage beside the window's events, from now on until it is stopped.

    Python looks for it on whichever thread happens to make something, and takes apart what it finds there: a page that
    is gone, with its widgets, on a worker's thread, which ends the program. While a collector is there nobody else
    looks. What it costs grows with what was made since the last look; now and then with all there is.
    """

    _there = 0  # collectors that look: a window has one, and tests have several windows

    def __init__(self) -> None:
        super().__init__()
        self._took, self._looked = 0.0, time.monotonic()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        Collector._there += 1
        gc.disable()

    def look(self) -> None:
        """Let go of what is garbage among what was made last, and where it is time among everything."""
        young, middle, old = (made > enough for made, enough in zip(gc.get_count(), gc.get_threshold(), strict=True))
        began = time.monotonic()
        if old and began - self._looked > _SHARE * self._took:
            gc.collect()
            self._looked = time.monotonic()
            self._took = self._looked - began
        elif middle:
            gc.collect(1)
        elif young:
            gc.collect(0)

    def stop(self) -> None:
        """There is no other thread any more: Python may look for itself."""
        if self._timer.isActive():
            self._timer.stop()
            Collector._there -= 1
            if not Collector._there:
                gc.enable()
