"""Every page: said once, opened by its key, fitting in each size, palette and text size, each control with a name."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QWidget,
)

from scrutineer.settings import Settings
from scrutineer.ui.destinations import Destination, ToNewChallenge
from scrutineer.ui.main_window import MainWindow
from scrutineer.ui.pages import OFF_RAIL, PAGES, page_of
from tests.ui.conftest import go, person_at, shown_panel, wait_open
from tests.ui.hands import spoken

ROOT = Path(__file__).parent.parent.parent
PLACES = [place for page in PAGES for place in (page.tabs or (page,))]


def test_every_destination_has_one_place():
    served = [kind for page in (*PAGES, *OFF_RAIL) for place in (page, *page.tabs) for kind in place.serves]
    assert sorted(served, key=repr) == sorted(get_args(Destination), key=repr)
    for page in PAGES:
        assert page_of(page.start) is page
        assert page.tab_of(page.start) is None
        for tab in page.tabs:
            assert (page_of(tab.start), page.tab_of(tab.start)) == (page, tab)


def test_the_guide_names_every_page_with_its_key_and_every_tab():
    guide = " ".join((ROOT / "docs" / "user-guide.md").read_text(encoding="utf-8").split())
    keys = guide[guide.index("Keys: ") :]
    assert [page.number for page in PAGES] == list(range(1, 10))
    assert [page.words for page in PAGES if f"{page.shortcut} {page.words}," not in keys] == []
    assert re.findall(r"Ctrl\+\d \w+", guide) == [f"{page.shortcut} {page.words}" for page in PAGES]
    assert [tab.words for page in PAGES for tab in page.tabs if tab.words not in guide] == []


def test_the_guide_has_a_part_for_every_page_and_tab():
    headings = set(
        re.findall(r"^##+ (.+)$", (ROOT / "docs" / "user-guide.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert {place.words for page in (*PAGES, *OFF_RAIL) for place in (page, *page.tabs)} <= headings


def test_a_page_is_imported_on_its_first_visit_only():
    code = (
        "import sys; import scrutineer.ui.workspace; from scrutineer.ui.pages import PAGES\n"
        "print(*sorted(name for name in sys.modules if name.startswith('scrutineer.ui.panels.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["scrutineer.ui.panels.base"]


class Strays(QObject):
    """Notes every part of a page that is shown before it has a place: it is a window of its own for a moment, and the
    focus goes with it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, shown, event):
        stray = isinstance(shown, QWidget) and shown.isWindow() and not isinstance(shown, MainWindow)
        if event.type() is QEvent.Type.Show and stray:
            self.seen.append(shown.metaObject().className())
        return False


def test_no_part_of_a_page_flashes_as_a_window_of_its_own(at_example, qapp):
    strays = Strays()
    qapp.installEventFilter(strays)
    for place in PLACES:
        go(at_example, place.start)
    qapp.removeEventFilter(strays)
    assert strays.seen == []
    assert qapp.activeWindow() is at_example.top


def test_every_page_opens_by_its_key_on_an_empty_casefile(at_empty):
    for page in PAGES:
        at_empty.keys(page.shortcut)
        assert at_empty.top.workspace.page is page
        assert at_empty.within(shown_panel(at_empty.top)).words()


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize(("zoom", "size"), [(100, (1366, 736)), (100, (1920, 1000)), (200, (1366, 736))])
def test_every_page_fits_without_warnings(qtbot, make_window, example, palette, zoom, size):
    """Qt's own warnings fail the test; nothing may be wider than the window."""
    example.close()
    window = wait_open(qtbot, make_window(Settings(palette=palette, zoom=zoom), size), example.path)
    at = person_at(qtbot, window)
    for known in PAGES:
        panel = go(at, known.start)
        window.grab()
        assert window.width() == size[0]
        assert panel.minimumSizeHint().width() <= size[0]


CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
OF_QT = {"QTableCornerButton", "QComboBoxListView", "QLineEditIconButton", "QHeaderView"}


def nameless(panel: QWidget) -> list[str]:
    """The controls in view of which a screen reader could say nothing; what a choice shows is not its name."""
    made = []
    for control in panel.findChildren(QWidget):
        kind = control.metaObject().className()
        if not isinstance(control, CONTROLS) or kind in OF_QT or not control.isVisible():
            continue
        if isinstance(control, QAbstractItemView) and isinstance(control.parentWidget(), QTableWidget):
            continue
        labelled = control.accessibleName() if isinstance(control, QComboBox) else spoken(control)
        if not labelled:
            made.append(f"{kind} of {type(control.parentWidget()).__name__}")
    return made


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.words)
def test_every_control_has_a_name(at_example, place):
    assert nameless(go(at_example, place.start)) == []


def test_every_control_of_the_form_for_a_challenge_has_a_name(at_example):
    assert nameless(go(at_example, ToNewChallenge())) == []
