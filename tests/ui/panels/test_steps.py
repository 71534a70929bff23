"""Steps: the tree, one line with what each says and what is linked, own lines and own wording."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from scrutineer.casefile import tables
from scrutineer.domain.changes import EVERYTHING
from scrutineer.domain.framework import AddedLine
from scrutineer.domain.ids import TargetId
from scrutineer.operations import judgements, partnership
from scrutineer.operations.queries.context import read_context
from scrutineer.ui.destinations import ToChallenge, ToHome, ToItem, ToLine, ToNewChallenge, ToNewView
from scrutineer.ui.kit.basic import Message
from tests.operations.acts import LINE, answer, capture, judge
from tests.ui.conftest import go
from tests.ui.hands import press_keys

TREE, SAYS, LINKED = "Steps and lines of enquiry", "What each says", "Linked evidence"


@pytest.fixture
def at(at_empty):
    """Somebody at a line of an empty casefile."""
    go(at_empty, ToLine(LINE))
    return at_empty


def test_the_line_chosen_in_the_tree_is_shown(at):
    tree = at.list(TREE)
    assert tree.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).startswith("Line 4c, ")
    tree.setFocus()
    at.keys("Down")
    assert at.top.workspace.destination() == ToLine("six-steps:4d")
    at.keys("Up", "Up")
    assert at.top.workspace.destination() == ToLine("six-steps:4b")


def test_the_tree_is_filtered_by_words_of_a_line_or_its_question(at):
    tree = at.list(TREE)

    def shown() -> int:
        root = tree.rootIndex()
        return sum(not tree.isRowHidden(row, root) for row in range(tree.model().rowCount(root)))

    assert shown() == 6
    at.write("Filter steps and lines", "escalation")
    assert 0 < shown() < 6
    at.write("Filter steps and lines", "")
    assert shown() == 6


def test_a_step_is_reworded_by_f2_and_empty_gives_the_own_wording_back(at):
    go(at, ToLine("six-steps:2"))
    press_keys("F2", at.top.workspace.panel().shown)
    assert at.field("Local wording").hasFocus()
    at.write("Local wording", "All the others", then="Return")
    assert read_context(at.top.casefile).framework.step("six-steps:2").label == "All the others"
    at.press("Reword")
    at.write("Local wording", "", then="Return")
    assert read_context(at.top.casefile).framework.step("six-steps:2").label != "All the others"


def test_the_question_of_a_line_is_reworded(at):
    at.press("Reword")
    at.write("Local wording", "Is it looked at twice?", then="Return")
    assert "Is it looked at twice?" in at.titles()


def test_a_line_of_ones_own_is_added_to_the_step(at):
    at.keys("Ctrl+N")
    assert at.field("Label").hasFocus()
    at.write("Label", "Own line")
    at.write("Question", "Is it so?")
    at.press("Add to this step")
    (added,) = tables.rows(at.top.casefile, AddedLine)
    assert added.label == "Own line"
    assert at.top.workspace.destination() == ToLine(TargetId("six-steps:4h"))
    assert "Is it so?" in at.titles()
    assert not at.has("Add to this step")


def test_a_line_without_a_label_is_refused_and_what_was_typed_stays(at):
    at.keys("Ctrl+N")
    at.write("Question", "Is it so?")
    at.press("Add to this step")
    at.sees("Give the line a short label.")
    assert at.text("Question") == "Is it so?"
    at.press("Cancel")
    assert not at.has("Add to this step")


def test_what_is_linked_leads_to_the_item(at):
    at.sees("None yet. Link an item, or capture one with Ctrl+E.")
    item = capture(at.top.casefile, agency="Police", title="Audit of twenty")
    at.top.workspace.on_changed(at.top.workspace.panel().shown.shows, "")
    assert at.rows(LINKED) == [["E1  Audit of twenty", "Supports", "Police", "1 Oct 26", "Private"]]
    at.pick(LINKED, "Audit of twenty", then="Return")
    assert at.top.workspace.destination() == ToItem(item)


def test_each_voice_stands_beside_the_others_and_is_never_combined(at_empty):
    at = at_empty
    capture(at.top.casefile)
    judge(at.top.casefile, "limited", final=False)
    answer(at.top.casefile, "Police", "reasonable")
    answer(at.top.casefile, "ICB", "limited", profile="Other")
    go(at, ToLine(LINE))
    rows = {row[0]: row for row in at.rows(SAYS)}
    assert list(rows) == ["Police", "ICB", "Your judgement, draft"]  # the furthest first, one's own last
    assert rows["Police"][-1] == "1 above"
    assert rows["ICB"][-1] == "same"
    at.sees("2 voices, 1 level apart. Never combined.")


def test_a_voice_on_another_scale_is_told_in_words_after_those_that_have_a_place(at_example):
    at = at_example
    go(at, ToLine("six-steps:1f"))
    rows = at.rows(SAYS)
    assert rows[-1][0].startswith("Your judgement")
    aside = ["on another scale" in row[1] for row in rows[:-1]]
    assert aside == sorted(aside)
    assert any(aside)
    assert all(not any(row[2:-2]) and row[-2] for row, is_aside in zip(rows, aside, strict=False) if is_aside)


def test_a_view_and_a_challenge_are_begun_from_the_line(at):
    at.press("Record a view")
    assert at.chosen("Step or line").startswith("4c ")
    go(at, ToLine(LINE))
    at.press("Raise a challenge")
    assert at.top.workspace.destination() == ToNewChallenge(target=LINE)
    go(at, ToNewView(LINE))
    assert at.chosen("Step or line").startswith("4c ")


def test_a_line_of_another_framework_is_said_and_the_shown_one_stays(at):
    go(at, ToLine(TargetId("wood-issues:1")))
    at.sees("That line belongs to another framework. Its code is shown where it is linked.")
    assert at.top.workspace.destination() == ToLine(LINE)


def test_beside_it_stand_its_challenges_and_its_history(at_example):
    at = at_example
    go(at, ToLine("six-steps:4"))
    challenges = at.rows("Challenges")
    assert challenges
    at.tab("History")
    assert at.rows("History")[0][0].endswith("assurance")
    at.tab(f"Challenges {len(challenges)}")
    at.pick_place("Challenges", 0)
    assert isinstance(at.top.workspace.destination(), ToChallenge)


def test_ctrl_d_hides_what_is_beside_it_and_shows_it_again(at):
    at.sees("None on this yet.")
    at.keys("Ctrl+D")
    assert "None on this yet." not in at.words()
    at.keys("Ctrl+D")
    at.sees("None on this yet.")


def test_f6_goes_from_the_tree_to_what_each_says_to_the_judgement_and_on(at):
    panel = at.top.workspace.panel().shown
    at.list(TREE).setFocus()
    for region in (panel.dock.area, panel.form, panel.side, at.top.workspace.search):
        at.keys("F6")
        focused = QApplication.focusWidget()
        assert region is focused or region.isAncestorOf(focused)
    at.keys("Shift+F6", "Shift+F6")
    assert panel.form.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("size", [(1366, 736), (1920, 1000)])
def test_the_judgement_is_in_sight_however_far_the_page_is_scrolled(at_example, size):
    at = at_example
    at.top.resize(*size)
    panel = go(at, ToLine("six-steps:4c"))
    bar = panel.dock.area.verticalScrollBar()
    assert bar.maximum() > 0
    for place in (0, bar.maximum()):
        bar.setValue(place)
        at.settle()
        for part in (at.button("Finalise judgement"), at.field("Narrative")):
            corner = part.mapTo(panel, part.rect().bottomRight())
            assert panel.rect().contains(corner)
            assert not part.visibleRegion().isEmpty()
    assert panel.form.height() * 3 >= panel.height() - 3


def test_where_the_question_comes_from_is_said(at):
    at.sees("Line 4c, a starter prompt")
    at.tab("Prompt")
    at.sees("A starter prompt of this program's own, not part of the published paper.")


def test_a_message_leaves_the_judgement_clear(at):
    at.write("Narrative", "Gaps.")
    at.press("Keep draft")
    panel = at.top.workspace.panel().shown
    (message,) = [part for part in at.top.findChildren(Message) if part.isVisible()]
    box = message.rect().translated(message.mapTo(at.top, QPoint()))
    assert not box.intersects(panel.form.rect().translated(panel.form.mapTo(at.top, QPoint())))


def test_the_page_fills_its_pane_when_a_large_window_is_made_a_low_one(at_example):
    at = at_example
    at.top.resize(1920, 1000)
    partnership.set_wording(at.top.casefile, target=LINE, question="Is every audit followed by another one, " * 7)
    judgements.record_judgement(at.top.casefile, target=LINE, level="limited", narrative="A long narrative. " * 100)
    at.top.workspace.on_changed(EVERYTHING, "")
    dock = go(at, ToLine(LINE)).dock
    at.wait(dock.is_docked)
    at.top.resize(1100, 600)
    at.wait(lambda: not dock.is_docked() and dock.area.size() == dock.size())


def test_a_level_of_another_scale_is_told_in_the_words_of_its_own_wherever_it_stands(at_empty):
    """1 of 0 to 3 is the last but one; 1 of the scale in use is the best."""
    at, casefile = at_empty, at_empty.top.casefile
    details = read_context(casefile).partnership
    partnership.set_partnership(casefile, details=replace(details, scale_id="0-3"))
    for target in ("six-steps:4", "six-steps:4c"):
        judgements.record_judgement(casefile, target=TargetId(target), level="1", narrative="Gaps.")
    partnership.set_partnership(casefile, details=replace(details, scale_id="1-4-best-1"))
    at.top.workspace.on_changed(EVERYTHING, "")
    said = "Partly in place, on another scale"
    go(at, ToLine(LINE))
    assert said in at.list(TREE).currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    mine = at.rows(SAYS)[-1]
    assert said in " ".join(mine)
    assert "best" not in " ".join(mine)
    assert not [n for n in range(1, 5) if mine[n] == "Level 1, the best"]
    go(at, ToHome())
    (card,) = [button for button in at.buttons() if button.startswith("4") or "Step 4" in button]
    assert said in card
