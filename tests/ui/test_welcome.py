"""The first page: what was open lately."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from scrutineer import settings as settings_room
from scrutineer.casefile import driver, files
from scrutineer.settings import Recent, Settings
from scrutineer.ui.destinations import SettingsPart, ToHome, ToSettings
from scrutineer.ui.kit.basic import Message
from scrutineer.ui.kit.lists import ICON_NAME, SECOND_LINE
from scrutineer.ui.parts.recent_list import DAY, RecentList
from tests.conftest import PASSPHRASE
from tests.ui.conftest import go, person_at, wait_open
from tests.ui.hands import choose_files
from tests.ui.layout import flaws

UNTIL_PAINTED = """
import json, sys
before = set(sys.modules)
import scrutineer.__main__
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

class Painted(QObject):
    def eventFilter(self, shown, event):
        if event.type() == QEvent.Type.Paint:
            seen = sorted(set(sys.modules) - before)
            print(json.dumps([seen, list(sys.stdlib_module_names), list(vars(sys.modules["PySide6.QtWidgets"]))]))
            sys.stdout.flush()
            import os; os._exit(0)
        return False

def run(app):
    painted = Painted()
    window = next(shown for shown in app.topLevelWidgets() if hasattr(shown, "welcome"))
    window.welcome.installEventFilter(painted)
    while True:
        app.processEvents()

