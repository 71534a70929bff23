"""Pasting rows into a table: what becomes of each is shown first."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication

from scrutineer.casefile import tables
from scrutineer.domain.partnership import Agency, Seat
from scrutineer.operations import challenges
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


def test_seats_are_pasted_with_their_days_and_what_is_no_day_says_why(at_empty):
    at = at_empty
    go(at, ToSettings(SettingsPart.SEATS))
    QGuiApplication.clipboard().setText(
        "Role\tAgency\tFirst day\tLast day\nChief nurse\tICB\t01/04/2025\t31 March 2027\n"
        "Deputy chief nurse, from 1 April 2026\tICB\t\t\nChief officer\tPolice\tApril 2026\t"
    )
    at.press("Paste rows")
    dialog = at.dialog()
    assert [row[1:] for row in dialog.rows("Pasted seats")] == [
        ["Not added", "The headings"],
        ["Seat", "There from 1 April 2025 to 31 March 2027"],
        ["Seat", "There from 1 April 2026"],
        ["Not added", "“April 2026” is not one day. Write the day, such as 20/11/2026 or 20 November 2026"],
    ]
    dialog.press("Add 2 seats")
    at.wait(lambda: len(at.rows("Seats")) == 2)
    assert [(row[0], row[3]) for row in at.rows("Seats")] == [
        ("Chief nurse", "from 1 Apr 25 to 31 Mar 27"),
        ("Deputy chief nurse", "from 1 Apr 26"),
    ]


def test_a_pasted_seat_that_ends_with_something_put_to_it_is_asked_about_first(at_empty):
    at = at_empty
    police = next(agency for agency in at.top.workspace.session.context.agencies if agency.name == "Police")
    challenges.raise_challenge(
        at.top.casefile, question="Who sees each child?", put_to="Head of safeguarding", agency_id=police.id,
        raised_on=date(2026, 9, 1), reply_due=date(2026, 12, 1),
    )  # fmt: skip
    go(at, ToSettings(SettingsPart.SEATS))
    QGuiApplication.clipboard().setText("Head of safeguarding\tPolice\t\t\t30 November 2026")
    at.press("Paste rows")
    dialog = at.dialog()
    dialog.press("Add 1 seat")
    dialog.sees("would end on 30 November 2026 and still has 1 open challenge")
    dialog.sees("Nothing was changed.")
    assert tables.rows(at.top.casefile, Seat) == ()
    dialog.press("Add 1 seat")
    dialog.settle()
    assert tables.rows(at.top.casefile, Seat) == ()
    dialog.tick("Yes, it is so")
    dialog.press("Add 1 seat")
    at.wait(lambda: [row[0] for row in at.rows("Seats")] == ["Head of safeguarding"])
