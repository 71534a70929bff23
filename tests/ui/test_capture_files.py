"""Several files at once: each with a date of its own, one step, one summary, each failure beside its file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from scrutineer.casefile import drafts, journal, tables
from scrutineer.domain.evidence import Attachment, Evidence
from scrutineer.domain.marking import Marking
from scrutineer.ui.destinations import ToEvidence
from scrutineer.ui.dialogs.capture_files import CaptureFilesDialog
from scrutineer.ui.kept import place_of
from scrutineer.ui.kit.asks import Asks
from tests.ui.conftest import idle, shown_panel
from tests.ui.test_typed_text import lock


@pytest.fixture
def files(tmp_path) -> list[Path]:
    """Three that can be read, one that is gone, one that is empty."""
    names = ("2026-05-12 minutes.txt", "Audit 3 June 2026.txt", "Interview.txt")
    made = [tmp_path / name for name in names]
    for path in made:
        path.write_text(f"What was seen, {path.stem}")
    return [*made, tmp_path / "gone.txt"]


@pytest.fixture
def dialog(qtbot, empty_window, files, monkeypatch) -> CaptureFilesDialog:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in files], ""))
    empty_window.workspace.go(ToEvidence())
    press(qtbot, shown_panel(empty_window), "Import files")
    (made,) = empty_window.findChildren(CaptureFilesDialog)
    return made


def press(qtbot, inside, words: str) -> None:
    button = next(b for b in inside.findChildren(QPushButton) if b.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_each_file_is_asked_for_its_day_and_none_is_todays_by_default(qtbot, empty_window, dialog):
    assert [line.day.text() for line in dialog.lines] == ["12 May 2026", "3 June 2026", "", ""]
    before = journal.tip(empty_window.casefile.reader)
    press(qtbot, dialog, "Capture 4 files")
    idle(qtbot, empty_window)
    assert journal.tip(empty_window.casefile.reader) == before
    dialog.close()
    qtbot.waitUntil(lambda: not empty_window.findChildren(CaptureFilesDialog))


def test_they_are_captured_in_one_step_and_what_failed_stays_with_its_reason(qtbot, empty_window, dialog, files):
    window = empty_window
    dialog.every.setText("1 Sept 2026")
    press(qtbot, dialog, "Give it to those without one")
    assert [line.day.value() for line in dialog.lines][2:] == [date(2026, 9, 1)] * 2
    press(qtbot, dialog, "Capture 4 files")
    idle(qtbot, window)
    items = tables.rows(window.casefile, Evidence)
    assert [(item.title, item.dated, item.marking) for item in items] == [
        ("2026-05-12 minutes", date(2026, 5, 12), Marking.PRIVATE),
        ("Audit 3 June 2026", date(2026, 6, 3), Marking.PRIVATE),
        ("Interview", date(2026, 9, 1), Marking.PRIVATE),
    ]
    assert len(tables.rows(window.casefile, Attachment)) == 3
    assert window.casefile.labels()[0] == "Capture 3 files"
    assert window.workspace.messages.text == "3 files captured. Not captured: gone.txt"
    assert [line.path.name for line in dialog.lines] == ["gone.txt"]
    files[3].write_text("It is here now")
    press(qtbot, dialog, "Capture 1 file")
    idle(qtbot, window)
    assert len(tables.rows(window.casefile, Evidence)) == 4
    qtbot.waitUntil(lambda: not window.findChildren(CaptureFilesDialog))
    assert Asks().words() == {}


def type_of_the_first(dialog) -> None:
    dialog.lines[0].title.setText("What was seen in May")
    dialog.lines[3].day.setText("1 Sept or so")


def escape(qtbot, window) -> None:
    (dialog,) = window.findChildren(CaptureFilesDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def lock_and_open(qtbot, window) -> None:
    lock(qtbot, window)


@pytest.mark.parametrize("way", [escape, lock_and_open])
def test_what_is_typed_of_files_is_kept_however_it_is_left_and_comes_back_from_home(
    qtbot, empty_window, dialog, files, way
):
    window = empty_window
    type_of_the_first(dialog)
    way(qtbot, window)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: not window.findChildren(CaptureFilesDialog))
    (draft,) = drafts.every(window.casefile)
    assert draft.title == "4 files to keep as evidence"
    window.workspace.go(place_of(draft.form))
    (again,) = window.findChildren(CaptureFilesDialog)
    assert [line.path for line in again.lines] == files
    assert again.lines[0].title.text() == "What was seen in May"
    assert [line.day.text() for line in again.lines] == ["12 May 2026", "3 June 2026", "", "1 Sept or so"]
    again.form.note.findChild(QPushButton).click()
    again.close()


def test_what_was_captured_leaves_no_draft_and_what_was_not_keeps_its_words(qtbot, empty_window, dialog, files):
    window = empty_window
    type_of_the_first(dialog)
    dialog.lines[3].title.setText("The one that is gone")
    for line in dialog.lines[2:]:
        line.day.setText("1 Sept 2026")
    press(qtbot, dialog, "Capture 4 files")
    idle(qtbot, window)
    qtbot.waitUntil(lambda: len(dialog.lines) == 1)
    dialog.close()
    idle(qtbot, window)
    (draft,) = drafts.every(window.casefile)
    assert "The one that is gone" in draft.fields.values()
    assert "What was seen in May" not in draft.fields.values()
    window.workspace.go(place_of(draft.form))
    (again,) = window.findChildren(CaptureFilesDialog)
    assert [(line.path, line.title.text()) for line in again.lines] == [(files[3], "The one that is gone")]
    files[3].write_text("It was found again")
    press(qtbot, again, "Capture 1 file")
    idle(qtbot, window)
    qtbot.waitUntil(lambda: not window.findChildren(CaptureFilesDialog))
    assert drafts.every(window.casefile) == ()
    assert len(tables.rows(window.casefile, Evidence)) == 4
