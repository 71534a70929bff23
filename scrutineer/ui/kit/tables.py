"""Tables and lists on plain rows: one model for every register, and a view set up the same way everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from scrutineer.ui.kit.lists import ICON_NAME, SECOND_LINE, TONE, VALUE, RowDelegate, plain
from scrutineer.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class TableCell:
    """What one cell shows: text, a second line, an icon, a tone, a value for its delegate, what it sorts by."""

    text: str
    second: str = ""
    icon: str = ""
    tone: str = "text"
    value: Any = None
    order: Any = None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A heading, its width at 100% (0 takes the rest), and how a row becomes its cell."""

    heading: str
    width: int
    cell: Callable[[Any], TableCell]


class RowsModel(QAbstractTableModel):
    """Rows of anything, shown by columns."""

    def __init__(self, columns: Sequence[TableColumn]) -> None:
        super().__init__()
        self._columns = list(columns)
        self._rows: list[Any] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, in the order last chosen."""
        self.beginResetModel()
        self._rows = list(rows)
        self._order()
        self.endResetModel()

    def row_at(self, index: Index) -> Any:
        """The row behind an index, or None."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    @property
    def rows(self) -> list[Any]:
        """The rows as they are shown."""
        return self._rows

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's parts by role; screen readers get both lines."""
        if not index.isValid():
            return None
        cell = self._columns[index.column()].cell(self._rows[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return plain(f"{cell.text}, {cell.second}" if cell.second else cell.text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(f"{cell.text}\n{cell.second}".strip()) or None
        parts = {
            Qt.ItemDataRole.DisplayRole: cell.text, SECOND_LINE: cell.second, ICON_NAME: cell.icon, TONE: cell.tone,
            VALUE: cell.value,
        }  # fmt: skip
        return parts.get(role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column's own order, else by its text."""
        self.layoutAboutToBeChanged.emit()
        self._sorted = (column, order) if column >= 0 else None
        self._order()
        self.layoutChanged.emit()

    def _order(self) -> None:
        if self._sorted is None:
            return
        column, order = self._sorted
        self._rows.sort(key=lambda item: self._key(column, item), reverse=order is Qt.SortOrder.DescendingOrder)

    def _key(self, column: int, item: Any) -> Any:
        cell = self._columns[column].cell(item)
        return cell.order if cell.order is not None else plain(cell.text).casefold()


class Register(QTableView):
    """A table of rows: arrows move, Enter opens, Tab leaves."""

    READABLE = 130  # pixels at 100% below which the column that takes the rest does not shrink

    def __init__(
        self, theme: Theme, columns: Sequence[TableColumn], *, name: str, height: int = 32, sortable: bool = True
    ) -> None:
        super().__init__()
        self._theme, self._widths = theme, [column.width for column in columns]
        self.rows_model = RowsModel(columns)
        self.setModel(self.rows_model)
        self._delegate = RowDelegate(theme, height)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(height))
        self.horizontalHeader().setHighlightSections(False)
        self._size_columns()
        if sortable:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(self._theme.px(36))
        for number, width in enumerate(self._widths):
            if width:
                header.resizeSection(number, self._theme.px(width))
        self._fit_rest()

    def _fit_rest(self) -> None:
        """The column that takes the rest keeps a readable width; where there is no room for it, the table scrolls."""
        if 0 not in self._widths:
            return
        rest, header = self._widths.index(0), self.horizontalHeader()
        room = self.viewport().width() - sum(self._theme.px(width) for width in self._widths)
        if room >= self._theme.px(self.READABLE):
            header.setSectionResizeMode(rest, QHeaderView.ResizeMode.Stretch)
        else:
            header.setSectionResizeMode(rest, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(rest, self._theme.px(self.READABLE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._fit_rest()

    def current(self) -> Any:
        """The row that is selected, or None."""
        return self.rows_model.row_at(self.currentIndex())

    def show_rows(self, rows: Sequence[Any], key: Callable[[Any], object]) -> bool:
        """Show these rows. The one selected stays so by its key, else the first is; says whether one is."""
        held = self.current()
        self.rows_model.set_rows(rows)
        if held is None or not self.select(lambda one: key(one) == key(held)):
            self.selectRow(0)
        return bool(rows)

    def select(self, matches: Callable[[Any], bool]) -> bool:
        """Select the first row that matches; says whether there is one."""
        for number, item in enumerate(self.rows_model.rows):
            if matches(item):
                self.selectRow(number)
                self.scrollTo(self.rows_model.index(number, 0))
                return True
        return False
