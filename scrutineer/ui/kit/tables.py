"""Tables and lists on plain rows: one model for every register, and a view set up the same way everywhere."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from scrutineer.domain.hits import without_marks
from scrutineer.ui.kit.basic import plain_tip
from scrutineer.ui.kit.lists import ICON_NAME, SECOND_LINE, TONE, VALUE, RowDelegate
from scrutineer.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")


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
    """A heading, its width at 100% (0 takes the rest), and how a row becomes its cell.

    `by` is the name of its order where the list is read in pages; such a list is not sorted by a column without one.
    """

    heading: str
    width: int
    cell: Callable[[Any], TableCell]
    by: str = ""


@dataclass(frozen=True, slots=True)
class Pages(Generic[Key, Row]):
    """A long list that is read as one looks at it.

    `keys` gives the key of every row in an order: "" as the list comes, else a column's `by`, with “-” before it for
    the other way round. `read` gives the rows of a few keys; one that is gone meanwhile may be left out.
    """

    keys: Callable[[str], Sequence[Key]]
    read: Callable[[Sequence[Key]], Mapping[Key, Row]]


class PagedRows(Sequence[Any]):
    """The rows of a long list in one order: each page is read when a row of it is first asked for."""

    SIZE = 20

    def __init__(self, pages: Pages[Any, Any], order: str) -> None:
        self.pages = pages
        self.keys = pages.keys(order)
        self._read: dict[int, list[Any]] = {}

    def __len__(self) -> int:
        """How many rows there are, read or not."""
        return len(self.keys)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        """The row in a place, None where it is gone meanwhile."""
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        page, within = divmod(range(len(self))[place], self.SIZE)
        if page not in self._read:
            keys = self.keys[page * self.SIZE : (page + 1) * self.SIZE]
            rows = self.pages.read(keys)
            self._read[page] = [rows.get(key) for key in keys]
        return self._read[page][within]


class RowsModel(QAbstractTableModel):
    """Rows of anything, shown by columns: all at hand, or a long list in pages."""

    def __init__(self, columns: Sequence[TableColumn]) -> None:
        super().__init__()
        self._columns = list(columns)
        self._rows: list[Any] | PagedRows = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, in the order last chosen."""
        self.beginResetModel()
        self._rows = list(rows)
        self._order()
        self.endResetModel()

    def set_pages(self, pages: Pages[Any, Any]) -> None:
        """Show a long list, in the order last chosen; only what is looked at is read."""
        self.beginResetModel()
        self._rows = PagedRows(pages, self._order_name())
        self.endResetModel()

    def place_of(self, key: object) -> int | None:
        """The row that has this key in a list that is read in pages; None where there is none."""
        keys = self._rows.keys if isinstance(self._rows, PagedRows) else ()
        return keys.index(key) if key in keys else None

    def key_at(self, index: Index) -> Any:
        """The key of the row behind an index in a list that is read in pages, or None."""
        if not (isinstance(self._rows, PagedRows) and index.isValid() and index.row() < len(self._rows)):
            return None
        return self._rows.keys[index.row()]

    def row_at(self, index: Index) -> Any:
        """The row behind an index, or None."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    @property
    def rows(self) -> Sequence[Any]:
        """The rows as they are shown. Walking all of a long list reads all of it."""
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
        row = self._rows[index.row()]
        if row is None:
            return None
        cell = self._columns[index.column()].cell(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return without_marks(f"{cell.text}, {cell.second}" if cell.second else cell.text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(without_marks(f"{cell.text}\n{cell.second}".strip())) or None
        parts = {
            Qt.ItemDataRole.DisplayRole: cell.text, SECOND_LINE: cell.second, ICON_NAME: cell.icon, TONE: cell.tone,
            VALUE: cell.value,
        }  # fmt: skip
        return parts.get(role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column's own order, else by its text; what is selected stays selected."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        before = [self._identity(index.row()) for index in held]
        self._sorted = (column, order) if column >= 0 else None
        self._order()
        places = {self._identity(number): number for number in range(len(self._rows))} if held else {}
        moved = [
            self.index(places[identity], index.column()) if identity in places else QModelIndex()
            for identity, index in zip(before, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _identity(self, number: int) -> object:
        return self._rows.keys[number] if isinstance(self._rows, PagedRows) else id(self._rows[number])

    def _order_name(self) -> str:
        """The name of the order chosen, for a list that is read in pages."""
        column, order = self._sorted or (0, Qt.SortOrder.AscendingOrder)
        name = self._columns[column].by if self._sorted else ""
        return f"-{name}" if name and order is Qt.SortOrder.DescendingOrder else name

    def _order(self) -> None:
        if isinstance(self._rows, PagedRows):
            self._rows = PagedRows(self._rows.pages, self._order_name())
        elif self._sorted is not None:
            column, order = self._sorted
            self._rows.sort(key=lambda item: self._key(column, item), reverse=order is Qt.SortOrder.DescendingOrder)

    def _key(self, column: int, item: Any) -> Any:
        cell = self._columns[column].cell(item)
        return cell.order if cell.order is not None else without_marks(cell.text).casefold()


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
        if held is None or not self.select(lambda row: key(row) == key(held)):
            self.selectRow(0)
        return bool(rows)

    def show_pages(self, pages: Pages[Any, Any], wanted: object = None) -> bool:
        """Show a long list as it is looked at. The row of the key `wanted` is selected, else the one that was, else
        the first; says whether there is one."""
        held = self.rows_model.key_at(self.currentIndex())
        self.rows_model.set_pages(pages)
        if not self.select_key(wanted) and not self.select_key(held):
            self.selectRow(0)
        return self.rows_model.rowCount() > 0

    def select_key(self, key: object) -> bool:
        """Select the row of a key in a list that is read in pages; says whether it is there."""
        place = self.rows_model.place_of(key)
        if place is not None:
            self.selectRow(place)
            self.scrollTo(self.rows_model.index(place, 0))
        return place is not None

    def select(self, matches: Callable[[Any], bool]) -> bool:
        """Select the first row that matches; says whether there is one."""
        for number, item in enumerate(self.rows_model.rows):
            if matches(item):
                self.selectRow(number)
                self.scrollTo(self.rows_model.index(number, 0))
                return True
        return False
