"""Qt's application: in the one style, and open to the casefiles that macOS hands over."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from scrutineer.ui.main_window import MainWindow


class Application(QApplication):
    """The application in Fusion. On macOS a double click on a file comes as an event, to a program that runs already
    too; one that comes before anybody takes files is kept for who does.

    The style is named among the words: who sets one is handed it, and Qt makes all the enums of styles for that.
    """

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__([*words[:1], "-style", "Fusion"])
        self._take: Callable[[Path], None] | None = None
        self._kept: Path | None = None

    def event(self, event: QEvent) -> bool:
        """Take a file that is handed over; anything else is Qt's own business."""
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        if event.file():  # an address of the network has none, and is nothing to this program
            self._kept = Path(event.file())
            self._hand_on()
        return True

    def hand_files_to(self, take: Callable[[Path], None] | None) -> None:
        """Who takes files from now on, the one that came last first; None: nobody any longer."""
        self._take = take
        self._hand_on()

    def _hand_on(self) -> None:
        if self._take is not None and self._kept is not None:
            path, self._kept = self._kept, None
            self._take(path)


def open_handed_over(window: MainWindow, path: Path) -> None:
    """Open a casefile that the system hands over, as one named on the command line.

    Another that is open is locked first, as by Open another: what was typed is kept. While a dialog asks something
    nothing is opened.
    """
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
    if window.casefile is None:
        window.welcome.choose(path)
    elif _same(path, window.casefile.path):
        return
    elif QApplication.activeModalWidget() is not None:
        window.tell("info", f"{path.name} was not opened.", "Answer what is asked here first, then open it again.")
    else:
        window.lock()
        window.welcome.choose(path)


def _same(path: Path, other: Path) -> bool:
    return os.path.exists(path) and os.path.exists(other) and os.path.samefile(path, other)
