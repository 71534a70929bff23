"""What a table of heat cells shows: its cells, the blocks of them, and the order of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from scrutineer.domain.natural_order import natural_key
from scrutineer.ui.kit.basic import plain_tip
from scrutineer.ui.kit.marks import LevelMark

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
CELL = Qt.ItemDataRole.UserRole + 1
LOOK = Qt.ItemDataRole.UserRole + 2
NONE_JUDGED: Mapping[int, LevelMark] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell: its words, its look ("" for none), and the moderated words and look where it was moderated.

    `spoken` is what is read out instead of the words, `about` what it is about where that is more than its own row.
    A `figure` stands in a disc, and a `shape` (the look of a level, or of what is none) alone, in place of the words.
    Where what is shown has an order of its own, such as a scale, `rank` is its place in it.
    """

    words: str
    look: str = ""
    moderated: str = ""
    moderated_look: str = ""
    tone: str = "text-2"
    spoken: str = ""
    about: str = ""
    ground: str = "surface"
    line: str = "border"
    figure: int = 0
    shape: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class HeatSpan:
    """A cell that stands for a block of cells: its first row and column, and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


class HeatModel(QAbstractTableModel):
    """Rows of cells under named columns, such as agencies, each row with its own heading."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._heads: list[str] = []
        self._cells: list[list[HeatCell]] = []
        self._judged: Mapping[int, LevelMark] = {}
        self._held = 0  # rows that stay at the top, whatever the others are sorted by
        self._places: list[int] = []  # of the rows shown, their places as they came
        self.sorted_by: tuple[int, Qt.SortOrder] | None = None

    def set_cells(
        self, names: tuple[str, ...], heads: list[str], cells: list[list[HeatCell]],
        judged: Mapping[int, LevelMark] = NONE_JUDGED, held: int = 0,
    ) -> None:  # fmt: skip
        """Show these; some columns with the level of what they stand for; the `held` first rows are never sorted."""
        self.beginResetModel()
        self._held = held
        self._names, self._heads, self._cells, self._judged = names, heads, cells, judged
        self._order()
        self.endResetModel()

    def place(self, row: int) -> int:
        """The place of a row as the rows came; -1 where there is none."""
        return self._places[row] if 0 <= row < len(self._places) else -1

    def row_of(self, place: int) -> int:
        """Where the row stands now that came at this place."""
        return self._places.index(place)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column: by its figures, else in natural order by its words; below 0, as the rows came."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        before = [(self.place(index.row()), index.column()) for index in held]
        self.sorted_by = (column, order) if column >= 0 else None
        self._order()
        now = [self.index(self._places.index(place), across) for place, across in before]
        self.changePersistentIndexList(held, now)
        self.layoutChanged.emit()

    def _order(self) -> None:
        self._places = list(range(len(self._cells)))
        if self.sorted_by is not None and self.sorted_by[0] < len(self._names):
            column, order = self.sorted_by
            down = order is Qt.SortOrder.DescendingOrder
            moved = sorted(self._places[self._held :], key=lambda place: self._key(place, column), reverse=down)
            self._places[self._held :] = moved

    def _key(self, place: int, column: int) -> tuple[object, ...]:
        cell = self._cells[place][column]
        return cell.figure, cell.rank, natural_key(cell.words)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._names)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names across, headings down."""
        across = orientation is Qt.Orientation.Horizontal
        name = self._names[section] if across else self._heads[self._places[section]]
        judged = self._judged.get(section) if across else None
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == LOOK:
            return judged.look if judged else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = f"{name}, {judged.words}" if judged else name
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell; its words for screen readers say column and heading too."""
        if not index.isValid():
            return None
        place = self._places[index.row()]
        cell = self._cells[place][index.column()]
        if role == CELL:
            return cell
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            about = cell.about or self._heads[place]
            words = f"{self._names[index.column()]}, {about}: {cell.spoken or cell.words}"
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return cell.words if role == Qt.ItemDataRole.DisplayRole else None


def cell_of(model: QAbstractItemModel, row: int, column: int) -> HeatCell:
    """A cell as it is painted."""
    cell: HeatCell = model.index(row, column).data(CELL)
    return cell
