"""Several files at once: each with a date of its own, one step, one summary, each failure beside its file."""

from __future__ import annotations

import itertools
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from scrutineer.casefile import drafts, journal, tables
from scrutineer.domain.evidence import Attachment, Evidence
from scrutineer.domain.marking import Marking
from scrutineer.ui.destinations import ToEvidence, ToFiles
from scrutineer.ui.dialogs.capture_files import CaptureFilesDialog
from scrutineer.ui.kept import place_of
from scrutineer.ui.kit.asks import Asks
from tests.exchange.made import docx
from tests.ui.conftest import idle, shown_panel
from tests.ui.test_typed_text import lock


@pytest.fixture
def files(tmp_path) -> list[Path]:
    """Three with a day or without one, and a fourth that goes while it is asked about."""
    names = ("2026-05-12 minutes.txt", "Audit 3 June 2026.txt", "Interview.txt", "going.txt")
    made = [tmp_path / name for name in names]
    for path in made:
        path.write_text(f"What was seen, {path.stem}")
    return made


def looked(qtbot, window) -> CaptureFilesDialog:
    """The dialog once it has looked at every file."""
    (made,) = window.findChildren(CaptureFilesDialog)
    qtbot.waitUntil(lambda: not made.looking, timeout=60_000)
    return made


@pytest.fixture
def dialog(qtbot, empty_window, files, monkeypatch) -> CaptureFilesDialog:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in files], ""))
    empty_window.workspace.go(ToEvidence())
    press(qtbot, shown_panel(empty_window), "Import files")
    return looked(qtbot, empty_window)


def line(dialog: CaptureFilesDialog, path: Path):
    return next(one for one in dialog.lines if one.path == path)


def days(dialog: CaptureFilesDialog, files: list[Path]) -> list[str]:
    return [line(dialog, path).day.text() for path in files]


def press(qtbot, inside, words: str) -> None:
    button = next(
        b for b in inside.findChildren(QPushButton)
        if words in (b.text(), b.accessibleName()) and b.isVisible() and b.isEnabled()
    )  # fmt: skip
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def close(qtbot, window, dialog) -> None:
    dialog.close()
    qtbot.waitUntil(lambda: not window.findChildren(CaptureFilesDialog))


def test_each_file_is_asked_for_its_day_and_none_is_todays_by_default(qtbot, empty_window, dialog, files):
    assert days(dialog, files) == ["12 May 2026", "3 June 2026", "", ""]
    before = journal.tip(empty_window.casefile.reader)
    press(qtbot, dialog, "Capture 4 files")
    idle(qtbot, empty_window)
    assert journal.tip(empty_window.casefile.reader) == before
    close(qtbot, empty_window, dialog)


def test_they_are_captured_in_one_step_and_what_failed_stays_with_its_reason(qtbot, empty_window, dialog, files):
    window = empty_window
    dialog.every.setText("1 Sept 2026")
    press(qtbot, dialog, "Give it to those without one")
    assert [line(dialog, path).day.value() for path in files[2:]] == [date(2026, 9, 1)] * 2
    files[3].unlink()
    press(qtbot, dialog, "Capture 4 files")
    idle(qtbot, window)
    items = tables.rows(window.casefile, Evidence)
    assert {(item.title, item.dated, item.marking) for item in items} == {
        ("2026-05-12 minutes", date(2026, 5, 12), Marking.PRIVATE),
        ("Audit 3 June 2026", date(2026, 6, 3), Marking.PRIVATE),
        ("Interview", date(2026, 9, 1), Marking.PRIVATE),
    }
    assert len(tables.rows(window.casefile, Attachment)) == 3
    assert window.casefile.labels()[0] == "Capture 3 files"
    assert window.workspace.messages.text == "3 files captured. Not captured: going.txt"
    assert [one.path.name for one in dialog.lines] == ["going.txt"]
    files[3].write_text("It is here now")
    press(qtbot, dialog, "Capture 1 file")
    idle(qtbot, window)
    assert len(tables.rows(window.casefile, Evidence)) == 4
    qtbot.waitUntil(lambda: not window.findChildren(CaptureFilesDialog))
    assert Asks().words() == {}


