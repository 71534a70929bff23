"""What the window says of the casefile's file: what was noticed on opening, and that a file became another."""

from __future__ import annotations

import os
import shutil

import pytest

from scrutineer.operations import casefiles, partnership
from tests.conftest import CLOCK, PASSPHRASE
from tests.ui.conftest import idle, wait_open


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
    assert "replaced or changed by another program" in shown(window)
    window.notices.records.clear()
    assert window.close()
