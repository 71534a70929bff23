"""What a search found, in groups below each other: arrows pass the headings by, Enter and a click open a hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem

from scrutineer.domain.hits import without_marks
from scrutineer.operations.queries.search import Found
from scrutineer.ui.kit.lists import SECOND_LINE, TONE, RowDelegate, draw_ground, draw_line
from scrutineer.ui.kit.row_menu import RowAct, RowMenu
from scrutineer.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW = Qt.ItemDataRole.UserRole + 20


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """The name of a group and how many there are of it."""

    words: str


@dataclass(frozen=True, slots=True)
class MoreRow:
    """The rest of a group: what leads to it, and which."""

    kind: str
    words: str


ResultRow = HeadingRow | MoreRow | Found


class _ResultsModel(QAbstractListModel):
    """The rows, for the list and for screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[ResultRow] = ()

    def set_rows(self, rows: Sequence[ResultRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading can be neither chosen nor passed through."""
        if index.isValid() and isinstance(self.rows[index.row()], HeadingRow):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row's lines, what screen readers say, and the row itself."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        first, second = (f"{row.reference}  {row.title}", row.passage) if isinstance(row, Found) else (row.words, "")
        parts = {
            Qt.ItemDataRole.DisplayRole: first, SECOND_LINE: second, TONE: "accent" if isinstance(row, MoreRow) else "",
            Qt.ItemDataRole.AccessibleTextRole: without_marks(f"{first}, {second}" if second else first), _ROW: row,
        }  # fmt: skip
        return parts.get(role)


class _ResultDelegate(RowDelegate):
    """Headings stand out; everything else is a row of a register."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A heading, or a row."""
        row = index.data(_ROW)
        if not isinstance(row, HeadingRow):
            super().paint(painter, option, index)
            return
        theme = self._theme
        draw_ground(painter, theme, option, first=False, ring=False)
        room: QRect = option.rect
        box = room.adjusted(theme.px(10), theme.px(6), -theme.px(6), 0)
        draw_line(painter, theme, row.words, box, theme.font("dense", 600), theme.colour("text-2"))


class ResultsList(QListView):
    """Signals: `chosen` the hit that was opened, `wanted_more` the kind of which more is to be shown."""

    chosen = Signal(object)
    wanted_more = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rows_model = _ResultsModel()
        self.setModel(self.rows_model)
        self._delegate = _ResultDelegate(theme, 34, two_lines=51)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("What was found")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._menu = RowMenu(self, self._acts)
        for pressed in (self.clicked, self.activated):
            pressed.connect(self._open)

    def sizeHint(self) -> QSize:
        """Its page gives it the room there is."""
        return QSize(100, 100)

    def show_rows(self, rows: Sequence[ResultRow], *, anew: bool = False) -> None:
        """Show these. The row that is chosen stays so by its place, and so does the view, unless it is something
        `anew`."""
        place, at = (-1, 0) if anew else (self.currentIndex().row(), self.verticalScrollBar().value())
        if anew or tuple(rows) != self.rows_model.rows:
            self.rows_model.set_rows(rows)
            if rows and place >= 0:
                self.setCurrentIndex(self.rows_model.index(min(place, len(rows) - 1), 0))
            self.verticalScrollBar().setValue(at)

    def to_first(self) -> bool:
        """Choose the first hit and take the focus; whether there is one."""
        place = next((n for n, row in enumerate(self.rows_model.rows) if isinstance(row, Found)), None)
        if place is not None:
            self.setCurrentIndex(self.rows_model.index(place, 0))
            self.setFocus()
        return place is not None

    def _acts(self) -> list[RowAct | None]:
        """What Enter does."""
        row = self.currentIndex().data(_ROW)
        if not isinstance(row, Found):
            return []
        return [RowAct("Open", lambda: self._open(self.currentIndex()))]

    def _open(self, index: QModelIndex) -> None:
        row = index.data(_ROW)
        if isinstance(row, MoreRow):
            self.wanted_more.emit(row.kind)
        elif isinstance(row, Found):
            self.chosen.emit(row)
