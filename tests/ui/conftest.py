"""What window tests share: a window that leaves nothing behind, and hands that only press keys."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from scrutineer.notices import Notices
from scrutineer.operations import casefiles
from scrutineer.settings import Settings
from scrutineer.ui.application import Application
from scrutineer.ui.destinations import Destination
from scrutineer.ui.main_window import MainWindow
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.panels.book import BookPanel
from scrutineer.ui.theme import Theme, load_fonts
from tests.conftest import CLOCK, PASSPHRASE, new_testshire
from tests.ui.hands import Hands


@pytest.fixture
def qtbot(qtbot: QtBot) -> Iterator[QtBot]:
    """The robot of pytest-qt, which forgets a widget as soon as its test does: Python's collector could then take a
    shown one away while it is painted. Here each lives to the end of its test, as every part of a window does."""
    alive: list[QWidget] = []
    add = qtbot.addWidget

    def add_and_keep(widget: QWidget, **more: Any) -> None:
        alive.append(widget)
        add(widget, **more)

    qtbot.addWidget = add_and_keep
    yield qtbot
    alive.clear()


@pytest.fixture(scope="session")
def qapp_cls() -> type[Application]:
    """The application is the program's own."""
    return Application


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    load_fonts()
    theme = Theme()
    theme.apply(qapp)
    return theme


def dress(theme: Theme, palette: str, zoom: int) -> None:
    """Put a palette and a text size on the application, where they are others."""
    if (theme.palette, theme.zoom) != (palette, zoom):
        theme.palette, theme.zoom = palette, zoom
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app)


@pytest.fixture
def make_window(qtbot, dressed) -> Iterator[Callable[..., MainWindow]]:
    made: list[MainWindow] = []

    def make(settings: Settings | None = None, size: tuple[int, int] = (1366, 736)) -> MainWindow:
        chosen = settings or Settings()
        dress(dressed, chosen.palette, chosen.zoom)
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
    dress(dressed, "light", 100)
    QApplication.sendPostedEvents(None, 52)
    gc.collect()


def wait_open(qtbot, window: MainWindow, path: Path, passphrase: str = PASSPHRASE) -> MainWindow:
    window.welcome.choose(path)
    type_text(qtbot, window.welcome.unlock.passphrase, passphrase)
    qtbot.keyClick(window.welcome.unlock.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=10_000)
    return window


@pytest.fixture(scope="session")
def testshire_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casefile with three agencies and nothing else, made once."""
    made = new_testshire(tmp_path_factory.mktemp("testshire"))
    made.close()
    return made.path


def opened(window: MainWindow, casefile: Path, folder: Path) -> MainWindow:
    """The window on a copy of a casefile, without the way through the first page."""
    copy = folder / casefile.name
    shutil.copyfile(casefile, copy)
    window.opened(casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=CLOCK))
    return window


@pytest.fixture
def example_window(make_window, example_folder, tmp_path) -> MainWindow:
    """The window on a copy of the worked example."""
    return opened(make_window(), example_folder / "Northmoor.scrutiny", tmp_path)


@pytest.fixture
def empty_window(make_window, testshire_path, tmp_path) -> MainWindow:
    """The window on a casefile with three agencies and nothing else."""
    return opened(make_window(), testshire_path, tmp_path)


def person_at(qtbot, window: MainWindow) -> Hands:
    """Somebody at a window."""
    return Hands(qtbot, window, lambda: window.ops.is_busy)


@pytest.fixture
def at_example(qtbot, example_window) -> Hands:
    """Somebody at the window on the worked example."""
    return person_at(qtbot, example_window)


@pytest.fixture
def at_empty(qtbot, empty_window) -> Hands:
    """Somebody at the window on a casefile with three agencies and nothing else."""
    return person_at(qtbot, empty_window)


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


def go(at: Hands, destination: Destination) -> Panel:
    """Open what a destination names; the page that shows it."""
    at.top.workspace.go(destination)
    at.settle()
    return shown_panel(at.top)
