"""One look for one meaning: filled shapes are levels, a gap is a dashed ring, and the colours of a level are a level's."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from scrutineer.settings import PALETTES, Settings
from scrutineer.ui.destinations import ToCoverage, ToLine, ToStrength
from scrutineer.ui.kit.basic import Message
from scrutineer.ui.kit.heat import HeatTable
from scrutineer.ui.kit.heat_model import HeatCell
from scrutineer.ui.kit.paint import NON_LEVELS, paint_figure, paint_mark
from scrutineer.ui.theme import tokens
from tests.ui.conftest import dress, go, opened, person_at
from tests.ui.test_theme import contrast

LEVELS = [look for look in tokens()["level"] if look not in NON_LEVELS]
SIZE = 22


def drawn(theme, paint: Callable[[QPainter], None]) -> QImage:
    """What is painted on the surface of a card, in grey."""
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    image.fill(theme.colour("surface"))
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def ink(image: QImage) -> list[bool]:
    """Where a grey picture is drawn at all, whatever the shade."""
    ground = image.pixelColor(0, 0).lightness()
    return [
        abs(image.pixelColor(x, y).lightness() - ground) > 24
        for y in range(image.height())
        for x in range(image.width())
    ]


def colours(part: QWidget, box: QRect | None = None) -> set[str]:
    """Every colour that is painted there."""
    image = part.grab(box or part.rect()).toImage()
    return {image.pixelColor(x, y).name() for y in range(image.height()) for x in range(image.width())}


def of_levels(palette: str) -> set[str]:
    """The colours of the marks and tints of levels that nothing else has."""
    others = {QColor(name).name() for name in tokens()["colour"][palette].values()}
    inks = {QColor(tokens()["level"][look][palette][part]).name() for look in LEVELS for part in ("mark", "tint")}
    return inks - others


@pytest.fixture
def palette(request, dressed):
    dress(dressed, request.param, 100)
    yield request.param
    dress(dressed, "light", 100)


every_palette = pytest.mark.parametrize("palette", PALETTES, indirect=True)


@every_palette
def test_each_mark_is_known_by_its_shape_alone(dressed, palette):
    middle = QPointF(SIZE / 2, SIZE / 2)
    marks = {
        look: drawn(dressed, lambda painter, look=look: paint_mark(painter, dressed, look, middle, 16))
        for look in tokens()["level"]
    }
    marks["figure"] = drawn(dressed, lambda painter: paint_figure(painter, dressed, "3", middle))
    for (one, first), (two, second) in itertools.combinations(marks.items(), 2):
        differing = sum(a != b for a, b in zip(ink(first), ink(second), strict=True))
        assert differing >= 12, (one, two)  # the corners of a square and a circle


@every_palette
def test_levels_are_filled_and_what_is_none_is_hollow(dressed, palette):
    middle = QPointF(SIZE / 2, SIZE / 2)
    for look in tokens()["level"]:
        image = drawn(dressed, lambda painter, look=look: paint_mark(painter, dressed, look, middle, 16))
        beside_the_middle = ink(image)[SIZE * (SIZE // 2) + SIZE // 2 - 4]
        assert beside_the_middle == (look in LEVELS), look


@every_palette
def test_what_stands_for_a_meaning_stands_out(palette):
    """WCAG 2.2 AA: 4.5 for words, 3 for marks."""
    named = tokens()["colour"][palette]
    assert contrast(named["text"], named["sunken"]) >= 4.5  # a figure in its disc
    assert contrast(named["border-strong"], named["surface"]) >= 3  # the disc; the line of a gap between two levels
    assert contrast(tokens()["level"]["not-yet"][palette]["mark"], named["surface"]) >= 3  # what is not looked at
    for tone in ("warn", "danger", "ok"):
        assert contrast(named[tone], named[f"{tone}-soft"]) >= 4.5, tone


@every_palette
def test_a_gap_is_a_ring_in_no_colour_of_a_level_or_a_warning(qtbot, dressed, palette):
    table = HeatTable(dressed, "Lines")
    qtbot.addWidget(table)
    dressed.dress(table)
    table.show_cells(("Step", "Other"), ["Line"], [[HeatCell("Not yet", shape="not-yet"), HeatCell("2", figure=2)]])
    table.resize(500, 120)
    table.show()
    for column in range(2):
        painted = colours(table.viewport(), table.visualRect(table.heat_model.index(0, column)).adjusted(2, 2, -2, -2))
        assert not painted & (of_levels(palette) | {dressed.colour("warn").name(), dressed.colour("warn-soft").name()})
    ring = colours(table.viewport(), table.visualRect(table.heat_model.index(0, 0)))
    assert dressed.level_colour("not-yet", "mark").name() in ring


@every_palette
def test_a_warning_has_the_colours_of_warnings(qtbot, dressed, palette):
    said = Message(dressed, "warn", "The disk is nearly full.", "Your work is saved.")
    qtbot.addWidget(said)
    dressed.dress(said)
    said.resize(500, 60)
    said.show()
    painted = colours(said)
    assert dressed.colour("warn-soft").name() in painted
    assert dressed.colour("warn").name() in painted
    assert not painted & of_levels(palette)


@pytest.mark.parametrize("name", PALETTES)
def test_no_warning_and_no_level_is_painted_where_there_is_only_a_gap(
    qtbot, make_window, testshire_path, tmp_path, name
):
    window = opened(make_window(Settings(palette=name)), testshire_path, tmp_path)
    at = person_at(qtbot, window)
    panel = go(at, ToCoverage())
    painted = colours(at.list("Lines by step").viewport())
    assert window.theme.level_colour("not-yet", "mark").name() in painted
    assert not painted & {window.theme.colour("warn").name(), *of_levels(name)}
    assert panel.isVisible()


def test_how_far_apart_two_voices_stand_is_no_warning(at_example):
    at = at_example
    go(at, ToLine("six-steps:4c"))
    table = at.list("What each says")
    last = table.model().columnCount() - 1
    gaps = [table.visualRect(table.model().index(row, last)) for row in range(table.model().rowCount())]
    assert any(str(table.model().index(row, last).data()).endswith(("above", "below")) for row in range(len(gaps)))
    warn = at.top.theme.colour("warn").name()
    assert all(warn not in colours(table.viewport(), gap) for gap in gaps)


def test_what_is_weak_is_said_in_plain_ink(at_example):
    at = at_example
    go(at, ToStrength())
    table = at.list("Judgements and their evidence")
    for row in range(table.model().rowCount()):
        painted = colours(table.viewport(), table.visualRect(table.model().index(row, 3)))
        assert at.top.theme.colour("warn").name() not in painted


def test_the_ring_of_what_is_not_judged_is_dashed(dressed):
    """As far round as the tokens say: half of it is gaps, at whatever size it is drawn."""
    size = 160
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(dressed.colour("surface"))
    painter = QPainter(image)
    paint_mark(painter, dressed, "not-yet", QPointF(size / 2, size / 2), size)
    painter.end()
    ground, around = dressed.colour("surface").name(), 720
    drawn_there = [
        image.pixelColor(
            round(size / 2 + 64 * math.cos(2 * math.pi * turn / around)),
            round(size / 2 + 64 * math.sin(2 * math.pi * turn / around)),
        ).name() != ground
        for turn in range(around)
    ]  # fmt: skip
    changes = sum(a != b for a, b in itertools.pairwise([*drawn_there, drawn_there[0]]))
    assert changes == 2 * 8
    assert 0.45 < sum(drawn_there) / around < 0.6
