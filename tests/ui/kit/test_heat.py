"""Tables on tints: each cell says its row and column, and a model is a model."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from scrutineer.ui.kit.heat import HeatCell, HeatModel, HeatTable

CELLS = [[HeatCell("2", "limited", "1", "none"), HeatCell("–", spoken="not asked")], [HeatCell("3"), HeatCell("")]]
NAMES, HEADS = ("Police", "Integrated care board"), ["1.1 A lead", "1.2 A plan"]


@pytest.fixture
def table(qtbot, dressed) -> HeatTable:
    made = HeatTable(dressed, "Answers")
    qtbot.addWidget(made)
    made.heat_model.set_cells(NAMES, HEADS, CELLS)
    made.resize(900, 200)
    made.show()
    return made


def test_it_is_a_model(qtmodeltester):
    model = HeatModel()
    model.set_cells(NAMES, HEADS, CELLS)
    qtmodeltester.check(model)


@pytest.mark.parametrize(
    ("place", "said"), [((0, 0), "Police, 1.1 A lead: 2"), ((0, 1), "Integrated care board, 1.1 A lead: not asked")]
)
def test_a_cell_is_read_out_with_its_row_and_column(table, place, said):
    assert table.model().index(*place).data(Qt.ItemDataRole.AccessibleTextRole) == said


def test_a_long_heading_is_broken_in_two_lines_and_whole_in_its_hint(table):
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "Integrated\ncare board"
    assert table.model().headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == NAMES[1]
    assert table.model().headerData(0, Qt.Orientation.Horizontal) == "Police"


def test_columns_share_the_width_where_they_fit_and_scroll_where_not(table):
    table.fill(2)
    assert table.horizontalHeader().sectionResizeMode(0) is QHeaderView.ResizeMode.Stretch
    table.fill(40)
    assert table.horizontalHeader().sectionResizeMode(0) is QHeaderView.ResizeMode.Interactive


def test_a_moderated_value_is_painted_on_a_tint_of_its_own(table, dressed):
    image = table.viewport().grab().toImage()
    box = table.visualRect(table.model().index(0, 0))
    left, right = image.pixelColor(box.left() + 3, box.top() + 3), image.pixelColor(box.right() - 3, box.top() + 3)
    assert left.name() == dressed.level_colour("limited", "tint").name()
    assert right.name() == dressed.level_colour("none", "tint").name()
