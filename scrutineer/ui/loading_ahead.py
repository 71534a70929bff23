"""The modules of the pages are loaded while nobody waits for one: half of some first visits was loading them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from scrutineer.ui.pages import PAGES

_BETWEEN = 40  # milliseconds that the window has to itself after each


class LoadsAhead(QObject):
    """Loads one module at a time between the window's events, from now until all are there; then it is gone. What each
    costs is loading it, 2 to 20 ms, and nothing where its page was visited already."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = _modules()
        self._timer = QTimer(self, interval=_BETWEEN)
        self._timer.timeout.connect(self._load_next)
        self._timer.start()

    def _load_next(self) -> None:
        name = next(self._left, None)
        if name is not None:
            import_module(name)
        else:
            self._timer.stop()
            self.deleteLater()


def _modules() -> Iterator[str]:
    """What the making of each page and tab imports, read where it is said: a built program has no folder of modules."""
    made = [*(page.make for page in PAGES), *(tab.make for page in PAGES for tab in page.tabs)]
    names = dict.fromkeys(name for make in made for name in make.__code__.co_names)
    return (name for name in names if name.startswith("scrutineer.ui."))
