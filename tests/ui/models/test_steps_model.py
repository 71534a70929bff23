"""The tree of steps: one step open at a time unless a person opens more, and how many lines of each are judged."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from scrutineer.ui.destinations import ToLine
from tests.operations.acts import LINE, judge
from tests.ui.conftest import go

TREE = "Steps and lines of enquiry"


@pytest.fixture
def at(at_empty):
    """Somebody at a line of an empty casefile."""
    go(at_empty, ToLine(LINE))
    return at_empty


def opened(tree) -> list[int]:
    rows = range(tree.model().rowCount())
    return [row + 1 for row in rows if tree.isExpanded(tree.model().index(row, 0))]


def spoken(tree, row: int) -> str:
    return tree.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def click(tree, row: int, x: int = 100) -> None:
    place = QPoint(x, tree.visualRect(tree.model().index(row, 0)).center().y())
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_step_of_what_is_shown_is_open_and_the_one_before_is_closed(at):
    tree = at.list(TREE)
    assert opened(tree) == [4]
    go(at, ToLine("six-steps:2a"))
    assert opened(tree) == [2]


def test_a_step_opened_by_hand_stays_open(at):
    tree = at.list(TREE)
    click(tree, 4, x=4)  # what opens it, not its name
    assert opened(tree) == [4, 5]
    assert at.top.workspace.destination() == ToLine(LINE)
    go(at, ToLine("six-steps:2a"))
    assert opened(tree) == [2, 5]


def test_a_click_on_a_step_shows_and_opens_it_and_another_closes_it(at):
    tree = at.list(TREE)
    click(tree, 0)
    assert at.top.workspace.destination() == ToLine("six-steps:1")
    assert 1 in opened(tree)
    click(tree, 0)
    assert 1 not in opened(tree)
    assert at.top.workspace.destination() == ToLine("six-steps:1")


def test_arrows_open_and_close_a_step(at):
    tree = at.list(TREE)
    tree.setFocus()
    at.keys("Left", "Left")
    assert at.top.workspace.destination() == ToLine("six-steps:4")
    assert opened(tree) == []
    at.keys("Right")
    assert opened(tree) == [4]


def test_what_was_closed_stays_closed_when_the_page_reads_itself_again(at):
    tree = at.list(TREE)
    click(tree, 3, x=4)
    assert opened(tree) == []
    at.top.workspace.on_changed(at.top.workspace.panel().shown.shows, "")
    assert opened(tree) == []


def test_each_step_says_how_many_of_its_lines_are_judged(at):
    tree = at.list(TREE)
    before = spoken(tree, 3)
    assert ", 0 of " in before
    assert before.endswith(" lines judged")
    judge(at.top.casefile, "limited", final=False)
    at.top.workspace.on_changed(at.top.workspace.panel().shown.shows, "")
    assert spoken(tree, 3) == before.replace(", 0 of ", ", 1 of ")
