"""A page on the rail: its icon in the colour of its name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scrutineer.settings import PALETTES
from scrutineer.ui.kit.rail_item import RailItem
from tests.ui.conftest import dress


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("beside", [True, False])
def test_the_open_page_has_the_colour_of_what_is_selected(qtbot, dressed, palette, beside):
    dress(dressed, palette, 100)
    item = RailItem(dressed, "Steps", "list-checks")
    qtbot.addWidget(item)
    dressed.dress(item)
    style = Qt.ToolButtonStyle
    item.setToolButtonStyle(style.ToolButtonTextBesideIcon if beside else style.ToolButtonTextUnderIcon)
    item.set_beside(beside)
    item.resize(198 if beside else 82, 42 if beside else 56)
    item.show()

    def painted(colour: str) -> set[tuple[int, int]]:
        image, wanted = item.grab().toImage(), dressed.colour(colour).name()
        return {
            (x, y)
            for x in range(8, image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).name() == wanted
        }

    closed, not_open = painted("text-2"), painted("accent")
    item.setChecked(True)
    opened = painted("accent")
    assert closed
    assert not not_open
    icon_ends = item.width() // 2 if not beside else 40
    assert any(x < icon_ends for x, _ in opened), "the icon too"
    assert not painted("text-2")
    dress(dressed, "light", 100)
