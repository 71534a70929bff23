"""The menu of challenges: what it offers, what comes of it, and the buttons that do the same."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.marking import Marking
from scrutineer.ui.destinations import ToChallenges
from tests.ui.conftest import go

LOG = "Challenges"


@pytest.fixture
def at(at_example):
    """Somebody at the log of the worked example, at its first row."""
    go(at_example, ToChallenges())
    at_example.list(LOG).setFocus()
    return at_example


def menu(at) -> QMenu:
    return at.menu_of(LOG, "Shift+F10")


def choose(at, *words: str) -> None:
    at.choose_in(menu(at), *words)


def chosen(at) -> Challenge:
    return tables.get(at.top.casefile, Challenge, at.top.workspace.destination().challenge_id)


def test_a_challenge_is_copied_cited_marked_linked_to_and_reworded(at):
    one = chosen(at)
    choose(at, "Copy the reference")
    assert QApplication.clipboard().text() == one.reference
    choose(at, "Copy as a citation")
    cited = QApplication.clipboard().text()
    assert cited.startswith(f"“{one.question}”, put to {one.put_to}, ")
    at.press("Cite")
    assert QApplication.clipboard().text() == cited
    at.press(f"Copy the reference {one.reference}")
    assert QApplication.clipboard().text() == one.reference
    at.list(LOG).setFocus()
    choose(at, "Marking", "Public")
    assert chosen(at).marking is Marking.PUBLIC
    choose(at, "Reword")
    assert at.text("The question") == one.question
    at.list(LOG).setFocus()
    choose(at, "Link evidence")
    at.dialog().press("Close")


def test_one_that_is_closed_is_not_reworded(at):
    at.press("Closed")
    at.list(LOG).setFocus()
    shown = menu(at)
    words = [action.text() for action in shown.actions()]
    shown.close()
    assert "Marking" in words
    assert "Reword" not in words


def test_several_are_copied_a_line_each(at):
    number = len(at.rows(LOG))
    at.keys("Ctrl+A")
    choose(at, "Copy the references")
    assert QApplication.clipboard().text().count("NSCP-") == number
    QApplication.clipboard().clear()
    at.press("Copy the references")
    assert QApplication.clipboard().text().count("NSCP-") == number
