"""Tables on tints: each cell says its row and column, and a model is a model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics

from scrutineer.ui.kit.heat import HeatTable, shared, words_in_lines
from scrutineer.ui.kit.heat_model import HeatCell, HeatModel, HeatSpan
from tests.ui.hands import press_keys

CELLS = [[HeatCell("2", "limited", "1", "none"), HeatCell("–", spoken="not asked")], [HeatCell("3"), HeatCell("")]]
NAMES, HEADS = ("Police", "Integrated care board"), ["1.1 A lead", "1.2 A plan"]


@pytest.fixture
def table(qtbot, dressed) -> HeatTable:
    made = HeatTable(dressed, "Answers")
    qtbot.addWidget(made)
    made.show_cells(NAMES, HEADS, CELLS)
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


def test_a_long_heading_is_whole_for_who_hears_it_and_in_its_hint(table):
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
        assert table.model().headerData(1, Qt.Orientation.Horizontal, role) == NAMES[1]


@given(
    words=st.lists(st.text("abcdefgh", min_size=1, max_size=14), min_size=1, max_size=12),
    width=st.integers(30, 400),
    most=st.integers(1, 4),
)
def test_words_break_between_words_and_only_a_word_too_wide_is_cut(dressed, words, width, most):
    metrics = QFontMetrics(dressed.font("small", 600))
    lines = words_in_lines(" ".join(words), metrics, width, most)
    assert len(lines) <= most
    assert all(metrics.horizontalAdvance(line) <= width for line in lines)
    wide = [words[0] + "…", *words]
    if all(metrics.horizontalAdvance(word) <= width for word in wide):
        shown = " ".join(lines).removesuffix("…").split()
        assert shown == words[: len(shown)]
        assert (len(shown) == len(words)) == (not lines[-1].endswith("…"))


@given(needs=st.lists(st.integers(1, 200), max_size=20), room=st.integers(0, 3_000))
def test_width_is_shared_evenly_and_no_column_gets_less_than_it_needs(needs, room):
    widths = shared(needs, room)
    assert all(width >= need for width, need in zip(widths, needs, strict=True))
    if needs and sum(needs) <= room:
        assert sum(widths) == room
        even = [width for width, need in zip(widths, needs, strict=True) if width > need]
        assert not even or max(even) - min(even) <= 1


def test_columns_fill_the_width_where_they_fit_and_scroll_where_not(qtbot, table):
    table.show_cells(NAMES, HEADS, CELLS)
    qtbot.waitUntil(lambda: table.horizontalHeader().length() == table.viewport().width())
    assert table.horizontalScrollBar().maximum() == 0
    many = [[HeatCell("2")] * 40]
    table.show_cells(tuple(f"Agency {number}" for number in range(40)), HEADS[:1], many)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
    assert all(table.columnWidth(number) >= 84 for number in range(40))


def test_a_long_name_makes_the_headings_taller_not_the_table_wider(qtbot, table):
    tall = table.horizontalHeader().height()
    names = tuple("and Community Safety Directorate of the Combined Northern Authorities" for _ in NAMES)
    table.resize(500, 200)
    table.show_cells(names, HEADS, CELLS)
    qtbot.waitUntil(lambda: table.horizontalHeader().height() > tall)
    assert table.horizontalScrollBar().maximum() == 0


def test_a_block_is_walked_through_as_one_cell_and_read_out_as_what_it_is_about(table):
    silent = HeatCell("No return", about="every standard")
    table.show_cells(NAMES, HEADS, [[silent, HeatCell("3")], [silent, HeatCell("2")]], [HeatSpan(0, 0, 2, 1)])
    table.setCurrentIndex(table.heat_model.index(1, 1))
    press_keys("Left", table)
    assert table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Police, every standard: No return"
    press_keys("Right", table)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)
    table.show_cells(NAMES, HEADS, CELLS)
    assert table.rowSpan(0, 0) == 1


def test_a_moderated_value_is_painted_on_a_tint_of_its_own(table, dressed):
    image = table.viewport().grab().toImage()
    box = table.visualRect(table.model().index(0, 0))
    left, right = image.pixelColor(box.left() + 3, box.top() + 3), image.pixelColor(box.right() - 3, box.top() + 3)
    assert left.name() == dressed.level_colour("limited", "tint").name()
    assert right.name() == dressed.level_colour("none", "tint").name()


def test_a_heading_sorts_by_figures_then_back_to_the_rows_as_they_came(qtbot, table):
    rows = [[HeatCell("2 items", figure=2)], [HeatCell("Not yet", shape="not-yet")], [HeatCell("13 items", figure=13)]]
    table.show_cells(("Step",), ["1.2", "1.10", "1.1"], rows)
    table.let_sort()
    table.setCurrentIndex(table.heat_model.index(0, 0))

    def shown() -> list[str]:
        return [table.heat_model.headerData(row, Qt.Orientation.Vertical) for row in range(3)]

    header = table.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(0) + 10, header.height() // 2)
    orders = []
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
        orders.append(shown())
        assert table.heat_model.place(table.currentIndex().row()) == 0, "what is chosen stays so"
    assert orders == [["1.1", "1.2", "1.10"], ["1.10", "1.2", "1.1"], ["1.2", "1.10", "1.1"]]


def test_words_sort_in_natural_order(table):
    table.show_cells(("Day",), ["a", "b", "c"], [[HeatCell("E14")], [HeatCell("E2")], [HeatCell("E1")]])
    table.heat_model.sort(0, Qt.SortOrder.AscendingOrder)
    assert [table.heat_model.index(row, 0).data() for row in range(3)] == ["E1", "E2", "E14"]


def test_the_first_rows_stay_where_they_are_and_a_scale_is_sorted_as_a_scale(table):
    words = (("Came", 0), ("Strong", 3), ("None", 0), ("Limited", 1))
    table.show_cells(
        ("Police",), ["Received", "a", "b", "c"], [[HeatCell(word, rank=rank)] for word, rank in words], held=1
    )
    table.let_sort()
    orders = []
    for _ in range(3):
        table.sort_by(0)
        orders.append([table.heat_model.headerData(row, Qt.Orientation.Vertical) for row in range(4)])
    assert orders == [["Received", "a", "c", "b"], ["Received", "b", "c", "a"], ["Received", "a", "b", "c"]]
    table.sort_by(0)
    assert [table.heat_model.row_of(place) for place in range(4)] == [0, 1, 3, 2]
