"""The program on a casefile, for a reader of the accessibility tree in another process: a line in goes to a page.

python -m tests.ui.access_app CASEFILE PASSPHRASE: says “ready”, then for each number that comes in goes to that place
of PLACES and says “there”; any other words are shown as a message. An empty line, or the end, ends it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from scrutineer.notices import Notices
from scrutineer.operations import casefiles
from scrutineer.settings import Settings
from scrutineer.ui.main_window import MainWindow
from scrutineer.ui.pages import PAGES
from scrutineer.ui.theme import Theme, load_fonts
from tests.conftest import CLOCK

PLACES = [place for page in PAGES for place in (page.tabs or (page,))]


class Told(QObject):
    """Does what the other process says, once everything that is under way is over."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self.read)

    def read(self) -> None:
        """One line, one place."""
        line = os.read(sys.stdin.fileno(), 100).decode().strip()
        if not line:
            QApplication.exit()
            return
        if line.isdecimal():
            self._window.workspace.go(PLACES[int(line)].start)
        else:
            self._window.tell("ok", line, "")
        self.say_when_over("there")

    def say_when_over(self, word: str) -> None:
        """Say a word when nothing is under way and what came of it is shown."""
        if self._window.ops.is_busy:
            QTimer.singleShot(20, lambda: self.say_when_over(word))
        else:
            QTimer.singleShot(0, lambda: os.write(sys.stdout.fileno(), f"{word}\n".encode()))


def main(casefile: str, passphrase: str) -> None:
    """Show the window until it is told to close."""
    application = QApplication([])
    application.setStyle("Fusion")
    load_fonts()
    theme = Theme()
    theme.apply(application)
    window = MainWindow(Settings(), theme, Notices(), CLOCK)
    window.resize(1366, 736)
    window.show()
    window.opened(casefiles.open_casefile(Path(casefile), passphrase=passphrase, clock=CLOCK))
    Told(window).say_when_over("ready")
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
