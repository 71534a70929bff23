"""Pasting rows into a table: what becomes of each is shown first."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from scrutineer.casefile import tables
from scrutineer.domain.partnership import Agency
from scrutineer.ui.destinations import SettingsPart, ToSettings
from tests.ui.conftest import go


def test_agencies_are_pasted_looked_at_and_added(at_empty):
    at = at_empty
    go(at, ToSettings(SettingsPart.AGENCIES))
    before = len(tables.rows(at.top.casefile, Agency))
    QGuiApplication.clipboard().setText("Name\tKind\nFire\tRelevant agency\npolice\t")
    at.pick_place("Agencies", 0, then="Ctrl+V")
    dialog = at.dialog()
    dialog.sees("1 agency is added, 2 rows are not.")
    assert [row[1:] for row in dialog.rows("Pasted agencies")] == [
        ["Not added", "The headings"],
        ["Agency", ""],
        ["Not added", "“police” is already a name of Police"],
    ]
    assert len(tables.rows(at.top.casefile, Agency)) == before
    dialog.press("Add 1 agency")
    at.wait(lambda: len(tables.rows(at.top.casefile, Agency)) == before + 1)
    at.wait(lambda: any(row[0] == "Fire" for row in at.rows("Agencies")))


@pytest.mark.parametrize("text", ["", "\t\n\t"])
def test_nothing_to_paste_is_said(at_empty, text):
    at = at_empty
    go(at, ToSettings(SettingsPart.AGENCIES))
    QGuiApplication.clipboard().setText(text)
    at.pick_place("Agencies", 0, then="Ctrl+V")
    at.sees("There is nothing to paste.")


def test_where_no_row_can_be_added_the_button_is_off(at_empty):
    at = at_empty
    go(at, ToSettings(SettingsPart.AGENCIES))
    QGuiApplication.clipboard().setText("police")
    at.pick_place("Agencies", 0, then="Ctrl+V")
    dialog = at.dialog()
    assert not dialog.can_press("Add 0 agencies")
    dialog.press("Cancel")


def test_where_there_is_no_seat_yet_a_button_pastes_them(at_empty):
    at = at_empty
    go(at, ToSettings(SettingsPart.SEATS))
    QGuiApplication.clipboard().setText("Chief nurse\tICB\nHead of safeguarding\tPolice")
    at.press("Paste rows")
    at.dialog().press("Add 2 seats")
    at.wait(lambda: [row[0] for row in at.rows("Seats")] == ["Chief nurse", "Head of safeguarding"])
