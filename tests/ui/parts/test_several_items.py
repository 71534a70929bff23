"""Several items chosen: linked, marked and dated together, what is left said, one undo for all."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Bearing, Evidence, Link
from scrutineer.domain.marking import Marking
from scrutineer.operations import evidence
from scrutineer.ui.destinations import ToEvidence, ToHome, ToItem, ToNewChallenge
from tests.conftest import CLOCK
from tests.ui.conftest import go

REGISTER = "Register of evidence"


@pytest.fixture
def at(at_empty):
    """Somebody at a register of four items, all of them chosen."""
    for number in range(4):
        evidence.capture_evidence(
            at_empty.top.casefile, title=f"Item {number}", dated=date(2026, 5, 1 + number),
            received=date(2026, 5, 4) if number == 0 else CLOCK.today(),
        )  # fmt: skip
    go(at_empty, ToEvidence())
    at_empty.list(REGISTER).setFocus()
    at_empty.keys("Ctrl+A")
    return at_empty


def items(at) -> tuple[Evidence, ...]:
    return tables.rows(at.top.casefile, Evidence, order=("id",))


def click(at, row: int, keys: Qt.KeyboardModifier) -> None:
    register = at.list(REGISTER)
    where = register.visualRect(register.model().index(row, 1)).center()
    QTest.mouseClick(register.viewport(), Qt.MouseButton.LeftButton, keys, where)
    at.settle()


def test_ctrl_a_shift_and_ctrl_choose_several_and_an_arrow_one_again(at):
    at.sees("4 items chosen")
    at.sees("E4, E3, E2, E1")
    click(at, 0, Qt.KeyboardModifier.NoModifier)
    assert at.text("Title") == "Item 3"
    at.keys("Shift+Down")
    at.sees("2 items chosen")
    at.sees("E4, E3")
    click(at, 3, Qt.KeyboardModifier.ControlModifier)
    at.sees("E4, E3, E1")
    click(at, 1, Qt.KeyboardModifier.NoModifier)
    assert at.text("Title") == "Item 2"
    assert not at.has("chosen: link, mark or date them")


def test_all_are_marked_in_one_entry_stay_chosen_and_one_undo_takes_it_back(at):
    assert not at.can_press("Mark 4 items")
    at.choose("Marking for all", "Public")
    at.press("Mark 4 items")
    assert {item.marking for item in items(at)} == {Marking.PUBLIC}
    at.sees("4 items chosen")
    at.press("Undo, Ctrl+Z")
    assert {item.marking for item in items(at)} == {Marking.PRIVATE}


def test_all_are_linked_with_a_bearing_that_is_asked_each_time(at):
    at.press("Link 4 items")
    at.sees("Choose a step or line.")
    at.choose("Link to", "4c ")
    at.press("Link 4 items")
    at.sees("Say whether it supports, contradicts or is context.")
    assert tables.rows(at.top.casefile, Link) == ()
    at.choose("How it bears on what it is linked to", "Contradicts")
    at.press("Link 4 items")
    links = tables.rows(at.top.casefile, Link)
    assert {(link.target, link.bearing) for link in links} == {("six-steps:4c", Bearing.CONTRADICTS)}
    assert len(links) == 4
    assert at.chosen("How it bears on what it is linked to") == "How does it bear on it?"


def test_what_could_not_be_dated_is_named_and_the_rest_is(at):
    at.write("Date for all", "1/9/2026")
    at.press("Date 4 items")
    assert [item.dated for item in items(at)] == [date(2026, 5, 1), *[date(2026, 9, 1)] * 3]
    at.sees("3 items dated. Left as it was: E1. The evidence was received before it was dated.")
    assert at.text("Date for all") == ""


def test_a_date_that_is_none_is_asked_about_and_one_half_typed_is_kept(at):
    at.write("Date for all", "31/11/2026")
    at.press("Date 4 items")
    at.sees("“31/11/2026” is no date")
    go(at, ToHome())
    go(at, ToEvidence())
    assert at.text("Date for all") == "31/11/2026"


def test_escape_and_going_to_an_item_leave_one_chosen(at):
    at.keys("Escape")
    assert at.shows("Title")
    at.keys("Ctrl+A")
    at.sees("4 items chosen")
    first = items(at)[0]
    go(at, ToItem(first.id))
    assert at.text("Title") == "Item 0"
    at.list(REGISTER).setFocus()
    at.keys("Ctrl+A")
    at.press("Choose one alone")
    assert at.shows("Title")


def test_a_challenge_is_raised_from_all_of_them(at):
    chosen = tuple(item.id for item in reversed(items(at)))
    at.press("Raise a challenge")
    assert at.top.workspace.destination() == ToNewChallenge(evidence_ids=chosen)


def test_ctrl_l_links_what_is_chosen_be_it_one_or_several(at):
    at.keys("Ctrl+L")
    assert at.combo("Link to").hasFocus()
    assert at.has("Link 4 items")
    at.keys("Escape", "Ctrl+L")
    assert at.combo("Link to").hasFocus()
    at.choose("Link to", "2a ")
    at.choose("How it bears on what it is linked to", "Supports")
    at.press("Link it")
    (link,) = tables.rows(at.top.casefile, Link)
    assert link.target == "six-steps:2a"
    assert at.has("Line 2a, supports")


def test_where_panes_are_tabs_the_acts_are_one_press_away(at):
    at.top.resize(820, 700)
    at.settle()
    at.press("4 items chosen: link, mark or date them")
    assert at.combo("Link to").hasFocus()
