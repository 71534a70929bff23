"""A long list of choices is searched by any part of their words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from scrutineer.ui.kit.basic import column, holder
from scrutineer.ui.kit.combo import Combo

LINES = ["1a Leads attend and decide", "2e Agencies at the edge", "4c Audited again, change shown", "4f Thresholds"]


@pytest.fixture
def combo(qtbot, dressed):
    made = Combo(dressed, [(words, words[:2]) for words in LINES], name="Line")
    window = holder(column(made))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.close()


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("4f", "4f"), ("aud", "4c"), ("edge", "2e"), ("hold", "4f"), ("AG", "2e"), ("change sh", "4c"), ("zebra", "1a")],
)
def test_letters_of_any_word_find_the_choice_while_the_list_is_closed(combo, typed, chosen):
    QTest.keyClicks(combo, typed)
    assert combo.value() == chosen


def test_letters_that_nothing_holds_leave_the_choice_where_it_was(combo):
    QTest.keyClicks(combo, "edgeq")
    assert combo.value() == "2e"


def test_a_long_choice_ends_in_an_ellipsis_and_its_tool_tip_says_it_all(combo):
    combo.setFixedWidth(100)
    combo.choose("4c")
    assert combo.shown_words().endswith("…")
    QApplication.sendEvent(combo, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), combo.mapToGlobal(QPoint(5, 5))))
    assert combo.toolTip() == "4c Audited again, change shown"
