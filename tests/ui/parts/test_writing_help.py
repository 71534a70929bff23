"""Spelling and phrases in the window's fields, by keys and by the menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from scrutineer.domain.ids import TargetId
from scrutineer.operations.queries.writing import kept_words, phrases
from scrutineer.operations.writing import keep_phrase
from scrutineer.ui.destinations import ToLine, ToNewEvidence
from scrutineer.ui.dialogs.phrases import NewPhraseDialog, PhrasesDialog
from scrutineer.ui.ops import do
from tests.ui.conftest import focused, shown_panel
from tests.ui.hands import press_keys


@pytest.fixture
def narrative(at_example):
    """The narrative of a judgement, with the cursor in it."""
    at_example.top.workspace.go(ToLine(TargetId("six-steps:1a")))
    field = shown_panel(at_example.top).form.narrative
    field.selectAll()
    field.setFocus()
    at_example.wait(field.hasFocus)
    return field


def marked(at, field) -> list[str]:
    marks = at.top.workspace.writing.marks_of(field)
    marks.look()
    return [spot.word for spot in marks.spots]


def menu_by_keys(at, field) -> QMenu:
    """What Shift+F10 opens."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), field.mapToGlobal(QPoint(1, 1)))
    QApplication.sendEvent(field, event)
    at.wait(lambda: QApplication.activePopupWidget())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_british_spelling_names_and_references_stand_and_slips_are_marked(at_example, narrative):
    narrative.insertPlainText("Northmoor’s MASH and the NHS Trust organise safeguarding (E17). They recieve colors. ")
    assert marked(at_example, narrative) == ["recieve", "colors"]


def test_a_suggestion_is_taken_by_keys_alone(at_example, narrative):
    narrative.insertPlainText("They recieve ")
    assert marked(at_example, narrative) == ["recieve"]
    press_keys("F7")
    assert narrative.textCursor().selectedText() == "recieve"
    assert "not in the dictionary" in at_example.top.workspace.messages.text
    menu = menu_by_keys(at_example, narrative)
    assert menu.actions()[0].text() == "receive"
    press_keys("Return", menu)
    at_example.wait(lambda: narrative.toPlainText() == "They receive ")
    assert marked(at_example, narrative) == []


def test_a_word_that_is_kept_is_marked_no_more_until_that_is_undone(at_example, narrative):
    window = at_example.top
    narrative.insertPlainText("The whistleword stands ")
    assert marked(at_example, narrative) == ["whistleword"]
    press_keys("F7")
    menu = menu_by_keys(at_example, narrative)
    keep = next(action for action in menu.actions() if action.text() == "Keep this word")
    menu.setActiveAction(keep)
    press_keys("Return", menu)
    at_example.settle()
    at_example.wait(lambda: kept_words(window.casefile))
    assert marked(at_example, narrative) == []
    window.workspace.undo()
    at_example.settle()
    assert kept_words(window.casefile) == ()
    assert marked(at_example, narrative) == ["whistleword"]
    assert narrative.toPlainText() == "The whistleword stands "


def test_a_title_is_looked_at_and_a_search_is_not(at_example):
    window = at_example.top
    window.workspace.go(ToNewEvidence())
    title = shown_panel(window).capture.title
    title.setFocus()
    title.insert("A dip smaple of records ")
    assert marked(at_example, title) == ["smaple"]
    at_example.keys("Ctrl+F")
    assert window.workspace.writing.marks_of(focused()) is None
    title.clear()


def test_a_phrase_is_inserted_where_the_cursor_is(at_example, narrative):
    window = at_example.top
    window.workspace.session.run(do(keep_phrase, name="No answer", text="No answer has come."))
    window.workspace.session.run(do(keep_phrase, name="Limits", text="This rests on a small sample."))
    at_example.settle()
    narrative.insertPlainText("In May: ")
    press_keys("Ctrl+Shift+P")
    box = at_example.dialog()
    assert [row[0].split("  ")[0] for row in box.rows("Phrases")] == ["Limits", "No answer"]
    box.type("Find a phrase", "sampl")
    assert len(box.rows("Phrases")) == 1
    press_keys("Return", box.field("Find a phrase"))
    at_example.wait(lambda: not at_example.top.findChildren(PhrasesDialog))
    assert narrative.toPlainText() == "In May: This rests on a small sample."
    narrative.undo()
    assert narrative.toPlainText() == "In May: "


def test_what_is_selected_is_kept_as_a_phrase(at_example, narrative):
    window = at_example.top
    narrative.insertPlainText("No answer has come.")
    narrative.selectAll()
    press_keys("Ctrl+Shift+K")
    box = at_example.dialog()
    assert box.text("What it inserts") == "No answer has come."
    box.press("Keep")
    assert "Give the phrase a name" in box.words()
    box.write("Name of the phrase", "No answer")
    box.press("Keep")
    at_example.wait(lambda: not window.findChildren(NewPhraseDialog))
    (phrase,) = phrases(window.casefile)
    assert (phrase.name, phrase.text) == ("No answer", "No answer has come.")


def test_a_phrase_that_is_called_off_leaves_no_draft(at_example, narrative):
    window = at_example.top
    narrative.insertPlainText("No answer has come.")
    narrative.selectAll()
    press_keys("Ctrl+Shift+K")
    box = at_example.dialog()
    box.write("Name of the phrase", "No answer")
    press_keys("Esc", box.field("Name of the phrase"))
    at_example.wait(lambda: not window.findChildren(NewPhraseDialog))
    assert "phrase:selected" not in window.workspace.session.drafts


def test_with_nothing_selected_it_says_what_to_do(at_example, narrative):
    narrative.clear()
    press_keys("Ctrl+Shift+K")
    assert "Select the words" in at_example.top.workspace.messages.text