@pytest.fixture
def folder(tmp_path) -> Path:
    """What people have: documents in folders, sure days and unsure ones, and what cannot be kept."""
    top = tmp_path / "Board papers"
    (top / "2026").mkdir(parents=True)
    (top / "2026" / "Minutes 2026-03-12.docx").write_bytes(docx("Minutes of the Executive"))
    (top / "2026" / "Letter.docx").write_bytes(docx("Date: 3 June 2026", "Dear chair"))
    (top / "Audit 12.03.26.txt").write_text("Twenty files were read.")
    (top / "Undated.docx").write_bytes(docx("Notes", saved=datetime(2026, 4, 2)))
    (top / "~$Undated.docx").write_bytes(b"owner")
    (top / "broken.docx").write_bytes(b"PK no letter")
    (top / "tool.exe").write_bytes(b"MZ")
    (top / "copy of audit.txt").write_text("Twenty files were read.")
    return top


@pytest.fixture
def of_folder(qtbot, empty_window, folder, monkeypatch) -> CaptureFilesDialog:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    empty_window.workspace.go(ToEvidence())
    press(qtbot, shown_panel(empty_window), "Import a folder")
    return looked(qtbot, empty_window)


def said(dialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def test_a_folder_is_read_with_those_below_and_each_day_is_shown_with_where_it_was_found(
    qtbot, empty_window, of_folder, folder
):
    dialog = of_folder
    below = folder / "2026"
    paths = [
        below / "Minutes 2026-03-12.docx",
        below / "Letter.docx",
        folder / "Audit 12.03.26.txt",
        folder / "Undated.docx",
    ]
    assert days(dialog, paths) == ["12 March 2026", "3 June 2026", "", ""]
    words = said(dialog)
    for sentence in (
        "Minutes 2026-03-12.docx. From its name.", "Its first page says “Date: 3 June 2026”.", "Its name may mean it.",
        "It says of itself that it was last saved then: that need not be its day.",
        "~$Undated.docx: A temporary file, such as Word and Excel leave while a document is open.",
        "broken.docx: It could not be opened: it is damaged", "tool.exe: Not a kind of file that is kept here: .exe.",
        "copy of audit.txt: The same file as Audit 12.03.26.txt.", "The day of 2 of 4 files was found. 4 files left out.",
    ):  # fmt: skip
        assert sentence in words, sentence
    assert str(empty_window.workspace.session.today()) not in str(days(dialog, paths))
    close(qtbot, empty_window, dialog)


def test_a_day_that_is_not_sure_is_taken_only_when_a_person_says_so(qtbot, empty_window, of_folder, folder):
    dialog, window = of_folder, empty_window
    press(qtbot, dialog, "Capture 4 files")
    idle(qtbot, window)
    assert tables.rows(window.casefile, Evidence) == ()
    press(qtbot, dialog, "Take 12 March 2026 for Audit 12.03.26.txt")
    press(qtbot, dialog, "Leave out Undated.docx")
    press(qtbot, dialog, "Capture 3 files")
    idle(qtbot, window)
    qtbot.waitUntil(lambda: not window.findChildren(CaptureFilesDialog))
    assert {(item.title, item.dated) for item in tables.rows(window.casefile, Evidence)} == {
        ("Minutes 2026-03-12", date(2026, 3, 12)), ("Letter", date(2026, 6, 3)), ("Audit 12.03.26", date(2026, 3, 12)),
    }  # fmt: skip
    assert any("Dear chair" in one.text for one in tables.rows(window.casefile, Attachment))


def test_what_is_in_the_register_is_said_and_left_out_unless_it_is_wanted(qtbot, empty_window, folder, of_folder):
    window = empty_window
    press(qtbot, of_folder, "Take each day that is offered")
    press(qtbot, of_folder, "Capture 4 files")
    idle(qtbot, window)
    qtbot.waitUntil(lambda: not window.findChildren(CaptureFilesDialog))
    assert len(tables.rows(window.casefile, Evidence)) == 4
    window.workspace.go(ToFiles((str(folder),)))
    again = looked(qtbot, window)
    assert again.lines == []
    assert "Letter.docx: It is in the register already: E" in said(again)
    name = str(Path("2026") / "Letter.docx")
    press(qtbot, again, f"Keep {name} all the same")
    press(qtbot, again, "Capture 1 file")
    idle(qtbot, window)
    qtbot.waitUntil(lambda: not window.findChildren(CaptureFilesDialog))
    assert len(tables.rows(window.casefile, Evidence)) == 5


def test_two_hundred_files_leave_the_window_free_while_they_are_read(qtbot, empty_window, tmp_path):
    """No turn of the window's loop takes longer than somebody notices, and closing stops the reading."""
    for number in range(200):
        (tmp_path / f"Note {number} of 2026-03-12.txt").write_text(f"What was said, {number}")
    turns: list[float] = []
    beat = QTimer()
    beat.timeout.connect(lambda: turns.append(time.monotonic()))
    beat.start(20)  # not 0: the window would keep the reading from its turn
    empty_window.workspace.go(ToFiles((str(tmp_path),)))
    dialog = looked(qtbot, empty_window)
    beat.stop()
    assert len(dialog.lines) == 200
    assert max(later - earlier for earlier, later in itertools.pairwise(turns)) < 1.5
    press(qtbot, dialog, "Capture 200 files")
    idle(qtbot, empty_window)
    qtbot.waitUntil(lambda: not empty_window.findChildren(CaptureFilesDialog))
    assert tables.count(empty_window.casefile, Evidence) == 200


def test_of_two_that_are_the_same_the_one_with_a_day_is_kept_though_the_other_was_looked_at_first(
    qtbot, empty_window, tmp_path
):
    window = empty_window
    for name in ("Copy of MASH audit.txt", "MASH audit 3rd Feb 2026.txt"):
        (tmp_path / name).write_text("Twenty files were read.")
    (tmp_path / "FW \u202egnp.msg").write_bytes(b"x")
    window.workspace.go(ToFiles((str(tmp_path),)))
    dialog = looked(qtbot, window)
    assert [line.path.name for line in dialog.lines if line.path.suffix == ".txt"] == ["MASH audit 3rd Feb 2026.txt"]
    qtbot.waitUntil(lambda: "Copy of MASH audit.txt: The same file as MASH audit 3rd Feb 2026.txt." in said(dialog))
    words = said(dialog)
    assert "FW \ufffdgnp.msg. Kept as it is: the text of a .msg could not be read, nor its day." in words
    press(qtbot, dialog, "Keep Copy of MASH audit.txt all the same")
    assert len(dialog.lines) == 3
    close(qtbot, window, dialog)


def test_closing_stops_the_reading_and_nothing_is_kept(qtbot, empty_window, tmp_path):
    for number in range(30):
        (tmp_path / f"Letter {number}.docx").write_bytes(docx(f"Letter {number}"))
    empty_window.workspace.go(ToFiles((str(tmp_path),)))
    (dialog,) = empty_window.findChildren(CaptureFilesDialog)
    qtbot.waitUntil(lambda: bool(dialog.lines), timeout=20_000)
    assert dialog.looking
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not empty_window.findChildren(CaptureFilesDialog))
    empty_window.ops.wait_for_looks()
    assert tables.rows(empty_window.casefile, Evidence) == ()
    assert drafts.every(empty_window.casefile) == ()


