"""The judgement form in the real window: what was typed and taken back is nothing to keep."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scrutineer.casefile import journal, tables
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.ui.destinations import ToHome, ToLine
from tests.ui.conftest import idle, shown_panel, type_text

FINAL, DRAFT = TargetId("six-steps:5"), TargetId("six-steps:4c")


def judged(window, target: TargetId) -> list[Judgement]:
    return [one for one in tables.rows(window.casefile, Judgement, target=target) if one.cycle_id == 2]


def type_and_take_back(qtbot, form) -> None:
    type_text(qtbot, form.narrative, "x")
    qtbot.keyClick(form.narrative, Qt.Key.Key_Backspace)


@pytest.mark.parametrize(("target", "status"), [(FINAL, "Final"), (DRAFT, "Draft")])
def test_what_was_typed_and_taken_back_is_kept_as_it_stood(qtbot, example_window, target, status):
    window = example_window
    window.workspace.go(ToLine(target))
    form = shown_panel(window).form
    before, tip = judged(window, target), journal.tip(window.casefile.reader)
    type_text(qtbot, form.narrative, "x")
    assert form.keep.isEnabled()
    assert form.status.text() == "Draft"
    qtbot.keyClick(form.narrative, Qt.Key.Key_Backspace)
    assert not form.keep.isEnabled()
    form.keep_draft()
    idle(qtbot, window)
    assert form.status.text() == status
    assert judged(window, target) == before
    assert journal.tip(window.casefile.reader) == tip


def test_leaving_a_final_judgement_that_was_only_touched_keeps_it_final(qtbot, example_window):
    window = example_window
    window.workspace.go(ToLine(FINAL))
    type_and_take_back(qtbot, shown_panel(window).form)
    before, undo = judged(window, FINAL), window.workspace.undo_button.toolTip()
    window.workspace.go(ToHome())
    idle(qtbot, window)
    assert judged(window, FINAL) == before
    assert window.workspace.undo_button.toolTip() == undo
    window.workspace.go(ToLine(FINAL))
    assert shown_panel(window).form.status.text() == "Final"


def test_what_was_changed_after_a_final_judgement_begins_a_draft(qtbot, example_window):
    window = example_window
    window.workspace.go(ToLine(FINAL))
    form = shown_panel(window).form
    before = judged(window, FINAL)
    type_text(qtbot, form.narrative, "More was seen. ")
    form.keep_draft()
    idle(qtbot, window)
    qtbot.waitUntil(lambda: form.status.text() == "Draft")
    assert judged(window, FINAL)[: len(before)] == before
    assert len(judged(window, FINAL)) == len(before) + 1
