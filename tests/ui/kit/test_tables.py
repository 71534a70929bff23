"""A list that is read in pages shows what reading everything would show, and reads what is looked at alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication

from scrutineer.ui.kit.tables import PagedRows, Pages, Register, RowsModel, TableCell, TableColumn

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
COLUMNS = [
    TableColumn("Key", 0, lambda row: TableCell(str(row[0]), order=row[0]), by="key"),
    TableColumn("Name", 90, lambda row: TableCell(row[1], order=row[::-1]), by="name"),
    TableColumn("Unsorted", 90, lambda row: TableCell("")),
]


class Shelf:
    """Rows of a key and a name, read in pages, that remembers which keys it was asked for."""

    def __init__(self, rows: Sequence[tuple[int, str]]) -> None:
        self.rows = dict(rows)
        self.asked: list[int] = []

    def keys(self, order: str) -> list[int]:
        """Every key, as they come or by key or name."""
        places = {"key": lambda key: key, "name": lambda key: (self.rows[key], key), "": lambda key: 0}
        return sorted(self.rows, key=places[order.removeprefix("-")], reverse=order.startswith("-"))

    def read(self, keys: Sequence[int]) -> Mapping[int, tuple[int, str]]:
        """The rows of these keys."""
        self.asked += keys
        return {key: (key, self.rows[key]) for key in keys if key in self.rows}

    @property
    def pages(self) -> Pages[int, tuple[int, str]]:
        """This shelf as a list in pages."""
        return Pages(self.keys, self.read)


def named(number: int) -> Shelf:
    """A shelf of so many rows, the last key first by name."""
    return Shelf([(key, f"{number - key:06}") for key in range(number)])


@given(
    rows=st.dictionaries(st.integers(0, 500), st.text("abc", max_size=2), max_size=3 * PagedRows.SIZE),
    sorts=st.lists(st.tuples(st.sampled_from([0, 1]), st.sampled_from([UP, DOWN])), max_size=3),
    first=st.booleans(),
)
def test_pages_show_the_rows_that_reading_everything_shows(rows, sorts, first):
    shelf, whole, paged = Shelf(list(rows.items())), RowsModel(COLUMNS), RowsModel(COLUMNS)
    if first:
        whole.set_rows(list(rows.items()))
        paged.set_pages(shelf.pages)
    for column, order in sorts:
        whole.sort(column, order)
        paged.sort(column, order)
    if not first:
        whole.set_rows(list(rows.items()))
        paged.set_pages(shelf.pages)
    assert paged.rowCount() == whole.rowCount() == len(rows)
    assert list(paged.rows) == list(whole.rows)
    for number in range(len(rows)):
        assert paged.index(number, 1).data() == whole.index(number, 1).data()


def test_a_paged_model_is_a_model(qtmodeltester):
    model = RowsModel(COLUMNS)
    model.set_pages(named(PagedRows.SIZE + 3).pages)
    qtmodeltester.check(model)


def test_only_what_is_looked_at_is_read(qtbot, dressed):
    shelf, register = named(40 * PagedRows.SIZE), Register(dressed, COLUMNS, name="Shelf")
    qtbot.addWidget(register)
    register.resize(400, 600)
    register.show_pages(shelf.pages)
    register.show()
    register.grab()
    assert set(shelf.asked) == set(range(PagedRows.SIZE))
    assert register.rows_model.rowCount() == 40 * PagedRows.SIZE
    register.scrollToBottom()
    register.grab()
    assert len(shelf.asked) == len(set(shelf.asked)) <= 3 * PagedRows.SIZE
    assert max(shelf.asked) == 40 * PagedRows.SIZE - 1


def test_what_is_selected_stays_selected(qtbot, dressed):
    shelf, register = named(3 * PagedRows.SIZE), Register(dressed, COLUMNS, name="Shelf")
    qtbot.addWidget(register)
    far = 2 * PagedRows.SIZE + 7
    assert register.show_pages(shelf.pages, wanted=far)
    assert register.current()[0] == far
    register.sortByColumn(1, UP)
    assert register.current()[0] == far
    assert register.currentIndex().row() == 3 * PagedRows.SIZE - 1 - far
    del shelf.rows[5]
    register.show_pages(shelf.pages)
    assert register.current()[0] == far
    del shelf.rows[far]
    register.show_pages(shelf.pages)
    assert register.current() == register.rows_model.rows[0]
    assert not register.select_key(far)


def test_rows_at_hand_keep_what_is_selected_when_they_are_sorted(qtbot, dressed):
    register = Register(dressed, COLUMNS, name="Shelf")
    qtbot.addWidget(register)
    register.rows_model.set_rows([(1, "c"), (2, "a"), (3, "b")])
    register.selectRow(0)
    register.sortByColumn(1, UP)
    assert register.current() == (1, "c")
    assert register.currentIndex().row() == 2


def test_an_empty_list_and_a_row_that_is_gone_meanwhile(qtbot, dressed):
    register = Register(dressed, COLUMNS, name="Shelf")
    qtbot.addWidget(register)
    assert not register.show_pages(named(0).pages)
    assert register.current() is None
    shelf = named(2)
    register.rows_model.set_pages(shelf.pages)
    del shelf.rows[1]
    assert register.rows_model.index(0, 1).data() == "000002"
    assert register.rows_model.index(1, 1).data() is None
    assert register.rows_model.row_at(register.rows_model.index(1, 0)) is None
    assert register.rows_model.key_at(QModelIndex()) is None
    with pytest.raises(IndexError):
        register.rows_model.rows[2]


def test_a_row_and_a_table_are_copied_as_spreadsheets_paste_them(qtbot, dressed):
    register = Register(
        dressed,
        [
            TableColumn("Ref", 60, lambda row: TableCell(f"E{row}")),
            TableColumn("Said", 0, lambda row: TableCell("=A1", second=f"line {row}")),
        ],
        name="Rows",
    )
    qtbot.addWidget(register)
    register.show_rows([14, 2], key=lambda row: row)
    register.select(lambda row: row == 2)
    qtbot.keyClick(register, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Ref\tSaid\nE2\t'=A1 line 2"
    register.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert register.rows_model.as_text(range(2)) == "Ref\tSaid\nE2\t'=A1 line 2\nE14\t'=A1 line 14"


def test_the_third_click_on_a_heading_brings_the_order_back(qtbot, dressed):
    register = Register(dressed, COLUMNS[:2], name="Shelf")
    qtbot.addWidget(register)
    register.resize(400, 200)
    register.show()
    register.rows_model.set_rows([(1, "E14"), (2, "E2"), (3, "E1")])
    header = register.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(0) + 10, header.height() // 2)
    orders = []
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
        orders.append([row[0] for row in register.rows_model.rows])
    assert sorted(orders[:2]) == [[1, 2, 3], [3, 2, 1]]
    assert orders[2] == [1, 2, 3]
    assert register.horizontalHeader().sortIndicatorSection() == -1
