"""A casefile that macOS hands over, as a double click there does: opened, whenever it comes, and nothing is lost."""

from __future__ import annotations

import shutil
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialog

from scrutineer.ui.application import open_handed_over
from scrutineer.ui.destinations import ToNewEvidence
from tests.conftest import PASSPHRASE
from tests.ui.conftest import go, person_at


def double_click(path) -> None:
    """What macOS sends to the program for a double click on a file."""
    QCoreApplication.postEvent(QApplication.instance(), QFileOpenEvent(QUrl.fromLocalFile(str(path))))
    QApplication.processEvents()


@pytest.fixture
def listening(qapp):
    """Let a window take what is handed over, as the program does once it stands."""
    yield lambda window: qapp.hand_files_to(partial(open_handed_over, window))
    qapp.hand_files_to(None)


@pytest.fixture
def another(testshire_path, tmp_path):
    made = tmp_path / "elsewhere" / "Another.scrutiny"
    made.parent.mkdir()
    return shutil.copyfile(testshire_path, made)


def unlock(at) -> None:
    at.wait(lambda: at.can_press("Unlock"))
    at.write("Passphrase", PASSPHRASE, then="Return")
    at.wait(lambda: at.top.workspace is not None)


def test_a_double_click_asks_for_that_casefiles_passphrase_and_opens_it(qtbot, make_window, another, listening):
    at = person_at(qtbot, make_window())
    listening(at.top)
    double_click(another)
    at.sees("Another.scrutiny")
    unlock(at)
    assert at.top.casefile.path == another


def test_one_that_comes_before_the_window_stands_waits_for_it(qtbot, make_window, another, listening):
    double_click(another)
    at = person_at(qtbot, make_window())
    assert not at.has("Unlock")
    listening(at.top)
    at.sees("Another.scrutiny")
    unlock(at)
    assert at.top.casefile.path == another


def test_while_a_casefile_is_open_it_is_locked_with_what_was_typed_and_the_other_is_asked_for(
    at_empty, another, listening
):
    at = at_empty
    listening(at.top)
    first = at.top.casefile.path
    go(at, ToNewEvidence())
    at.type("Title", "Minutes of May")
    double_click(another)
    assert at.top.casefile is None
    at.sees("Another.scrutiny")
    unlock(at)
    assert at.top.casefile.path == another
    double_click(first)
    at.sees(first.name)
    unlock(at)
    go(at, ToNewEvidence())
    assert at.text("Title") == "Minutes of May"


def test_the_one_that_is_open_stays_open(at_empty, listening):
    at = at_empty
    listening(at.top)
    held = at.top.casefile
    double_click(held.path)
    assert at.top.casefile is held
    assert at.top.workspace is not None


def test_while_a_dialog_asks_something_nothing_is_opened_and_that_is_said(at_empty, another, listening):
    at = at_empty
    listening(at.top)
    held, dialog = at.top.casefile, QDialog(at.top)
    dialog.setModal(True)
    dialog.show()
    double_click(another)
    assert dialog.isVisible()
    assert at.top.casefile is held
    assert at.messages() == ["Another.scrutiny was not opened. Answer what is asked here first, then open it again."]
    dialog.close()
    dialog.setParent(None)
    dialog.deleteLater()


def test_an_address_of_the_network_is_nothing_to_this_program(qtbot, make_window, listening, qapp):
    at = person_at(qtbot, make_window())
    listening(at.top)
    QCoreApplication.postEvent(qapp, QFileOpenEvent(QUrl("https://example.org/Another.scrutiny")))
    QApplication.processEvents()
    assert not at.has("Unlock")
