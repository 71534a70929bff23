"""Files dropped on the window: said in words while they hover, taken where they belong, refused in a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.returns import ReturnFile
from scrutineer.ui.destinations import ToItem, ToNewEvidence
from scrutineer.ui.drops import DropKind, offer_of
from tests.conftest import RETURNS
from tests.ui.conftest import go, idle, person_at, shown_panel

ACTIONS, LEFT, NO_KEYS = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def data_of(*files: Path | str) -> QMimeData:
    """What a file manager drags: addresses, and the same as text."""
    urls = [QUrl(file) if isinstance(file, str) else QUrl.fromLocalFile(str(file)) for file in files]
    data = QMimeData()
    data.setUrls(urls)
    data.setText("\n".join(url.toString() for url in urls))
    return data


def over(window, data: QMimeData, at: QPoint) -> bool:
    """Drag it over a place of the window; whether the window takes it there."""
    QApplication.processEvents()  # a window hears what is dropped on it once it was seen
    handle = window.windowHandle()
    enters = QDragEnterEvent(at, ACTIONS, data, LEFT, NO_KEYS)
    QApplication.sendEvent(handle, enters)
    moves = QDragMoveEvent(at, ACTIONS, data, LEFT, NO_KEYS)
    QApplication.sendEvent(handle, moves)
    return enters.isAccepted() and moves.isAccepted()


def drop(window, data: QMimeData, at: QPoint | None = None) -> None:
    """Drag it over the window and let go."""
    place = at or window.rect().center()
    over(window, data, place)
    event = QDropEvent(QPointF(place), ACTIONS, data, LEFT, NO_KEYS)
    QApplication.sendEvent(window.windowHandle(), event)
    QApplication.processEvents()


@pytest.fixture
def letters(tmp_path) -> list[Path]:
    made = [tmp_path / name for name in ("minutes of May.txt", "minutes of June.txt")]
    for path in made:
        path.write_text(f"What was said, {path.stem}.")
    return made


def test_documents_are_captured_with_the_day_that_is_asked_for(at_empty, letters):
    drop(at_empty.top, data_of(*letters))
    dialog = at_empty.dialog()
    dialog.sees("The day of 0 of 2 files was found.")
    dialog.write("One date for all", "1/6/2026")
    dialog.press("Give it to those without one")
    dialog.press("Capture 2 files")
    titles = {item.title for item in tables.rows(at_empty.top.casefile, Evidence)}
    assert titles == {"minutes of May", "minutes of June"}


def test_a_folder_is_looked_through_and_what_is_no_document_is_left_out(at_empty, letters, tmp_path):
    folder = tmp_path / "Minutes"
    folder.mkdir()
    for letter in letters:
        letter.rename(folder / letter.name)
    (folder / "tool.exe").write_bytes(b"MZ")
    assert over(at_empty.top, data_of(folder), QPoint(400, 300))
    at_empty.sees("Look through the files of Minutes")
    drop(at_empty.top, data_of(folder))
    dialog = at_empty.dialog()
    dialog.sees("The day of 0 of 2 files was found. 1 file left out.")
    dialog.press("Close")


def test_a_workbook_goes_to_its_check_and_nothing_is_stored_before(qtbot, at_example, tmp_path):
    at = at_example
    workbook = tmp_path / "A return.xlsx"
    shutil.copyfile(next(RETURNS.rglob("*.xlsx")), workbook)
    before = tables.count(at.top.casefile, ReturnFile)
    drop(at.top, data_of(workbook))
    qtbot.waitUntil(lambda: getattr(shown_panel(at.top), "check", None) is not None, timeout=20_000)
    assert tables.count(at.top.casefile, ReturnFile) == before
    idle(qtbot, at.top)


def test_what_letting_go_does_is_said_while_it_hovers_and_no_longer_when_it_leaves(at_empty, letters):
    window = at_empty.top
    assert over(window, data_of(*letters), QPoint(400, 300))
    at_empty.sees("Keep 2 files as evidence")
    cover = window.drops.cover
    assert cover.isVisible()
    assert cover.accessibleName().startswith("Keep 2 files as evidence")
    QApplication.sendEvent(window.windowHandle(), QDragLeaveEvent())
    assert window.drops.cover is None
    assert "Keep 2 files" not in at_empty.words()


def test_a_file_over_a_field_is_no_text_and_is_taken_as_everywhere(at_empty, letters):
    go(at_empty, ToNewEvidence())
    field = at_empty.field("Title of the evidence")
    drop(at_empty.top, data_of(letters[0]), field.mapTo(at_empty.top, field.rect().center()))
    assert field.text() == ""
    at_empty.dialog().press("Close")


def test_text_is_left_to_the_field_it_is_dropped_on(at_empty):
    go(at_empty, ToNewEvidence())
    field = at_empty.field("Title of the evidence")
    data = QMimeData()
    data.setText("Dragged words")
    drop(at_empty.top, data, field.mapTo(at_empty.top, field.rect().center()))
    assert field.text() == "Dragged words"


def test_what_cannot_be_taken_is_a_sentence_and_nothing_happens(at_empty, tmp_path):
    strange = tmp_path / "setup.exe"
    strange.write_bytes(b"MZ")
    for dropped, words in (
        (strange, "Not a kind of file that is taken in here: setup.exe."),
        ("https://example.org/a.pdf", "This is no file of this computer."),
    ):  # fmt: skip
        drop(at_empty.top, data_of(dropped))
        at_empty.sees(words)
    assert tables.rows(at_empty.top.casefile, Evidence) == ()
    assert not at_empty.top.findChildren(QDialog)


def test_where_no_casefile_is_open_only_a_casefile_is_taken(qtbot, make_window, letters, testshire_path):
    window = make_window()
    at = person_at(qtbot, window)
    over(window, data_of(letters[0]), QPoint(300, 300))
    at.sees("Unlock one first, then drop this again.")
    drop(window, data_of(letters[0]))
    at.sees("No casefile is open.")
    drop(window, data_of(testshire_path))
    assert window.welcome.unlock.passphrase.hasFocus()
    at.sees(f"{testshire_path.name}, {testshire_path.parent}")


@pytest.fixture
def another(tmp_path, testshire_path) -> Path:
    copy = tmp_path / "Another.scrutiny"
    shutil.copyfile(testshire_path, copy)
    return copy


def test_a_casefile_is_offered_to_be_merged(at_empty, another):
    drop(at_empty.top, data_of(another))
    at_empty.dialog().press("See what merging would bring")
    at_empty.sees("Another.scrutiny")
    assert at_empty.top.focusWidget() is at_empty.field("Passphrase of their casefile")


def test_a_casefile_is_offered_to_be_opened_in_place_of_this_one(qtbot, at_empty, another):
    window = at_empty.top
    drop(window, data_of(another))
    dialog = at_empty.dialog()
    dialog.press("Leave it")
    assert window.casefile is not None
    drop(window, data_of(another))
    at_empty.dialog().press("Lock this one and open it")
    qtbot.waitUntil(lambda: window.casefile is None, timeout=20_000)
    at_empty.sees(f"Another.scrutiny, {another.parent}")


def test_the_casefile_that_is_open_is_not_offered(at_empty):
    drop(at_empty.top, data_of(at_empty.top.casefile.path))
    at_empty.sees("is the casefile that is open")
    assert at_empty.top.casefile is not None


def test_an_attachment_dragged_out_and_back_is_left_alone(at_example):
    """It comes from the window itself: what the platform says with the drag's source."""
    at = at_example
    item = next(item for item in tables.rows(at.top.casefile, Evidence) if item.title.startswith("Dip sample"))
    go(at, ToItem(item.id))

    class _FromHere(QDropEvent):
        def source(self):
            return at.top

    event = _FromHere(QPointF(400, 300), ACTIONS, data_of(at.top.casefile.path), LEFT, NO_KEYS)
    assert not at.top.drops.eventFilter(at.top.windowHandle(), event)


@pytest.mark.parametrize(("names", "kind"), [
    (["a.xlsx"], DropKind.WORKBOOK), (["a.CSV"], DropKind.WORKBOOK), (["a.pdf"], DropKind.FILES),
    (["a.xlsx", "b.xlsx"], DropKind.FILES), (["a.xlsm", "b.docx"], DropKind.FILES), (["a"], DropKind.NOTHING),
    (["a.pdf", "b.py"], DropKind.FILES), (["a.exe", "b.py"], DropKind.NOTHING), (["a.scrutiny", "b.pdf"], DropKind.FILES), ([], DropKind.NOTHING),
])  # fmt: skip
def test_each_kind_of_file_has_its_place(tmp_path, names, kind):
    offer = offer_of([tmp_path / name for name in names], tmp_path / "open.scrutiny")
    assert offer.kind is kind
    assert offer.words
    assert offer.advice
