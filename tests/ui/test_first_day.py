"""The first day: from the first page to a casefile that fits a real partnership, by clicks and keys, counted.

An act is a click, a key pressed, or words typed into the field that has the focus.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from scrutineer.operations.queries.backups import has_backup
from scrutineer.ui.destinations import ToHome
from tests.conftest import PASSPHRASE
from tests.ui.conftest import focused, person_at
from tests.ui.hands import Hands, spoken

DECLARED = "I am employed by none of the partners."
NOT_HERE = (
    "Early years providers",
    "General practice",
    "Ambulance service",
    "Public health",
    "Cafcass",
    "Fire and rescue service",
)


class Counted:
    """Somebody at the window whose every act is counted."""

    def __init__(self, qtbot, at: Hands) -> None:
        self._qtbot, self.at, self.acts = qtbot, at, 0

    def keys(self, *pressed: str) -> None:
        """Press keys where the focus is."""
        for key in pressed:
            self.acts += 1
            self.at.keys(key)

    def words(self, field: str, text: str) -> None:
        """Type into the field that has the focus; it is the one that is meant."""
        widget = QApplication.focusWidget()
        assert isinstance(widget, QWidget)
        assert spoken(widget) == field
        self.acts += 1
        self._qtbot.keyClicks(widget, text)
        self.at.settle()

    def anew(self, field: str, text: str) -> None:
        """Click into a field, choose what is in it, and type over it."""
        self.acts += 3
        self.at.write(field, text)

    def click(self, words: str) -> None:
        """Click a button or a box."""
        self.acts += 1
        self.at.press(words)


def test_from_the_first_page_to_a_casefile_that_fits_a_partnership(qtbot, make_window, tmp_path):
    window = make_window()
    person = Counted(qtbot, person_at(qtbot, window))
    make_the_casefile(person, tmp_path)
    made = person.acts
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    set_it_up(person)
    context = window.workspace.session.context
    assert context.partnership.name == "Elmshire Safeguarding Children Partnership"
    assert context.texts.declaration == DECLARED
    assert len(context.agencies) == 12
    assert not {agency.name for agency in context.agencies} & set(NOT_HERE)
    assert {seat.agency_id for seat in context.seats} <= {agency.id for agency in context.agencies}
    assert context.seats
    assert (context.cycle.starts, context.cycle.ends) == (date(2026, 4, 1), date(2027, 3, 31))
    assert has_backup(window.casefile.path)
    assert window.workspace.destination() == ToHome()
    assert context.scale.id == "assurance"  # the one that is shown to be looked at
    assert made <= 11
    assert person.acts <= 35


def make_the_casefile(person: Counted, folder: Path) -> None:
    """Its name, where it is kept, and its passphrase twice."""
    person.keys("Ctrl+N")
    person.words("Name of the partnership", "Elmshire Safeguarding Children Partnership")
    person.anew("Folder", str(folder))
    person.keys("Tab", "Tab")
    person.words("Passphrase", PASSPHRASE)
    person.keys("Tab")
    person.words("Passphrase again", PASSPHRASE)
    person.keys("Return")


def set_it_up(person: Counted) -> None:
    """The steps of the set-up, one after the other."""
    person.at.wait(lambda: spoken(focused()) == "Declaration of independence")
    person.words("Declaration of independence", DECLARED)
    person.keys("Ctrl+Return", "Space")  # all of the usual agencies, but for those that are not here
    for name in NOT_HERE:
        person.click(name)
    person.keys("Return", "Ctrl+Return", "Space", "Return", "Ctrl+Return")  # all of their usual seats
    person.anew("Starts", "1 April 2026")
    person.anew("Ends", "31 March 2027")
    person.keys("Ctrl+Return", "Ctrl+Return")  # the scale is looked at
    person.at.sees("Backups")
    person.keys("Return")
    person.at.wait(lambda: "There is no backup yet" not in person.at.words())
    person.keys("Ctrl+Return")