def type_of_the_first(dialog, files) -> None:
    line(dialog, files[0]).title.setText("What was seen in May")
    line(dialog, files[3]).day.setText("1 Sept or so")


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
    type_of_the_first(dialog, files)
    way(qtbot, window)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: not window.findChildren(CaptureFilesDialog))
    (draft,) = drafts.every(window.casefile)
    assert draft.title == "4 files to keep as evidence"
    window.workspace.go(place_of(draft.form))
    again = looked(qtbot, window)
    assert line(again, files[0]).title.text() == "What was seen in May"
    assert days(again, files) == ["12 May 2026", "3 June 2026", "", "1 Sept or so"]
    again.form.note.findChild(QPushButton).click()
    again.close()


def test_what_was_captured_leaves_no_draft_and_what_was_not_keeps_its_words(qtbot, empty_window, dialog, files):
    window = empty_window
    type_of_the_first(dialog, files)
    line(dialog, files[3]).title.setText("The one that is gone")
    for path in files[2:]:
        line(dialog, path).day.setText("1 Sept 2026")
    files[3].unlink()
    press(qtbot, dialog, "Capture 4 files")
    idle(qtbot, window)
    qtbot.waitUntil(lambda: len(dialog.lines) == 1)
    dialog.close()
    idle(qtbot, window)
    (draft,) = drafts.every(window.casefile)
    assert "The one that is gone" in draft.fields.values()
    assert "What was seen in May" not in draft.fields.values()
    files[3].write_text("It was found again")
    window.workspace.go(place_of(draft.form))
    again = looked(qtbot, window)
    assert [(one.path, one.title.text()) for one in again.lines] == [(files[3], "The one that is gone")]
    press(qtbot, again, "Capture 1 file")
    idle(qtbot, window)
    qtbot.waitUntil(lambda: not window.findChildren(CaptureFilesDialog))
    assert drafts.every(window.casefile) == ()
    assert len(tables.rows(window.casefile, Evidence)) == 4
