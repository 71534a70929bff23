"""A label and its field: beside each other where there is room, one column for all, above it where there is none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from scrutineer.ui.kit.asks import place_below
from scrutineer.ui.kit.basic import column, holder, label
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import Field, Notes
from tests.ui.hands import spoken
from tests.ui.layout import flaws


@pytest.fixture
def shown(qtbot, dressed):
    """Two lines in a window so wide."""

    def show(width: int, *lines: FieldLine):
        window = holder(column(*lines, None))
        qtbot.addWidget(window)
        window.resize(width, 400)
        with qtbot.waitExposed(window):
            window.show()
        return window

    return show


def left(part, window) -> int:
    return part.mapTo(window, QPoint()).x()


def test_fields_begin_in_one_column_whatever_their_labels_say(shown):
    name, long = FieldLine("Name", Field()), FieldLine("Declaration of independence from every partner", Notes(name=""))
    window = shown(800, name, long)
    assert left(name.field, window) == left(long.field, window) > 150
    assert flaws(window) == []


def test_the_label_stands_above_where_the_width_is_short(shown):
    line = FieldLine("Name", Field(), "As it is printed")
    window = shown(400, line)
    assert left(line.field, window) < 20
    assert flaws(window) == []


def test_a_field_is_called_by_its_label_and_a_remark_stands_below_it(qtbot, shown):
    line = FieldLine("Name", Field())
    window = shown(800, line)
    assert spoken(line.field) == "Name"
    ask = label("Give the name.", "warn")
    place_below(line.field, ask)
    assert line.isAncestorOf(ask)
    qtbot.waitUntil(ask.isVisible)
    assert ask.mapTo(window, QPoint()).y() > line.field.mapTo(window, QPoint()).y()


def test_that_it_is_kept_moves_nothing(shown):
    line = FieldLine("Name", Field())
    window = shown(800, line)
    before = line.field.geometry()
    line.say_kept(kept=True)
    assert line.kept.text() == "Kept"
    window.layout().activate()
    assert line.field.geometry() == before
