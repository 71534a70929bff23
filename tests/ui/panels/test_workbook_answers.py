"""The answers of a workbook that was taken in: decided, placed and changed by keys and clicks, each with its undo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from scrutineer.casefile import drafts, tables
from scrutineer.domain.ids import AnswerId, ReturnId
from scrutineer.domain.returns import AnswerStatus, ReturnFile, SelfAssessment
from scrutineer.operations import imports_made
from scrutineer.operations.queries.placing import LineSuggestions
from scrutineer.settings import Settings
from scrutineer.ui.destinations import ToHome, ToReturns, ToWorkbookAnswers
from scrutineer.ui.ops import do
from tests.operations.acts import answer, next_cycle
from tests.operations.test_placing import take_in
from tests.ui.conftest import go, opened, person_at

ROWS, SHEET = "Answers of this workbook", "The sheet as it came"
DECISION, LINED = 5, 6
LIKE, LINE = "4.2  Feedback is gathered from children who are seldom heard", "six-steps:3b"


def stored(at) -> dict[str, SelfAssessment]:
    """Every answer by its number."""
    return {answer.number: answer for answer in tables.rows(at.top.casefile, SelfAssessment)}


@pytest.fixture
def at(at_empty):
    """At the answers of the police, of which three wait and none is placed."""
    take_in(at_empty.top.casefile)
    at_empty.top.workspace.session.refresh()
    (file,) = tables.rows(at_empty.top.casefile, ReturnFile)
    go(at_empty, ToWorkbookAnswers(file.id))
    at_empty.sees("23 answers committed; 3 set aside, 23 not placed.")
    return at_empty


def test_the_workbooks_lead_to_their_answers_and_escape_leads_back(at):
    at.keys("Escape")
    at.tab("Workbooks  1")
    at.pick("Workbooks taken in", "s11-police.xlsx")
    at.press("Answers of this workbook")
    at.sees("Answers of s11-police.xlsx")
    assert at.list(ROWS).hasFocus()
    at.keys("Escape")
    assert at.list("Workbooks taken in").hasFocus()
    at.keys("Return")
    at.sees("Answers of s11-police.xlsx")


def test_the_sheet_follows_the_row(at):
    at.wait(lambda: at.list(SHEET).model().rowCount())
    at.pick(ROWS, "5.2 ")
    assert at.list(SHEET).currentIndex().data() == "see evidence tab"
    at.pick(ROWS, "1.3 ")
    at.sees("Section 11 in s11-police.xlsx, as it came: Section 11!F15")
    assert at.list(SHEET).currentIndex().data() == "3"


def test_enter_takes_the_line_suggested_and_walks_on_and_undo_brings_it_back(at):
    at.pick(ROWS, LIKE)
    assert at.selected(ROWS)[LINED] == "Perhaps 3b Who is heard, who is missing, by its wording"
    at.keys("Return")
    assert stored(at)["4.2"].target == LINE
    assert at.selected(ROWS)[0].startswith("4.3 ")
    (row,) = [row for row in at.rows(ROWS) if row[0].startswith("4.2 ")]
    assert row[LINED] == "3b Who is heard, who is missing"
    at.keys("Ctrl+Z")
    assert stored(at)["4.2"].target == ""


def test_enter_places_nothing_where_nothing_is_suggested(at):
    at.pick(ROWS, "1.1 ")
    at.keys("Return")
    assert {answer.target for answer in stored(at).values()} == {""}


def test_a_section_goes_to_a_line_in_one_move_and_can_be_moved_again(at):
    section = at.choices("Choose a section")[1]
    at.choose("Choose a section", section)
    at.sees("4 answers chosen")
    assert at.combo("Line").hasFocus()
    at.choose("Line", "1f")
    at.press("Place 4 answers")
    placed = {number: answer.target for number, answer in stored(at).items() if answer.target}
    assert placed == dict.fromkeys(("1.1", "1.2", "1.3", "1.4"), "six-steps:1f")
    assert at.list(ROWS).hasFocus()
    at.sees("19 not placed")
    at.pick(ROWS, "1.2 ")
    at.keys("L")
    assert at.chosen("Line").startswith("1f ")
    at.choose("Line", "2e")
    at.press("Place")
    assert stored(at)["1.2"].target == "six-steps:2e"
    at.keys("Ctrl+Z", "Ctrl+Z")
    assert {answer.target for answer in stored(at).values()} == {""}


def test_what_was_set_aside_is_decided_in_place_several_at_once_and_changed_later(at):
    at.press("Show: Set aside 3")
    assert [row[DECISION] for row in at.rows(ROWS)] == ["To decide"] * 3
    at.list(ROWS).setFocus()
    at.list(ROWS).selectAll()
    at.keys("D")
    assert at.combo("Your decision").hasFocus()
    at.press("Decide 3 answers")
    at.sees("Choose what you decide.")
    at.sees("Say what you relied on.")
    at.choose("Your decision", "2: ")
    at.write("Reason", "Telephone call")
    at.press("Decide 3 answers")
    decided = [a for a in stored(at).values() if a.status is AnswerStatus.DECIDED]
    assert [(a.level, a.reason) for a in decided] == [("2", "Telephone call")] * 3
    at.sees("23 answers committed; 0 set aside, 23 not placed.")
    assert not at.has("Set aside 3")
    at.pick(ROWS, "5.2 ")
    assert at.selected(ROWS)[DECISION] == "Mostly in place: Telephone call"
    at.choose("Your decision", "Not applicable")
    at.write("Reason", "Their letter")
    at.press("Decide")
    assert (stored(at)["5.2"].word, stored(at)["5.2"].reason) == ("Not applicable", "Their letter")
    at.keys("Ctrl+Z", "Ctrl+Z")
    assert sum(a.status is AnswerStatus.SET_ASIDE for a in stored(at).values()) == 3


def test_an_answer_that_was_read_asks_for_no_decision(at):
    at.pick(ROWS, "1.1 ")
    assert not at.shows("Your decision")
    at.pick(ROWS, "5.2 ")
    assert at.shows("Your decision")


def test_as_last_year_is_confirmed_in_one_press(at_empty):
    at, casefile = at_empty, at_empty.top.casefile
    answer(casefile, "Police", "strong", standard="Parking permits", target=LINE)
    next_cycle(casefile)
    answer(casefile, "Police", "strong", standard="Parking permits", target="", profile="Section 11, 2027")
    at.top.workspace.session.refresh()
    go(at, ToWorkbookAnswers(tables.rows(casefile, ReturnFile, profile="Section 11, 2027")[0].id))
    assert at.rows(ROWS)[0][LINED].endswith("as in the cycle before")
    at.press("1 answer as last year: confirm")
    assert [a.target for a in tables.rows(casefile, SelfAssessment)] == [LINE, LINE]
    assert not at.has("as last year")
    at.keys("Ctrl+Z")
    assert [a.target for a in tables.rows(casefile, SelfAssessment)] == [LINE, ""]


def test_a_decision_half_made_is_kept_and_found_again_from_home(at):
    at.pick(ROWS, "5.2 ")
    at.write("Reason", "Half a reason")
    at.keys("Escape")
    assert [draft.title for draft in drafts.every(at.top.casefile)] == ["A decision on answers of s11-police.xlsx"]
    go(at, ToHome())
    at.pick("Needs attention", "A decision on answers of s11-police.xlsx")
    at.sees("Kept from")
    at.pick(ROWS, "5.2 ")
    assert at.text("Reason") == "Half a reason"


def test_a_workbook_that_is_taken_out_takes_the_page_with_it(at):
    (file,) = tables.rows(at.top.casefile, ReturnFile)
    at.top.workspace.session.run(do(imports_made.take_out_import, return_id=file.id))
    at.sees("No returns yet")
    at.keys("Ctrl+Z")
    go(at, ToWorkbookAnswers(ReturnId(file.id + 1)))
    at.sees("That workbook is no longer there.")
    assert at.top.workspace.destination() == ToReturns()


def test_of_five_thousand_rows_only_those_looked_at_are_worked_out(at, monkeypatch):
    casefile = at.top.casefile
    (first, *_), (file,) = tables.rows(casefile, SelfAssessment), tables.rows(casefile, ReturnFile)
    many = [replace(first, id=AnswerId(0), number=f"9.{n}", standard=f"Standard {n}") for n in range(5_000)]
    with casefile.transact("Fill"):
        tables.insert_all(casefile, many)
    asked: list[SelfAssessment] = []
    worked_out = LineSuggestions.of
    monkeypatch.setattr(LineSuggestions, "of", lambda self, answer: asked.append(answer) or worked_out(self, answer))
    panel = go(at, ToReturns())
    panel.show_answers(file.id)
    at.sees("5023 answers committed")
    assert at.list(ROWS).model().rowCount() == 5_023
    at.keys("Ctrl+End")
    assert at.list(ROWS).currentIndex().siblingAtColumn(0).data() == "9.4999  Standard 4999"
    assert at.list(ROWS).viewport().findChildren(QWidget) == []
    assert len(asked) < 300


def test_with_large_text_each_part_is_a_tab_and_the_keys_lead_to_it(qtbot, make_window, testshire_path, tmp_path):
    window = opened(make_window(Settings(zoom=200)), testshire_path, tmp_path)
    take_in(window.casefile)
    window.workspace.session.refresh()
    at = person_at(qtbot, window)
    (file,) = tables.rows(window.casefile, ReturnFile)
    go(at, ToWorkbookAnswers(file.id))
    at.pick(ROWS, "5.2 ")
    assert not at.shows("Line")
    at.keys("D")
    assert at.combo("Your decision").hasFocus()
    at.choose("Your decision", "1: ")
    at.write("Reason", "Telephone call")
    at.press("Decide")
    assert stored(at)["5.2"].reason == "Telephone call"
    assert at.list(ROWS).hasFocus()
    at.tab("The sheet")
    at.wait(lambda: at.list(SHEET).currentIndex().isValid())
    assert at.list(SHEET).currentIndex().data() == "see evidence tab"


def test_the_sheet_gives_way_on_request(at):
    assert at.list(SHEET).isVisible()
    sheet = at.list(SHEET)
    at.keys("Ctrl+D")
    assert not sheet.isVisible()
    at.keys("Ctrl+D")
    assert sheet.isVisible()


def test_a_workbook_whose_answers_a_newer_one_brought_anew_says_so(at):
    casefile = at.top.casefile
    (file,) = tables.rows(casefile, ReturnFile)
    with casefile.transact("As if a newer one had come"):
        newer = tables.insert(casefile, replace(file, id=ReturnId(0), name="newer.xlsx"))
        for held in tables.rows(casefile, SelfAssessment):
            tables.update(casefile, replace(held, return_id=newer))
    go(at, ToWorkbookAnswers(file.id))
    at.sees("none of its answers stands any more, for a newer workbook brought them anew")
