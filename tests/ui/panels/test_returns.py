"""The Returns page: who has returned what, chasers, and where a workbook comes in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from scrutineer.casefile import tables
from scrutineer.domain.returns import SelfAssessment
from scrutineer.operations import expected
from scrutineer.ui.destinations import ToAgencyReturns, ToReturns
from scrutineer.ui.ops import do
from scrutineer.ui.parts.kind_tabs import WORKBOOKS
from scrutineer.ui.parts.return_boxes import ReturnBoxes
from tests.conftest import RETURNS
from tests.ui.conftest import focused, go, shown_panel
from tests.ui.hands import choose_files

TABLE = "Returns by agency"


def tabs(at) -> list[str]:
    bar = shown_panel(at.top).kinds
    return [bar.tabText(number) for number in range(bar.count())]


def test_it_says_what_has_come_and_what_is_awaited(at_example):
    at = at_example
    go(at, ToReturns())
    at.sees("3 received, 5 overdue by ")
    at.sees("Silence is recorded, not scored.")
    head, *received = at.rows(TABLE)[0]
    assert head == "Received"
    assert Counter(cell.partition(" ")[0] for cell in received) == {"!": 5, "✓": 3, "Not": 5}
    boxes = next(part for part in at.top.findChildren(ReturnBoxes))
    assert boxes.isVisible()
    assert boxes.accessibleName().startswith("3 received, 5 overdue by ")


def test_an_empty_page_offers_an_import_and_the_asking(at_empty, monkeypatch):
    at = at_empty
    panel = go(at, ToReturns())
    at.sees("No returns yet")
    assert not at.has("Write chasers")
    choose_files(monkeypatch, RETURNS / "s11-police.xlsx")
    at.within(panel).press("Import a workbook")
    at.sees("Check s11-police.xlsx")
    at.keys("Escape")
    at.sees("No returns yet")
    assert tables.rows(at.top.casefile, SelfAssessment) == ()


def test_each_kind_of_return_has_a_tab_with_its_count(at_example):
    at = at_example
    go(at, ToReturns())
    assert tabs(at)[0] == "Section 11  3"
    assert tabs(at)[-1] == "Workbooks  10"
    for tab in tabs(at)[:-1]:
        at.tab(tab)
        named = {view.accessibleName() for view in at.top.findChildren(QTableView) if view.isVisible()}
        assert named in ({TABLE}, {TABLE, "Rows"})
        assert (len(at.rows(TABLE)) == 1) == ("Rows" in named)
    at.tab("Workbooks  10")
    at.sees("10 workbooks taken in")


def test_what_was_asked_for_and_never_came_has_a_tab_too(at_empty):
    at = at_empty
    session = at.top.workspace.session
    police = next(agency.id for agency in session.context.agencies if agency.name == "Police")
    session.run(do(expected.expect_returns, profile="Voluntary sector, 2027", agency_ids=[police], due=None))
    at.settle()
    go(at, ToReturns())
    assert tabs(at) == ["Voluntary sector  0", "Workbooks  0"]
    at.sees("0 received, 1 awaited")
    assert at.rows(TABLE) == [["Received", "Asked", "Not asked", "Not asked"]]


def test_one_walks_from_cell_to_cell_over_columns_that_are_one(at_example):
    at = at_example
    go(at, ToReturns())
    at.pick_place(TABLE, 5, column=1)
    walked = []
    for _ in range(8):
        at.keys("Right")
        walked.append(str(at.list(TABLE).currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)))
    assert walked[0] == "ICB, every standard: no return"
    assert walked[1].startswith("Hospital trust, 2.1 A current policy")
    assert walked[6].startswith("Fire service, every standard: not asked, nor were Cafcass, ")
    assert walked[7] == walked[6]


def test_the_tab_that_was_open_stays_open_when_something_changes(at_example):
    at = at_example
    panel = go(at, ToReturns())
    at.tab("Contributions  19")
    panel.refresh()
    assert panel.kinds.value() == "Contributions"
    at.tab("Workbooks  10")
    panel.refresh()
    assert panel.kinds.value() == WORKBOOKS


def test_chasers_are_written_for_those_who_are_late(at_example, monkeypatch, tmp_path):
    at = at_example
    choose_files(monkeypatch, tmp_path / "letters")
    go(at, ToReturns())
    number = int(next(words for words in at.buttons() if words.endswith("chasers")).split()[1])
    at.press(f"Write {number} chasers")
    assert len(list((tmp_path / "letters").glob("*.docx"))) == number


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
    at.tab("Workbooks  10")
    go(at, ToAgencyReturns(police.id))
    at.sees("Police, ")
    at.sees("Set aside: ")
    assert shown_panel(at.top).kinds.value() == "Section 11, 2026"


def test_f6_leads_from_the_table_to_what_is_said_of_the_cell(at_example):
    at = at_example
    panel = go(at, ToReturns())
    at.pick_place(TABLE, 10, column=1)
    at.keys("F6")
    assert panel.regions()[1].isAncestorOf(focused())
    assert panel.regions()[1].isAncestorOf(at.button("Open the cell"))
    at.keys("Shift+F6")
    assert panel.regions()[0].isAncestorOf(focused())


def test_attendance_and_contributions_are_drawn_above_their_rows(at_example):
    at = at_example
    panel = go(at, ToReturns("Executive attendance"))
    assert "ICB, Chief nurse: 2 attended, 3 deputy, 1 apologies" in panel.drawn.picture.accessibleDescription()
    at.press("As a table")
    assert at.rows("Who was at each meeting, as a table")[1][:5] == ["ICB, Chief nurse", "2", "3", "0", "1"]
    go(at, ToReturns("Contributions"))
    assert at.rows("What each partner paid, as a table")[1][:5] == ["ICB", "£51,000", "22%", "£52,020", "22%"]
    at.press("As a picture")
    assert panel.drawn.picture.isVisible()
    go(at, ToReturns("Section 11, 2026"))
    assert not panel.drawn.isVisible()
