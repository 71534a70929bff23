"""The card of the picture: its table says everything the picture shows, and is there for whoever wants it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject

from scrutineer.domain.evidence import Strength
from scrutineer.domain.six_steps import StepInTwoCycles, six_steps
from scrutineer.frameworks.loader import scales
from scrutineer.ui.parts.six_steps_card import SixStepsCard
from tests.ui.hands import Hands

SCALE = next(scale for scale in scales() if len(scale.levels) == 4)
LOW, HIGH = SCALE.levels[0].key, SCALE.levels[-1].key
TABLE = "The steps, as a table"


def picture(now: str = HIGH, before: str = "Cycle 1"):
    step = StepInTwoCycles(
        number="1", label="Leadership", then=LOW, now=now, strength=Strength.THIN, open=2, overdue=1
    )  # fmt: skip
    return six_steps([step], SCALE, before=before, after="now")


@pytest.fixture
def at(qtbot, dressed):
    card = SixStepsCard(dressed)
    qtbot.addWidget(card)
    card.show_picture(picture())
    card.resize(900, 300)
    card.show()
    return Hands(qtbot, card)


def test_the_picture_turns_into_a_table_and_back(at):
    assert at.top.picture.isVisible()
    at.press("As a table")
    assert not at.top.picture.isVisible()
    assert at.rows(TABLE) == [
        ["1 Leadership", SCALE.word(LOW), SCALE.word(HIGH), f"up {len(SCALE.levels) - 1} levels", "thin", "2", "1"]
    ]
    at.press("As a picture")
    assert at.top.picture.isVisible()


def test_what_changes_is_shown_as_it_is_looked_at(at):
    at.press("As a table")
    at.top.show_picture(picture(LOW))
    assert at.rows(TABLE)[0][2:4] == [SCALE.word(LOW), "the same"]
    assert not at.top.picture.isVisible()
    at.top.show_picture(picture(LOW, before=""))
    at.settle()
    assert len(at.rows(TABLE)[0]) == 6  # without an earlier cycle there is no column for one


class ShownWindows(QObject):
    """Counts the windows that open."""

    count = 0

    def eventFilter(self, part, event):
        self.count += event.type() is QEvent.Type.Show and part.isWidgetType() and part.isWindow()
        return False


@pytest.mark.parametrize("alternative", [True, False])
def test_a_card_that_is_made_opens_no_window_of_its_own(qapp, qtbot, dressed, alternative):
    """A part that is shown before it stands in its card would be one, and take the focus."""
    seen = ShownWindows()
    qapp.installEventFilter(seen)
    card = SixStepsCard(dressed, alternative=alternative)
    qapp.removeEventFilter(seen)
    qtbot.addWidget(card)
    assert seen.count == 0
