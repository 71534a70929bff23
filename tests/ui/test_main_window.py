"""The window: locking, faults in words, cancelling, the text size, and what the first page offers."""

from __future__ import annotations

import os
import shutil
import threading

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from scrutineer import settings as settings_room
from scrutineer.casefile import driver
from scrutineer.operations import casefiles, partnership
from scrutineer.settings import Settings
from scrutineer.ui.destinations import ToHome, ToSteps
from scrutineer.ui.ops import do
from scrutineer.ui.theme import ZOOMS
from tests.conftest import CLOCK, PASSPHRASE
from tests.ui.conftest import go, idle, person_at, wait_open


def unlock(at, words: str = PASSPHRASE) -> None:
    at.wait(lambda: at.can_press("Unlock"))
    at.write("Passphrase", words, then="Return")


def test_locking_leaves_only_the_unlock_page_and_unlocking_brings_it_all_back(at_empty):
    at = at_empty
    name = at.top.casefile.path.name
    at.keys("Ctrl+Shift+L")
    assert (at.top.casefile, at.top.workspace) == (None, None)
    assert at.top.windowTitle() == "Scrutineer"
    at.sees("Locked")
    at.sees(name)
    assert not at.has("Capture evidence")
    unlock(at)
    at.sees("Where scrutiny stands")
    assert at.top.windowTitle() == f"{name} – Scrutineer"


def test_locking_backs_up_and_lets_go_of_the_file(at_empty):
    at = at_empty
    path = at.top.casefile.path
    at.press("Lock")
    at.wait(lambda: at.can_press("Unlock"))
    assert list(path.parent.rglob("*backups/*.scrutiny")) or path.exists()
    unlock(at, "not the passphrase")
    at.sees("does not open")
    assert at.top.workspace is None
    unlock(at)
    at.sees("Where scrutiny stands")


def test_an_open_dialog_does_not_outlive_a_lock(at_empty):
    at = at_empty
    dialog = QDialog(at.top)
    dialog.setModal(True)
    dialog.show()
    at.top.lock()
    at.wait(lambda: at.top.workspace is None)
    assert not dialog.isVisible()
    at.wait(lambda: at.can_press("Unlock"))
    dialog.setParent(None)
    dialog.deleteLater()


def test_a_fault_of_ours_is_a_message_not_a_crash(at_empty):
    at = at_empty

    def broken(_casefile, *, progress) -> None:
        raise ZeroDivisionError("with the text of a case")

    at.top.workspace.session.run(do(broken))
    at.wait(lambda: at.top.notices.records)
    notice = at.top.notices.records.pop()
    assert "safe" in notice.advice
    assert "text of a case" not in notice.message + notice.advice
    assert any(notice.message in message for message in at.messages())


def test_what_the_database_raises_is_said_in_words(at_empty):
    at_empty.top.notices.tell_error(driver.DatabaseError("database disk image is malformed"))
    (notice,) = at_empty.top.notices.records
    assert "is damaged" in notice.message
    at_empty.top.notices.records.clear()


def test_escape_cancels_what_is_under_way_and_says_so(at_empty):
    at, started = at_empty, threading.Event()

    def slow(_casefile, *, progress) -> None:
        while True:
            progress.step(0, 0, "Slow work")
            started.set()

    at.top.workspace.session.run(do(slow))
    assert started.wait(10)
    at.top.workspace.escape()
    at.settle()
    assert at.messages() == ["Cancelled. Nothing was changed."]
    at.keys("Escape")
    assert at.messages() == []


def test_what_takes_long_shows_how_far_it_is_and_can_be_cancelled(at_empty):
    at, started = at_empty, threading.Event()

    def slow(_casefile, *, progress) -> None:
        while True:
            progress.step(3, 9, "Slow work")
            started.set()

    at.top.workspace.session.run(do(slow))
    at.sees("Slow work")
    at.press("Cancel")
    at.wait(lambda: not at.has("Cancel"))


