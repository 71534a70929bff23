"""The text of a document: what was quoted is marked, found again, and what is chosen is handed on."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from scrutineer.ui.kit.text_view import TextView


@pytest.fixture
def view(qtbot, dressed):
    made = TextView(dressed, name="Letter")
    made.resize(300, 120)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_passages_are_marked_as_they_stand_and_no_longer_when_they_are_gone(view):
    view.show_text("Nobody asked\nthe child. Nobody asked the child.", ["nobody asked the CHILD"])
    assert view.passages_marked() == ["Nobody asked\nthe child.", "Nobody asked the child."]
    assert [one.cursor.selectedText() for one in view.extraSelections()] == [
        "Nobody asked\u2029the child.", "Nobody asked the child.",
    ]  # fmt: skip
    view.show_text(view.toPlainText(), [])
    assert view.extraSelections() == []


def test_it_can_be_read_and_not_written_in(view, qtbot):
    view.show_text("As it came", [])
    qtbot.keyClicks(view, "x")
    assert view.toPlainText() == "As it came"


def test_the_same_text_stays_where_it_was_scrolled_to(view):
    text = "\n".join(f"Line {number}" for number in range(100))
    view.show_text(text, [])
    assert view.show_passage("Line 80")
    before = view.verticalScrollBar().value()
    assert before > 0
    view.show_text(text, ["Line 2"])
    assert view.verticalScrollBar().value() == before
    assert not view.show_passage("Line 100")


def test_what_is_chosen_is_handed_on_as_one_line(view, qtbot):
    view.show_text("Nobody asked\nthe child.", [])
    cursor = view.textCursor()
    cursor.setPosition(7)
    cursor.setPosition(16, QTextCursor.MoveMode.KeepAnchor)
    with qtbot.waitSignal(view.quoted) as said:
        view.setTextCursor(cursor)
    assert said.args == ["asked the"]
