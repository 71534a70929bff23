"""An attached file is opened, saved and dragged from its row; its copies go when the casefile is locked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from scrutineer import paths
from scrutineer.operations import copies, evidence
from scrutineer.ui.destinations import ToItem
from scrutineer.ui.parts.attachment_row import AttachmentRow
from tests.operations.acts import capture
from tests.ui.conftest import idle, shown_panel


@pytest.fixture
def row_of(qtbot, empty_window, tmp_path):
    """The row of a file attached to an item that is shown."""

    def attach(name: str, content: bytes = b"content") -> AttachmentRow:
        file = tmp_path / name
        file.write_bytes(content)
        casefile = empty_window.casefile
        item = capture(casefile)
        evidence.attach_files(casefile, evidence_id=item, attachments=[file])
        empty_window.workspace.go(ToItem(item))
        (made,) = shown_panel(empty_window).details.findChildren(AttachmentRow)
        return made

    return attach


def press(row: AttachmentRow, words: str) -> None:
    next(b for b in row.findChildren(QPushButton) if b.text() == words).click()


def kept() -> list[Path]:
    return [path for path in paths.copies().rglob("*") if path.is_file()]


@pytest.mark.parametrize("ending", ["lock", "close"])
def test_a_copy_is_opened_by_another_program_and_goes_when_the_casefile_does(
    qtbot, empty_window, row_of, monkeypatch, ending
):
    shown = []
    monkeypatch.setattr(copies, "show_elsewhere", lambda copy: shown.append((copy, copy.read_bytes())))
    press(row_of("Minutes.docx", b"bytes"), "Open")
    qtbot.waitUntil(lambda: bool(shown))
    ((copy, content),) = shown
    assert (copy.name, content) == ("Minutes.docx", b"bytes")
    assert copy in kept()
    if ending == "lock":
        empty_window.lock()
        idle(qtbot, empty_window)
    else:
        empty_window.close()
    assert kept() == []


@pytest.mark.parametrize("name", ["setup.exe", "page.html", "macro.docm"])
def test_what_may_run_something_is_only_saved(row_of, name):
    assert [way.text() for way in row_of(name).findChildren(QPushButton)] == ["Save a copy"]


def test_a_program_called_a_letter_is_not_opened_and_that_is_said(qtbot, empty_window, row_of, monkeypatch):
    monkeypatch.setattr(copies, "show_elsewhere", lambda _copy: pytest.fail("it was opened"))
    press(row_of("letter.docx", b"MZ a program"), "Open")
    qtbot.waitUntil(lambda: "It was not opened. Save a copy" in empty_window.workspace.messages.text)
    empty_window.notices.records.clear()
    assert kept() == []


def test_a_copy_is_saved_where_the_person_says(qtbot, empty_window, row_of, monkeypatch, tmp_path):
    offered = []
    out = tmp_path / "saved.exe"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given, **_: (offered.append(given[2]), (str(out), ""))[1]
    )
    press(row_of("setup.exe", b"program"), "Save a copy")
    idle(qtbot, empty_window)
    assert offered == ["setup.exe"]
    assert out.read_bytes() == b"program"


def test_a_file_of_any_kind_is_dragged_out_as_a_copy(qtbot, empty_window, row_of):
    row = row_of("setup.exe", b"program")
    data = row.what_is_dragged()
    (url,) = data.urls()
    assert Path(url.toLocalFile()).read_bytes() == b"program"
    assert Path(url.toLocalFile()).name == "setup.exe"
    empty_window.lock()
    idle(qtbot, empty_window)
    assert kept() == []
