"""Asking agencies for returns: a pack for one of them, and what is expected of whom by when."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt

from scrutineer.casefile import tables
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.operations import packs
from scrutineer.ui.destinations import ToReturns
from tests.ui.conftest import go
from tests.ui.hands import choose_files
from tests.ui.layout import flaws

KIND, DUE, TABLE = "Return that is asked for", "The return is due by", "Returns by agency"


@pytest.fixture
def at(at_empty):
    """Somebody at the forms for asking, in an empty casefile."""
    go(at_empty, ToReturns())
    at_empty.press("Ask for returns")
    return at_empty


def test_a_pack_is_written_for_the_agency_chosen_and_remembered_as_sent(at, tmp_path, monkeypatch):
    out = tmp_path / "a pack.xlsx"
    choose_files(monkeypatch, out)
    at.choose("Agency", "Police")
    at.write("The pack is due by", "1/12/2026")
    at.press("Write the pack")
    assert "Self-assessment" in openpyxl.load_workbook(out).sheetnames
    assert len(packs.packs_of(at.top.casefile)) == 1


def test_calling_the_choice_off_writes_no_pack(at, monkeypatch):
    choose_files(monkeypatch)
    at.press("Write the pack")
    assert packs.packs_of(at.top.casefile) == ()


def test_who_is_asked_is_recorded(at):
    at.write(KIND, "Voluntary sector, 2027")
    at.write(DUE, "1/6/2027")
    for name, asked in (("Police", True), ("ICB", False), ("Children's services", False)):
        at.tick(name, asked)
    at.press("Record")
    (one,) = tables.rows(at.top.casefile, AskedReturn)
    assert (one.profile, one.due) == ("Voluntary sector, 2027", date(2027, 6, 1))
    assert at.top.workspace.session.context.agency_name(one.agency_id) == "Police"
    ((head, *cells),) = at.rows(TABLE)
    assert head == "Received"
    assert cells == ["By 1 Jun", "Not asked", "Not asked"]
    at.sees("0 received, 1 due 1 Jun")


def test_a_return_without_a_name_is_refused(at):
    at.write(KIND, "")
    at.press("Record")
    assert tables.rows(at.top.casefile, AskedReturn) == ()
    at.sees("Name the return that is asked for.")


def test_it_begins_with_the_kind_that_is_shown_and_those_who_were_asked_for_it(at_example):
    at = at_example
    go(at, ToReturns())
    table = at.list(TABLE).model()
    names = [table.headerData(number, Qt.Orientation.Horizontal) for number in range(table.columnCount())]
    _, *cells = at.rows(TABLE)[0]
    at.press("Ask for returns")
    assert at.text(KIND) == "Section 11, 2026"
    boxes = at.within(at.top.workspace.panel().asking)
    asked = {name: cell != "Not asked" for name, cell in zip(names, cells, strict=True) if boxes.has(name)}
    assert set(asked.values()) == {True, False}
    assert {name: boxes.is_on(name) for name in asked} == asked


def test_close_puts_the_forms_away(at):
    at.press("Close")
    assert not at.has("Write the pack")


def test_nothing_of_the_forms_is_cut_and_the_focus_is_in_them(at_example):
    at = at_example
    go(at, ToReturns())
    at.press("Ask for returns")
    at.wait(lambda: flaws(at.top) == [])
    asking = at.within(at.top.workspace.panel().asking)
    last = asking.button("All 2 schools and settings")
    assert last.visibleRegion().boundingRect().height() == last.height()
    assert asking.combo("Agency").hasFocus()
    at.press("Close")
    assert at.button("Ask for returns").hasFocus()


def test_closing_the_forms_brings_the_first_steps_back(at):
    at.press("Close")
    at.sees("No returns yet")
