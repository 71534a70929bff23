"""Rows of a few lines of text below each other, as high as they need, in a page that scrolls as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from scrutineer.ui.kit.lists import VALUE, shows_ring
from scrutineer.ui.kit.scrolling import area_around
from scrutineer.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW = Qt.ItemDataRole.UserRole + 10
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.AlignmentFlag.AlignLeft)
_LOOKS = {  # as the style sheet dresses a label or a link: a size of the type scale, its weight, its colour
    "strong": ("dense", 600, "text"), "dense": ("dense", 400, "text"), "muted": ("dense", 400, "text-2"),
    "small": ("small", 400, "text-2"), "caption": ("caption", 400, "text-3"), "danger": ("dense", 600, "danger"),
    "link": ("control", 500, "accent"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words that wrap, in the role a label would have; with words at the right they stay on one line."""

    words: str
    role: str
    right: str = ""
    right_role: str = "small"


@dataclass(frozen=True, slots=True)
class TextRow:
    """Some lines, and what the row stands for; None leads nowhere."""

    lines: tuple[TextLine, ...]
    value: Any = None

    @property
    def spoken(self) -> str:
        """Everything the row says."""
        return ", ".join(words for line in self.lines for words in (line.words, line.right) if words)


class TextRowsModel(QAbstractListModel):
    """The rows, for the list and for screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[TextRow, ...] = ()

    def set_rows(self, rows: Sequence[TextRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Its first words, everything it says, or what it stands for."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        parts = {Qt.ItemDataRole.DisplayRole: row.lines[0].words, Qt.ItemDataRole.AccessibleTextRole: row.spoken,
                 VALUE: row.value, _ROW: row}  # fmt: skip
        return parts.get(role)


class _TextRowDelegate(QStyledItemDelegate):
    """Measures and paints the lines of a row, a gap between them and above every row but the first."""

    REMEMBERED = 2000  # heights of lines: each is asked for several times for one layout, and wrapping is slow

    def __init__(self, theme: Theme, gap: int) -> None:
        super().__init__()
        self._theme, self.gap = theme, gap
        self._heights: dict[tuple[TextLine, int, int], int] = {}

    def _font(self, role: str) -> QFont:
        size, weight, _colour = _LOOKS[role]
        return self._theme.font(size, weight)

    def _line_height(self, line: TextLine, width: int) -> int:
        known = (line, width, self._theme.zoom)
        if known not in self._heights:
            if len(self._heights) >= self.REMEMBERED:
                self._heights.clear()
            metrics = QFontMetrics(self._font(line.role))
            if line.right:
                height = max(metrics.height(), self._theme.px(24))
            else:
                height = metrics.boundingRect(QRect(0, 0, width, 1_000_000), _WRAPPED, line.words).height()
            self._heights[known] = height
        return self._heights[known]

    def height(self, row: TextRow, width: int, *, first: bool) -> int:
        """How high a row is at a width."""
        heights = [self._line_height(line, width) for line in row.lines]
        return sum(heights) + self.gap * (len(heights) - 1 if first else len(heights))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the list."""
        width = option.widget.viewport().width()  # type: ignore[attr-defined]
        return QSize(width, self.height(index.data(_ROW), width, first=index.row() == 0))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """The lines, and the ring of the row that has the focus."""
        painter.save()
        box: QRect = option.rect.adjusted(0, self.gap if index.row() else 0, 0, 0)
        top = box.top()
        for line in index.data(_ROW).lines:
            height = self._line_height(line, box.width())
            place = QRect(box.left(), top, box.width(), height)
            if line.right:
                self._in_one_line(painter, place, line, bool(option.state & QStyle.StateFlag.State_MouseOver))
            else:
                self._write(painter, place, _WRAPPED, line.words, line.role)
            top += height + self.gap
        if shows_ring(option):
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    def _in_one_line(self, painter: QPainter, place: QRect, line: TextLine, under_mouse: bool) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        room = place.width() - QFontMetrics(self._font(line.right_role)).horizontalAdvance(line.right) - self.gap
        words = QFontMetrics(self._font(line.role)).elidedText(line.words, Qt.TextElideMode.ElideRight, room)
        underlined = under_mouse and line.role == "link"
        self._write(painter, place, middle | int(Qt.AlignmentFlag.AlignLeft), words, line.role, underlined)
        self._write(painter, place, middle | int(Qt.AlignmentFlag.AlignRight), line.right, line.right_role)

    def _write(
        self, painter: QPainter, place: QRect, flags: int, words: str, role: str, underlined: bool = False
    ) -> None:
        font = self._font(role)
        font.setUnderline(underlined)
        painter.setFont(font)
        painter.setPen(self._theme.colour(_LOOKS[role][2]))
        painter.drawText(place, flags, words)


class TextList(QListView):
    """A list of text rows without bars of its own. `chosen` gives what a row stands for: by a click, or by Enter.

    Where no row leads anywhere it is passed over by Tab.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, *, name: str, gap: int = 6) -> None:
        """`gap` lies between lines and between rows, in pixels."""
        super().__init__()
        self._delegate = _TextRowDelegate(theme, gap)
        self._heights: dict[int, int] = {}
        self.rows_model = TextRowsModel()
        self.setModel(self.rows_model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.selectionModel().currentChanged.connect(lambda current, _before: self._bring_into_view(current))
        for pressed in (self.clicked, self.activated):
            pressed.connect(self._choose)

    def show_rows(self, rows: Sequence[TextRow]) -> None:
        """Show these rows; nothing at all where there are none."""
        self._heights = {}
        if tuple(rows) != self.rows_model.rows:
            self.rows_model.set_rows(rows)
        leads = any(row.value is not None for row in rows)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads else Qt.FocusPolicy.NoFocus)
        self.setVisible(bool(rows))
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """All rows below each other."""
        if width not in self._heights:
            rows = enumerate(self.rows_model.rows)
            self._heights[width] = sum(self._delegate.height(row, width, first=n == 0) for n, row in rows)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(100, self.heightForWidth(max(100, self.width())))

    def minimumSizeHint(self) -> QSize:
        """It never scrolls by itself."""
        return QSize(0, 0)

    def _bring_into_view(self, current: QModelIndex) -> None:
        """The page around the list scrolls to the row that has the focus."""
        area = area_around(self)
        page = area.widget() if area is not None else None
        if area is None or page is None or not self.hasFocus():
            return
        box = self.visualRect(current)
        for corner in (box.bottomLeft(), box.topLeft()):
            place = self.viewport().mapTo(page, corner)
            area.ensureVisible(place.x(), place.y(), 0, self._delegate.gap)

    def _choose(self, index: QModelIndex) -> None:
        value = index.data(VALUE)
        if value is not None:
            self.chosen.emit(value)
