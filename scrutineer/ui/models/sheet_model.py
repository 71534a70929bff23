"""A sheet of a workbook as it was sent, the part of it around a cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from scrutineer.domain.grid import Place, Sheet, column_letters
from scrutineer.ui.kit.basic import plain_tip
from scrutineer.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROWS_AROUND = 40  # above and below: what a person needs to see where they are
_MOST_COLUMNS = 40


class SheetModel(QAbstractTableModel):
    """The rows of a sheet around one of them, as they stand there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._bold = theme.font("dense", 600)
        self._sheet: Sheet | None = None
        self._rows: Sequence[int] = ()
        self._columns: Sequence[int] = ()
        self._marked: frozenset[Place] = frozenset()

    def show_around(self, sheet: Sheet, place: Place, marked: frozenset[Place]) -> QModelIndex:
        """Show the part of a sheet around a place, some cells of it marked; the place's own index."""
        self.beginResetModel()
        rows = [number for number in sheet.rows() if abs(number - place[0]) <= _ROWS_AROUND]
        self._sheet, self._marked = sheet, marked
        self._rows = sorted({*rows, place[0]})
        self._columns = sorted({*sheet.columns()[:_MOST_COLUMNS], place[1]})
        self.endResetModel()
        return self.index(self._rows.index(place[0]), self._columns.index(place[1]))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Letters across, numbers down, as in the workbook."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        across = orientation is Qt.Orientation.Horizontal
        return column_letters(self._columns[section]) if across else str(self._rows[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell's text; the cells that an answer was read from are bold."""
        if not index.isValid() or self._sheet is None:
            return None
        place = self._rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._sheet.text(*place)[:200]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._sheet.text(*place))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._sheet.address(*place)}: {self._sheet.text(*place) or 'blank'}"
        return self._bold if role == Qt.ItemDataRole.FontRole and place in self._marked else None


def sheet_table(theme: Theme, model: SheetModel, name: str, height: int = 26) -> QTableView:
    """The table that shows a sheet: walked with the arrow keys, left with Tab, nothing in it changed."""
    table = QTableView()
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().setDefaultSectionSize(theme.px(height))
    table.horizontalHeader().setDefaultSectionSize(theme.px(150))
    table.setModel(model)
    return table
