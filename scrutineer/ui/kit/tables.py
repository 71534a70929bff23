"""Tables and lists on plain rows: one model for every register, and a view set up the same way everywhere."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any, Generic, TypeVar, overload

from PySide6 import QtGui
from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu

from scrutineer.domain.hits import without_marks
from scrutineer.domain.natural_order import natural_key
from scrutineer.ui.kit.basic import plain_tip
from scrutineer.ui.kit.column_headings import ColumnHeadings
from scrutineer.ui.kit.columns_by_hand import ColumnsByHand, raised
from scrutineer.ui.kit.lists import ICON_NAME, SECOND_LINE, TONE, VALUE, RowDelegate
from scrutineer.ui.kit.scrolling import TableOfAPage
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
    """A heading, its least width at 100% (0 takes the rest), and how a row becomes its cell.

    `fixed` keeps the width whatever the words; `centred` puts the heading over the middle of it. `by` is the name of
    its order where the list is read in pages; such a list is not sorted by a column without one.
    """

    heading: str
    width: int
    cell: Callable[[Any], TableCell]
    by: str = ""
    fixed: bool = False
    centred: bool = False


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
        self._given: list[Any] = []  # the rows as they came
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, in the order last chosen."""
        self.beginResetModel()
        self._rows, self._given = list(rows), list(rows)
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

    def as_text(self, rows: Iterable[int], columns: Sequence[int] | None = None) -> str:
        """The headings and some rows as a table of plain text, second lines behind the first ones; every column where
        none are named."""
        columns = range(len(self._columns)) if columns is None else columns
        from scrutineer.domain.plain_table import as_plain_table  # only what is copied needs it

        cells = [[self._columns[column].cell(self._rows[row]) for column in columns] for row in rows]
        words = [[without_marks(f"{cell.text} {cell.second}") for cell in line] for line in cells]
        return as_plain_table([[self._columns[column].heading for column in columns], *words])

    def heading(self, column: int) -> str:
        """The heading of a column."""
        return self._columns[column].heading

    def first_words(self, column: int, rows: int) -> list[TableCell]:
        """The cells of a column in the first rows; of a long list, in those read already or read to be shown."""
        shown = self._rows[: min(rows, PagedRows.SIZE)] if isinstance(self._rows, PagedRows) else self._rows[:rows]
        return [self._columns[column].cell(row) for row in shown if row is not None]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            centred = orientation is Qt.Orientation.Horizontal and self._columns[section].centred
            across = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
            return int(across | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
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
        elif self._sorted is None:
            self._rows = list(self._given)
        else:
            column, order = self._sorted
            self._rows.sort(key=lambda item: self._key(column, item), reverse=order is Qt.SortOrder.DescendingOrder)

    def _key(self, column: int, item: Any) -> Any:
        cell = self._columns[column].cell(item)
        return cell.order if cell.order is not None else natural_key(without_marks(cell.text))


class Register(TableOfAPage):
    """A table of rows: arrows move, Enter opens, Tab leaves."""

    READABLE = 130  # pixels at 100% below which the column that takes the rest does not shrink
    WIDEST = 360  # pixels at 100% that each column has of its words before any has more
    ON_ONE_LINE = 170  # pixels at 100% up to which words are whole on one line before longer ones grow
    SHORT = 90  # pixels at 100% under which words stay on one line
    MEASURED = 40  # rows by whose words the columns share the width
    THREE_LINES = 57  # pixels at 100% of a row whose second line goes on in a third
    LONGEST_WORD = 24  # letters of a word that a column has room for
    FEW = 60  # rows up to which each may be as tall as it needs

    def __init__(
        self, theme: Theme, columns: Sequence[TableColumn], *, name: str, height: int = 32, sortable: bool = True,
        bold: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._theme, self._height, self._columns = theme, height, columns
        self._widths = [column.width for column in columns]
        self._first, self._plain, self._late, self._second = (
            QFontMetrics(theme.font(role, weight))
            for role, weight in (("dense", 500), ("dense", 400), ("dense", 600), ("small", 400))
        )
        self.rows_model = RowsModel(columns)
        self.setModel(self.rows_model)
        self._delegate = RowDelegate(theme, height, bold=bold)
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
        self.horizontalHeader().setMinimumSectionSize(theme.px(36))
        self.lead_menu: Callable[[QMenu], None] | None = None  # what a page puts first in the menu of a row
        self._pasted: Callable[[str], object] | None = None
        self._headings = ColumnHeadings(theme, self)
        self._measured: list[tuple[int, int]] | None = None  # how wide each column's words are, until they are others
        fixed = frozenset(number for number, column in enumerate(columns) if column.fixed)
        stays = next((number for number, width in enumerate(self._widths) if not width), 0)
        self.by_hand = ColumnsByHand(theme, self, name, fixed, stays)
        self.by_hand.changed.connect(self._share_width)
        for changed in (self.rows_model.modelReset, self.rows_model.layoutChanged):
            changed.connect(self._measure_anew)
        self.rows_model.modelReset.connect(self._share_width)
        self.rows_model.modelReset.connect(self.updateGeometry)
        if sortable:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.horizontalHeader().setSortIndicatorClearable(True)  # the third click brings the order back
            self.setSortingEnabled(True)

    def _measure_anew(self) -> None:
        self._measured = None

    def _share_width(self) -> None:
        """Share the width by the words: all columns get a readable part of theirs first, then the short ones all of
        theirs, then each what fits two lines, then one, then the width they were given; what is left goes to the one
        without a width. Where the least is too much, the table scrolls sideways."""
        room = self.viewport().width()
        if room <= 0 or self.isHidden():
            return
        px = self._theme.px
        shown = [not self.isColumnHidden(number) for number in range(len(self._widths))]
        if self._measured is None:
            self._measured = [self._words_of(number) for number in range(len(self._widths))]
        given = [px(width or self.READABLE) * is_shown for width, is_shown in zip(self._widths, shown, strict=True)]
        words = [whole * is_shown for (whole, _), is_shown in zip(self._measured, shown, strict=True)]
        by_hand = [self.by_hand.width(number, room) * is_shown for number, is_shown in enumerate(shown)]
        for number, column in enumerate(self._columns):
            if column.fixed:
                words[number] = given[number]
            elif by_hand[number]:
                given[number] = words[number] = by_hand[number]
            elif self._is_painted(number) and shown[number]:  # a mark and its words, or a mark alone
                given[number] = words[number] = max(given[number], words[number] + px(23))
        stiff = [bool(column.fixed or by_hand[number] or self._is_painted(number))
                 for number, column in enumerate(self._columns)]  # fmt: skip
        in_two = [wide if keeps or not self._wraps() else min(wide, max(px(self.SHORT), broken))
                  for wide, keeps, (_, broken) in zip(words, stiff, self._measured, strict=True)]  # fmt: skip
        heads = self._headings.least([is_shown and not keeps for keeps, is_shown in zip(stiff, shown, strict=True)])
        least = [max(head, min(pair)) for head, *pair in zip(heads, given, in_two, strict=True)]
        readable = [max(low, min(wide, px(self.WIDEST))) for low, wide in zip(least, in_two, strict=True)]
        short = [max(low, wide) if wide <= px(self.ON_ONE_LINE) else low
                 for low, wide in zip(readable, words, strict=True)]  # fmt: skip
        for wanted in (readable, short, in_two, words, [max(pair) for pair in zip(given, words, strict=True)]):
            least = raised(least, wanted, room)
        rest = self._takes_the_rest(by_hand)
        if rest is not None:
            least[rest] += max(0, room - sum(least))
        with self.by_hand.sharing():
            for number, width in enumerate(least):
                self.horizontalHeader().resizeSection(number, width)
        self._headings.fit(fixed=[column.fixed for column in self._columns])
        self._fit_rows()

    def _takes_the_rest(self, by_hand: list[int]) -> int | None:
        """The column that is as wide as there is room: the one without a width, else the last; none given by hand."""
        free = [number for number in range(len(by_hand)) if not (by_hand[number] or self.isColumnHidden(number))]
        without = next((number for number in free if not self._widths[number]), None)
        return free[-1] if without is None and free else without

    def _wraps(self) -> bool:
        """Whether a first line may go on in a second one: where each row may be as tall as it needs."""
        return self.rows_model.rowCount() <= self.FEW

    def _is_painted(self, column: int) -> bool:
        """Whether a column shows more than words."""
        return self.itemDelegateForColumn(column) is not None

    def _words_of(self, column: int) -> tuple[int, int]:
        """How wide the heading and the first rows of a column are, with the air round them: on one line, and on two,
        where no word is broken. Cost: a few rows."""
        theme, cells = self._theme, self.rows_model.first_words(column, self.MEASURED)
        icon = theme.px(23) if any(cell.icon for cell in cells) else 0
        lines = [(self._late if cell.tone == "danger" else self._first, without_marks(cell.text)) for cell in cells]
        lines += [(self._second if cell.text else self._first, without_marks(cell.second)) for cell in cells]
        whole = max((metrics.horizontalAdvance(words) for metrics, words in lines), default=0)
        by_word = {word: metrics for metrics, words in lines[: len(cells)] for word in words.split()}
        longest = nlargest(3, (word for word in by_word if len(word) <= self.LONGEST_WORD), key=len)
        word = max((by_word[word].horizontalAdvance(word) for word in longest), default=0)
        (head, in_two), air = self._headings.widths(column), theme.px(17)
        broken = max(whole * 3 // 5, word)
        return max(head, whole + icon + air), max(in_two, broken + icon + air)

    def _fit_rows(self) -> None:
        """In a short list a first line that does not fit goes on in a second one."""
        rows, header, before = self.rows_model.rowCount(), self.verticalHeader(), self.verticalHeader().length()
        usual, line, three = self._theme.px(self._height), self._theme.px(17), self._theme.px(self.THREE_LINES)
        if not self._wraps():
            return
        has_second = usual > self._theme.px(RowDelegate.ONE_LINE)
        for row in range(rows):
            wraps = [
                column for column in range(len(self._widths))
                if not self.isColumnHidden(column) and self._words_of_cell(row, column) > self.columnWidth(column)
            ]  # fmt: skip
            if has_second:  # two lines have room anyway
                goes_on = any(self._is_too_long(row, column) for column in range(len(self._widths)))
                grows = goes_on or any(self.rows_model.index(row, column).data(SECOND_LINE) for column in wraps)
                header.resizeSection(row, max(usual, three) if grows else usual)
            else:
                header.resizeSection(row, usual + line if wraps else usual)
        if header.length() != before:
            self.updateGeometry()  # the page around it decides anew what scrolls

    def _is_too_long(self, row: int, column: int) -> bool:
        """Whether the second line of a cell needs a third."""
        index = self.rows_model.index(row, column)
        second = index.data(SECOND_LINE)
        if not second or self.isColumnHidden(column) or self.itemDelegateForIndex(index) is not self._delegate:
            return False
        icon = self._theme.px(23) if index.data(ICON_NAME) else 0
        words = self._second.horizontalAdvance(without_marks(str(second)))
        return bool(index.data()) and words + icon + self._theme.px(16) > self.columnWidth(column)

    def _words_of_cell(self, row: int, column: int) -> int:
        index = self.rows_model.index(row, column)
        if self.itemDelegateForIndex(index) is not self._delegate:
            return 0  # painted otherwise
        icon = self._theme.px(23) if index.data(ICON_NAME) else 0
        metrics = self._first if index.data(SECOND_LINE) else self._plain
        return metrics.horizontalAdvance(without_marks(str(index.data() or ""))) + icon + self._theme.px(16)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width; another height asks nothing of the columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_width()

    def showEvent(self, event: QShowEvent) -> None:
        """Share the width among what is there now."""
        super().showEvent(event)
        self._share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the row chosen, as spreadsheets paste it; Ctrl+V adds rows, where rows can be added."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy(range(self.currentIndex().row(), self.currentIndex().row() + 1))
        elif event.matches(QKeySequence.StandardKey.Paste) and self._pasted is not None:
            self._pasted(QtGui.QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def let_paste(self, pasted: Callable[[str], object]) -> None:
        """From now on rows can be pasted here: what lies on the clipboard goes to `pasted`, which says what it is."""
        self._pasted = pasted

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy the row, or the whole table."""
        menu = QMenu(self)
        row = self.indexAt(event.pos()).row()
        if row >= 0 and self.lead_menu is not None:
            self.lead_menu(menu)
        if row >= 0:
            menu.addAction("Copy this row", lambda: self._copy([row]))
        menu.addAction("Copy the table", lambda: self._copy(range(self.rows_model.rowCount())))
        if (pasted := self._pasted) is not None:
            menu.addAction("Paste rows", lambda: pasted(QtGui.QGuiApplication.clipboard().text()))
        column = self.columnAt(event.pos().x())
        if self.isSortingEnabled() and column >= 0 and (heading := self.rows_model.heading(column)):
            menu.addAction(f"Sort by “{heading}”", lambda: self._sort_by(column))
        self.by_hand.add_to(menu, column)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _sort_by(self, column: int) -> None:
        """As a click on the heading: up, then down."""
        header = self.horizontalHeader()
        is_up = (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (column, Qt.SortOrder.AscendingOrder)
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if is_up else Qt.SortOrder.AscendingOrder)

    def _copy(self, rows: Iterable[int]) -> None:
        places = [row for row in rows if row >= 0]
        if places:
            shown = [column for column in range(len(self._columns)) if not self.isColumnHidden(column)]
            QtGui.QGuiApplication.clipboard().setText(self.rows_model.as_text(places, shown))

    def selectRow(self, row: int) -> None:  # noqa: N802
        """Select a row alone. Qt's own way heeds the keys that are held down: Ctrl+Z would add to what is selected."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.rows_model.index(row, 0)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

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
