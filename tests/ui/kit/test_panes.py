"""Panes: beside each other where there is room, tabs where there is none; what they hold survives the change."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTabBar

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
