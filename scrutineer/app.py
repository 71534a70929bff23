"""The composition root: builds everything, owns nothing."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scrutineer import logs, settings
from scrutineer.clock import Clock
from scrutineer.notices import Notices

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_FIRST = 300  # milliseconds in which the first page is shown before anything is tidied
_THEN = 1_000  # and after which what its pages need is loaded


def _remove_copies_left_behind() -> None:
    """What a run that was killed left of attached files opened elsewhere."""
    from scrutineer.operations.copies import remove_left_behind

    remove_left_behind()


def _load_ahead(window: QObject) -> None:
    """What the pages need, once the first one stands."""
    from scrutineer.ui.loading_ahead import LoadsAhead

    LoadsAhead(window)


def run(casefile: str | None, *, clock: Clock, passphrase: str = "") -> int:
    """Show the window, on a casefile where one is named; returns when it is closed."""
    gc.disable()  # until the first page stands nothing is garbage; then the window looks for it (`kit/garbage.py`)
    from PySide6.QtCore import QTimer

    from scrutineer.ui import icons
    from scrutineer.ui.application import Application, open_handed_over
    from scrutineer.ui.main_window import MainWindow
    from scrutineer.ui.theme import Theme, load_fonts

    without = logs.start()
    there = Application.instance()
    app = there if isinstance(there, Application) else Application(sys.argv)
    app.setApplicationName("Scrutineer")
    load_fonts()
    app.setWindowIcon(icons.of_the_program())
    loaded, said = settings.load()
    if passphrase:  # it comes with the worked example alone, which somebody looks at for the first time
        loaded = replace(loaded, tour=loaded.tour or 1)
    theme = Theme(loaded.palette, loaded.zoom)
    theme.apply(app)
    with Notices() as notices:
        window = MainWindow(loaded, theme, notices, clock)
        window.show()
        gc.freeze()  # what was loaded stays: looking through all of it for garbage would hold up a page for 30 ms
        QTimer.singleShot(_FIRST, window, lambda: window.ops.look(_remove_copies_left_behind, anybody=True))
        QTimer.singleShot(_THEN, window, lambda: _load_ahead(window))
        if said or without:
            window.tell("warn", f"{said} {without}".strip(), "Everything else works.")
        if casefile is not None:
            window.welcome.choose(Path(casefile), passphrase)
        app.hand_files_to(partial(open_handed_over, window))
        status = int(app.exec())
        app.hand_files_to(None)
        window.dismantle()
    icons.pixmap.cache_clear()  # pictures must go before the application does
    return status
