"""A machine that slept is locked when it wakes; locking takes back what was copied and what was typed."""

from __future__ import annotations

import gc
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit

from scrutineer.casefile import keys
from scrutineer.operations import casefiles
from scrutineer.ui.away import GAP, SleepWatch, slept
from tests.conftest import CLOCK
from tests.ui.conftest import idle, wait_open

SECRET = "planted " + "-".join(["passphrase", "of", "its", "own"])


@dataclass
class Wall:
    """A clock that a test sets."""

    at: datetime = datetime(2026, 11, 20, 10, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def today(self):
        return self.at.date()


def test_either_clock_shows_a_sleep_and_a_moment_is_none():
    assert not slept(1.0, 1.0)
    assert not slept(GAP, GAP)
    assert slept(GAP + 2, 1.0)
    assert slept(1.0, GAP + 2)
    assert not slept(-3600, 1.0)  # a clock set back


def test_a_wall_clock_that_jumped_ahead_is_noticed_once(qtbot, dressed):
    wall = Wall()
    from PySide6.QtCore import QObject

    owner = QObject()
    watch = SleepWatch(owner, wall)
    watch.start()
    wall.at += timedelta(seconds=30)
    with qtbot.assertNotEmitted(watch.woke):
        watch.look()
    wall.at += timedelta(hours=8)
    with qtbot.waitSignal(watch.woke, timeout=1_000):
        watch.look()
    with qtbot.assertNotEmitted(watch.woke):
        watch.look()
    watch.stop()


def test_a_machine_that_slept_wakes_locked(qtbot, example_window):
    example_window.sleep.woke.emit()
    assert example_window.workspace is None
    assert example_window.casefile is None
    idle(qtbot, example_window)


def test_locking_takes_back_what_was_copied_here(qtbot, example_window):
    example_window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is not None)
    QApplication.clipboard().setText("a child's words")
    example_window.lock()
    assert QApplication.clipboard().text(QClipboard.Mode.Clipboard) == ""
    idle(qtbot, example_window)


def test_locking_takes_the_partnerships_name_out_of_the_title_and_the_unlock_form(qtbot, example_window):
    name = example_window.workspace.session.context.partnership.name
    example_window.lock()
    idle(qtbot, example_window)
    assert name not in example_window.windowTitle()
    assert not [part.text() for part in example_window.welcome.unlock.findChildren(QLabel) if name in part.text()]


@pytest.fixture
def secret_window(qtbot, make_window, tmp_path):
    made = casefiles.new_casefile(tmp_path / "Secret", passphrase=SECRET, partnership="Testshire", clock=CLOCK)
    made.close()
    return wait_open(qtbot, make_window(), made.path, SECRET)


def held(wanted: str) -> list[str]:
    """Where a text is held by a live object of the program: an attribute, a cell of a closure, an item.

    Nothing in here is a closure, which would hold it too.
    """
    gc.unfreeze()  # what was loaded before the tests is looked through as well
    places = []
    for thing in gc.get_objects():
        kind = type(thing).__name__
        if kind == "dict":
            for key, value in list(thing.items()):
                if isinstance(value, str) and value == wanted:
                    places.append(repr(key))
        elif kind in {"list", "set"}:
            for value in list(thing):
                if isinstance(value, str) and value == wanted:
                    places.append(kind)
        elif kind == "cell":
            with suppress(ValueError):
                if isinstance(thing.cell_contents, str) and thing.cell_contents == wanted:
                    places.append(kind)
    return places


def test_no_field_and_no_object_holds_the_passphrase_once_it_opened_the_casefile(qtbot, secret_window):
    idle(qtbot, secret_window)
    for field in secret_window.findChildren(QLineEdit):
        assert SECRET not in field.text()
        assert not field.isUndoAvailable()
    gc.collect()
    assert set(held(SECRET)) == {"'SECRET'"}  # this module's own


def test_no_object_holds_the_key_once_the_casefile_is_locked(qtbot, secret_window):
    key = keys.derive(SECRET, keys.salt_of(secret_window.casefile.path))
    secret_window.lock()
    idle(qtbot, secret_window)
    secret_window.sleep.stop()
    QApplication.sendPostedEvents(None, 52)
    gc.collect()
    assert held(key) == []


def test_ctrl_o_with_a_casefile_open_asks_for_another_and_keeps_this_one_where_none_is_chosen(
    qtbot, example_window, monkeypatch, tmp_path
):
    asked = []

    def choose(_parent, words, *_):
        asked.append(words)
        return ("", "")

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    example_window.open_another()
    assert asked == ["Lock this casefile and open another"]
    assert example_window.casefile is not None
    other = tmp_path / "Other.scrutiny"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    example_window.open_another()
    assert example_window.casefile is None
    assert "Other.scrutiny" in example_window.welcome.unlock.where.text()
    idle(qtbot, example_window)
