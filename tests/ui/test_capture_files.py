"""Several files at once: each with a date of its own, one step, one summary, each failure beside its file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from scrutineer.casefile import journal, tables
from scrutineer.domain.evidence import Attachment, Evidence, Marking
from scrutineer.ui.destinations import ToEvidence
from scrutineer.ui.dialogs.capture_files import CaptureFilesDialog
from scrutineer.ui.kit.asks import Asks
from tests.ui.conftest import idle, shown_panel


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
