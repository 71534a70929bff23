"""The Returns page: who has returned what, chasers, and where a workbook comes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QTableView

from scrutineer.casefile import tables
from scrutineer.domain.returns import SelfAssessment
from scrutineer.ui.destinations import ToAgencyReturns, ToReturns
from tests.conftest import RETURNS
from tests.ui.conftest import go
from tests.ui.hands import choose_files

RECEIVED, KIND = "Expected and received", "Kind of return"


def test_it_says_what_has_come_and_what_is_awaited(at_example):
    at = at_example
    go(at, ToReturns())
    at.sees("asked for have come. Silence is recorded, not scored.")
    cells = {cell for row in at.rows(RECEIVED) for cell in row[1:]}
    assert any(cell.startswith("✓ ") for cell in cells)
    assert any(cell.startswith("! ") and "day" in cell for cell in cells)
    assert "–" in cells


def test_an_empty_page_offers_an_import_and_the_asking(at_empty, monkeypatch):
    at = at_empty
    panel = go(at, ToReturns())
    at.sees("No returns yet")
    assert not at.can_press("Write chasers")
    choose_files(monkeypatch, RETURNS / "s11-police.xlsx")
    at.within(panel).press("Import a workbook")
    at.sees("Check s11-police.xlsx")
    at.keys("Escape")
    at.sees("No returns yet")
    assert tables.rows(at.top.casefile, SelfAssessment) == ()


def test_each_kind_of_return_is_shown_for_itself(at_example):
    at = at_example
    go(at, ToReturns())
    kinds = at.choices(KIND)
    assert len(kinds) > 3
    for kind in kinds:
        at.choose(KIND, kind)
        assert at.chosen(KIND) == kind
        named = {view.accessibleName() for view in at.top.findChildren(QTableView) if view.isVisible()}
        assert len(named & {"Answers by standard", "Rows"}) == 1


def test_chasers_are_written_for_those_who_are_late(at_example, monkeypatch, tmp_path):
    at = at_example
    choose_files(monkeypatch, tmp_path / "letters")
    go(at, ToReturns())
    number = int(next(words for words in at.buttons() if words.endswith("chasers")).split()[1])
    at.press(f"Write {number} chasers")
    assert len(list((tmp_path / "letters").glob("*.docx"))) == number


def test_a_workbook_is_dropped_on_the_page(at_empty):
    at = at_empty
    panel = go(at, ToReturns())
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(RETURNS / "s11-police.xlsx"))])
    held, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    panel.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, files, held, no_key))
    at.sees("Check s11-police.xlsx")


@pytest.mark.parametrize("name", ["empty.xlsx", "cut-short.xlsx", "not-a-workbook.xlsx", "password-protected.xlsx"])
def test_a_bad_workbook_is_a_notice_in_the_window(at_empty, monkeypatch, name):
    at = at_empty
    choose_files(monkeypatch, Path(__file__).parents[2] / "data" / "bad" / name)
    at.keys("Ctrl+I")
    at.wait(lambda: at.top.notices.records)
    notice = at.top.notices.records.pop()
    assert name in notice.message
    assert "Nothing was changed" in notice.message
    assert any(notice.message in message for message in at.messages())


def test_calling_the_choice_off_leaves_the_page_as_it_is(at_empty, monkeypatch):
    choose_files(monkeypatch)
    at_empty.keys("Ctrl+I")
    at_empty.sees("No returns yet")
    assert at_empty.messages() == []


def test_the_first_answer_of_an_agency_that_waits_is_brought_into_view(at_example):
    at = at_example
    police = next(one for one in at.top.workspace.session.context.agencies if one.name == "Police")
    go(at, ToReturns())
    at.press("Show: Workbooks")
    go(at, ToAgencyReturns(police.id))
    at.sees("Police, ")
    at.sees("Set aside: ")
    assert at.is_on("Show: What they say")
