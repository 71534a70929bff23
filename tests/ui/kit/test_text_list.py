"""A list of rows of text: as high as its rows, spoken whole, and a row that leads somewhere leads there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scrutineer.ui.kit.basic import column, holder
from scrutineer.ui.kit.text_list import TextLine, TextList, TextRow
from tests.ui.hands import Hands

ROWS = [
    TextRow((TextLine("NSCP-1", "link", "3 days overdue", "danger"), TextLine("Chair: why?", "muted")), value=7),
    TextRow((TextLine("A note", "dense"),)),
]


@pytest.fixture
def at(qtbot, dressed) -> Hands:
    """Somebody at a list of two rows, the first of which leads somewhere."""
    rows = TextList(dressed, name="Challenges")
    window = holder(column(rows))
    qtbot.addWidget(window)
    window.resize(300, 300)
    with qtbot.waitActive(window):
        window.show()
    rows.show_rows(ROWS)
    return Hands(qtbot, window)


def test_a_row_says_everything_it_shows(at):
    said = at.list("Challenges").model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "NSCP-1, 3 days overdue, Chair: why?"


def test_a_click_and_enter_lead_where_a_row_leads_and_nowhere_else(at):
    went: list[int] = []
    at.list("Challenges").chosen.connect(went.append)
    at.pick_place("Challenges", 0)
    assert went == [7]
    at.pick_place("Challenges", 1)
    assert went == [7]
    at.keys("Up", "Return")
    assert went == [7, 7]


def test_a_list_that_leads_nowhere_is_passed_over_by_tab_and_an_empty_one_is_not_there(at):
    rows = at.list("Challenges")
    rows.show_rows(ROWS[1:])
    assert rows.focusPolicy() is Qt.FocusPolicy.NoFocus
    rows.show_rows(ROWS)
    assert rows.focusPolicy() is Qt.FocusPolicy.StrongFocus
    rows.show_rows([])
    assert not rows.isVisible()


def test_it_is_as_high_as_its_words_need_at_its_width(at):
    rows = at.list("Challenges")
    rows.show_rows([TextRow((TextLine("word " * 60, "dense"),))])
    assert rows.heightForWidth(150) > rows.heightForWidth(300) > rows.heightForWidth(3000)
