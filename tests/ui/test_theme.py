"""The look: text stands out from its ground in both palettes, and follows the text size."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from scrutineer.domain.picture import Hairline
from scrutineer.domain.structure import PartnerGroup
from scrutineer.domain.structure_chart import structure_chart
from scrutineer.settings import PALETTES
from scrutineer.ui.kit.basic import column, holder
from scrutineer.ui.theme import ZOOMS, Theme, tokens
from tests.ui.conftest import dress


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
def test_text_stands_out_from_its_ground(palette):
    """WCAG 2.2 AA: 4.5 for text, 3 for marks, on the grounds they are drawn on."""
    colours = tokens()["colour"][palette]
    for ink in ("text", "text-2", "text-3", "accent", "danger", "warn", "ok"):
        for ground in ("window", "surface", "selection"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for look in tokens()["level"].values():
        assert contrast(look[palette]["text"], look[palette]["tint"]) >= 4.5
        assert contrast(look[palette]["mark"], colours["surface"]) >= 3


@pytest.mark.parametrize("palette", PALETTES)
def test_a_line_from_group_to_group_stands_out_as_a_shape_does(palette):
    groups = [PartnerGroup(id=1, name="Executive"), PartnerGroup(id=2, name="Audit group", reports_to="Executive")]
    drawn = structure_chart(groups, [], {}, date(2026, 11, 20)).laid_out(60, lambda words, _strong: len(words) / 2)
    lines = [shape for shape in drawn.shapes if isinstance(shape, Hairline)]
    colours = tokens()["colour"][palette]
    assert len(lines) == 2
    assert all(contrast(colours[line.tone], colours["surface"]) >= 3 for line in lines)


@pytest.mark.parametrize("palette", PALETTES)
def test_a_stronger_level_never_looks_fainter_than_the_next(palette):
    colours, levels = tokens()["colour"][palette], tokens()["level"]
    strong, reasonable = (
        contrast(levels[look][palette]["mark"], colours["surface"]) for look in ("strong", "reasonable")
    )
    assert strong > reasonable


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_style_sheet_is_filled_whole(qapp, palette, zoom):
    sheet = Theme(palette, zoom).sheet()
    assert not re.search(r"@[a-z]|\bpx\(|\bfont\(", sheet)


def test_no_text_is_smaller_than_twelve_pixels_and_all_grows_with_the_text_size(qapp):
    sizes = {
        zoom: [Theme("light", zoom).font(role).pixelSize() for role in tokens()["type"]["scale"]] for zoom in ZOOMS
    }
    assert min(sizes[100]) >= 12
    for smaller, larger in itertools.pairwise(ZOOMS):
        assert all(a <= b for a, b in zip(sizes[smaller], sizes[larger], strict=True))
    assert all(big >= 1.9 * small for small, big in zip(sizes[100], sizes[200], strict=True) if small > 12)


def test_an_unknown_palette_is_the_light_one():
    assert Theme("purple").palette == "light"


def test_in_high_contrast_every_text_stands_out_by_seven(qapp):
    """WCAG 2.2 AAA, on every ground that it is drawn on."""
    colours = tokens()["colour"]["contrast"]
    grounds = ("window", "surface", "surface-alt", "sunken", "selection", "accent-soft")
    for ink in ("text", "text-2", "text-3", "accent", "danger", "warn", "ok"):
        for ground in grounds:
            assert contrast(colours[ink], colours[ground]) >= 7, (ink, ground)
    for look in tokens()["level"].values():
        assert contrast(look["contrast"]["text"], look["contrast"]["tint"]) >= 7
        assert contrast(look["contrast"]["mark"], look["contrast"]["tint"]) >= 4.5
    assert contrast(colours["border-strong"], colours["window"]) >= 7
    assert contrast(colours["on-accent"], colours["accent"]) >= 7


class CountedPart(QWidget):
    """Counts how often it is told that it looks otherwise."""

    told = 0

    def event(self, event):
        self.told += event.type() is QEvent.Type.StyleChange
        return super().event(event)


def test_a_part_is_dressed_once_however_deep_it_was_placed_before(qtbot, dressed):
    window, part = QWidget(), CountedPart()
    qtbot.addWidget(window)
    dressed.dress(window)
    page: QWidget = part
    for _ in range(8):
        page = holder(column(page))
    assert part.told == 0
    window.setLayout(column(page))
    window.show()
    assert part.told == 1


def test_what_is_placed_in_a_window_and_its_dialogs_are_dressed_by_it_at_any_text_size(qtbot, dressed):
    window = QWidget()
    qtbot.addWidget(window)
    dressed.dress(window)
    button, dialog = QPushButton("Lock"), QDialog(window)
    of_dialog = QPushButton("Close")
    window.setLayout(column(button))
    dialog.setLayout(column(of_dialog))
    window.show()
    dialog.show()
    small = (button.height(), of_dialog.height())
    assert min(small) >= 32
    dress(dressed, "dark", 200)
    assert (button.minimumSizeHint().height(), of_dialog.minimumSizeHint().height()) >= (64, 64)
    dialog.close()
    dress(dressed, "light", 100)
