"""What window tests share: a window that leaves nothing behind, and hands that only press keys."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from scrutineer.notices import Notices
from scrutineer.settings import Settings
from scrutineer.ui.main_window import MainWindow
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.panels.book import BookPanel
from scrutineer.ui.theme import Theme, load_fonts
from tests.conftest import CLOCK, PASSPHRASE


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    qapp.setStyle("Fusion")
    load_fonts()
    theme = Theme()
    theme.apply(qapp)
    return theme


@pytest.fixture
def make_window(qtbot, dressed) -> Iterator[Callable[..., MainWindow]]:
    made: list[MainWindow] = []

    def make(settings: Settings | None = None, size: tuple[int, int] = (1366, 736)) -> MainWindow:
        chosen = settings or Settings()
        dressed.palette, dressed.zoom = chosen.palette, chosen.zoom
        window = MainWindow(chosen, dressed, Notices(), CLOCK)
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        made.append(window)
        return window

    yield make
    for window in made:
        records = list(window.notices.records)
        window.close()
        qtbot.waitUntil(window.isHidden, timeout=20_000)
        assert records == [], records
        assert not window.findChildren(QDialog)
        window.deleteLater()
    dressed.palette, dressed.zoom = "light", 100
    QApplication.sendPostedEvents(None, 52)
    gc.collect()


def wait_open(qtbot, window: MainWindow, path: Path, passphrase: str = PASSPHRASE) -> MainWindow:
    window.welcome.choose(path)
    type_text(qtbot, window.welcome.unlock.passphrase, passphrase)
    qtbot.keyClick(window.welcome.unlock.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=10_000)
    return window


@pytest.fixture
def example_window(qtbot, make_window, example) -> MainWindow:
    """The window on a copy of the worked example."""
    example.close()
    return wait_open(qtbot, make_window(), example.path)


@pytest.fixture
def empty_window(qtbot, make_window, casefile) -> MainWindow:
    """The window on a casefile with three agencies and nothing else."""
    casefile.close()
    return wait_open(qtbot, make_window(), casefile.path)


def shown_panel(window: MainWindow) -> Panel:
    """The page that is open; of a page with tabs, the tab's own page."""
    panel = window.workspace.panel()
    return panel.shown if isinstance(panel, BookPanel) else panel


def type_text(qtbot, widget: QWidget, text: str) -> None:
    widget.setFocus()
    qtbot.keyClicks(widget, text)


def idle(qtbot, window: MainWindow) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: not window.ops.is_busy, timeout=20_000)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