@pytest.mark.parametrize("key", ["Ctrl++", "Ctrl+="])
def test_the_text_size_keys_go_through_the_sizes_and_stop_at_the_ends(at_empty, key):
    at = at_empty
    go(at, ToSteps())
    for zoom in (*ZOOMS[1:], ZOOMS[-1]):
        at.keys(key)
        assert at.top.settings.zoom == zoom
    at.keys("Ctrl+-")
    assert at.top.settings.zoom == ZOOMS[-2]
    at.keys("Ctrl+0", "Ctrl+-")
    assert at.top.settings.zoom == ZOOMS[0]
    assert settings_room.load()[0].zoom == ZOOMS[0]
    assert at.titles()


def test_another_palette_keeps_the_page(at_empty):
    at = at_empty
    go(at, ToHome())
    at.keys("Ctrl+3")
    at.top.change_settings(Settings(palette="dark"))
    assert "Evidence" in at.titles()
    assert at.top.theme.palette == "dark"


def test_without_a_casefile_the_keys_of_pages_do_nothing(qtbot, make_window):
    at = person_at(qtbot, make_window())
    for keys in ("Ctrl+3", "Ctrl+Z", "Ctrl+L", "Escape"):
        at.keys(keys)
    at.sees("Choose a casefile on the left, or make a new one.")
    at.keys("Ctrl+N")
    assert at.field("Name of the partnership").hasFocus()
    at.press("Cancel")
    at.sees("Choose a casefile on the left, or make a new one.")


def shown(window) -> str:
    return (window.workspace or window.welcome).messages.text


@pytest.fixture
def older(casefile, tmp_path):
    """A copy of the closed casefile as it was; two agencies were added to it since."""
    casefile.close()
    copy = tmp_path / "older"
    shutil.copyfile(casefile.path, copy)
    opened = casefiles.open_casefile(casefile.path, passphrase=PASSPHRASE, clock=CLOCK)
    for name in ("Fire", "Probation"):
        partnership.add_agency(opened, name=name)
    opened.close()
    return copy


def test_what_was_noticed_on_opening_is_shown(qtbot, make_window, casefile, older):
    os.replace(older, casefile.path)
    window = wait_open(qtbot, make_window(), casefile.path)
    assert "holds 2 entries fewer than it held on this machine" in shown(window)
    assert "Merge the missing entries" in shown(window)


def test_a_casefile_that_is_locked_after_its_file_was_replaced_says_so_and_can_be_opened(
    qtbot, make_window, casefile, older
):
    window = wait_open(qtbot, make_window(), casefile.path)
    idle(qtbot, window)
    os.replace(older, casefile.path)
    window.lock()
    qtbot.waitUntil(window.welcome.unlock.button.isEnabled, timeout=10_000)
    qtbot.waitUntil(lambda: "replaced or changed by another program" in shown(window))
    assert "as it was held" in shown(window)
    window.notices.records.clear()
    wait_open(qtbot, window, casefile.path)
    assert "entries fewer" in shown(window)
    assert "as it was held" in shown(window)


def test_a_window_closed_after_its_file_was_replaced_stays_to_say_so(qtbot, make_window, casefile, older):
    window = wait_open(qtbot, make_window(), casefile.path)
    idle(qtbot, window)
    os.replace(older, casefile.path)
    assert not window.close()
    qtbot.waitUntil(lambda: "replaced or changed by another program" in shown(window), timeout=10_000)
    window.notices.records.clear()
    assert window.close()


def test_where_the_session_ends_a_replaced_file_is_let_go_of_and_said_at_the_next_opening(
    qtbot, make_window, casefile, older, monkeypatch
):
    window = wait_open(qtbot, make_window(), casefile.path)
    idle(qtbot, window)
    os.replace(older, casefile.path)
    with monkeypatch.context() as ending:
        ending.setattr(QApplication, "isSavingSession", lambda _app: True)
        assert window.close()
    assert window.casefile is None
    again = wait_open(qtbot, make_window(), casefile.path)
    assert "as it was held" in shown(again)
