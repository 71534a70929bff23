"""Backups in the window: off its own thread, in the background, and a word where one failed or there is none."""

from __future__ import annotations

import threading

from PySide6.QtCore import QTimer

from scrutineer.casefile import backup
from scrutineer.casefile import casefile as room
from scrutineer.operations import casefiles, partnership
from scrutineer.operations.casefiles import Casefile
from scrutineer.ui.backing_up import BackupWatch
from tests.conftest import CLOCK, PASSPHRASE
from tests.ui.conftest import idle, shown_panel, wait_open


def watched(monkeypatch) -> list[str]:
    """The names of the threads that write backups."""
    threads: list[str] = []
    write = backup.write

    def noting(*args):
        threads.append(threading.current_thread().name)
        return write(*args)

    monkeypatch.setattr(room.backup, "write", noting)
    return threads


def test_closing_the_window_backs_up_on_the_worker_and_then_closes(qtbot, empty_window, monkeypatch):
    window, path = empty_window, empty_window.casefile.path
    threads = watched(monkeypatch)
    partnership.add_agency(window.casefile, name="Later")
    before = len(casefiles.backups_of(path))
    window.close()
    assert window.isVisible()
    assert "closes by itself" in window.welcome.messages.text
    window.close()  # pressed again meanwhile
    qtbot.waitUntil(window.isHidden, timeout=20_000)
    assert len(casefiles.backups_of(path)) == before + 1
    assert [name.startswith("writer") for name in threads] == [True]
    casefiles.refuse_if_open(path, clock=CLOCK)


def test_the_window_stays_alive_while_it_closes(qtbot, empty_window, monkeypatch):
    """The backup waits until the window has answered a timer: it would wait for ever on the window's own thread."""
    answered = threading.Event()
    write = backup.write

    def patient(*args):
        assert answered.wait(15)
        return write(*args)

    monkeypatch.setattr(room.backup, "write", patient)
    partnership.add_agency(empty_window.casefile, name="Later")
    empty_window.close()
    QTimer.singleShot(0, answered.set)
    qtbot.waitUntil(empty_window.isHidden, timeout=20_000)
    assert answered.is_set()


def test_what_changed_is_backed_up_while_one_works_and_home_says_so(qtbot, empty_window, monkeypatch):
    window = empty_window
    home = shown_panel(window)
    qtbot.waitUntil(lambda: home.backup.text().startswith("There is no backup yet"))
    assert home.backup.property("role") == "warn"
    window.backups.back_up()
    qtbot.waitUntil(lambda: home.backup.text().startswith("Last backup"), timeout=10_000)
    monkeypatch.setattr(CLOCK, "moment", CLOCK.moment.replace(hour=15, minute=7))
    threads = watched(monkeypatch)
    before = len(casefiles.backups_of(window.casefile.path))
    window.backups.back_up()
    looked = threading.Event()
    window.ops.keep(lambda: None, done=lambda _nothing: looked.set(), failed=lambda _error: None)
    qtbot.waitUntil(looked.is_set)
    partnership.add_agency(window.casefile, name="Later")
    window.backups.back_up()
    when = f"{CLOCK.now().astimezone():%H:%M}"
    qtbot.waitUntil(lambda: home.backup.text() == f"Last backup {when}, verified", timeout=10_000)
    assert len(casefiles.backups_of(window.casefile.path)) == before + 1
    assert [name.startswith("keeper") for name in threads] == [True]
    assert home.backup.property("role") == "muted"
    assert BackupWatch.EVERY == 30 * 60_000
    assert window.backups.is_watching


def test_a_backup_that_fails_at_locking_is_said_then_and_when_it_is_opened_again(qtbot, empty_window):
    window, path = empty_window, empty_window.casefile.path
    folder = backup.folder_of(path)
    folder.write_text("mine")
    partnership.add_agency(window.casefile, name="Later")
    window.lock()
    qtbot.waitUntil(lambda: "No backup could be written" in window.welcome.messages.text, timeout=10_000)
    assert not window.backups.is_watching
    wait_open(qtbot, window, path)
    assert "The last backup failed" in window.workspace.messages.text
    home = shown_panel(window)
    qtbot.waitUntil(lambda: "failed" in home.backup.text())
    assert home.backup.property("role") == "warn"
    assert home.backup.text().startswith("There is no backup yet. The backup of ")
    folder.unlink()
    window.backups.back_up()
    qtbot.waitUntil(lambda: home.backup.property("role") == "muted", timeout=10_000)
    idle(qtbot, window)


def test_a_failure_in_the_background_is_said_at_once(qtbot, empty_window, monkeypatch):
    def fail(_casefile):
        from scrutineer.errors import UserError

        raise UserError("There is no room for a backup.", "Free some space.")

    monkeypatch.setattr(Casefile, "back_up_if_due", fail)
    empty_window.backups.back_up()
    qtbot.waitUntil(lambda: "There is no room" in empty_window.workspace.messages.text, timeout=10_000)


def test_a_backup_chosen_to_be_opened_says_to_restore_it(qtbot, make_window, casefile):
    made = casefile.back_up()
    casefile.close()
    window = make_window()
    window.welcome.choose(made, PASSPHRASE)
    qtbot.waitUntil(lambda: "is a backup, not a casefile" in window.welcome.messages.text, timeout=10_000)
    idle(qtbot, window)
