"""The whole path in the real window, by keyboard: unlock, capture, link, import, judge, challenge, print."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Status
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.returns import SelfAssessment
from scrutineer.domain.working_days import working_days_after
from scrutineer.operations.queries.challenges import lives
from scrutineer.ui.destinations import ToLine, ToNewChallenge, ToNewEvidence, ToReturns
from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog
from scrutineer.ui.pages import EVIDENCE
from tests.conftest import CLOCK, PASSPHRASE, RETURNS
from tests.printed_text import printed_text
from tests.ui.conftest import focused, idle, person_at, shown_panel, type_text, wait_open

CTRL = Qt.KeyboardModifier.ControlModifier


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier, text="") -> None:
    qtbot.keyClick(focused(), key, modifier)
    if text:
        qtbot.keyClicks(focused(), text)


def page(window):
    return shown_panel(window)


def test_from_unlock_to_pdf_by_keyboard(qtbot, empty_window, tmp_path, monkeypatch):
    window, at = empty_window, person_at(qtbot, empty_window)
    session = window.workspace.session
    casefile = session.casefile

    # Capture, from anywhere, in one line.
    press(qtbot, Qt.Key.Key_E, CTRL, "Dip sample of ten records")
    assert window.workspace.page is EVIDENCE
    press(qtbot, Qt.Key.Key_Return)
    idle(qtbot, window)
    (item,) = tables.rows(casefile, Evidence)
    assert item.title == "Dip sample of ten records"

    # Import a workbook that an agency sent, with a new mapping.
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(RETURNS / "s11-police.xlsx"), ""))
    press(qtbot, Qt.Key.Key_I, CTRL)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: page(window).check is not None)
    check = page(window).check
    assert check.proposal is None
    assert not check.commit_button.isEnabled()
    qtbot.waitUntil(lambda: any(name.startswith("0 to 3") for name in at.buttons()))
    scale = next(name for name in at.buttons() if name.startswith("0 to 3"))
    at.button(scale).setFocus()
    at.keys("Space")
    qtbot.waitUntil(lambda: check.proposal is not None, timeout=10_000)
    assert check.proposal.totals() == {"read": 64, "stored": 20, "set_aside": 3, "ignored": 41}
    at.sees("Adds up.")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page(window).check is None, timeout=10_000)
    idle(qtbot, window)
    assert len(tables.rows(casefile, SelfAssessment)) == 23

    # Judge a step: link evidence, choose a level, write, finalise.
    window.workspace.go(ToLine(TargetId("six-steps:4")))
    press(qtbot, Qt.Key.Key_L, CTRL)
    (dialog,) = window.findChildren(LinkEvidenceDialog)
    contradicts = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Contradicts")
    qtbot.mouseClick(contradicts, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    idle(qtbot, window)
    dialog.close()
    with qtbot.waitActive(window):
        window.activateWindow()
    form = page(window).form
    assert "write a narrative" in form.blocked.text()
    at.button("Limited assurance").setFocus()
    at.keys("Space")
    form.narrative.setFocus()
    press(qtbot, Qt.Key.Key_A, text=" sample shows gaps.")
    qtbot.waitUntil(lambda: form.final.isEnabled())
    press(qtbot, Qt.Key.Key_Return, CTRL)
    idle(qtbot, window)
    (judgement,) = tables.rows(casefile, Judgement)
    assert (judgement.level, judgement.status) == ("limited", JudgementStatus.FINAL)
    assert form.status.text() == "Final"

    # Raise a challenge from the step, already linked.
    window.workspace.go(ToNewChallenge(target=judgement.target))
    challenge = page(window).form
    type_text(qtbot, challenge.question, "Why are there gaps?")
    type_text(qtbot, challenge.put_to, "Chief constable")
    assert "E1" in challenge.linked.text()
    press(qtbot, Qt.Key.Key_Return, CTRL)
    idle(qtbot, window)
    (life,) = lives(casefile)
    assert (life.status, life.reply_due) == (Status.RAISED, working_days_after(CLOCK.today(), 15))

    # Record the response and a view of it.
    at.choose("What happened", "Response received")
    at.write("What was said or done", "We have changed the rota.")
    at.keys("Ctrl+Return")
    assert lives(casefile)[0].status is Status.RESPONSE

    # Print.
    out = tmp_path / "report.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    press(qtbot, Qt.Key.Key_8, CTRL)
    at.sees("0 to mend")
    at.sees("Page 1 of ")
    at.button("Export PDF").setFocus()
    at.keys("Return")
    text = printed_text(out.read_bytes())
    assert "Why are there gaps?" in text
    assert "We have changed the rota." in text

    # Undo everything again.
    window.workspace.rail.take_focus()
    for _ in range(30):
        if not casefile.labels()[0]:
            break
        press(qtbot, Qt.Key.Key_Z, CTRL)
        idle(qtbot, window)
    assert tables.rows(casefile, Evidence) == ()
    press(qtbot, Qt.Key.Key_Y, CTRL)
    idle(qtbot, window)


def test_a_wrong_passphrase_keeps_the_form_and_says_so(qtbot, make_window, casefile):
    casefile.close()
    window = make_window()
    window.welcome.choose(casefile.path)
    type_text(qtbot, window.welcome.unlock.passphrase, "not the passphrase")
    qtbot.keyClick(window.welcome.unlock.passphrase, Qt.Key.Key_Return)
    person_at(qtbot, window).sees("does not open")
    assert window.workspace is None
    window.welcome.unlock.passphrase.clear()
    wait_open(qtbot, window, casefile.path)


def test_locking_keeps_what_was_typed(qtbot, empty_window):
    window = empty_window
    path = window.casefile.path
    window.workspace.go(ToNewEvidence())
    type_text(qtbot, page(window).capture.title, "Half typed")
    window.workspace.go(ToLine(TargetId("six-steps:1a")))
    type_text(qtbot, page(window).form.narrative, "Half written")
    window.workspace.go(ToNewChallenge())
    type_text(qtbot, page(window).form.question, "Half asked?")
    press(qtbot, Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.workspace is None
    qtbot.waitUntil(window.welcome.unlock.button.isEnabled, timeout=10_000)
    wait_open(qtbot, window, path)
    casefile = window.workspace.session.casefile
    assert not tables.rows(casefile, Evidence) + tables.rows(casefile, Judgement) + lives(casefile)
    window.workspace.go(ToNewEvidence())
    capture = page(window).capture
    assert capture.title.text() == "Half typed"
    assert "not recorded yet" in capture.form.note.findChild(QLabel).text()
    window.workspace.go(ToLine(TargetId("six-steps:1a")))
    assert page(window).form.narrative.toPlainText() == "Half written"
    window.workspace.go(ToNewChallenge())
    assert page(window).form.question.toPlainText() == "Half asked?"


def test_idle_minutes_lock(qtbot, empty_window):
    window = empty_window
    assert 0 < 10 * 60_000 - window.idle.left() < 60_000
    window.idle.start(1)
    qtbot.waitUntil(lambda: window.workspace is None, timeout=5_000)
    qtbot.waitUntil(window.welcome.unlock.button.isEnabled, timeout=10_000)


def test_a_new_casefile_from_the_first_page(qtbot, make_window, tmp_path):
    window = make_window()
    press_window = window.welcome.new_form
    window.welcome.new()
    type_text(qtbot, press_window.name, "Elmshire Safeguarding Children Partnership")
    press_window.folder.setText(str(tmp_path))
    type_text(qtbot, press_window.first, PASSPHRASE)
    type_text(qtbot, press_window.second, "another one")
    qtbot.keyClick(press_window.second, Qt.Key.Key_Return)
    assert any("The two passphrases differ." in message for message in person_at(qtbot, window).messages())
    press_window.second.clear()
    type_text(qtbot, press_window.second, PASSPHRASE)
    qtbot.keyClick(press_window.second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=10_000)
    assert (tmp_path / "Elmshire.scrutiny").exists()
    assert window.settings.recent[0].partnership.startswith("Elmshire")


def test_a_backup_is_restored_from_the_first_page(qtbot, make_window, casefile, tmp_path, monkeypatch):
    casefile.close()
    backup = next((casefile.path.parent / f"{casefile.path.stem} backups").glob("*.scrutiny"))
    target = tmp_path / "Restored.scrutiny"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(backup), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    window = make_window()
    window.welcome.restore()
    type_text(qtbot, window.welcome.unlock.passphrase, PASSPHRASE)
    qtbot.keyClick(window.welcome.unlock.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=10_000)
    assert window.casefile.path == target


def test_the_worked_example_opens_from_the_first_page(qtbot, make_window, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    window = make_window()
    window.welcome.open_example()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    assert (tmp_path / "Northmoor challenge report.pdf").exists()


def test_the_known_layout_needs_no_questions(qtbot, example_window, tmp_path):
    window = example_window
    window.workspace.go(ToReturns())
    copy = tmp_path / "another police.xlsx"
    shutil.copyfile(RETURNS / "s11-police.xlsx", copy)
    page(window).import_file(copy)
    qtbot.waitUntil(lambda: page(window).check is not None and page(window).check.proposal is not None, timeout=10_000)
    check = page(window).check
    assert check.mapping.currentText() == "Section 11, 2026"
    assert check.proposal.already_imported
    assert not check.commit_button.isEnabled()
    page(window).leave()


QUIT = """
import sys
from PySide6.QtCore import QTimer
from scrutineer.ui.application import Application
application = Application([])
from scrutineer import app
from scrutineer.__main__ import main
def close() -> None:
    for window in application.topLevelWidgets():
        window.close()
    application.quit()
QTimer.singleShot(1200, close)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("opened", [False, True])
def test_the_program_starts_and_ends_cleanly(tmp_path, example, opened):
    """The whole program in a process of its own: it starts, shows, and leaves with 0 and nothing on stderr."""
    import os
    import subprocess
    import sys

    example.close()
    env = os.environ | {"SCRUTINEER_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    words = [str(example.path)] if opened else []
    done = subprocess.run([sys.executable, "-c", QUIT, *words], capture_output=True, text=True, env=env, check=False)
    lines = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert (done.returncode, lines) == (0, [])
