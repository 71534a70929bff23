"""What a screen reader is told of every page: each control by its name, each cell that anything is drawn in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QListView, QTableView, QTreeView, QWidget

from scrutineer.ui.destinations import ToNewChallenge, ToSearch
from scrutineer.ui.pages import CHALLENGES, PAGES, SEARCH
from tests.ui.access import CONTROLS, dump, told, unnamed
from tests.ui.conftest import go, person_at

PLACES = [place for page in PAGES for place in (page.tabs or (page,))]
named = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.words)


@named
def test_every_control_is_named_on_the_worked_example(at_example, place):
    go(at_example, place.start)
    assert unnamed(at_example.top) == []


@named
def test_every_control_is_named_on_an_empty_casefile(at_empty, place):
    go(at_empty, place.start)
    assert unnamed(at_empty.top) == []


@pytest.mark.parametrize("to", [ToNewChallenge(), ToSearch("health")], ids=["challenge", "search"])
def test_every_control_of_a_form_and_of_a_search_is_named(at_example, to):
    go(at_example, to)
    at_example.settle()
    assert unnamed(at_example.top) == []


def test_every_control_of_the_first_page_is_named(qtbot, make_window):
    at = person_at(qtbot, make_window())
    assert unnamed(at.top) == []
    at.keys("Ctrl+N")
    assert unnamed(at.top) == []


@pytest.mark.parametrize("keys", ["Ctrl+K", "F1"])
def test_every_control_of_a_dialog_is_named(at_example, keys):
    at_example.keys(keys)
    dialog = at_example.dialog().top
    assert unnamed(dialog) == []
    dialog.close()
    dialog.deleteLater()
    at_example.wait(lambda: not at_example.top.findChildren(type(dialog)))


ACROSS = {
    "What each says": "the line between two marks, told as a distance in its row; why a voice stands nowhere, once"
}
"""What runs across several cells is told in one of them."""


def drawn_and_untold(window: QWidget) -> list[str]:
    """The cells in view in which something is drawn and of which a screen reader would be told nothing."""
    QApplication.processEvents()
    views = [view for view in window.findChildren(QAbstractItemView) if view.isVisible()]
    silent = []
    for view in views:
        if isinstance(view, QHeaderView) or view.accessibleName() in ACROSS:
            continue
        picture = view.viewport().grab().toImage()
        for name, box in _silent_cells(view):
            if _is_drawn_in(picture, box):
                silent.append(f"{view.accessibleName()}: {name}")
    return silent


def _silent_cells(view: QAbstractItemView) -> Iterator[tuple[str, QRect]]:
    model = view.model()
    flat = isinstance(view, QListView)
    for row in range(0 if isinstance(view, QTreeView) else model.rowCount()):
        for column in range(1 if flat else model.columnCount()):
            index = model.index(row, column)
            if isinstance(view, QTableView) and (view.isRowHidden(row) or view.isColumnHidden(column)):
                continue
            told_of = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
            if not str(told_of or "").strip():
                yield f"row {row + 1}, column {column + 1}", view.visualRect(index)


def _is_drawn_in(picture: QImage, box: QRect) -> bool:
    """Whether anything but one colour stands in a box, its lines at the edges apart."""
    inner = box.adjusted(4, 4, -4, -4) & picture.rect()
    if inner.width() < 6 or inner.height() < 6:
        return False
    first = picture.pixel(inner.topLeft())
    places = (QPoint(x, y) for y in range(inner.top(), inner.bottom()) for x in range(inner.left(), inner.right()))
    return any(picture.pixel(place) != first for place in places)


@named
def test_what_is_drawn_in_a_cell_is_told(at_example, place):
    go(at_example, place.start)
    at_example.settle()
    assert drawn_and_untold(at_example.top) == []


def test_a_mark_among_the_voices_is_told_where_it_stands_and_why_one_stands_nowhere(at_example):
    go(at_example, PLACES[1].start)
    rows = at_example.rows("What each says")
    assert rows
    assert all(sum(bool(cell) for cell in row) >= 2 for row in rows), rows


@named
def test_what_takes_the_focus_says_what_it_is(at_example, place):
    """A thing that Tab comes to and that is read as nothing at all leaves a person nowhere."""
    go(at_example, place.start)
    mute = [part.path for part in told(at_example.top) if part.can_focus and part.role in CONTROLS and not part.name]
    assert mute == []


@pytest.mark.parametrize("width", [1366, 1100])
def test_panes_are_read_from_the_left(at_example, width):
    """The list before what it shows of the one chosen, also after the panes were tabs for a while."""
    at_example.top.resize(700, 736)
    go(at_example, CHALLENGES.start)
    at_example.top.resize(width, 736)
    at_example.settle()
    names = [part.name for part in told(at_example.top)]
    assert names.index("Challenges", names.index("Search this casefile")) < names.index("Choose what happened")


def test_a_dump_reads_the_page_in_its_order(at_example):
    go(at_example, SEARCH.start)
    lines = [line.strip() for line in dump(at_example.top).splitlines()]
    assert lines.index("Button: Lock | Ctrl+Shift+L") < lines.index("CheckBox: Home | Home, Ctrl+1")
