"""Tables of cells on the tints of levels, each row and column with its heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from scrutineer.ui.kit.basic import plain_tip
from scrutineer.ui.kit.scrolling import TableOfAPage
from scrutineer.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CELL = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell: its words, its look ("" for none), and the moderated words and look where it was moderated."""

    words: str
    look: str = ""
    moderated: str = ""
    moderated_look: str = ""
    tone: str = "text-2"
    spoken: str = ""


class HeatModel(QAbstractTableModel):
    """Rows of cells under named columns, such as agencies, each row with its own heading."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._heads: list[str] = []
        self._cells: list[list[HeatCell]] = []

    def set_cells(self, names: tuple[str, ...], heads: list[str], cells: list[list[HeatCell]]) -> None:
        """Show these."""
        self.beginResetModel()
        self._names, self._heads, self._cells = names, heads, cells
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._names)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names across, headings down."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            head = self._heads[section]
            return head if role == Qt.ItemDataRole.DisplayRole else plain_tip(head)
        name = self._names[section]
        return _two_lines(name) if role == Qt.ItemDataRole.DisplayRole else plain_tip(name)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell; its words for screen readers say column and heading too."""
        if not index.isValid():
            return None
        cell = self._cells[index.row()][index.column()]
        if role == _CELL:
            return cell
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = f"{self._names[index.column()]}, {self._heads[index.row()]}: {cell.spoken or cell.words}"
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return cell.words if role == Qt.ItemDataRole.DisplayRole else None


def _two_lines(name: str) -> str:
    """A long name broken at the space nearest its middle."""
    spaces = [place for place, character in enumerate(name) if character == " "]
    if len(name) <= 11 or not spaces:
        return name
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return f"{name[:middle]}\n{name[middle + 1 :]}"


class _HeatDelegate(QStyledItemDelegate):
    """Value and word on the level's tint; a moderated value as a part on the right with an arrow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Fill, words, moderated part, ring of the focused cell."""
        theme, box = self._theme, option.rect
        cell: HeatCell = index.data(_CELL)
        part = theme.px(30) if cell.moderated else 0
        left = QRect(box.left(), box.top(), box.width() - part, box.height())
        self._fill(painter, left, cell.look, cell.words, cell.tone)
        if part:
            right = QRect(left.right() + 1, box.top(), part, box.height())
            self._fill(painter, right, cell.moderated_look, f"→{cell.moderated}", "text", bold=True)
            painter.setPen(theme.colour("border-strong"))
            painter.drawLine(right.topLeft(), right.bottomLeft())
        painter.setPen(theme.colour("border"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        if option.state & (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected):
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))

    def _fill(self, painter: QPainter, box: QRect, look: str, words: str, tone: str, bold: bool = False) -> None:
        theme = self._theme
        painter.fillRect(box, theme.level_colour(look, "tint") if look else theme.colour("surface"))
        ink: QColor = theme.level_colour(look, "text") if look else theme.colour(tone)
        painter.setPen(ink)
        painter.setFont(theme.font("small", 600 if bold or look else 400))
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width() - 4)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class HeatTable(TableOfAPage):
    """A table of heat cells; arrows move from cell to cell."""

    def __init__(self, theme: Theme, name: str, *, narrowest: int = 84, heads: int = 218) -> None:
        super().__init__()
        self._theme, self._narrowest, self._heads = theme, narrowest, heads
        self.heat_model = HeatModel()
        self.setModel(self.heat_model)
        self._delegate = _HeatDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        self.verticalHeader().setFixedWidth(theme.px(heads))
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across = self.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        across.setFixedHeight(theme.px(42))
        across.setMinimumSectionSize(theme.px(narrowest))
        across.setDefaultSectionSize(theme.px(narrowest + 6))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def fill(self, columns: int) -> None:
        """Share the width where the columns fit, else scroll; long headings get a part of a wide window."""
        self.verticalHeader().setFixedWidth(
            min(self._theme.px(400), max(self._theme.px(self._heads), self.width() // 4))
        )
        room = self.viewport().width()
        fits = columns and room / columns >= self._theme.px(self._narrowest)
        mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
        self.horizontalHeader().setSectionResizeMode(mode)
