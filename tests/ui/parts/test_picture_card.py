"""The card of any picture: painted in the palette in force, read out in words, and the same as a table."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.domain.ageing import Age, ageing
from scrutineer.domain.timeline import Entry, Happening, Lane, timeline
from scrutineer.ui.parts.picture_card import PictureCard
from scrutineer.ui.theme import Theme
from tests.ui.hands import Hands

DAY = date(2026, 6, 1)


def year(*entries: Entry):
    lanes = [Lane("Replies due", entries)]
    return timeline(lanes, first=date(2026, 3, 1), last=date(2027, 3, 31), today=date(2026, 11, 26))


@pytest.fixture
def show(qtbot):
    def made(picture, theme: Theme) -> Hands:
        card = PictureCard(theme, picture.title)
        qtbot.addWidget(card)
        card.show_picture(picture)
        card.resize(900, 320)
        card.show()
        return Hands(qtbot, card)

    return made


@pytest.mark.parametrize("palette", ["light", "dark", "contrast"])
def test_what_is_late_is_painted_and_said(show, palette):
    theme = Theme(palette)
    at = show(year(Entry(DAY, Happening.REPLY_LATE, 2)), theme)
    image = at.top.picture.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert theme.colour("danger").name() in seen
    assert "2 replies overdue, on 1 June 2026" in at.top.picture.accessibleDescription()
    assert at.top.picture.accessibleName() == "The year"


def test_it_turns_into_its_table_and_back_and_follows_what_changes(show, dressed):
    at = show(year(Entry(DAY, Happening.REPLY_LATE, 2)), dressed)
    at.press("As a table")
    assert at.rows("The year, as a table") == [["Replies due", "1 Jun 26", "Reply overdue", "2"]]
    at.top.show_picture(year(Entry(DAY, Happening.REPLY_DUE)))
    assert at.rows("The year, as a table") == [["Replies due", "1 Jun 26", "Reply due", "1"]]
    at.top.show_picture(ageing([Age(name="26-001 Police", days=40, due=10)]))
    at.settle()
    name = "How long they have been open, as a table"
    assert at.rows(name) == [["26-001 Police", "40", "Reply 30 days overdue"]]
    at.press("As a picture")
    assert at.top.picture.isVisible()
