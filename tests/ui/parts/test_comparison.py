"""What each says: equal distances, one line a voice, what cannot be placed told in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scrutineer.domain.voices import Voice
from scrutineer.operations.voices import record_view
from scrutineer.ui.destinations import ToLine
from tests.operations.acts import LINE, answer, judge
from tests.ui.conftest import go

SAYS = "What each says"


def levels_of(table) -> range:
    return range(1, table.model().columnCount() - 2)


@pytest.mark.parametrize("width", [1100, 1366, 1920])
def test_every_level_is_as_wide_as_every_other(at_example, width):
    at = at_example
    at.top.resize(width, 900)
    go(at, ToLine(LINE))
    table = at.list(SAYS)
    assert len({table.columnWidth(column) for column in levels_of(table)}) == 1


def test_each_voice_has_one_line_and_its_whole_words_on_hover(at_empty):
    at = at_empty
    words = "A long answer that goes on and on, and then on again. " * 6
    record_view(at.top.casefile, target=LINE, kind=Voice.YOUNG, words=words)
    go(at, ToLine(LINE))
    table = at.list(SAYS)
    assert table.rowHeight(0) == 23
    said = table.model().index(0, table.model().columnCount() - 2)
    assert words.rstrip(". ") in said.data(Qt.ItemDataRole.ToolTipRole)


def test_without_a_judgement_no_distance_is_said_and_with_one_it_is(at_empty):
    at = at_empty
    answer(at.top.casefile, "Police", "strong")
    go(at, ToLine(LINE))
    assert [row[-1] for row in at.rows(SAYS)] == ["", ""]
    judge(at.top.casefile, "limited", final=False)
    at.top.workspace.on_changed(at.top.workspace.panel().shown.shows, "")
    assert [(row[0], row[-1]) for row in at.rows(SAYS)] == [("Police", "2 above"), ("Your judgement, draft", "")]


def test_an_answer_that_stands_for_no_level_is_told_in_words(at_empty):
    at = at_empty
    answer(at.top.casefile, "Police", "")
    go(at, ToLine(LINE))
    police = at.rows(SAYS)[0]
    assert police[1] == "on another scale, told in words"
    assert police[-2] == "4.1 Level 3"


def test_where_nobody_else_was_heard_that_is_said(at_empty):
    at = at_empty
    go(at, ToLine(LINE))
    at.sees("Nobody else was heard yet.")
    assert [row[0] for row in at.rows(SAYS)] == ["Your judgement"]


def test_a_view_without_a_level_is_told_in_words(at_empty):
    at = at_empty
    record_view(at.top.casefile, target=LINE, kind=Voice.YOUNG, words="It depends.")
    go(at, ToLine(LINE))
    young = at.rows(SAYS)[0]
    assert (young[0], young[1], young[-2]) == ("Young scrutineers", "no level given, told in words", "It depends")
