"""Panes: beside each other where there is room, tabs where there is none; what they hold survives the change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QTabBar

from scrutineer.ui.kit.basic import column, holder, label
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.kit.panes import Panes
from tests.ui.hands import Hands


@pytest.fixture
def at(qtbot, dressed) -> Hands:
    """Somebody at three panes with room for all."""
    field = Field()
    field.setAccessibleName("Words")
    parts = [("Left", holder(column(label("The left"))), 200), ("Main", holder(column(field)), 0),
             ("Side", holder(column(label("The side"))), 200)]  # fmt: skip
    panes = Panes(dressed, parts)
    qtbot.addWidget(panes)
    panes.resize(1200, 300)
    with qtbot.waitExposed(panes):
        panes.show()
    return Hands(qtbot, panes)


def tabs(at) -> list[str]:
    bar = at.top.findChild(QTabBar)
    return [bar.tabText(number) for number in range(bar.count())] if bar.isVisible() else []


def test_wide_they_stand_beside_each_other(at):
    assert tabs(at) == []
    at.sees("The left")
    at.sees("The side")
    assert at.field("Words").isVisible()


def test_narrow_they_are_tabs_the_main_one_open_and_nothing_typed_is_lost(at):
    at.write("Words", "kept")
    at.top.resize(600, 300)
    assert tabs(at) == ["Left", "Main", "Side"]
    assert at.text("Words") == "kept"
    assert at.words() == ""
    at.tab("Side")
    at.sees("The side")
    at.top.show_pane(0)
    at.sees("The left")
    at.top.resize(1200, 300)
    assert tabs(at) == []
    assert at.text("Words") == "kept"


def test_the_side_is_put_away_and_brought_back(at):
    at.top.toggle_side()
    assert "The side" not in at.words()
    at.top.toggle_side()
    at.sees("The side")


@pytest.fixture
def below(qtbot, dressed) -> Hands:
    """Somebody at two panes below each other, with room for both."""
    field = Field()
    field.setAccessibleName("Words")
    panes = Panes(dressed, [("Main", holder(column(field)), 0), ("Foot", holder(column(label("The foot"))), 100)],
                  below=True)  # fmt: skip
    qtbot.addWidget(panes)
    panes.resize(400, 600)
    with qtbot.waitExposed(panes):
        panes.show()
    return Hands(qtbot, panes)


def test_below_each_other_it_is_the_height_that_makes_them_tabs_and_the_focus_stays(below):
    at, field = below, below.field("Words")
    foot = next(part for part in at.top.findChildren(QLabel) if part.text() == "The foot")
    assert foot.mapTo(at.top, QPoint()).y() > field.mapTo(at.top, QPoint()).y()
    field.setFocus()
    at.top.resize(400, 200)
    assert tabs(at) == ["Main", "Foot"]
    assert field.hasFocus()
    at.top.resize(400, 600)
    assert tabs(at) == []
    assert field.hasFocus()


def test_a_pane_is_hidden_where_it_stands_beside_others_and_stays_as_a_tab(below):
    at = below
    at.top.show_beside(1, shown=False)
    assert "The foot" not in at.words()
    at.top.show_beside(1, shown=True)
    at.sees("The foot")
    at.top.resize(400, 200)
    at.top.show_beside(1, shown=False)
    at.tab("Foot")
    at.sees("The foot")
