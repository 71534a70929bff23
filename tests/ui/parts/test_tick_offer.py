"""What is usual is ticked all in one move or one by one, and nothing is added before the button is pressed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox

from scrutineer.ui.parts.tick_offer import TickOffer
from tests.ui.hands import Hands


@pytest.fixture
def added() -> list[str]:
    return []


@pytest.fixture
def at(qtbot, dressed, added) -> Hands:
    offer = TickOffer(dressed, "The usual ones", ("agency", "agencies"), str, added.extend)
    offer.offer(("Police", "Housing", "Probation"))
    qtbot.addWidget(offer)
    dressed.dress(offer)
    offer.resize(900, 300)
    with qtbot.waitExposed(offer):
        offer.show()
    return Hands(qtbot, offer)


def test_all_are_ticked_in_one_move_and_let_go_in_another(at, added):
    at.press("All agencies below")
    assert at.has("Add 3 agencies")
    at.press("All agencies below")
    assert not at.can_press("Add those ticked")
    assert added == []


def test_those_ticked_are_added_in_their_order(at, added):
    at.tick("Probation")
    at.tick("Police")
    at.press("Add 2 agencies")
    assert added == ["Police", "Probation"]


def test_enter_on_a_box_adds_those_ticked_and_nothing_where_none_is(at, added):
    at.button("All agencies below").setFocus()
    at.keys("Return")
    assert added == []
    at.keys("Space", "Return")
    assert added == ["Police", "Housing", "Probation"]


def test_what_is_ticked_stays_so_while_others_go(at):
    at.tick("Probation")
    at.top.offer(("Housing", "Probation"))
    assert at.is_on("Probation")
    assert not at.is_on("Housing")
    assert len(at.top.findChildren(QCheckBox)) >= 3
    at.top.offer(())
    assert not at.top.isVisible()
