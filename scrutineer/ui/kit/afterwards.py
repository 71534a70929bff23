"""What is laid out beside a list follows once the list was painted: the quick comes before the slow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class Afterwards(QObject):
    """Does `then` after what was just changed was painted, once for however many changes. A page that is left before
    that has it done at once: nobody comes back to a list beside what is none of its own."""

    def __init__(self, page: QWidget, then: Callable[[], None]) -> None:
        super().__init__(page)
        self._then = then
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(then)
        page.installEventFilter(self)

    def following(self, first: Callable[[], None]) -> Callable[[], None]:
        """What does `first` now, and the rest afterwards."""

        def both() -> None:
            first()
            self._turn.start()

        return both

    def eventFilter(self, _page: QObject, event: QEvent) -> bool:
        """The page is left."""
        if event.type() == QEvent.Type.Hide and self._turn.isActive():
            self._turn.stop()
            self._then()
        return False