QApplication.exec = run
scrutineer.__main__.main([])
"""
NEEDED = {
    "clock", "domain", "environment", "errors", "inputs", "logs", "memory", "notices", "outputs", "paths", "progress",
    "settings", "ui", "app", "__main__",
}  # fmt: skip
"""The rooms without which there is no first page."""


def test_the_first_page_is_painted_before_anything_that_it_does_not_need_is_loaded():
    done = subprocess.run([sys.executable, "-c", UNTIL_PAINTED], capture_output=True, text=True, timeout=60, check=True)
    seen, with_python, made_of_qt = json.loads(done.stdout)
    foreign = {name.partition(".")[0] for name in seen} - set(with_python) - {"scrutineer"}
    assert foreign <= {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap", "__feature__", "org"}
    own = {name.removeprefix("scrutineer.") for name in seen if name.startswith("scrutineer.")}
    assert {name.partition(".")[0] for name in own} == NEEDED
    late = ("ui.session", "ui.workspace", "ui.pages", "ui.dialogs", "ui.models", "ui.kit.fields", "ui.kit.focus", "ui.drops",
            "ui.kit.tables", "ui.parts.unlock_form", "ui.parts.new_casefile_form")  # fmt: skip
    assert [name for name in own if name.startswith(late)] == []
    assert {name for name in own if name.startswith("ui.panels.")} == {"ui.panels.welcome"}
    assert {"ctypes", "hashlib", "calendar", "locale", "tomllib", "sqlite3", "ssl"} & set(seen) == set()
    assert "QLabel" in made_of_qt
    assert not {"QStyle", "QProxyStyle", "QFocusFrame", "QComboBox"} & set(made_of_qt)


@pytest.mark.usefixtures("in_london")
def test_a_casefile_opened_just_after_midnight_in_summer_shows_that_day(make_window, tmp_path):
    opened = Recent(str(tmp_path / "Elmshire.scrutiny"), "Elmshire", "2026-06-30T23:30:00+00:00")
    window = make_window(Settings(recent=(opened,)))
    (listed,) = window.findChildren(RecentList)
    assert listed.model().index(0, 0).data(DAY) == "1 July 2026"


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
    at.wait(lambda: not at.has("Write a recovery sheet"))
    assert any("The recovery sheet is in sheet.pdf" in message for message in at.messages())


def lock_and_open_again(qtbot, window, path) -> None:
    """Lock the casefile that is open, and open it with its passphrase."""
    window.lock()
    qtbot.waitUntil(lambda: window.casefile is None and window.welcome.isVisible())
    wait_open(qtbot, window, path)


def test_the_recovery_sheet_stays_on_offer_through_messages_and_locking_until_it_is_declined(
    qtbot, make_window, tmp_path, monkeypatch
):
    at = person_at(qtbot, make_window())
    at.keys("Ctrl+N")
    at.write("Name of the partnership", "Elmshire")
    at.write("Folder", str(tmp_path))
    at.write("Passphrase", PASSPHRASE)
    at.write("Passphrase again", PASSPHRASE)
    at.press("Make the casefile")
    at.sees("Keep the passphrase on paper too")
    window = at.top
    window.tell("ok", "Something else was done.", "")
    at.keys("Escape")
    window.workspace.go(ToHome())
    at.sees("Keep the passphrase on paper too")
    choose_files(monkeypatch)  # the dialog is left without a name
    at.press("Write a recovery sheet")
    at.sees("Keep the passphrase on paper too")
    lock_and_open_again(qtbot, window, tmp_path / "Elmshire.scrutiny")
    at.sees("Keep the passphrase on paper too")
    at.press("Not on paper")
    at.wait(lambda: not at.has("Write a recovery sheet"))
    lock_and_open_again(qtbot, window, tmp_path / "Elmshire.scrutiny")
    assert not at.has("Write a recovery sheet")
    panel = go(at, ToSettings(SettingsPart.LOCKING))
    assert at.within(panel).has("Write a recovery sheet")


def test_opening_a_casefile_offers_no_sheet(at_empty):
    assert not at_empty.has("Write a recovery sheet")


@pytest.fixture
def known(tmp_path) -> tuple[Recent, Recent]:
    """Two casefiles opened before; the one opened last is on a disk that is not connected."""
    (tmp_path / "Northmoor.scrutiny").touch()
    return (
        Recent(str(tmp_path / "Aldmere.scrutiny"), "Aldmere", "2026-11-20T09:30+00:00"),
        Recent(str(tmp_path / "Northmoor.scrutiny"), "Northmoor", "2026-11-12T10:00+00:00"),
    )


def test_the_casefile_opened_last_that_is_there_is_chosen_and_its_passphrase_can_be_typed_at_once(
    qtbot, make_window, known
):
    at = person_at(qtbot, make_window(Settings(recent=known, idle_minutes=20)))
    at.sees("Last opened 12 November 2026. There is no backup of it yet.")
    assert at.selected("Recent casefiles")[0].startswith("Northmoor  ")
    assert "Northmoor" in at.titles()
    at.sees("Locks itself after 20 minutes")
    at.wait(at.field("Passphrase").hasFocus)


def test_a_casefile_whose_file_is_gone_says_so_and_can_be_found_or_taken_off_the_list(
    qtbot, make_window, known, monkeypatch
):
    at = person_at(qtbot, make_window(Settings(recent=known)))
    at.wait(lambda: "not there now" in at.rows("Recent casefiles")[0][0])
    at.pick("Recent casefiles", "Aldmere")
    at.sees("This casefile is not where it was.")
    assert not at.has("Unlock")
    assert focused_words(at) == "Find it"
    choose_files(monkeypatch)
    at.press("Find it")
    at.press("Take it off the list")
    at.wait(lambda: [row[0].split("  ")[0] for row in at.rows("Recent casefiles")] == ["Northmoor"])
    at.wait(lambda: at.has("Unlock"))
    assert [one.partnership for one in settings_room.load()[0].recent] == ["Northmoor"]


def test_a_casefile_that_is_gone_is_told_by_its_shape_and_its_words_not_by_colour_alone(qtbot, make_window, known):
    at = person_at(qtbot, make_window(Settings(recent=known)))
    at.wait(lambda: "not there now" in at.rows("Recent casefiles")[0][0])
    items = at.list("Recent casefiles").model()
    gone, there = items.index(0, 0), items.index(1, 0)
    assert gone.data(ICON_NAME) != there.data(ICON_NAME)
    assert "not there now" in gone.data(SECOND_LINE)
    assert "not there now" in gone.data(Qt.ItemDataRole.AccessibleTextRole)
    for words in (there.data(SECOND_LINE), there.data(Qt.ItemDataRole.AccessibleTextRole)):
        assert "not there now" not in words


@pytest.mark.parametrize("zoom", [100, 125])
def test_the_eye_of_the_passphrase_grows_with_the_text_and_is_reached_by_keys(qtbot, make_window, known, zoom):
    at = person_at(qtbot, make_window(Settings(recent=known, zoom=zoom)))
    at.wait(lambda: at.has("Unlock"))
    field, eye = at.field("Passphrase"), at.button("Show or hide what you type")
    assert eye.iconSize().width() == round(18 * zoom / 100)
    assert field.rect().contains(eye.geometry())
    assert field.textMargins().right() >= eye.iconSize().width()
    field.setFocus()
    at.keys("Tab")
    assert eye.hasFocus()
    at.keys("Space")
    assert field.echoMode() is QLineEdit.EchoMode.Normal


def focused_words(at) -> str:
    widget = at.top.focusWidget()
    return widget.text() if widget is not None else ""


def test_arrows_along_the_list_show_each_casefile_and_enter_goes_on_to_it(qtbot, make_window, known):
    at = person_at(qtbot, make_window(Settings(recent=known)))
    at.wait(lambda: at.has("Unlock"))
    at.list("Recent casefiles").setFocus()
    at.keys("Up")
    assert "Aldmere" in at.titles()
    assert at.list("Recent casefiles").hasFocus()
    at.keys("Down", "Return")
    assert at.field("Passphrase").hasFocus()
    assert "Northmoor" in at.titles()


def test_nothing_is_chosen_for_somebody_who_has_begun_something_new(qtbot, make_window, known):
    window = make_window(Settings(recent=known))
    window.welcome.new()
    at = person_at(qtbot, window)
    at.wait(lambda: "not there now" in at.rows("Recent casefiles")[0][0])
    assert at.has("Make the casefile")
    assert at.field("Name of the partnership").hasFocus()


def test_the_first_page_is_laid_out_well_at_every_size(qtbot, make_window, known):
    for size, zoom in (((1366, 736), 100), ((1920, 1000), 100), ((1366, 736), 200)):
        window = make_window(Settings(recent=known, zoom=zoom), size)
        at = person_at(qtbot, window)
        at.wait(lambda: window.welcome.recent.list.currentIndex().isValid())  # noqa: B023
        assert flaws(window) == []
