"""The first page: what was open lately."""

from __future__ import annotations

import pytest

from scrutineer.casefile import driver, files
from scrutineer.settings import Recent, Settings
from scrutineer.ui.kit.basic import Message
from scrutineer.ui.kit.lists import SECOND_LINE
from scrutineer.ui.panels.welcome import RecentList
from tests.ui.conftest import person_at, wait_open
from tests.ui.hands import choose_files


@pytest.mark.usefixtures("in_london")
def test_a_casefile_opened_just_after_midnight_in_summer_shows_that_day(make_window, tmp_path):
    opened = Recent(str(tmp_path / "Elmshire.scrutiny"), "Elmshire", "2026-06-30T23:30:00+00:00")
    window = make_window(Settings(recent=(opened,)))
    (listed,) = window.findChildren(RecentList)
    assert listed.model().index(0, 0).data(SECOND_LINE).endswith("Opened 1 July 2026")


def test_damage_that_opening_does_not_meet_is_told_once_all_was_looked_through(qtbot, make_window, casefile):
    with casefile.transact("Keep a file"):
        files.store(casefile, bytes(range(256)) * 400)
    casefile.close()
    content = bytearray(casefile.path.read_bytes())
    content[-2000] ^= 0xFF
    casefile.path.write_bytes(content)
    window = wait_open(qtbot, make_window(), casefile.path)
    qtbot.waitUntil(lambda: bool(window.notices.records), timeout=10_000)
    (notice,) = window.notices.records
    assert notice.message.startswith(f"{casefile.path.name} is damaged")
    assert "restore the newest backup" in notice.advice
    assert any("is damaged" in message.text for message in window.workspace.findChildren(Message))
    window.notices.records.clear()


def test_what_the_database_raises_in_a_page_is_said_in_words(qtbot, example_window):
    window = example_window
    window.notices.tell_error(driver.DatabaseError("database disk image is malformed"))
    (notice,) = window.notices.records
    assert "is damaged" in notice.message
    assert not notice.where
    window.notices.records.clear()


def test_a_new_casefile_says_what_its_passphrase_withstands_and_offers_a_recovery_sheet(
    qtbot, make_window, tmp_path, monkeypatch
):
    at = person_at(qtbot, make_window())
    at.keys("Ctrl+N")
    at.write("Name of the partnership", "Elmshire")
    at.write("Folder", str(tmp_path))
    at.write("Passphrase", "four unrelated words")
    at.sees("Withstands one computer, not an organisation that wants it.")
    at.write("Passphrase again", "four unrelated words")
    at.press("Make the casefile")
    at.sees("Keep the passphrase on paper too")
    choose_files(monkeypatch, tmp_path / "sheet.pdf")
    at.press("Write a recovery sheet")
    at.wait(lambda: (tmp_path / "sheet.pdf").exists())
    assert any("The recovery sheet is in sheet.pdf" in message for message in at.messages())


def test_opening_a_casefile_offers_no_sheet(at_empty):
    assert not at_empty.has("Write a recovery sheet")
